"""The report: its facts in HTML and Markdown, its tables, and what hostile text can do to it."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from flows.extract import load_vocabulary
from flows.report import links_between
from tests.invented_newsroom import (
    CUT_COPY,
    GENERIC,
    MINISTRY,
    PROPOSITIONS,
    QUESTION,
    TOPIC,
    Newsroom,
    Story,
    invented,
    newsroom,
    quotation,
    report_facts,
    report_frames,
    sighting,
)
from transforms.compare.columns import EVIDENCE, taken
from transforms.render.cards import cards
from transforms.render.charts import timeline_chart
from transforms.render.foreign import isolated, markdown_text, visible, web_address
from transforms.render.marked_text import Mark, legend, marked
from transforms.render.reading import reading
from transforms.render.report import Report, ReportSettings, build_report
from transforms.render.tables import flat

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def report() -> Report:
    """The report of the whole invented newsroom."""
    return build_report(report_frames(invented()), report_facts(tables_folder="."))


class Page(HTMLParser):
    """The elements, attributes and text of a page, as a browser's parser takes them."""

    VOID = frozenset({"meta", "link", "br", "img", "input", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.badly_nested: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.badly_nested.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]


@pytest.fixture(scope="module")
def page(report: Report) -> Page:
    """The parsed page."""
    return Page(report.html)


# What the report says


def test_the_first_sentence_counts_holders_and_gives_no_verdict(page: Page) -> None:
    assert "“The dredging at Port Calder releases mercury into the bay”: 5 holders assert and 2 deny." in page.text
    assert "1 of 7 is known only through somebody else." in page.text
    assert "it does not say who is right" in page.text


def test_articles_outlets_origins_utterances_and_sides_stand_beside_each_other(page: Page) -> None:
    numbers = re.search(
        r"(\d+) articles .*? (\d+) outlets .*? (\d+) origins .*? (\d+) utterances .*? (\d+) sides", page.text
    )
    assert numbers is not None
    assert [int(number) for number in numbers.groups()] == [7, 5, 5, 12, 3]


def test_each_proposition_has_its_two_sides_with_the_exact_words(page: Page) -> None:
    for statement, _ in PROPOSITIONS.values():
        assert statement in page.text
    assert "For it · 5" in page.text
    assert "Against it · 2" in page.text
    assert "The Harbour Authority denied that the work releases mercury." in page.text


def test_a_relayed_denial_says_through_whom_it_came(page: Page, report: Report) -> None:
    assert "Relayed. Via Ministry of Fisheries; not heard from Ruben Aldous directly." in page.text
    assert "*Relayed: via Ministry of Fisheries, not heard from the holder directly.*" in report.markdown


def test_an_outlets_own_voice_and_an_unnamed_holder_are_marked(page: Page) -> None:
    assert "The Lantern in its own voice" in page.text
    assert "Holder not named" in page.text


def test_stances_are_told_in_words_and_not_by_colour_alone(report: Report) -> None:
    chips = re.findall(r'<a class="chip[^>]*>(.*?)</a>', report.html)
    assert chips
    assert all(re.search(r"asserts|denies|doubts|demands|rejects", chip) for chip in chips)


def test_copies_are_collapsed_with_the_reason_and_their_differences(page: Page) -> None:
    assert "3 articles, one origin. Taken as the first: Meridian Wire, 8 Apr 2031." in page.text
    assert "both credit Meridian Wire" in page.text
    assert "The stance differs: ✕ denies in Meridian Wire, ● asserts in Harbour Times." in page.text


def test_an_edit_shows_the_words_that_changed(report: Report) -> None:
    edits = report.html[report.html.index("Edited after publication") :]
    assert re.search(r"<del>.*?has</bdi>.*?</del> <ins>.*?may have</bdi>", edits)


def test_what_was_not_seen_is_listed_with_its_reason(page: Page) -> None:
    unseen = page.text[page.text.index("A report is only as good") :]
    assert "HTTP 403 after 3 attempts" in unseen
    assert "the parser ran out of time" in unseen
    assert "Leaflet of the boat owners" in unseen
    assert "Experts say that dredging can release metals anywhere." in unseen
    assert "Was the other thing so?" in unseen


def test_a_page_that_came_at_the_second_attempt_is_not_missing(page: Page) -> None:
    assert "https://lantern.example/late" not in page.text


def test_the_footer_says_how_to_make_it_again(page: Page, report: Report) -> None:
    for fact in ("20310521T063000-1187", "9f1c2ab4", "claims 2.1", "hearsay report --snapshot 20310521T063000-1187"):
        assert fact in page.text
    assert "`hearsay report --snapshot 20310521T063000-1187`" in report.markdown


def test_samples_are_marked(report: Report) -> None:
    assert re.search(r"<bdi>Gulf Daily</bdi> <span class=\"sample\">SAMPLE</span>", report.html)
    assert not re.search(r"<bdi>The Lantern</bdi> <span class=\"sample\">", report.html)
    marked_report = build_report(report_frames(invented()), report_facts(is_sample=True))
    assert "SAMPLE." in Page(marked_report.html).text


def test_a_report_of_nothing_says_so() -> None:
    empty = build_report(report_frames(newsroom([], [])), report_facts())
    assert "No statement on any configured question was found in 0 articles" in Page(empty.html).text
    assert "No statement on any configured question" in empty.markdown


def test_two_topics_stand_under_their_own_headings() -> None:
    room = invented()
    second = room.evidence.filter(pl.col("proposition") == "P2").with_columns(
        topic=pl.lit("unread"), claim_id=pl.col("claim_id") + 1
    )
    both = replace(room, evidence=pl.concat([room.evidence, second]))
    text = Page(build_report(report_frames(both), report_facts()).html)
    assert text.text.count(QUESTION) == 1
    assert "Was the other thing so?" in text.text
    assert_sound(text)


# How the page is built


def assert_sound(page: Page) -> None:
    """Ids are unique, every inner link has its target, and every element is closed in order."""
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    inner = [link[1:] for link in page.values("href") if link.startswith("#")]
    assert set(inner) <= set(ids)
    assert page.badly_nested == []
    assert page.open == []


def test_every_link_inside_the_page_has_its_target(page: Page) -> None:
    assert_sound(page)


def test_every_evidence_row_opens_its_sentence_in_the_stored_text(report: Report, page: Page) -> None:
    for row in report.tables["evidence"].iter_rows(named=True):
        assert f'href="#c{row["claim_id"]}"' in report.html
        sentence = re.search(rf'<span id="c{row["claim_id"]}">.*?<mark>(.*?)</mark>', report.html, re.DOTALL)
        assert sentence is not None
        assert Page(sentence.group(1)).text == Page(str(Markup.escape(row["sentence"]))).text
    assert "Every sighting in a present text" in page.text


def test_the_page_asks_for_nothing_from_outside(page: Page) -> None:
    policy = next(attributes for tag, attributes in page.tags if attributes.get("http-equiv"))
    assert policy["content"].startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "object", "embed", "form", "base", "audio"}
    assert page.values("src") == []
    styles = [attributes.get("href") for tag, attributes in page.tags if tag == "link"]
    assert styles == ["data:,"]


