"""A page becomes its article: headline, people, date, paragraphs, and none of the page's furniture."""

from __future__ import annotations

import dataclasses
import random
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.configuration import load_toml
from transforms.clean import UncleanableError, clean, clean_html, clean_rows
from transforms.cleaning import addresses, authors, dating, decoding, quality, titles
from transforms.cleaning.blocks import blocks_of, parse
from transforms.cleaning.body import drop_textless
from transforms.cleaning.boilerplate import kept_lines, rule_for
from transforms.cleaning.boilerplate_rules import RULES, Rule
from transforms.cleaning.calendar_words import find_date
from transforms.cleaning.captions import split_glued_caption
from transforms.cleaning.credits import Agencies, origin_of
from transforms.cleaning.head import read_head
from transforms.records import CleanArticle, DateSource, Page

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "tests" / "data" / "pages"
SEED = ROOT.parent / "shared" / "seed" / "000_31d9fe468ace5a60.txt"
AGENCIES = load_toml(ROOT / "config" / "lexicon" / "agencies.toml", Agencies)
TODAY = date(2016, 6, 1)
FILLER = (
    "The harbour council met again and spoke at length about the ferry, the piers and what the divers had found there."
)


def cleaned(name: str, url: str = "https://courier.example/2016/03/04/old-bridge-closes/?utm_source=x") -> CleanArticle:
    return clean(Page(url=url, body=(PAGES / name).read_bytes()), today=TODAY, agencies=AGENCIES)


def page_with(head: str = "", body: str = "", language: str = "en") -> str:
    paragraphs = "".join(f"<p>{FILLER} Item {number}.</p>" for number in range(6))
    article = f"<article><h1>A title here</h1>{body}{paragraphs}</article>"
    return f"<html lang='{language}'><head>{head}</head><body>{article}</body></html>"


def test_a_wordpress_page_keeps_its_four_paragraphs_and_nothing_else() -> None:
    article = cleaned("wordpress.html")
    paragraphs = article.body.split("\n\n")
    assert article.title == "Old bridge closes for a month"
    assert article.authors == ("Ines Vollan",)
    assert [text.split()[0] for text in paragraphs] == ["Amid", "Mara", "Fishermen", "The"]
    assert article.captions == ("Mara-Quill",)
    assert "an official list" in paragraphs[2]
    assert article.url == "https://courier.example/2016/03/04/old-bridge-closes/"
    assert article.site_name == "Halvorn Courier"
    assert article.flags == ()


def test_the_date_keeps_the_time_zone_that_the_page_gives() -> None:
    published = cleaned("wordpress.html").published
    assert published is not None
    assert published.day == date(2016, 3, 4)
    assert published.instant == datetime(2016, 3, 4, 8, 15, tzinfo=timezone(timedelta(hours=4, minutes=30)))
    assert published.source is DateSource.META
    assert published.conflicting == ()


def test_json_ld_names_are_people_without_their_job_titles() -> None:
    article = cleaned("jsonld.html", "https://gazette.example/ferry")
    assert article.authors == ("Rafe Ondry", "Dila Marsh")
    assert article.site_name == "Tiss Gazette"
    assert article.modified == datetime(2016, 3, 6, 14, tzinfo=UTC)


def test_a_day_is_the_writers_day_not_greenwichs() -> None:
    """Half past eleven in the evening in New York is the next day in Greenwich."""
    published = cleaned("jsonld.html", "https://gazette.example/ferry").published
    assert published is not None
    assert published.day == date(2016, 3, 5)
    assert published.source is DateSource.JSONLD


def test_the_standfirst_and_headings_belong_to_the_body_and_captions_and_teasers_do_not() -> None:
    article = cleaned("jsonld.html", "https://gazette.example/ferry")
    paragraphs = article.body.split("\n\n")
    assert paragraphs[0] == "Nobody has to pay for the crossing while divers mend the old bridge."
    assert "Costs in June" in paragraphs
    assert "The ferry at its pier last week" not in article.body
    assert "Port office loses letters" not in article.body


def test_an_amp_page_is_read_without_its_menu_and_advertisements() -> None:
    article = cleaned("amp.html", "https://emmer.example/amp/divers-mend")
    assert article.title == "Divers mend the bridge"
    assert article.authors == ("Oren Pask",)
    assert article.url == "https://emmer.example/news/divers-mend?id=7"
    assert "Buy a boat" not in article.text
    assert "Sections of the site" not in article.text
    assert len(article.body.split("\n\n")) == 3


