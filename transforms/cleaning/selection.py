"""From trafilatura's choice to the article's blocks: headline out, standfirst in, gaps filled, furniture out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transforms.cleaning.additions import add_opening, add_standfirst, fill_gaps
from transforms.cleaning.blocks import Block
from transforms.cleaning.calls import drop_calls, drop_hollow_headings
from transforms.cleaning.draft import Draft, trusted_places
from transforms.cleaning.layouts import drop_second_layouts
from transforms.cleaning.pictures import drop_credited_captions
from transforms.cleaning.removals import (
    drop_biographies,
    drop_furniture,
    drop_headlines,
    drop_orphan_headings,
    drop_other_stories,
    drop_outside_core,
    drop_pointers,
    drop_repeats,
    drop_stamps,
    find_title,
)
from transforms.cleaning.sections import add_last_lists, add_missed_bulk, add_questions, add_references
from transforms.cleaning.typography import letters
from transforms.cleaning.witness import Witness, follow_witness

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# In this order: what is taken out first cannot mislead the later steps about where the body is.
STEPS: tuple[Callable[[Draft], None], ...] = (
    drop_furniture,
    drop_credited_captions,
    find_title,
    add_missed_bulk,
    drop_headlines,
    drop_second_layouts,
    drop_outside_core,
    fill_gaps,
    add_last_lists,
    follow_witness,
    drop_calls,
    add_questions,
    drop_stamps,
    add_standfirst,
    add_opening,
    drop_pointers,
    drop_biographies,
    drop_repeats,
    drop_other_stories,
    drop_orphan_headings,
    drop_hollow_headings,
    add_references,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The article's blocks in reading order, and the captions found among what trafilatura kept."""

    blocks: tuple[Block, ...]
    captions: tuple[str, ...]
    title_index: int | None


def select(
    blocks: Sequence[Block],
    kept: frozenset[int],
    headlines: Sequence[str],
    descriptions: Sequence[str],
    authors: Sequence[str] = (),
    *,
    is_news: bool = True,
    witness: Witness | None = None,
) -> Selection:
    """Return the blocks that make the article."""
    draft = Draft(
        blocks=blocks,
        places=trusted_places(blocks, kept),
        body=set(kept),
        headlines=frozenset(key for text in headlines if (key := letters(text))),
        descriptions=tuple(descriptions),
        authors=tuple(authors),
        is_news=is_news,
        witness=witness,
    )
    for step in STEPS:
        step(draft)
    return Selection(blocks=tuple(draft.ordered()), captions=tuple(draft.captions), title_index=draft.title_index)