def test_every_table_has_headers_with_a_scope(page: Page) -> None:
    headers = [attributes for tag, attributes in page.tags if tag == "th"]
    assert headers
    assert all(attributes.get("scope") in {"row", "col"} for attributes in headers)


def test_the_timeline_is_drawn_with_hollow_marks_that_open_their_sentence(report: Report) -> None:
    drawing = report.html[report.html.index('<div class="chart"') :]
    claim = report.tables["timeline"].filter(holder_name="Ruben Aldous")["claim_id"].item()
    mark = re.search(rf'<a [^>]*href="#c{claim}".*?</a>', drawing, re.DOTALL)
    assert mark is not None
    assert "fill=" not in mark.group()
    heard = report.tables["timeline"].filter(holder_name="Odile Marrant")["claim_id"].item()
    full = re.search(rf'<a [^>]*href="#c{heard}".*?</a>', drawing, re.DOTALL)
    assert full is not None
    assert "fill=" in full.group()
    assert "Ruben Aldous denies P1, published 11 Apr 2031, told by Ministry of Fisheries" in mark.group()


def test_the_same_frames_give_the_same_bytes(report: Report) -> None:
    again = build_report(report_frames(invented()), report_facts(tables_folder="."))
    assert again.html == report.html
    assert again.markdown == report.markdown