def test_a_page_without_a_date_is_flagged_and_gets_none() -> None:
    article = cleaned("undated.html", "https://bare.example/walk")
    assert article.published is None
    assert "undated" in article.flags


def test_an_agency_story_tells_its_agency_and_dateline() -> None:
    article = cleaned("wire.html", "https://mirror.example/bridge")
    assert article.agency == "Reuters"
    assert article.dateline == "HALVORN, March 4 (Reuters)"
    assert "Follow us" not in article.body


def test_a_text_import_loses_its_tail_and_no_paragraph() -> None:
    article = cleaned("import.txt", "")
    assert article.title == "Old Bridge Closes for a Month: Mara Quill"
    assert article.captions == ("Mara-Quill",)
    assert [text.split()[0] for text in article.body.split("\n\n")] == ["Amid", "“Mara", "Fishermen", "The"]
    assert "  " not in article.text


@pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/seed")
def test_the_seed_file_comes_out_whole_without_boilerplate() -> None:
    raw = SEED.read_text("utf-8")
    article = clean(Page(url="", body=raw.encode()), today=None)
    kept = article.text.split("\n\n")
    given_paragraphs = [" ".join(part.split()) for part in raw.split("Leave a Reply")[0].split("\n\n") if part.strip()]
    assert len(kept) == len(given_paragraphs)
    assert all(new in old for new, old in zip(kept, given_paragraphs, strict=True))
    assert article.captions == ("Zalmay-Khalilzad",)
    assert "bloggers" not in article.text
    assert "Required fields" not in article.text


def test_cleaning_twice_gives_the_same_article() -> None:
    assert cleaned("wordpress.html") == cleaned("wordpress.html")


def test_the_stored_text_is_headline_and_body_and_holds_no_markup() -> None:
    for path in sorted(PAGES.glob("*.html")):
        article = cleaned(path.name)
        assert article.text[article.body_start :] == article.body
        assert "<" not in article.text
        assert "\u00a0" not in article.text
        assert "  " not in article.text


# Boilerplate rules.


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_drops_its_example_and_spares_its_counterexample(rule: Rule) -> None:
    assert len(rule.example) <= rule.longest
    assert rule.drops(rule.example, rule.example.lower())
    dropped = rule_for(rule.spared)
    assert dropped is None, f"{rule.spared!r} is dropped by {dropped.name if dropped else ''}"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("newsletter", "You can unsubscribe at any time."),
        ("affiliate", "If you purchase items through our links, the house gets a part."),
        ("affiliate", "The desk may get a share of the sale."),
        ("consent", "Your browser does not support sound."),
        ("app", "Available on Google Play"),
        ("report-mistake", "Do you have information you want to pass on?"),
    ],
)
def test_the_words_that_spare_a_rule_its_search_stand_in_every_line_it_drops(name: str, line: str) -> None:
    rule = next(rule for rule in RULES if rule.name == name)
    assert rule.pattern.search(line)
    assert rule.drops(line, line.lower())


def test_rule_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_nothing_is_cut_before_a_comment_form_that_stands_at_the_top() -> None:
    lines = ["Leave a Reply", FILLER, FILLER + " Again."]
    assert kept_lines(lines) == [1, 2]


# Captions.


@pytest.mark.parametrize(
    ("paragraph", "caption"),
    [
        ("Jane-DoeAmid growing worry, the council met.", "Jane-Doe"),
        ("Jane DoeThe council met again on Monday.", "Jane Doe"),
        ("Jane Q. DoeIn the north, roads are closed.", "Jane Q. Doe"),
    ],
)
def test_a_caption_glued_to_a_sentence_is_split_off(paragraph: str, caption: str) -> None:
    assert split_glued_caption(paragraph) == (caption, paragraph.removeprefix(caption))


@pytest.mark.parametrize(
    "paragraph",
    [
        "Ronald McIntyre said the road was closed.",
        "Anna MacDonald said so.",
        "The YouTube channel of the council is popular.",
        "Old PayPal accounts were closed.",
        "Jane Doe said so. The council met.",
        "Jean-Luc DeVries, the mayor, agreed.",
    ],
)
def test_names_with_capitals_inside_are_left_alone(paragraph: str) -> None:
    assert split_glued_caption(paragraph) == (None, paragraph)


