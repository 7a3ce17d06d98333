"""The Prefect flows. `run` is the main job; deployments name it `flows.run.run`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import prefect_environment  # noqa: F401 - must come before Prefect
from flows.job import FAILED, RunSummary, run_job
from flows.judging import judged_vocabulary
from flows.narration import Silence, summary_markdown
from flows.prefect_engine import PrefectEngine, task_runner
from flows.settings import load_settings

from prefect import flow  # isort: skip
from prefect.artifacts import create_markdown_artifact  # isort: skip

if TYPE_CHECKING:
    from flows.extract import Vocabulary
    from flows.job import Narrator
    from flows.settings import Settings


@flow(name="hearsay-run", validate_parameters=False, persist_result=False)
def run(config: str = "config") -> dict[str, Any]:
    """Do the main job with the configuration in `config`; the entry point for deployments and schedules.

    Returns the run's summary. Raises where nothing at all could be done, so that the flow run is marked failed.
    """
    settings = load_settings(Path(config))
    vocabulary = judged_vocabulary(settings)
    summary = _observed(settings, vocabulary, Silence())
    if summary.exit_code == FAILED:
        msg = f"run {summary.run_id} brought nothing in; its failures are in v_source_health"
        raise RuntimeError(msg)
    return summary.as_json()


def run_with_prefect(settings: Settings, vocabulary: Vocabulary, narrator: Narrator) -> RunSummary:
    """Do the main job as a Prefect flow, on the server that PREFECT_API_URL names or a temporary one."""

    @flow(
        name="hearsay-run",
        validate_parameters=False,
        persist_result=False,
        task_runner=task_runner(settings),
    )
    def hearsay_run() -> RunSummary:
        return _observed(settings, vocabulary, narrator)

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
