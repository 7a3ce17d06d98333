"""What belongs to an article is told by its page's structure: each step on an invented page that needs it."""

from __future__ import annotations

import json

import pytest

from transforms.clean import clean_html
from transforms.cleaning.blocks import blocks_of, parse
from transforms.cleaning.selection import select
from transforms.cleaning.witness import witness_of

URL = "https://gazette.example/notes/ferry"
FILLER = (
    "The harbour council met again and spoke at length about the ferry, the piers and what the divers had found there."
)
PARAGRAPHS = [f"{FILLER} Item {number}." for number in range(6)]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def page(inner: str, *, kind: str = "BlogPosting", **stated: object) -> str:
    node = json.dumps({"@type": kind, "headline": "Ferry notes for the winter", **stated})
    script = f'<script type="application/ld+json">{node}</script>'
    return f"<html lang='en'><head>{script}</head><body><main>{inner}</main></body></html>"


def lines(markup: str) -> list[str]:
    return clean_html(markup, URL, today=None).body.split("\n\n")


HEADLINE = "<h1>Ferry notes for the winter</h1>"


def test_paragraphs_that_json_ld_states_as_the_text_are_taken_in_from_other_boxes() -> None:
    far = "The second pier was built of oak by two brothers, and the third of pine by their sons and daughters."
    near = f"<article>{HEADLINE}<div>{BODY}</div></article>"
    markup = near + f"<section><div><div><h2>Piers</h2><p>{far}</p></div></div></section>"
    assert far not in lines(page(markup, kind="NewsArticle"))
    assert far in lines(page(markup, kind="NewsArticle", articleBody=" ".join([*PARAGRAPHS, far])))


def test_paragraphs_that_json_ld_does_not_know_are_taken_out_and_headings_stay() -> None:
    poll = "Which of these piers is your favourite one when you walk along the harbour in winter?"
    inner = f"<article>{HEADLINE}{BODY}<h2>Piers</h2><p>{poll}</p>{BODY.replace('Item', 'Note')}</article>"
    stated = " ".join([*PARAGRAPHS, *(text.replace("Item", "Note") for text in PARAGRAPHS)])
    assert poll in lines(page(inner, kind="NewsArticle"))
    kept = lines(page(inner, kind="NewsArticle", articleBody=stated))
    assert poll not in kept
    assert "Piers" in kept


def test_a_statement_that_breaks_off_takes_nothing_out() -> None:
    inner = f"<article>{HEADLINE}{BODY}</article>"
    stated = " ".join(PARAGRAPHS[:5]) + " …"
    assert lines(page(inner, kind="NewsArticle", articleBody=stated)) == PARAGRAPHS


def test_a_summary_is_no_witness_of_the_text() -> None:
    assert witness_of([{"articleBody": "Short."}]) is None


def test_questions_and_answers_after_the_body_belong_to_it_with_the_buttons_that_ask_them() -> None:
    answers = "".join(
        f"<div><button>How cold is pier {number}?</button><div><p>{FILLER} Pier {number}.</p></div></div>"
        for number in (1, 2, 3)
    )
    inner = f"<article>{HEADLINE}<div>{BODY}</div></article><section><h2>FAQ</h2>{answers}</section>"
    kept = lines(page(inner + "<footer><p>Gazette House, Pier Road.</p></footer>"))
    assert kept[len(PARAGRAPHS) : len(PARAGRAPHS) + 3] == ["FAQ", "How cold is pier 1?", f"{FILLER} Pier 1."]
    assert kept[-1] == f"{FILLER} Pier 3."


def test_lists_that_end_the_core_of_a_page_that_is_no_news_belong_to_it_up_to_a_label_that_leads_away() -> None:
    plans = "<div><div>Prices</div><ul><li>One trip: three crowns</li><li>A winter: forty crowns</li></ul></div>"
    away = "<div><div>Related services</div><ul><li>Bus along the northern shore</li></ul></div>"
    inner = f"<article>{HEADLINE}{BODY}{plans}{away}</article>"
    blocks = blocks_of(parse(page(inner)))
    chosen = frozenset(block.index for block in blocks if "Item" in block.text)
    for is_news, expected in ((False, ["Prices", "One trip: three crowns", "A winter: forty crowns"]), (True, [])):
        selected = select(blocks, chosen, ["Ferry notes for the winter"], [], is_news=is_news)
        assert [block.text for block in selected.blocks[len(PARAGRAPHS) :]] == expected


def test_only_a_button_that_asks_a_question_is_read() -> None:
    blocks = blocks_of(parse("<html><body><button>Menu</button><button>How cold is it?</button></body></html>"))
    assert [block.text for block in blocks] == ["How cold is it?"]


