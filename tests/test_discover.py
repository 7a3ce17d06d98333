"""Discovery over real HTTP: feeds in three formats, sitemaps of every shape, and what cannot be read."""

from __future__ import annotations

import gzip
import json
import random
import re
import tracemalloc
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.discovery.discover import Discovery, Look, ReadOutcome, discover
from flows.discovery.feeds import moment
from flows.discovery.named import told_apart
from flows.errors import DiscoveryError
from flows.fetching.fetch import Fetcher
from flows.settings import FetchSettings, Source
from tests.fault_server import faults
from tests.outlet_server import Outlet, configured, outlet
from warehouse.feeds import FeedState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2015, 9, 10, 12, tzinfo=UTC)
LIMITS = FetchSettings(spacing=0.0, attempts=1, deadline=5.0, max_bytes=2_000_000, sitemap_entries=5, sitemap_days=2)
_SITEMAP = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


@pytest.fixture
def server() -> Iterator[Outlet]:
    with outlet() as there:
        yield there


def urlset(*entries: tuple[str, str]) -> str:
    """Return a sitemap of (address, further elements)."""
    items = "".join(f"<url><loc>{url}</loc>{more}</url>" for url, more in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_SITEMAP}>{items}</urlset>'


def index(*urls: str, lastmod: str = "") -> str:
    """Return a sitemap index."""
    items = "".join(f"<sitemap><loc>{url}</loc>{lastmod}</sitemap>" for url in urls)
    return f"<sitemapindex {_SITEMAP}>{items}</sitemapindex>"


def look(states: dict[str, FeedState] | None = None, **lists: tuple[str, ...]) -> Discovery:
    source = Source(id="oriel", name="Oriel Post", allow_private=True, **lists)
    return discover(Look(source=source, states=states or {}), Fetcher(LIMITS), LIMITS, NOW)


def urls(discovery: Discovery) -> list[str]:
    return [found.url for found in discovery.found]


def why(discovery: Discovery) -> str:
    """Return the only reading's reason."""
    (reading,) = discovery.readings
    assert reading.outcome in {ReadOutcome.FAILED, ReadOutcome.REFUSED}
    assert reading.reason is not None
    assert "\n" not in reading.reason
    return reading.reason


RSS = """<rss version="2.0"><channel><title>Oriel Post</title>
<item><link>http://oriel.example/a#top</link><pubDate>Fri, 04 Sep 2015 12:00:00 GMT</pubDate></item>
<item><link>http://oriel.example/a</link></item><item><link>mailto:desk@oriel.example</link></item>
<item><link>http://oriel.example/b</link></item></channel></rss>"""