# Titles.


@pytest.mark.parametrize(
    ("title", "site", "expected"),
    [
        ("Old bridge closes | Halvorn Courier", "Halvorn Courier", "Old bridge closes"),
        ("Old bridge closes - News - Halvorn Courier", "Halvorn Courier", "Old bridge closes - News"),
        ("Halvorn Courier: Old bridge closes", "Halvorn Courier", "Halvorn Courier: Old bridge closes"),
        ("Halvorn Courier » Old bridge closes", "Halvorn Courier", "Old bridge closes"),
        ("Bridge - a history", "Halvorn Courier", "Bridge - a history"),
    ],
)
def test_a_title_loses_its_sites_name_and_nothing_else(title: str, site: str, expected: str) -> None:
    assert titles.without_site(title, frozenset({site.replace(" ", "").lower()})) == expected


def test_the_headline_is_what_most_sources_say() -> None:
    head = read_head(
        parse(
            "<html><head><title>Bridge closes - Tiss Gazette</title><meta property='og:title' content='Bridge closes'>"
            "<meta property='og:site_name' content='Tiss Gazette'></head>"
            "<body><h1>Tiss Gazette</h1><h1>Bridge closes</h1></body></html>"
        )
    )
    assert titles.headline_of(head, "https://gazette.example/a").title == "Bridge closes"


# Authors.


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("By Ines Vollan and Rafe Ondry", ["Ines Vollan", "Rafe Ondry"]),
        ("Ines Vollan, Senior Correspondent", ["Ines Vollan", "Senior Correspondent"]),
        ("Von Ines Vollan (Halvorn)", ["Ines Vollan"]),
        ("Ines Vollan | March 4, 2016", ["Ines Vollan"]),
        ("Ines Vollan on March 4", ["Ines Vollan"]),
    ],
)
def test_a_byline_is_split_into_its_parts(field: str, names: list[str]) -> None:
    assert authors.split_names(field) == names


def test_a_byline_gives_people_before_the_sites_branches() -> None:
    head = '<meta property="og:site_name" content="Gazette">'
    article = clean_html(page_with(head, "<p>By Ines Vollan, Gazette North</p>"), "https://a.example/x", today=TODAY)
    assert article.authors == ("Ines Vollan",)


def test_a_label_or_an_opening_word_beside_a_date_is_no_name() -> None:
    for line in ("Posted On", "After Midnight"):
        markup = page_with(body=f"<div>{line}</div><div>March 4, 2016</div>")
        assert clean_html(markup, "https://a.example/x", today=TODAY).authors == ()


def test_names_in_scripts_with_combining_vowels_are_names() -> None:
    assert authors.is_name("दैनिक समाचार")


@pytest.mark.parametrize(
    "field", ["Senior Correspondent", "admin", "courier.example", "12 March", "https://x.example/a", "Staff Writer"]
)
def test_roles_placeholders_and_addresses_are_no_names(field: str) -> None:
    assert not authors.is_name(field)


# Dates.


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-03-04T08:15:00+04:30", date(2016, 3, 4)),
        ("Fri Mar 04 08:15:00 CET 2016", date(2016, 3, 4)),
        ("Published 4 March 2016", date(2016, 3, 4)),
        ("March 4th, 2016", date(2016, 3, 4)),
        ("4. März 2016", date(2016, 3, 4)),
        ("4 de marzo de 2016", date(2016, 3, 4)),
        ("le 1er août 2016", date(2016, 8, 1)),
        ("04.03.2016", date(2016, 3, 4)),
        ("2016年3月4日", date(2016, 3, 4)),
        ("25/12/2015", date(2015, 12, 25)),
        ("Room 2016, 31/31/2016", None),
        ("in March 2016", None),
    ],
)
def test_calendar_dates_are_read_in_many_spellings(text: str, day: date | None) -> None:
    found = find_date(text)
    assert (found.day if found else None) == day