def test_the_bulk_between_headline_and_a_side_part_that_was_chosen_is_taken_in() -> None:
    long = "".join(f"<p>{FILLER} Part {number}.</p>" for number in range(20))
    blocks = blocks_of(parse(page(f"{HEADLINE}<div class='menu'>{long}</div><article>{BODY}</article>")))
    side = frozenset(block.index for block in blocks if "Item" in block.text)
    chosen = select(blocks, side, ["Ferry notes for the winter"], [], is_news=False)
    assert sum("Part" in block.text for block in chosen.blocks) == 20


def test_a_short_note_between_headline_and_body_is_no_missed_bulk() -> None:
    blocks = blocks_of(parse(page(f"{HEADLINE}<div class='menu'><p>{FILLER}</p></div><article>{BODY}</article>")))
    chosen = frozenset(block.index for block in blocks if "Item" in block.text)
    selected = select(blocks, chosen, ["Ferry notes for the winter"], [], is_news=False)
    assert [block.text for block in selected.blocks] == PARAGRAPHS


def test_an_article_that_waits_hidden_for_a_script_is_read() -> None:
    inner = f"<div style='display:none'><article>{HEADLINE}{BODY}</article></div><p>Loading</p>"
    assert lines(page(inner)) == PARAGRAPHS


def test_a_long_first_paragraph_beside_the_headline_opens_a_page_that_is_no_news() -> None:
    opening = (
        "Before the winter comes, the same question is asked in every house along the harbour: will the ferry run?"
    )
    opening += " It is a fair one."
    inner = f"<div>{HEADLINE}<div>{opening}</div><section><article>{BODY}</article></section></div>"
    assert lines(page(inner))[0] == opening


def test_a_description_is_a_standfirst_only_on_news_pages() -> None:
    line = "Everything that readers ask about the ferry, in one place"
    inner = f"{HEADLINE}<p>{line}</p><article><div>{BODY}</div></article>"
    assert lines(page(inner, kind="NewsArticle", description=line))[0] == line
    assert lines(page(inner, description=line))[0] == PARAGRAPHS[0]


def test_a_small_box_with_a_button_among_the_paragraphs_is_a_call() -> None:
    box = "<div>Run your ferry with us</div><div>Our desk plans it.</div><a href='/d'><div>Get a demo</div></a>"
    inner = f"<article>{HEADLINE}{BODY}<div>{box}</div>{BODY.replace('Item', 'Note')}</article>"
    kept = lines(page(inner))
    assert len(kept) == 2 * len(PARAGRAPHS)
    assert not any("Run your ferry" in line or "desk plans it" in line for line in kept)


def test_a_link_that_leads_on_is_no_call() -> None:
    box = "<p>The winter timetable has a page of its own this year.</p><a href='/d'><div>Read about it</div></a>"
    inner = f"<article>{HEADLINE}{BODY}<div>{box}</div>{BODY.replace('Item', 'Note')}</article>"
    assert "The winter timetable has a page of its own this year." in lines(page(inner))


def test_a_heading_whose_links_were_taken_out_goes_with_them() -> None:
    links = "<h2>From our shop</h2><ul><li><a href='/1'>Ropes</a></li><li><a href='/2'>Oars</a></li></ul>"
    inner = f"<article>{HEADLINE}{BODY}{links}<h2>Piers</h2>{BODY.replace('Item', 'Note')}</article>"
    kept = lines(page(inner))
    assert "From our shop" not in kept
    assert "Piers" in kept


def test_the_numbers_that_ordered_lists_show_stand_before_their_items() -> None:
    listed = "".join(f"<li>{FILLER} Step {number}.</li>" for number in (1, 2))
    wrapped = "".join(f"<li><p>{FILLER} Stage {number}.</p><p>{FILLER} Aside {number}.</p></li>" for number in (1, 2))
    between = BODY.replace("Item", "Note")
    inner = f"<article>{HEADLINE}{BODY}<ol>{listed}</ol>{between}<ol start='7'>{wrapped}</ol></article>"
    kept = lines(page(inner))
    assert [line for line in kept if "Step" in line] == [f"1. {FILLER} Step 1.", f"2. {FILLER} Step 2."]
    assert [line for line in kept if "Stage" in line] == [f"7. {FILLER} Stage 1.", f"8. {FILLER} Stage 2."]
    assert f"{FILLER} Aside 1." in kept


