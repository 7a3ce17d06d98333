"""A second opinion stands beside the rules, is asked once, and fails without failing anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flows.errors import ConfigurationError, UsageError
from flows.second_opinion.asking import OpinionOutcome, seek_opinions
from flows.second_opinion.settings import JudgeKind
from flows.settings import load_settings
from tests.conftest import PARTIAL, STORY, invoke
from tests.model_server import MODEL, Conversation, model_server
from tests.newsroom_read import asking, rows
from tests.tiny_nli import write_nli
from transforms.opinion.nli import NliError, load_nli
from transforms.opinion.prompt import CONTEXT, context_before
from transforms.opinion.reply import Answer, ReplyError, read_reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[Conversation]:
    with model_server() as conversation:
        yield conversation


def test_every_sentence_with_a_claim_is_judged_and_the_rules_stay_as_they_were(
    newsroom_read: Path, server: Conversation
) -> None:
    before = rows(newsroom_read, "select * from claim order by all")
    outcome = seek_opinions(asking(newsroom_read, base_url=server.base_url))
    assert (outcome.judged, outcome.unreadable, outcome.not_judged) == (4, 0, {})
    stored = rows(
        newsroom_read,
        "select answer, reason, model, answered_by, length(prompt_hash), raw <> '', sentence "
        'from v_opinion order by "start"',
    )
    assert [row[0] for row in stored] == ["assert", "deny", "assert", "assert"]
    assert {row[1:6] for row in stored} == {("looked for a word", MODEL, MODEL, 16, True)}
    assert all(row[6] in STORY for row in stored)
    assert rows(newsroom_read, "select * from claim order by all") == before
    assert [body["temperature"] for body in server.asked] == [0, 0, 0, 0]


def test_what_was_answered_is_not_asked_again_even_in_another_article(
    newsroom_read: Path, server: Conversation
) -> None:
    settings = asking(newsroom_read, base_url=server.base_url)
    seek_opinions(settings)
    assert seek_opinions(settings).line == f"second opinion ({MODEL}): 0 judged"
    copy = newsroom_read.parent / "copy.txt"
    copy.write_text(f"{STORY}\nThe border stays open for trade.\n", "utf-8")
    invoke("ingest", copy, "--config", newsroom_read)
    invoke("extract", "--config", newsroom_read)
    outcome = seek_opinions(settings)
    assert (outcome.judged, outcome.reused, len(server.asked)) == (0, 4, 4)
    assert rows(newsroom_read, "select count(*), count(distinct version_id) from v_opinion") == [(8, 2)]


def test_an_opinion_survives_reextraction(newsroom_read: Path, server: Conversation) -> None:
    settings = asking(newsroom_read, base_url=server.base_url)
    seek_opinions(settings)
    path = newsroom_read / "entities.toml"
    path.write_text(path.read_text("utf-8") + "\n[[entity]]\nname = 'Zorawar Kesh'\ntype = 'PERSON'\n", "utf-8")
    assert "1 texts read" in invoke("extract", "--config", newsroom_read)
    assert seek_opinions(settings).judged == 0
    assert len(server.asked) == 4


@pytest.mark.parametrize(("mood", "complaint"), [("nonsense", "not one JSON object"), ("other word", "'maybe'")])
def test_a_reply_that_cannot_be_read_is_an_error_row_and_no_guess(
    newsroom_read: Path, server: Conversation, mood: str, complaint: str
) -> None:
    settings = asking(newsroom_read, base_url=server.base_url)
    server.mood = mood
    assert seek_opinions(settings).unreadable == 4
    assert {(row[0], complaint in row[1]) for row in rows(newsroom_read, "select answer, error from opinion")} == {
        (None, True)
    }
    server.mood = "good"
    assert seek_opinions(settings).judged == 0
    assert seek_opinions(settings, retry=True).judged == 4
    assert rows(newsroom_read, "select count(*) from v_opinion where answer is null") == [(0,)]


@pytest.mark.parametrize(
    ("mood", "why", "asked"),
    [
        ("500", "the server answered 500: out of memory", 3),
        ("no completion", "the server's answer is no chat completion", 3),
        ("unauthorized", "the server answered 401", 1),
    ],
)
def test_a_failing_server_is_left_alone_after_a_few_failures(
    newsroom_read: Path, server: Conversation, mood: str, why: str, asked: int
) -> None:
    server.mood = mood
    outcome = seek_opinions(asking(newsroom_read, base_url=server.base_url))
    assert why in outcome.line
    assert (outcome.judged, sum(outcome.not_judged.values()), len(server.asked)) == (0, 4, asked)
    assert rows(newsroom_read, "select count(*) from opinion") == [(0,)]


def test_a_slow_server_is_not_waited_for(newsroom_read: Path, server: Conversation) -> None:
    server.mood = "slow"
    outcome = seek_opinions(asking(newsroom_read, base_url=server.base_url, timeout=0.2))
    assert outcome.not_judged == {"no answer in time": 4}


def test_a_model_that_the_server_does_not_have_ends_the_asking(newsroom_read: Path, server: Conversation) -> None:
    outcome = seek_opinions(asking(newsroom_read, base_url=server.base_url, model="large-judge"))
    assert outcome.not_judged == {"the server answered 404: the model 'large-judge' does not exist": 4}
    assert len(server.asked) == 1


def test_an_answer_by_another_model_says_so(newsroom_read: Path, server: Conversation) -> None:
    server.mood = "other model"
    seek_opinions(asking(newsroom_read, base_url=server.base_url))
    assert rows(newsroom_read, "select distinct model, answered_by from opinion") == [(MODEL, "another-judge")]


def test_the_cap_leaves_the_rest_for_the_next_run(newsroom_read: Path, server: Conversation) -> None:
    settings = asking(newsroom_read, base_url=server.base_url, most_requests=2)
    assert "2 not judged: the run's cap of 2 questions" in seek_opinions(settings).line
    assert seek_opinions(settings).judged == 2


def test_a_key_is_sent_and_neither_stored_nor_shown(
    newsroom_read: Path, server: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = asking(newsroom_read, base_url=server.base_url, key_variable="HEARSAY_TEST_KEY")
    monkeypatch.delenv("HEARSAY_TEST_KEY", raising=False)
    assert seek_opinions(settings).not_judged == {"the environment variable HEARSAY_TEST_KEY is not set": 4}
    monkeypatch.setenv("HEARSAY_TEST_KEY", "very-secret")
    server.mood = "unauthorized"
    assert "bad key [key]" in seek_opinions(settings).line
    server.mood = "good"
    seek_opinions(settings)
    assert set(server.keys) == {"Bearer very-secret"}
    assert b"very-secret" not in load_settings(newsroom_read).warehouse.read_bytes()


def test_a_run_asks_after_extraction_and_an_absent_server_does_not_change_its_outcome(
    newsroom_read: Path, server: Conversation
) -> None:
    path = newsroom_read / "hearsay.toml"
    asking = f'judge = "endpoint"\nmodel = "{MODEL}"\nbase_url = "{server.base_url}"'
    path.write_text(path.read_text("utf-8").replace('judge = "off"', asking), "utf-8")
    assert f"second opinion ({MODEL}): 4 judged" in invoke("run", "--direct", "--config", newsroom_read)
    path.write_text(path.read_text("utf-8").replace(f":{server.port}/v1", ":9/v1").replace(MODEL, "absent"), "utf-8")
    assert "4 not judged: nothing listens at base_url" in invoke("run", "--direct", "--config", newsroom_read)
    assert "nothing listens" in invoke("opinion", "--config", newsroom_read, code=PARTIAL)


def test_the_command_says_where_to_switch_it_on(newsroom_read: Path) -> None:
    with pytest.raises(UsageError, match=r"hearsay\.toml: second_opinion\.judge is off"):
        invoke("opinion", "--config", newsroom_read)


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        ('judge = "endpoint"', "model is missing"),
        ('judge = "endpoint"\nmodel = "m"', "base_url must be an address"),
        ('judge = "endpoint"\nmodel = "m"\nbase_url = "http://[::1"', "is no address"),
        ('judge = "endpoint"\nmodel = "m"\nbase_url = "http://me:word@127.0.0.1/v1"', "must hold no key"),
        ('judge = "endpoint"\nmodel = "m"\nbase_url = "http://judge.example/v1"\nkey_variable = "K"', "must be https"),
        ('judge = "guess"', "second_opinion.judge"),
    ],
)
def test_settings_that_cannot_work_are_refused(newsroom: Path, lines: str, complaint: str) -> None:
    path = newsroom / "hearsay.toml"
    path.write_text(path.read_text("utf-8").replace('judge = "off"', lines), "utf-8")
    with pytest.raises(ConfigurationError, match=complaint):
        load_settings(newsroom)


def test_an_inference_model_on_disk_judges_too(newsroom_read: Path) -> None:
    write_nli(newsroom_read.parent / "models" / "tiny")
    outcome = seek_opinions(asking(newsroom_read, judge=JudgeKind.NLI, model="models/tiny"))
    assert (outcome.judged, outcome.model[:5]) == (4, "tiny@")
    answers = rows(newsroom_read, 'select answer, reason from v_opinion order by "start"')
    # This model adds up words, the context's too, so that the "no" before them turns the last two.
    assert [answer for answer, _ in answers] == ["assert", "deny", "deny", "deny"]
    assert all(reason.startswith("probability") for _, reason in answers)


def test_the_labels_of_an_inference_model_decide_what_its_outputs_mean(tmp_path: Path) -> None:
    turned = load_nli(write_nli(tmp_path / "turned", ("CONTRADICTION", "ENTAILMENT", "NEUTRAL")))
    assert turned.judge(sentence="it has", context="", statement="it has").answer is Answer.DENY
    open_one = load_nli(write_nli(tmp_path / "open"))
    assert open_one.judge(sentence="perhaps it has", context="", statement="it has").answer is Answer.NEITHER


def test_an_inference_model_that_cannot_be_used_is_one_line_and_judges_nothing(newsroom_read: Path) -> None:
    settings = asking(newsroom_read, judge=JudgeKind.NLI, model="models/none")
    (why,) = seek_opinions(settings).not_judged
    assert "there is no such file" in why
    broken = write_nli(newsroom_read.parent / "models" / "broken")
    (broken / "model.onnx").write_bytes(b"no model")
    with pytest.raises(NliError, match="cannot be loaded"):
        load_nli(broken)
    with pytest.raises(NliError, match="needed are entailment"):
        load_nli(write_nli(newsroom_read.parent / "models" / "mood", ("happy", "sad", "neutral")))


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ('{"answer": "deny", "reason": "says no"}', Answer.DENY),
        ('```json\n{"answer": "neither"}\n```', Answer.NEITHER),
        ('Sure! {"answer": "deny"}', None),
        ('{"answer": "deny"} {"answer": "assert"}', None),
        ('{"answer": "Deny"}', None),
        ('{"answer": "deny", "confidence": 1}', None),
        ('{"answer": ["deny"]}', None),
        ('{"answer": "deny", "reason": 3}', None),
        ("[]", None),
        ("", None),
    ],
)
def test_a_reply_is_read_strictly(raw: str, answer: Answer | None) -> None:
    if answer is None:
        with pytest.raises(ReplyError):
            read_reply(raw)
    else:
        assert read_reply(raw).answer is answer


def test_the_context_is_short_and_begins_with_a_word() -> None:
    shown = context_before("word " * 200)
    assert len(shown) <= CONTEXT
    assert set(shown.split()) == {"word"}
    assert context_before("Just this. ") == "Just this."


def test_an_outcome_is_one_line() -> None:
    assert OpinionOutcome(model="m", judged=2, reused=1, unreadable=1).line == (
        "second opinion (m): 2 judged; 1 as answered before; 1 with a reply that could not be read"
    )