def test_the_larger_number_or_the_pages_habit_tells_day_from_month() -> None:
    assert find_date("3/4/2016", month_first=True).day == date(2016, 3, 4)  # type: ignore[union-attr]
    assert find_date("3/4/2016").day == date(2016, 4, 3)  # type: ignore[union-attr]
    assert find_date("3/14/2016").day == date(2016, 3, 14)  # type: ignore[union-attr]


def test_dates_that_disagree_are_listed_and_lower_the_confidence() -> None:
    meta = "<meta property='article:published_time' content='2016-03-04T08:00:00Z'>"
    sure = clean_html(page_with(meta), "https://a.example/2016/03/04/x", today=TODAY).published
    torn = clean_html(page_with(meta), "https://a.example/2015/01/02/x", today=TODAY).published
    assert sure is not None
    assert torn is not None
    assert torn.conflicting == ("url=2015-01-02",)
    assert torn.confidence < sure.confidence
    assert sure.conflicting == ()


@pytest.mark.parametrize(
    ("kind", "shown", "expected"),
    [
        ("BlogPosting", "<p>Published March 4, 2016</p><p>Updated April 9, 2016</p>", date(2016, 3, 4)),
        ("BlogPosting", "<p>March 4, 2016</p>", date(2016, 3, 4)),
        ("BlogPosting", "<p>March 4, 2016</p><p>Updated April 9, 2016</p>", date(2016, 4, 9)),
        ("BlogPosting", "<p>Last updated on May 2, 2016</p>", date(2016, 5, 2)),
        ("BlogPosting", "<p>May 2, 2016</p>", date(2016, 4, 9)),
        ("NewsArticle", "<p>March 4, 2016</p>", date(2016, 4, 9)),
    ],
)
def test_pages_that_are_no_news_state_the_day_of_a_change_and_show_the_day_of_publication(
    kind: str, shown: str, expected: date
) -> None:
    head = f'<script type="application/ld+json">{{"@type": "{kind}", "datePublished": "2016-04-09"}}</script>'
    published = clean_html(page_with(head, shown), "https://a.example/x", today=TODAY).published
    assert published is not None
    assert published.day == expected
    if expected != date(2016, 4, 9):
        assert published.source is DateSource.BYLINE
        assert "jsonld=2016-04-09" in published.conflicting


def test_a_date_below_the_headline_counts_before_one_above_it() -> None:
    markup = page_with(body="<p>March 4, 2016</p>").replace("<article>", "<div>March 1, 2016</div><article>")
    published = clean_html(markup, "https://a.example/x", today=TODAY).published
    assert published is not None
    assert published.day == date(2016, 3, 4)


def test_a_date_is_read_where_inline_elements_meet_without_a_space() -> None:
    markup = page_with(body="<p><b>Health</b><i>March 4, 2016</i><i>Updated: April 9, 2016</i></p>")
    published = clean_html(markup, "https://a.example/x", today=TODAY).published
    assert published is not None
    assert published.day == date(2016, 3, 4)


def test_a_date_in_the_future_is_refused_and_the_next_source_is_asked() -> None:
    meta = "<meta property='article:published_time' content='2030-01-01T08:00:00Z'>"
    article = clean_html(page_with(meta), "https://a.example/2016/03/04/x", today=TODAY)
    assert article.published is not None
    assert article.published.day == date(2016, 3, 4)
    assert article.published.source is DateSource.URL
    assert clean_html(page_with(meta), "https://a.example/x", today=TODAY).published is None


def test_a_feeds_date_wins_over_the_pages() -> None:
    meta = "<meta property='article:published_time' content='2016-03-04T08:00:00Z'>"
    fed = datetime(2016, 3, 5, 6, 0, tzinfo=UTC)
    article = clean_html(page_with(meta), "https://a.example/x", today=TODAY, published=fed)
    assert article.published is not None
    assert article.published.instant == fed


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2016/03/04/bridge", date(2016, 3, 4)),
        ("https://a.example/news/bridge-2016-03-04", date(2016, 3, 4)),
        ("https://a.example/20160304/bridge", date(2016, 3, 4)),
        ("https://a.example/2016/bridge", None),
        ("https://a.example/article/1234567890", None),
    ],
)
def test_a_day_in_the_address_is_read(url: str, day: date | None) -> None:
    found = dating.url_day(url)
    assert (found.day if found else None) == day