@pytest.mark.parametrize(
    "markup", ["ul", "ol class='list-unstyled'", "ol type='a'", "ol reversed", "ol style='list-style: none'"]
)
def test_items_of_lists_that_show_no_number_upwards_stay_as_they_are(markup: str) -> None:
    blocks = blocks_of(parse(f"<html><body><{markup}><li>One pier</li></{markup.split(maxsplit=1)[0]}></body></html>"))
    assert [(block.text, block.ordinal) for block in blocks] == [("One pier", None)]


def test_an_empty_item_passes_its_number_to_none() -> None:
    blocks = blocks_of(parse("<html><body><ol><li></li><li>Oak</li></ol><p>Pine</p></body></html>"))
    assert [(block.text, block.ordinal) for block in blocks] == [("Oak", 2), ("Pine", None)]


def test_one_standfirst_is_all_on_a_page_that_is_no_news() -> None:
    first, second = "What the divers found under the ferry", "All that the ferry's passengers have to know"
    marked = f"<p class='standfirst'>{first}</p><p class='standfirst'>{second}</p>"
    inner = f"{HEADLINE}{marked}<article><div>{BODY}</div></article>"
    assert lines(page(inner))[:2] == [first, PARAGRAPHS[0]]
    assert lines(page(inner, kind="NewsArticle"))[:2] == [first, second]


def test_what_a_page_lays_out_for_three_widths_is_read_once() -> None:
    parts = [f"<h2>Pier {number}</h2><p>{FILLER} Pier {number}.</p>" for number in range(20)]
    layouts = "".join(f"<div class='w{width}'>{''.join(parts)}</div>" for width in (1, 2, 3))
    blocks = blocks_of(parse(page(f"<article>{HEADLINE}{layouts}</article>")))
    # As trafilatura does: of the second layout what it took for new.
    chosen = frozenset(block.index for block in blocks[1:21]) | {block.index for block in blocks[61:63]}
    selected = select(blocks, chosen, ["Ferry notes for the winter"], [], is_news=False)
    kept = [block.text for block in selected.blocks]
    assert len(kept) == len(set(kept))
    assert f"{FILLER} Pier 10." in kept


def test_two_parts_that_share_a_notice_are_no_layouts_of_one_text() -> None:
    parts = [
        "".join(f"<p>{FILLER} {FILLER} {part} {number}.</p>" for number in range(12)) + f"<p>{FILLER}</p>"
        for part in ("Oak", "Pine")
    ]
    kept = lines(page(f"<article>{HEADLINE}<div>{parts[0]}</div><div>{parts[1]}</div></article>", kind="NewsArticle"))
    assert sum("Oak" in line for line in kept) == sum("Pine" in line for line in kept) == 12


def test_lines_above_a_pictures_credit_in_its_box_are_a_caption() -> None:
    picture = (
        "<div><img src='/a.jpg'><p>The ferry leaves the second pier at dawn.</p><p>Image: Jon Aker/Gazette</p></div>"
    )
    inner = f"<article>{HEADLINE}<div>{picture}<section>{BODY}</section></div></article>"
    article = clean_html(page(inner, kind="NewsArticle"), URL, today=None)
    assert article.body.split("\n\n") == PARAGRAPHS
    assert article.captions == ("The ferry leaves the second pier at dawn.",)


def test_a_paragraph_that_a_credit_follows_in_the_articles_own_box_is_none() -> None:
    inner = f"<article>{HEADLINE}{BODY}<p>Image: Jon Aker/Gazette</p></article>"
    assert lines(page(inner, kind="NewsArticle")) == PARAGRAPHS


@pytest.mark.parametrize(("kind", "expected"), [("BlogPosting", True), ("NewsArticle", False)])
def test_a_list_of_references_in_the_core_belongs_to_a_page_that_is_no_news(kind: str, expected: bool) -> None:
    listed = (
        "<ul><li><a href='/oak'>Oak Harbour Yearbook</a></li><li><a href='/pine'>Pine Harbour Yearbook</a></li></ul>"
    )
    kept = lines(page(f"<article>{HEADLINE}{BODY}<h2>References</h2>{listed}</article>", kind=kind))
    assert ("References" in kept) is expected
    assert ("Oak Harbour Yearbook" in kept) is expected


@pytest.mark.parametrize(
    "line",
    [
        "<p>By Ines Vollan</p>",
        "<p>Tags <a href='/a'>ferry</a> <a href='/b'>harbour</a></p>",
        "<h2>Winter: Ferry notes for the winter</h2>",
    ],
)
def test_bylines_keywords_and_longer_headlines_at_the_top_are_no_text(line: str) -> None:
    assert lines(page(f"<article>{HEADLINE}{line}{BODY}</article>")) == PARAGRAPHS
