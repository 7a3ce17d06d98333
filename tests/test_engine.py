"""How a stage's tasks are put in order."""

from __future__ import annotations

from flows.engine import in_turns


def test_a_long_queue_keeps_no_other_waiting() -> None:
    assert in_turns([["a1", "a2", "a3"], ["b1"], [], ["c1", "c2"]]) == ["a1", "b1", "c1", "a2", "c2", "a3"]
    assert in_turns([]) == []