# Addresses.


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://A.example/x?utm_source=a&id=3&fbclid=z#top", "https://a.example/x?id=3"),
        ("https://a.example/x?cmp=rss", "https://a.example/x"),
        ("file:///srv/x", "file:///srv/x"),
        ("http://[broken", "http://[broken"),
    ],
)
def test_tracking_parameters_are_removed(url: str, plain: str) -> None:
    assert addresses.without_tracking(url) == plain


def test_a_canonical_link_to_another_site_or_the_front_page_is_not_believed() -> None:
    for canonical in ("https://other.example/x", "https://a.example/", "javascript:alert(1)"):
        article = clean_html(
            page_with(f"<link rel='canonical' href='{canonical}'>"), "https://a.example/story", today=TODAY
        )
        assert article.url == "https://a.example/story"


# Credits.


@pytest.mark.parametrize(
    ("paragraphs", "bylines", "agency"),
    [
        (["(Reuters) - The bridge is closed."], [], "Reuters"),
        ([FILLER, "The bridge is closed. (AFP)"], [], "AFP"),
        ([FILLER, "The bridge is closed. — AP"], [], "AP"),
        ([FILLER], ["By Agencies"], "agencies"),
        ([FILLER], ["Ines Vollan, dpa"], "dpa"),
        ([FILLER, "Source: Pajhwok"], [], "Pajhwok"),
        (["The Associated Press of letters (a club) met.", FILLER], ["By Ines Vollan"], None),
        (["The Press Association (PA) met in Halvorn today and spoke about wages.", FILLER], [], None),
    ],
)
def test_agencies_are_credited_where_credits_stand(
    paragraphs: list[str], bylines: list[str], agency: str | None
) -> None:
    assert origin_of(paragraphs, bylines, AGENCIES).agency == agency


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("KABUL, Sept 3 — The road is closed.", "KABUL, Sept 3"),
        ("PORT EMMER: “It is closed,” they said.", "PORT EMMER"),
        ("HALVORN (AP) — The road is closed.", "HALVORN (AP)"),
        ("The road - a long one - is closed.", None),
        ("Halvorn - the port - is closed.", None),
    ],
)
def test_datelines_are_told_from_sentences(opening: str, dateline: str | None) -> None:
    assert origin_of([opening, FILLER], [], AGENCIES).dateline == dateline


# Quality flags.


def test_flags_say_what_is_wrong_with_a_page() -> None:
    def flags(paragraphs: list[str], **facts: object) -> tuple[str, ...]:
        known = {"title": "T", "dated": True, "link_share": 0.0, "language": "en"} | facts
        return quality.flags_of(paragraphs, **known)  # type: ignore[arg-type]

    body = [FILLER] * 6
    assert flags(body) == ()
    assert flags([FILLER]) == ("thin",)
    assert flags([*body, "To continue reading, subscribe now"]) == ("truncated",)
    assert flags(body, link_share=0.8) == ("mostly-links",)
    assert flags(body, dated=False) == ("undated",)
    assert flags(body, language="de") == ("wrong-language",)
    assert flags(body, language=None) == ()


# Character sets and hostile input.


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("Fähre".encode(), None, "Fähre"),
        (b"\xef\xbb\xbfF\xc3\xa4hre", None, "Fähre"),
        ("Fähre".encode("utf-16"), None, "Fähre"),
        ("Fähre".encode("latin-1"), "text/html; charset=ISO-8859-1", "Fähre"),
        (b"<meta charset=windows-1251>" + "Паром".encode("cp1251"), None, "<meta charset=windows-1251>Паром"),
        (b"F\xe4hre", "text/html; charset=no-such-thing", "Fähre"),
        ("Ein gutes Wort über die Fähre".encode() + b"\xff", None, "Ein gutes Wort über die Fähre\ufffd"),
    ],
)
def test_text_is_decoded_by_what_it_is_and_says(body: bytes, content_type: str | None, text: str) -> None:
    assert decoding.decode(body, content_type) == text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n\t ",
        b"%PDF-1.7 ...",
        bytes(range(256)) * 20,
        b"<html></html>",
        b"<html><body><script>alert(1)</script></body></html>",
        b"<!DOCTYPE html>",
        b"<html><body><p>",
        b"\x00" * 5000,
        b"<html><body><p>?! *** ?!</p></body></html>",
    ],
    ids=range(10),
)
def test_a_page_without_a_text_is_refused_in_one_line(body: bytes) -> None:
    with pytest.raises(UncleanableError) as caught:
        clean(Page(url="https://a.example/x", body=body), today=TODAY)
    assert str(caught.value).startswith("https://a.example/x: ")
    assert "\n" not in str(caught.value)


