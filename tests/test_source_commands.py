"""`hearsay source add` and `list` against real outlets on loopback: what they find, show, write and refuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.discovery.source_entry import id_for
from flows.engine import DirectEngine
from flows.errors import UsageError
from flows.fetching.fetch import Fetcher
from flows.ingest import ingest_sources
from flows.settings import load_settings
from tests.outlet_server import Outlet, configured, outlet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT = "# Our outlets, with reasons.\n\n[[source]]\nid   = 'other'   # aligned by hand\nname = 'Other'\n"


@pytest.fixture
def server() -> Iterator[Outlet]:
    with outlet() as there:
        yield there


@pytest.fixture
def config(newsroom: Path) -> Path:
    configured(newsroom, KEPT)
    return newsroom


def run(*words: str, config: Path, code: int = 0) -> str:
    """Run a command; return what it printed."""
    result = CliRunner().invoke(app, [*words, "--config", str(config)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def add(server: Outlet, config: Path, *more: str, code: int = 0) -> str:
    return run("source", "add", server.url("/"), "--allow-private", *more, config=config, code=code)


def feed(*links: str) -> str:
    items = "".join(f"<item><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>Oriel</title>{items}</channel></rss>'


def front(server: Outlet, *links: str, body: str = "") -> None:
    """Put a front page that names feeds."""
    tags = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    page = f"<html lang='en-GB'><head><title>News</title><meta property='og:site_name' content='Oriel \"Post\"'>{tags}"
    server.put("/", f"{page}</head><body>{body}</body></html>", "text/html; charset=utf-8")


def test_the_feeds_that_a_front_page_names_are_followed_from_then_on(server: Outlet, config: Path) -> None:
    front(server, "/world.xml", "/comments/feed", "/gone.xml", "http://[broken")
    server.put("/world.xml", feed(*(server.story(f"/{number}") for number in range(12))))
    server.put("/robots.txt", "User-agent: *\nCrawl-delay: 0.01\n", "text/plain")
    output = add(server, config, "--id", "oriel")
    assert "robots.txt: allows Hearsay here, asks for 0.01 s between requests" in output
    assert f"feed     {server.url('/world.xml')} (entries: 12)" in output
    assert output.count("sample   ") == 3
    assert "title    Harbour plan 0" in output
    assert "authors  Ilse Quorn" in output
    assert "date     2015-09-0" in output
    assert "begins   The council of Oriel voted on Monday" in output
    assert "It mostly writes its own: 0 of 10 sample pages credit a news agency." in output
    assert server.counts["/feed"] == server.counts["/comments/feed"] == 0
    text = (config / "sources.toml").read_text("utf-8")
    assert text.startswith(KEPT)
    source = load_settings(config).source("oriel")
    assert source is not None
    assert (source.name, source.language, source.feeds) == ('Oriel "Post"', "en", (server.url("/world.xml"),))
    assert source.allow_private


def test_usual_paths_are_tried_where_the_front_page_names_no_feed(server: Outlet, config: Path) -> None:
    front(server)
    server.put("/rss.xml", feed(server.story("/a")))
    server.put("/index.xml", feed(server.url("/a")))
    assert f"feed     {server.url('/rss.xml')} (entries: 1)" in add(server, config)
    sources = load_settings(config).sources
    assert [source.feeds for source in sources[1:]] == [(server.url("/rss.xml"),)]
    assert sources[1].id == f"127-0-0-1-{server.port}"


def test_an_outlet_that_mostly_carries_agency_copy_is_told(server: Outlet, config: Path) -> None:
    front(server, "/rss")
    agency = [server.story(f"/wire-{number}", credit="ORIEL (Reuters) - ") for number in range(3)]
    server.put("/rss", feed(*agency, server.story("/own"), server.url("/missing")))
    output = add(server, config, "--dry-run")
    assert "It mostly carries agency copy: 3 of 4 sample pages credit a news agency (Reuters 3)." in output
    assert f"not read {server.url('/missing')}: the server answered 404" in output


def test_a_sitemap_of_robots_txt_is_followed_where_there_is_no_feed(server: Outlet, config: Path) -> None:
    front(server)
    story = server.story("/a")
    everything = server.put(
        "/all.xml", f"<sitemapindex><sitemap><loc>{server.url('/1.xml')}</loc></sitemap></sitemapindex>"
    )
    news = server.put("/news.xml", f"<urlset><url><loc>{story}</loc></url></urlset>")
    server.put(
        "/robots.txt", f"Sitemap: {everything}\nSitemap: {news}\nSitemap: {server.url('/no.xml')}\n", "text/plain"
    )
    output = add(server, config, "--id", "oriel")
    assert f"sitemap  {news} (addresses: 1)" in output
    assert f"sitemap  {everything} (an index)" in output
    source = load_settings(config).source("oriel")
    assert source is not None
    assert source.sitemaps == (news, everything)


def test_beside_feeds_a_sitemap_is_only_proposed(server: Outlet, config: Path) -> None:
    front(server, "/rss")
    server.put("/rss", feed(server.story("/a")))
    news = server.put("/news.xml", f"<urlset><url><loc>{server.url('/a')}</loc></url></urlset>")
    server.put("/robots.txt", f"Sitemap: {news}\n", "text/plain")
    assert f'# sitemaps = ["{news}"]' in add(server, config, "--dry-run")


def test_a_front_page_without_feeds_is_a_listing(server: Outlet, config: Path) -> None:
    server.story("/harbour/the-plan-in-full")
    front(server, body="<a href='/about'>About</a><a href='/harbour/the-plan-in-full'>Plan</a>")
    output = add(server, config, "--id", "oriel")
    assert f"sample   {server.url('/harbour/the-plan-in-full')}" in output
    source = load_settings(config).source("oriel")
    assert source is not None
    assert source.listings == (server.url("/"),)


def test_a_feed_can_be_named_itself(server: Outlet, config: Path) -> None:
    url = server.put(
        "/world.json",
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"url": server.story("/a")}]}),
    )
    run("source", "add", url, "--allow-private", "--id", "oriel", "--name", "Oriel", config=config)
    source = load_settings(config).source("oriel")
    assert source is not None
    assert (source.feeds, source.homepage, source.name) == ((url,), server.url("/"), "Oriel")


def test_a_dry_run_writes_nothing(server: Outlet, config: Path) -> None:
    front(server, "/rss")
    server.put("/rss", feed(server.story("/a")))
    assert "[[source]]" in add(server, config, "--dry-run")
    assert (config / "sources.toml").read_text("utf-8") == KEPT


def test_an_outlet_is_followed_once(server: Outlet, config: Path) -> None:
    front(server, "/rss")
    server.put("/rss", feed(server.story("/a")))
    add(server, config)
    before = (config / "sources.toml").read_bytes()
    server.asked.clear()
    with pytest.raises(UsageError, match="is followed already"):
        add(server, config, "--id", "again")
    with pytest.raises(UsageError, match="'other' is there already"):
        add(server, config, "--id", "other")
    with pytest.raises(UsageError, match="an id is lower-case"):
        add(server, config, "--id", "Oriel Post")
    assert server.asked == []
    assert (config / "sources.toml").read_bytes() == before


def test_line_ends_and_a_missing_last_one_are_kept(server: Outlet, config: Path) -> None:
    path = config / "sources.toml"
    path.write_bytes(KEPT.rstrip("\n").replace("\n", "\r\n").encode())
    front(server, "/rss")
    server.put("/rss", feed(server.story("/a")))
    add(server, config, "--id", "oriel")
    content = path.read_bytes()
    assert content.startswith(KEPT.rstrip("\n").replace("\n", "\r\n").encode())
    assert content.count(b"\n") == content.count(b"\r\n")
    assert load_settings(config).source("oriel") is not None


@pytest.mark.parametrize(
    ("robots", "pages", "complaint"),
    [
        ("User-agent: *\nDisallow: /\n", True, "robots.txt forbids it"),
        ("", False, "the server answered 404"),
        ("", True, "no feed, sitemap or link to an article found"),
    ],
)
def test_what_cannot_be_followed_says_why(
    server: Outlet, config: Path, robots: str, pages: bool, complaint: str
) -> None:
    server.put("/robots.txt", robots, "text/plain")
    if pages:
        front(server)
    result = CliRunner().invoke(app, ["source", "add", server.url("/"), "--allow-private", "--config", str(config)])
    assert result.exit_code == 1
    assert complaint in result.output
    assert (config / "sources.toml").read_text("utf-8") == KEPT


def test_a_private_address_needs_to_be_allowed(server: Outlet, config: Path) -> None:
    result = CliRunner().invoke(app, ["source", "add", server.url("/"), "--config", str(config)])
    assert result.exit_code == 1
    assert "is not a public address" in result.output
    assert server.asked == []


def test_what_is_no_address_is_a_mistake(config: Path) -> None:
    with pytest.raises(UsageError, match="this is no web address"):
        run("source", "add", "oriel-post", config=config)


def test_the_list_shows_how_sources_fare(server: Outlet, newsroom: Path) -> None:
    there = server.put("/rss", feed(server.story("/a")))
    entry = '[[source]]\nid = "{0}"\nname = "{0}"\nallow_private = true\nfeeds = ["{1}"]\n'
    settings = configured(newsroom, entry.format("dead", server.url("/none")) + entry.format("well", there))
    before = _listed(newsroom)
    assert [(row["source_id"], row["lists"], row["articles"]) for row in before] == [
        ("dead", 1, None),
        ("well", 1, None),
    ]
    for number in (1, 2):
        ingest_sources(settings, f"run-{number}", DirectEngine(settings), Fetcher(settings.fetch), lambda _: None)
    run("snapshot", config=newsroom)
    rows = {row["source_id"]: row for row in _listed(newsroom)}
    assert (rows["well"]["articles"], rows["well"]["feeds_failing"], rows["well"]["left_out_until"]) == (1, 0, None)
    assert (rows["dead"]["articles"], rows["dead"]["feeds_failing"]) == (0, 1)
    assert rows["dead"]["left_out_until"] is not None
    assert rows["dead"]["last_failure"] == "the server answered 404"
    assert "the server answered 404" in run("source", "list", config=newsroom)


def _listed(config: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("source", "list", "--json", config=config).splitlines()]


def test_an_id_is_made_of_the_host() -> None:
    assert id_for("https://www.Oriel-Post.example/world") == "oriel-post-example"