def test_the_order_of_rows_changes_nothing(report: Report) -> None:
    room = invented()
    turned = replace(
        room, evidence=room.evidence.reverse(), articles=room.articles.reverse(), quotes=room.quotes.reverse()
    )
    assert build_report(report_frames(turned), report_facts(tables_folder=".")).html == report.html


def test_a_capped_report_links_only_to_what_it_holds() -> None:
    small = build_report(
        report_frames(invented()), report_facts(), settings=ReportSettings(most_texts=2, most_rows=2, most_positions=1)
    )
    page = Page(small.html)
    ids = set(page.values("id"))
    broken = {link for link in page.values("href") if link.startswith("#c") and link[1:] not in ids}
    assert broken == set()
    assert "more rows are in evidence.csv" in page.text


def test_a_timeline_of_very_many_statements_is_thinned_and_still_drawn() -> None:
    rows = [
        {
            "holder_name": f"Holder {holder}",
            "proposition": "P1",
            "stance": ("asserts", "denies")[day % 2],
            "day": date(2020, 1, 1) + timedelta(days=day),
            "day_end": None,
            "day_basis": "said",
            "hollow": False,
            "via": [],
            "claim_id": holder * 10_000 + day,
        }
        for holder in range(40)
        for day in range(0, 3650, 5)
    ]
    frame = pl.DataFrame(rows, schema_overrides={"day_end": pl.Date, "via": pl.List(pl.String)})
    drawing = timeline_chart(frame, set())
    assert drawing is not None
    assert 100 < drawing.count('aria-roledescription="point"') <= 700


# Tables


def test_every_table_is_a_file_that_a_spreadsheet_reads_back(report: Report) -> None:
    for name, table in report.tables.items():
        rows = list(csv.reader(io.StringIO(table.write_csv(), newline="")))
        assert rows[0] == table.columns, name
        assert len(rows) == table.height + 1, name


def test_the_tables_named_in_the_page_exist(page: Page, report: Report) -> None:
    files = {link.removeprefix("./").removesuffix(".csv") for link in page.values("href") if link.endswith(".csv")}
    assert files
    assert files <= set(report.tables)


def test_a_cell_that_a_spreadsheet_would_compute_is_disarmed() -> None:
    table = flat(pl.DataFrame({"a": ["=cmd()", "+1", "-2", "@x", "plain"], "b": [[1], [2], [], [3, 4], [5]]}))
    assert table["a"].to_list() == ["'=cmd()", "'+1", "'-2", "'@x", "plain"]
    assert table["b"].to_list()[3] == "3 | 4"


# Hostile text


HOSTILE = {
    "script": "<script>document.title='owned'</script>",
    "style end": "</style><script>document.title='owned'</script>",
    "attribute end": "\"><img src=x onerror=document.title='owned'>",
    "single quote": "' onmouseover='document.title=1' x='",
    "comment": "<!--",
    "cdata": "<![CDATA[ x ]]>",
    "template": "{{ 7 * 7 }}{% raw %}",
    "entity": "&lt;script&gt;&#x3c;script&#x3e;",
    "bidi": "\u202eevil\u2066 name\u2069",
    "nul": "a\x00b\x1b[31mc\x07",
    "huge word": "x" * 5000,
    "stacked": "e" + "\u0301" * 400,
    "markdown": "| [click](javascript:alert(1)) ![i](http://x.example/i.png) `code` **b** <b>\n# head\n- item",
    "formula": '=HYPERLINK("http://x.example")',
}


def hostile_room(text: str) -> Newsroom:
    """Return a newsroom in which every word that comes from a page is hostile."""
    story = Story(
        url="javascript:document.title='owned'//" + text,
        outlet=f"Outlet {text}",
        title=f"Title {text}",
        body=f"Before.\n\nSaid {text} denied indeed.\n\nAfter {text}.",
        published=date(2031, 4, 8),
        agency=f"Agency {text}",
        flags=(f"flag {text}",),
    )
    other = replace(
        story, url=f"https://x.example/{text}", outlet="Other", body=story.body.replace("denied", "admitted")
    )
    words = f"Said {text} denied indeed."
    rows = [
        sighting(
            story, words, "P1", "denies", f"Holder {text}", cue="denied", via=(f"Relay {text}",), side=f"side {text}"
        ),
        sighting(other, words.replace("denied", "admitted"), "P1", "asserts", f"Holder {text}", cue="admitted"),
    ]
    quotes = [
        quotation(story, words, f"Speaker {text}", f"cue {text}"),
        quotation(other, words.replace("denied", "admitted"), f"Speaker {text}", "said", cue_class="hedge"),
    ]
    return newsroom([story, other], rows, quotes)