def test_deep_nesting_neither_crashes_nor_hangs() -> None:
    markup = "<html><body>" + "<div>" * 20_000 + f"<p>{FILLER}</p>" + "</div>" * 20_000
    body = page_with(body=markup).encode()
    article = clean(Page(url="https://a.example/x", body=body), today=TODAY)
    assert article.title == "A title here"


def test_a_page_that_breaks_trafilatura_is_read_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("transforms.cleaning.body.bare_extraction", breaks)
    article = clean_html(page_with(), "https://a.example/x", today=TODAY)
    assert article.body.count(FILLER) == 6


def test_scripts_handlers_and_entities_do_not_reach_the_text() -> None:
    body = "<p onclick='x()'>One <script>bad()</script>&lt;b&gt; two <img src=x onerror=bad()> three &amp; more.</p>"
    article = clean_html(page_with(body=body), "https://a.example/x", today=TODAY)
    assert "bad()" not in article.text
    assert "One <b> two three & more." in article.body


def test_hidden_text_is_not_read() -> None:
    blocks = blocks_of(
        parse("<html><body><p style='display: none'>Hidden.</p><p hidden>Too.</p><p>Seen.</p></body></html>")
    )
    assert [block.text for block in blocks] == ["Seen."]


def test_what_holds_no_text_is_taken_out_and_what_stands_behind_it_stays() -> None:
    tree = parse("<html><body><p>One<svg><text>drawn</text></svg> two<script>x()</script> three</p></body></html>")
    drop_textless(tree)
    assert [block.text for block in blocks_of(tree)] == ["One two three"]


def test_data_in_scripts_is_left_for_trafilatura() -> None:
    tree = parse("<html><body><script type='application/LD+JSON'>{}</script><script>x()</script></body></html>")
    drop_textless(tree)
    assert [script.text for script in tree.iter("script")] == ["{}"]


def test_two_line_breaks_part_a_paragraph() -> None:
    blocks = blocks_of(parse("<html><body><div>One.<br><br>Two.<br>Still two.</div></body></html>"))
    assert [block.text for block in blocks] == ["One.", "Two. Still two."]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9), st.integers(1, 60))
def test_broken_pages_never_raise_anything_else(seed: int, damage: int) -> None:
    """Real pages with bytes cut out, doubled and overwritten."""
    rng = random.Random(seed)  # noqa: S311 - damage, no secret
    body = bytearray((PAGES / rng.choice(["wordpress.html", "jsonld.html", "amp.html"])).read_bytes())
    for _ in range(damage):
        start = rng.randrange(len(body) + 1)
        body[start : start + rng.randrange(30)] = rng.choice(
            [b"", b"<", b"\xff", b"</div>", b"\"'>", body[start : start + 20] * 2]
        )
    try:
        article = clean(Page(url="https://a.example/x", body=bytes(body)), today=TODAY)
    except UncleanableError:
        return
    assert "\n\n\n" not in article.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))))
def test_arbitrary_bytes_never_raise_anything_else(body: bytes) -> None:
    try:
        clean(Page(url="", body=body), today=TODAY)
    except UncleanableError as error:
        reason = error.reason
    else:
        reason = ""
    assert "\n" not in reason


# Rows for `hearsay clean`.


def test_a_row_becomes_the_row_that_the_scorer_reads() -> None:
    row = clean_rows(
        {"id": "w", "file": "w.html", "url": "https://courier.example/x"}, (PAGES / "wordpress.html").read_bytes()
    )
    assert row["id"] == "w"
    assert row["date"] == "2016-03-04"
    assert row["authors"] == ["Ines Vollan"]
    assert not row["text"].startswith(row["title"])


def test_an_uncleanable_row_is_answered_with_its_reason() -> None:
    row = clean_rows({"id": 1, "file": "x", "url": ""}, b"")
    assert (row["id"], row["text"], row["error"]) == (1, "", "the page is empty")


def test_a_clean_article_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        cleaned("undated.html").title = "other"  # type: ignore[misc]
