"""Count failures by source and cause: a thousand pages that time out are one line."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ANSWER = re.compile(r"the server answered [0-9]+")
_NUMBER = re.compile(r"[0-9]+([.,][0-9]+)*")


def cause_of(reason: str) -> str:
    """Return the reason without what differs from page to page; the view v_failure says the same of stored attempts."""
    answer = _ANSWER.match(reason)
    return answer[0] if answer else _NUMBER.sub("N", reason.split(": rule ", maxsplit=1)[0].split(";", maxsplit=1)[0])


def by_cause(failures: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, int]]:
    """Return (where, cause, how many) of failures given as (where, what, why), the commonest first."""
    counts = Counter((where, cause_of(why)) for where, _, why in failures)
    return [(where, cause, count) for (where, cause), count in counts.most_common()]