@cache
def hostile_report(text: str) -> Report:
    """Return a report in which everything that is not ours holds `text`."""
    frames = report_frames(hostile_room(text))
    hostile = replace(
        frames,
        topics=pl.DataFrame({"topic": [TOPIC], "question": [f"Question {text}"]}),
        quarantine=pl.DataFrame([(f"javascript:{text}", text, text)], frames.quarantine.schema, orient="row"),
    )
    return build_report(hostile, report_facts(command=f"hearsay {text}"))


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_a_page_can_run_or_break_out(name: str) -> None:
    plain, page = Page(hostile_report("harmless").html), Page(hostile_report(HOSTILE[name]).html)
    assert_sound(page)
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in plain.tags} | {"ins", "del", "details", "summary"}
    assert {name for _, attributes in page.tags for name in attributes} <= {
        name for _, attributes in plain.tags for name in attributes
    }
    links = [link for link in page.values("href") + page.values("xlink:href") if not link.startswith("#")]
    assert all(link.startswith(("https://", "data:,")) for link in links)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_inert_in_markdown(name: str) -> None:
    markdown = re.sub(r"(?<!\\)`[^`\n]*`", "", hostile_report(HOSTILE[name]).markdown)
    assert "<script" not in markdown
    assert "<img" not in markdown
    assert "](javascript" not in markdown
    assert "![i](" not in markdown
    assert "\x00" not in markdown
    assert "\u202e" not in markdown
    table = [line for line in markdown.splitlines() if line.startswith("| ")]
    for line in table:
        assert len(re.findall(r"(?<!\\)\|", line)) == line_width(line, table), line[:120]


def line_width(line: str, table: list[str]) -> int:
    """Return how many bars a row of this table has when nothing breaks it: that of the first cell's header."""
    widths = {
        len(re.findall(r"(?<!\\)\|", row)) for row in table if row.startswith(("| articles", "| Outlet", "| Statement"))
    }
    found = len(re.findall(r"(?<!\\)\|", line))
    return found if found in widths else -1


def test_direction_controls_are_shown_and_foreign_words_isolated() -> None:
    assert visible("a\u202eb") == "a[U+202E]b"
    assert isolated("שלום") == Markup("<bdi>שלום</bdi>")
    assert visible("a\x1b[0;x\x07") == "a[U+001B][0;x[U+0007]"
    assert visible("\ud800") == "[U+D800]"
    assert visible("com\u00adpany") == "company"
    assert visible("line\nbreak\tand tab") == "line\nbreak\tand tab"


