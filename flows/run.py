"""The Prefect flows. `run` is the main job; deployments name it `flows.run.run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import prefect_environment  # noqa: F401 - must come before Prefect
from flows.decisions.names import judged_vocabulary
from flows.job import FAILED, RunSummary, run_job
from flows.narration import Silence, summary_markdown
from flows.prefect_engine import PrefectEngine, connected, task_runner
from flows.scheduling.turn import turn
from flows.settings import load_settings

from prefect import flow  # isort: skip
from prefect.artifacts import create_markdown_artifact  # isort: skip
from prefect.runtime import flow_run  # isort: skip
from prefect.states import Completed  # isort: skip

if TYPE_CHECKING:
    from flows.extract import Vocabulary
    from flows.job import Narrator
    from flows.settings import Settings


@flow(name="hearsay-run", validate_parameters=False, persist_result=False)
def run(config: str = "config") -> Any:  # noqa: ANN401 - a summary, or Prefect's state where there is nothing to do
    """Do the main job with the configuration in `config`; the entry point for deployments and schedules.

    Returns the run's summary, or a completed state "Skipped" where another run goes on or has done it since. Raises
    where nothing at all could be done, so that the flow run is marked failed.
    """
    settings = load_settings(Path(config))
    with turn(settings, flow_run.scheduled_start_time) as nothing_to_do:
        if nothing_to_do is not None:
            return Completed(name="Skipped", message=nothing_to_do)
        summary = _observed(settings, judged_vocabulary(settings), Silence())
    if summary.exit_code == FAILED:
        msg = f"run {summary.run_id} brought nothing in; its failures are in v_source_health"
        raise RuntimeError(msg)
    return summary.as_json()


def run_with_prefect(settings: Settings, vocabulary: Vocabulary, narrator: Narrator) -> RunSummary:
    """Do the main job as a Prefect flow, on the server that PREFECT_API_URL names or a temporary one.

    Raises:
        EngineError: that server cannot be reached, or the temporary one does not start.
    """

    @flow(
        name="hearsay-run",
        validate_parameters=False,
        persist_result=False,
        task_runner=task_runner(settings),
    )
    def hearsay_run() -> RunSummary:
        return _observed(settings, vocabulary, narrator)

    with connected():
        return hearsay_run()


def _observed(settings: Settings, vocabulary: Vocabulary, narrator: Narrator) -> RunSummary:
    summary = run_job(settings, vocabulary, PrefectEngine(settings), narrator)
    create_markdown_artifact(
        summary_markdown(summary), key="hearsay-run", description="What the run did and what failed"
    )
    if summary.report is not None:
        text = summary.report.with_suffix(".md").read_text("utf-8")
        create_markdown_artifact(text, key="hearsay-report", description="The comparison report")
    return summary
