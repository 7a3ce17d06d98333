"""Consent pages, paywalls, bot walls and error pages are recognised, and articles are not taken for them."""

from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path

import pytest

from transforms.clean import UncleanableError, clean
from transforms.cleaning.wall_rules import RULES, WallKind, WallRule
from transforms.cleaning.walls import wall_of
from transforms.records import CleanArticle, Page

TEXT = Path(__file__).parents[2] / "shared" / "eval" / "text" / "dev"
ADDRESS = "http://harbour-post.example/story"


def _page(markup: str, url: str = ADDRESS) -> Page:
    return Page(url=url, body=markup.encode(), content_type="text/html; charset=utf-8")


def _article(page: Page) -> CleanArticle | None:
    try:
        return clean(page, today=None)
    except UncleanableError:
        return None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_rule_finds_its_example_and_no_rule_its_counterexample(rule: WallRule) -> None:
    page = _page(rule.example, rule.example_address)
    found = wall_of(page, _article(page), [rule])
    assert found is not None
    assert (found.kind, found.rule) == (rule.kind, rule.name)
    spared = _page(rule.spared)
    assert wall_of(spared, _article(spared)) is None


@pytest.mark.parametrize(
    ("title", "words", "rule"),
    [
        ("Harbour News - 404: Not Found", "", "not-found"),
        ("Page Not Found (404)", "", "not-found"),
        ("Oops! That page can’t be found.", "", "not-found"),
        ("Sorry, the page you were looking for doesn't exist", "", "not-found"),
        ("500 Internal Server Error", "", "server-error"),
        ("503 Service Temporarily Unavailable", "", "server-error"),
        ("Error establishing a database connection", "", "server-error"),
        ("Access to this page has been denied.", "", "access-denied"),
        ("Access denied | harbour-post.example used a firewall", "", "access-denied"),
        ("Making sure you're not a bot!", "", "human-check"),
        ("Harbour Post - Are you a robot?", "Click the box below to let us know you’re not a robot.", "human-check"),
        ("Before you continue to Harbour", "We use cookies and data.", "consent-page"),
        ("Crane decision", f"{'The board met. ' * 20} To continue reading, subscribe now.", "subscribe-to-read-on"),
        ("Crane decision", "This article is for subscribers only.", "subscribe-to-read-on"),
    ],
)
def test_a_wall_is_recognised_in_other_words_too(title: str, words: str, rule: str) -> None:
    markup = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}</p></body></html>"
    found = wall_of(_page(markup), None)
    assert found is not None
    assert found.rule == rule


def test_rule_names_are_unique_and_every_kind_has_rules() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert {rule.kind for rule in RULES} == set(WallKind)


def test_only_a_paywall_that_leaves_some_text_is_a_teaser() -> None:
    rule = next(rule for rule in RULES if rule.name == "subscribe-to-read-on")
    teaser, bare = _page(rule.example), _page("<html><body><p>Subscribe to continue reading.</p></body></html>")
    found = [wall_of(page, _article(page)) for page in (teaser, bare)]
    assert [wall.is_teaser for wall in found if wall] == [True, False]


def test_the_reason_names_what_stands_there_and_the_rule() -> None:
    wall = wall_of(_page("<html><head><title>404 | Harbour Post</title></head><body><p>Gone.</p></body></html>"), None)
    assert wall is not None
    assert wall.reason == "error page with status 200: rule not-found"


def test_a_text_that_is_no_markup_is_no_wall() -> None:
    assert wall_of(Page(url="file:a.txt", body=b"404\n\nPage not found"), None) is None


@pytest.mark.skipif(not TEXT.is_dir(), reason="needs ../shared/eval/text")
def test_no_real_article_is_taken_for_a_wall() -> None:
    """The gold text stands for what cleaning finds; without it a rule must still hold off by the page's length."""
    alarms = []
    for line in gzip.decompress((TEXT / "gold.jsonl.gz").read_bytes()).splitlines():
        row = json.loads(line)
        page = Page(url=row.get("url") or ADDRESS, body=lzma.decompress((TEXT / row["file"]).read_bytes()))
        article = CleanArticle(
            url=page.url,
            title=row.get("title"),
            authors=(),
            published=None,
            modified=None,
            site_name=None,
            language=None,
            body=row["text"],
        )
        wall = wall_of(page, article)
        alarms += [(row["id"], wall.reason)] if wall else []
    assert alarms == []