_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Oriel Post</title><entry><id>urn:x</id>
<link href="http://oriel.example/a"/><updated>2015-09-04T12:00:00+02:00</updated></entry></feed>"""
_JSON = '{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "http://oriel.example/a"}]}'


def test_an_atom_feed_is_read(server: Outlet) -> None:
    (reading,) = look(feeds=(server.put("/atom", _ATOM),)).readings
    assert [(entry.url, entry.dated) for entry in reading.entries] == [
        ("http://oriel.example/a", datetime(2015, 9, 4, 10, tzinfo=UTC))
    ]


def test_a_feed_gives_each_address_once_in_its_order(server: Outlet) -> None:
    discovery = look(feeds=(server.put("/rss", RSS),))
    assert urls(discovery) == ["http://oriel.example/a", "http://oriel.example/b"]
    assert discovery.readings[0].entries[0].dated == datetime(2015, 9, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize("content_type", ["application/feed+json", "application/json; charset=utf-8", "text/plain"])
def test_a_json_feed_is_read_whatever_it_is_served_as(server: Outlet, content_type: str) -> None:
    items = [
        {
            "id": "1",
            "url": "http://oriel.example/a",
            "date_published": "2015-09-04T14:00:00+02:00",
            "content_text": "A",
        },
        {"id": "2", "url": "/b", "content_html": "<p>B</p>"},
        {"id": "3", "external_url": "http://elsewhere.example/c"},
        {"id": "http://oriel.example/d"},
        {"id": "5", "url": "javascript:alert(1)"},
        "no item",
        {"id": "6", "url": "http://oriel.example/a"},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Oriel Post", "items": items}
    discovery = look(feeds=(server.put("/feed.json", "\ufeff" + json.dumps(feed), content_type),))
    assert urls(discovery) == [
        "http://oriel.example/a",
        server.url("/b"),
        "http://elsewhere.example/c",
        "http://oriel.example/d",
    ]
    assert discovery.readings[0].entries[0].dated == datetime(2015, 9, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [', "no valid JSON"),
        ('{"items": []}', "no JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', "no JSON Feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "no article links in it"),
        ('{"a":' * 100_000, "no valid JSON"),
        ("<html><body>Please wait</body></html>", "no RSS, Atom or JSON feed"),
        ("", "no RSS, Atom or JSON feed"),
        ('<rss version="2.0"><channel/></rss>', "no article links in it"),
    ],
)
def test_what_is_no_feed_says_so(server: Outlet, body: str, reason: str) -> None:
    assert reason in why(look(feeds=(server.put("/feed", body, "application/json"),)))


@pytest.mark.parametrize("declared", [b"utf-\x9e", b"utf-\x00"])
def test_a_feed_that_its_parser_fails_on_is_one_failure(server: Outlet, declared: bytes) -> None:
    """Feedparser raises on these instead of saying that they are broken."""
    body = b'<?xml version="1.0" encoding="' + declared + b'"?>' + RSS.encode()
    assert "cannot be read (" in why(look(feeds=(server.put("/feed", body),)))


def test_damaged_lists_never_end_a_run(server: Outlet) -> None:
    """Every outcome of a list with random damage is a reading."""
    chance = random.Random(7)  # noqa: S311 - damage, not a secret
    kinds = {"feeds": [RSS, _ATOM, _JSON], "sitemaps": [urlset(("http://oriel.example/a", "<lastmod>2015</lastmod>"))]}
    for number in range(60):
        lists = {
            kind: tuple(server.put(f"/{number}-{n}", _damaged(body, chance)) for n, body in enumerate(bodies))
            for kind, bodies in kinds.items()
        }
        assert len(look(**lists).readings) == 4


def _damaged(text: str, chance: random.Random) -> bytes:
    body = bytearray(text.encode())
    for _ in range(chance.choice((1, 2, 3))):
        at = chance.randrange(len(body))
        if chance.random() < 0.5:
            body[at] = chance.randrange(256)
        else:
            del body[at : at + chance.randrange(1, 30)]
    return bytes(body)


def test_a_feed_that_is_the_name_of_a_local_file_does_not_open_it(server: Outlet, tmp_path: Path) -> None:
    """Feedparser takes bytes for the name of a file first."""
    secret = tmp_path / "secret.xml"
    secret.write_text(RSS, "utf-8")
    assert "no RSS, Atom or JSON feed" in why(look(feeds=(server.put("/feed", str(secret)),)))


def test_a_news_sitemap_gives_its_addresses_with_their_dates(server: Outlet) -> None:
    news = "<news:news><news:publication_date>2015-09-09T10:00:00Z</news:publication_date></news:news>"
    discovery = look(
        sitemaps=(
            server.put(
                "/news.xml",
                urlset(
                    ("http://oriel.example/a?x=1&amp;y=2", news),
                    ("http://oriel.example/b", "<lastmod>2015-09-01</lastmod>"),
                ),
            ),
        )
    )
    assert [(entry.url, entry.dated) for entry in discovery.readings[0].entries] == [
        ("http://oriel.example/a?x=1&y=2", datetime(2015, 9, 9, 10, tzinfo=UTC)),
        ("http://oriel.example/b", datetime(2015, 9, 1, tzinfo=UTC)),
    ]


def test_a_sitemap_without_a_namespace_is_read(server: Outlet) -> None:
    body = "<urlset><url><loc> http://oriel.example/a </loc></url><url><loc>ftp://oriel.example/b</loc></url></urlset>"
    assert urls(look(sitemaps=(server.put("/s.xml", body),))) == ["http://oriel.example/a"]


def test_an_index_leads_to_sitemaps_packed_or_not_and_each_broken_one_is_a_failure(server: Outlet) -> None:
    first = server.put("/1.xml.gz", gzip.compress(urlset(("http://oriel.example/a", "")).encode()), "application/gzip")
    second = server.put("/2.xml", index(server.put("/3.xml", urlset(("http://oriel.example/b", "")))))
    broken = server.put("/broken.xml", urlset(("http://oriel.example/c", ""))[:-20])
    cut = server.put("/cut.xml.gz", gzip.compress(urlset(("http://oriel.example/d", "")).encode())[:-12])
    start = server.put("/index.xml", index(first, second, broken, server.url("/missing.xml"), cut, first))
    discovery = look(sitemaps=(start,))
    assert urls(discovery) == ["http://oriel.example/a", "http://oriel.example/b"]
    (reading,) = discovery.readings
    assert reading.outcome is ReadOutcome.READ
    failures = dict(reading.failures)
    assert failures.keys() == {broken, server.url("/missing.xml"), cut}
    assert "no well-formed XML" in failures[broken]
    assert failures[server.url("/missing.xml")] == "the server answered 404"
    assert failures[cut] == "the gzip data is damaged or cut off"


def test_sitemaps_that_name_each_other_end(server: Outlet) -> None:
    server.put("/a.xml", index(server.url("/b.xml")))
    server.put("/b.xml", index(server.url("/c.xml"), server.url("/a.xml")))
    server.put("/c.xml", index(server.url("/d.xml")))
    discovery = look(sitemaps=(server.url("/a.xml"),))
    assert urls(discovery) == []
    assert server.counts["/d.xml"] == 0
    assert any("deeper than 2" in note for note in discovery.readings[0].notes)


def test_an_index_of_many_sitemaps_is_read_in_part_and_says_so(server: Outlet) -> None:
    parts = [server.put(f"/{number}.xml", urlset((f"http://oriel.example/{number}", ""))) for number in range(30)]
    discovery = look(sitemaps=(server.put("/index.xml", index(*parts)),))
    assert sum(server.counts[f"/{number}.xml"] for number in range(30)) == 20
    assert "30 sitemaps in its index, the newest 20 were read" in discovery.readings[0].notes


def test_of_a_large_sitemap_what_is_recent_is_taken(server: Outlet) -> None:
    entries = [
        (f"http://oriel.example/{day}", f"<lastmod>{NOW - timedelta(days=day):%Y-%m-%d}</lastmod>") for day in range(40)
    ]
    discovery = look(sitemaps=(server.put("/s.xml", urlset(*reversed(entries))),))
    assert urls(discovery) == ["http://oriel.example/0", "http://oriel.example/1"]
    assert discovery.readings[0].notes == ("40 addresses in it, the 2 of the last 2 days were taken",)


def test_of_a_large_sitemap_without_dates_the_first_are_taken(server: Outlet) -> None:
    entries = [(f"http://oriel.example/{number}", "") for number in range(40)]
    discovery = look(sitemaps=(server.put("/s.xml", urlset(*entries)),))
    assert urls(discovery) == [url for url, _ in entries[:5]]
    assert "no dates" in discovery.readings[0].notes[0]


def test_the_sitemap_lines_of_a_robots_txt_are_followed(server: Outlet) -> None:
    part = server.put("/s.xml", urlset(("http://oriel.example/a", "")))
    server.put("/robots.txt", f"User-agent: *\nDisallow: /private\nSitemap: {part}\n", "text/plain")
    assert urls(look(sitemaps=(server.url("/robots.txt"),))) == ["http://oriel.example/a"]


def test_a_robots_txt_without_sitemaps_says_so(server: Outlet) -> None:
    assert why(look(sitemaps=(server.url("/robots.txt"),))) == "it names no sitemap"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (RSS, "outermost element is 'rss'"),
        ("", "no well-formed XML"),
        ("<html><p>Oops", "no well-formed XML"),
        ('<!DOCTYPE u [<!ENTITY a "x">]><urlset><url><loc>http://a.example/&a;</loc></url></urlset>', "document type"),
        ('<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset>&a;</urlset>', "document type"),
    ],
)
def test_what_is_no_sitemap_says_so(server: Outlet, body: str, reason: str) -> None:
    assert reason in why(look(sitemaps=(server.put("/s.xml", body),)))


def test_a_sitemap_bomb_fills_no_memory(server: Outlet) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    body = f'<!DOCTYPE u [<!ENTITY l0 "lol">{laughs}]><urlset><url><loc>&l11;</loc></url></urlset>'
    packed = gzip.compress(bytes(60_000_000))
    lists = (server.put("/laughs.xml", body), server.put("/zeros.xml.gz", packed, "application/gzip"))
    tracemalloc.start()
    try:
        reasons = [reading.reason or "" for reading in look(sitemaps=lists).readings]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "document type" in reasons[0] or "well-formed" in reasons[0]
    assert reasons[1] == "larger than 2,000,000 bytes when unpacked"
    assert peak < 50_000_000


def test_an_unchanged_list_costs_no_body_and_gives_what_it_gave_before(server: Outlet) -> None:
    feed = server.put("/rss", RSS)
    first = look(feeds=(feed,)).readings[0]
    state = FeedState(
        source_id="oriel",
        url=feed,
        kind="feed",
        last_tried_at=NOW,
        last_read_at=NOW,
        etag=first.etag,
        listed=tuple(entry.url for entry in first.entries),
    )
    again = look(states={feed: state}, feeds=(feed,))
    assert again.readings[0].outcome is ReadOutcome.UNCHANGED
    assert server.unchanged == ["/rss"]
    assert urls(again) == [entry.url for entry in first.entries]


def test_a_server_that_calls_an_unknown_list_unchanged_is_a_failure() -> None:
    with faults() as strange:
        url = strange.url("/well")
        state = FeedState(source_id="oriel", url=url, kind="feed", last_tried_at=NOW, etag='"v1"')
        assert "answered 304" in why(look(states={url: state}, feeds=(url,)))


def test_a_listing_gives_the_links_of_its_own_host(server: Outlet) -> None:
    page = '<a href="/a">A</a><a href="http://other.example/b">B</a><a href="/c.pdf">C</a><a href="http://[bad">D</a>'
    assert urls(look(listings=(server.put("/", page, "text/html"),))) == [server.url("/a")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2015-09-04", datetime(2015, 9, 4, tzinfo=UTC)),
        ("2015-09-04T12:00:00+02:00", datetime(2015, 9, 4, 10, tzinfo=UTC)),
        ("2015-09-04T12:00Z", datetime(2015, 9, 4, 12, tzinfo=UTC)),
        ("yesterday", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("", None),
    ],
)
def test_a_date_that_cannot_be_read_is_none(text: str, expected: datetime | None) -> None:
    assert moment(text) == expected


def test_a_list_of_addresses_is_told_from_an_article(tmp_path: Path) -> None:
    listed, article = tmp_path / "urls.txt", tmp_path / "story.txt"
    listed.write_text(
        "\ufeff# to read\n\nhttp://oriel.example/a\n  https://oriel.example/b?x=1#y  \nhttp://oriel.example/a\n",
        "utf-8",
    )
    article.write_text("http://oriel.example/a\nThe council voted.\nThe mayor spoke.\n", "utf-8")
    named = told_apart([str(listed), str(article), "http://oriel.example/c"])
    assert named.addresses == ("http://oriel.example/a", "https://oriel.example/b?x=1#y", "http://oriel.example/c")
    assert [page.name for page in named.pages] == ["file:story.txt"]


@pytest.mark.parametrize("line", ["www.oriel.example/b", "http://oriel.example/b and c", "ftp://oriel.example/b", "b"])
def test_a_wrong_line_of_a_list_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "urls.txt"
    path.write_text(f"# mine\nhttp://oriel.example/a\n{line}\nhttp://oriel.example/c\n", "utf-8")
    with pytest.raises(DiscoveryError, match=rf"urls\.txt:3: {re.escape(repr(line))} is no http"):
        told_apart([str(path)])


def test_the_addresses_of_a_list_are_ingested(server: Outlet, newsroom: Path, tmp_path: Path) -> None:
    front = server.put("/", "<p>Oriel</p>", "text/html")
    configured(newsroom, f'[[source]]\nid = "oriel"\nname = "Oriel"\nhomepage = "{front}"\nallow_private = true\n')
    path = tmp_path / "urls.txt"
    path.write_text(f"# from the archive\n{server.story('/a')}\n{server.story('/b')}\n{server.url('/gone')}\n", "utf-8")
    command = ["ingest", str(path), "--source", "oriel", "--json", "--config", str(newsroom)]
    result = CliRunner().invoke(app, command)
    summary = json.loads(result.output)
    assert (result.exit_code, summary["sources"][0]["new"]) == (3, 2)
    assert [failure["what"] for failure in summary["failures"]] == [server.url("/gone")]


def test_an_empty_text_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("# nothing yet\n", "utf-8")
    assert told_apart([str(path)]).addresses == ()


def test_an_address_that_is_none_is_a_mistake() -> None:
    with pytest.raises(DiscoveryError, match="this is no web address"):
        told_apart(["http://[oriel"])