@given(st.text())
def test_whatever_is_printed_can_be_written_to_a_file(text: str) -> None:
    html = isolated(text)
    html.encode("utf-8")
    assert "<" not in html.removeprefix("<bdi>").removesuffix("</bdi>")
    line = markdown_text(text)
    line.encode("utf-8")
    assert "\n" not in line
    assert "<" not in line


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://lantern.example/a?b=c#d", True),
        ("http://lantern.example", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//lantern.example/a", False),
        ("file:leaflet.txt", False),
        ("https://", False),
        ("https://a.example/\u202ecod", False),
        ("https://a.example/ javascript:1", False),
        ("https://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None, is_link: bool) -> None:
    assert (web_address(url) is not None) is is_link


def test_a_very_long_text_is_shown_around_its_evidence() -> None:
    filler = "\n\n".join(f"Paragraph {number} of the minutes, which nobody reads to the end." for number in range(2000))
    story = Story(
        url="https://a.example/x", outlet="A", title="T", body=f"{filler}\n\nIt is poison, Ives said.\n\n{filler}"
    )
    room = newsroom([story], [sighting(story, "It is poison, Ives said.", "P1", "asserts", "Ives")])
    page = Page(build_report(report_frames(room), report_facts()).html)
    assert "paragraphs without evidence left out" in page.text
    assert "It is poison, Ives said." in page.text
    assert page.text.count("of the minutes") == 4


@given(
    st.lists(st.text(alphabet="ab. \n\u202e", max_size=20), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(0, 5)), max_size=6),
)
def test_a_reading_view_holds_every_paragraph_whole_whatever_is_marked(
    paragraphs: list[str], spans: list[tuple[int, int, int]]
) -> None:
    text = "\n\n".join(paragraphs)
    story = Story(url="https://a.example/x", outlet="A", title="", body=text)
    plain = sighting(story, "", "P1", "asserts", "Ives")
    rows = [
        plain | {"claim_id": number, "start": start, "end": start + length, "cue_start": start, "cue_end": start + cue}
        for number, (start, length, cue) in enumerate(spans)
    ]
    frame = taken(newsroom([], rows).evidence, pl.Schema({**EVIDENCE, "title": pl.String()})).collect()
    view = reading(
        story.row() | {"title": None, "text": text}, list(cards(frame, [], [story.version_id]).values()), None
    )
    printed = ["".join(piece.text for run in one.stretches for piece in run.pieces) for one in view.paragraphs]
    assert printed == [part for part in re.split(r"\n\s*\n", text) if part]
    anchors = [claim for one in view.paragraphs for run in one.stretches for claim in run.anchors]
    assert len(anchors) == len(set(anchors))


def test_sentences_that_overlap_keep_an_anchor_each() -> None:
    body = "Ives said it is poison and that it was known."
    story = Story(url="https://a.example/x", outlet="A", title="T", body=body)
    rows = [
        sighting(story, body, "P1", "asserts", "Ives"),
        sighting(story, body, "P2", "asserts", "Ives"),
        sighting(story, "it is poison and that it was known.", "P3", "denies", "Orme"),
    ]
    assert_sound(Page(build_report(report_frames(newsroom([story], rows)), report_facts()).html))


# In the terminal


def test_marked_text_keeps_every_word_and_numbers_what_has_a_note() -> None:
    text = "Ives said it was “poison” on Tuesday."
    spans = [
        Mark(start=18, end=24, label="QUOTE", note="direct"),
        Mark(start=5, end=9, label="CUE", note=""),
        Mark(start=29, end=36, label="DATE", note="2031-05-06"),
    ]
    assert marked(text, spans).plain == "Ives said it was “poison[1]” on Tuesday[2]."
    assert legend(text, spans) == ["[1] 18-24 QUOTE “poison” direct", "[2] 29-36 DATE “Tuesday” 2031-05-06"]


def test_marked_text_cannot_steer_the_terminal() -> None:
    text = "Ives \x1b[2J said \x9b31m so."
    printed = marked(text, [Mark(start=0, end=len(text), label="QUOTE", note="\x1b]0;title\x07")])
    assert "\x1b" not in printed.plain
    assert "\x9b" not in printed.plain
    assert not any("\x1b" in line for line in legend(text, [Mark(start=0, end=4, label="QUOTE", note="\x1b[0m")]))


def test_marks_outside_the_text_are_left_out_and_overlaps_are_no_error() -> None:
    spans = [Mark(start=0, end=4, label="QUOTE", note=""), Mark(start=2, end=99, label="DATE", note="")]
    assert marked("Ives", [*spans, Mark(start=1, end=3, label="CUE", note="")]).plain == "Ives"


def test_a_link_that_both_propositions_name_is_one_link(project: Path) -> None:
    links = links_between(load_vocabulary(project / "config", "builtin", sample=True))
    pairs = [tuple(sorted(row)) for row in links.select("topic", "left", "right").iter_rows()]
    assert ("P1", "P5", "haqqani_safe_haven") in pairs
    assert len(pairs) == len(set(pairs))


def test_the_ministrys_copy_is_not_a_copy(report: Report) -> None:
    """A text of its own keeps its origin; the cut agency story does not."""
    origins = report.tables["origins"]
    assert origins.filter(article_id=MINISTRY.article_id)["origin_size"].item() == 1
    assert origins.filter(article_id=CUT_COPY.article_id)["origin_size"].item() == 3
    assert origins.filter(article_id=GENERIC.article_id)["origin_size"].item() == 1
