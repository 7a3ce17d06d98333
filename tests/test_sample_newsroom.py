"""The sample newsroom is complete, marked as a sample, true to its expected facts, and served like a real site."""

from __future__ import annotations

import http.client
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
from lxml import html

from flows.sample_site import SampleSite, find_file, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[1]
SAMPLE = REPOSITORY / "config" / "sample"
SITE = SAMPLE / "site"
EXPECTED: dict[str, Any] = tomllib.loads((REPOSITORY / "tests" / "data" / "sample_expected.toml").read_text("utf-8"))
PAGES: list[dict[str, Any]] = EXPECTED["page"]
SOURCES: list[dict[str, Any]] = tomllib.loads((SAMPLE / "sources.toml").read_text("utf-8"))["source"]
GONE = "http://meridian-wire.example/2015/10/07/withdrawn-report.html"
MARK = "written for Hearsay; the outlet is invented."
# Names under which the press really appears; "Dawn" and "Geo" only as they stand in a masthead.
REAL_OUTLETS = (
    "reuters|associated press|agence france|khaama|tolo ?news|pajhwok|ariana news|the dawn|dawn\\.com|geo news"
    "|express tribune|ndtv|zee news|the hindu|hindustan times|times of india|press trust|bbc|cnn|voice of america"
    "|newsweek|new york times|washington post|al jazeera|deutsche welle|guardian|gulf news|khaleej"
)

texts = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page["id"]))


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with serve(SITE) as running:
        yield running


def ask(
    site: SampleSite, url: str, headers: dict[str, str] | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of one request, sent to the sample server whatever the host is."""
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(site.host, site.port, timeout=10)
    try:
        connection.request(method, target, headers={"Host": parts.netloc, **(headers or {})})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def tree(page: dict[str, Any]) -> html.HtmlElement:
    raw = (SITE / page["file"]).read_bytes()
    encoding = "windows-1252" if b"windows-1252" in raw else "utf-8"
    return html.document_fromstring(raw, parser=html.HTMLParser(encoding=encoding))


def readable(page: dict[str, Any]) -> str:
    return " ".join(tree(page).text_content().split())


def article_paragraphs(page: dict[str, Any]) -> list[str]:
    """Return the paragraphs from the one that begins with the expected first words to the last one."""
    every = [" ".join(node.text_content().split()) for node in tree(page).iter("p")]
    begin = next(number for number, text in enumerate(every) if page["first"] in text)
    end = next(number for number, text in enumerate(every) if number >= begin and text.endswith(page["last"]))
    return every[begin : end + 1]


def test_there_are_enough_outlets_countries_and_pages() -> None:
    assert len(SOURCES) >= 7
    assert len({source["country"] for source in SOURCES}) >= 7
    assert len(PAGES) >= 16
    assert {source["id"] for source in SOURCES} == {page["source"] for page in PAGES}
    assert all(source["sample"] for source in SOURCES)


def test_feeds_listings_and_pages_lead_to_every_expected_page_and_to_the_one_that_is_gone(site: SampleSite) -> None:
    found = {url for source in SOURCES for url in source.get("pages", [])}
    for source in SOURCES:
        for feed in source.get("feeds", []):
            parsed = feedparser.parse(ask(site, feed)[2])
            assert not parsed.bozo
            found |= {entry.link for entry in parsed.entries}
        for listing in source.get("listings", []):
            links = html.document_fromstring(ask(site, listing)[2]).xpath("//ul[@class='headlines']//a/@href")
            found |= {urljoin(listing, link) for link in links}
    assert found == {page["url"] for page in PAGES} | {GONE}
    assert [row["url"] for row in EXPECTED["unseen"] if row.get("status") == 404] == [GONE]
    assert ask(site, GONE)[0] == 404


@texts
def test_a_page_is_marked_as_a_sample_and_its_url_is_served(page: dict[str, Any], site: SampleSite) -> None:
    status, headers, body = ask(site, page["url"])
    assert status == 200
    assert headers["Content-Type"].startswith("text/html; charset=")
    assert body == (SITE / page["file"]).read_bytes()
    assert MARK in readable(page)
    assert tree(page).xpath("//meta[@name='generator']/@content") == ["Hearsay sample newsroom"]


def test_every_file_of_the_site_is_marked_and_names_no_real_outlet() -> None:
    for path in sorted(SITE.rglob("*")):
        if path.is_file():
            raw = path.read_bytes().decode("windows-1252" if "severn" in str(path) else "utf-8")
            assert MARK in raw, path
            assert not re.search(rf"\b(?:{REAL_OUTLETS})\b", raw, re.IGNORECASE), path


def test_every_link_on_every_page_is_served(site: SampleSite) -> None:
    for path in sorted(SITE.rglob("*.html")):
        host, _, rest = path.relative_to(SITE).as_posix().partition("/")
        base = f"http://{host}/{rest}"
        links = html.document_fromstring(path.read_bytes()).xpath("//a/@href | //link/@href")
        for link in {urljoin(base, link) for link in links if not link.startswith("#")}:
            assert urlsplit(link).hostname == host
            assert ask(site, link, method="HEAD")[0] == 200, f"{base} -> {link}"


@texts
def test_the_expected_facts_stand_on_their_page(page: dict[str, Any]) -> None:
    """A gold that does not match its page would measure nothing."""
    text = readable(page)
    assert page["title"] in text
    assert len(article_paragraphs(page)) == page["paragraphs"]
    assert 180 <= len(" ".join(article_paragraphs(page)).split()) <= 500 or page["id"] in {
        "tidewater-stub",  # thin on purpose
        "lantern-general",  # cut on purpose
    }
    canonical = tree(page).xpath("//link[@rel='canonical']/@href")
    assert canonical in ([], [page["canonical"]])
    for quote in page.get("quote", []):
        assert all(span in text for span in quote["spans"])
    for claim in page.get("claim", []):
        assert claim["first"] in text
        assert bool(claim["holders"]) == (claim["holder_kind"] != "unspecified")
    for mention in page.get("date", []):
        assert len(re.findall(rf"\b{re.escape(mention['surface'])}\b", text)) >= 1


@texts
def test_every_pair_of_quotation_marks_on_a_page_is_expected_as_a_quote(page: dict[str, Any]) -> None:
    body = "\n".join(article_paragraphs(page))
    pattern = r'"([^"]+)"' if '"' in body else "“([^”]+)”"
    spans = [span for quote in page.get("quote", []) for span in quote["spans"]]
    for words in re.findall(pattern, body):
        assert any(words in span for span in spans), words


def test_claims_cover_every_proposition_stance_and_mark() -> None:
    claims = [claim for page in PAGES for claim in page.get("claim", [])]
    assert {claim["proposition"] for claim in claims} == {"P1", "P2", "P3", "P4", "P5"}
    assert {claim["stance"] for claim in claims} == {
        "asserts",
        "denies",
        "doubts",
        "demands",
        "commits",
        "rejects-demand",
        "tolerates",
    }
    assert {claim["holder_kind"] for claim in claims} == {"entity", "outlet", "unspecified"}
    assert {claim["scope"] for claim in claims} == {"named", "generic"}
    for mark in ("hedged", "presupposed", "conceded", "past", "headline"):
        assert any(claim.get(mark) for claim in claims), mark
    assert any(len(claim["holders"]) > 1 for claim in claims)
    assert any(len(claim["via"]) > 1 for claim in claims)


def test_the_copies_differ_from_the_agency_story_in_the_words_that_are_expected() -> None:
    by_url = {page["url"]: readable(page) for page in PAGES}
    (origin,) = EXPECTED["origin"]
    assert {change["url"] for change in origin["change"]} == set(origin["copies"])
    for change in origin["change"]:
        assert change["original"] in by_url[origin["url"]]
        assert change["copy"] not in by_url[origin["url"]]
        assert change["copy"] in by_url[change["url"]]
        assert change["original"] not in by_url[change["url"]]


def test_the_older_version_keeps_the_canonical_address_and_the_sentence_that_was_replaced() -> None:
    (edit,) = EXPECTED["edit"]
    older, newer = sorted(
        (page for page in PAGES if page["canonical"] == edit["canonical"]), key=lambda page: int(page["version"])
    )
    assert older["modified"] < newer["modified"]
    assert older["url"] != newer["url"]
    assert edit["before"] in readable(older)
    assert edit["before"] not in readable(newer)
    assert edit["after"] in readable(newer)


def test_the_older_charset_is_declared_and_used(site: SampleSite) -> None:
    _, headers, body = ask(site, "http://severn-broadcasting.example/world/has-the-haqqani-network-left.html")
    assert headers["Content-Type"] == "text/html; charset=windows-1252"
    assert "café" in body.decode("windows-1252")
    with pytest.raises(UnicodeDecodeError):
        body.decode("utf-8")


def test_feeds_are_served_under_their_own_types(site: SampleSite) -> None:
    assert ask(site, "http://kabul-courier.example/feed/")[1]["Content-Type"] == "application/rss+xml; charset=utf-8"
    atom = ask(site, "http://tidewater-affairs.example/atom.xml")[1]["Content-Type"]
    assert atom == "application/atom+xml; charset=utf-8"


@pytest.mark.parametrize(("header", "answered_by"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
def test_a_page_that_did_not_change_is_answered_with_304(site: SampleSite, header: str, answered_by: str) -> None:
    url = PAGES[0]["url"]
    _, first, _ = ask(site, url)
    assert not first["ETag"].startswith("W/")
    status, _, body = ask(site, url, {header: first[answered_by]})
    assert (status, body) == (304, b"")


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"another"'},
        {"If-Modified-Since": "Thu, 01 Jan 1998 00:00:00 GMT"},
        {"If-Modified-Since": "no date at all"},
        # The tag decides when both are sent, whatever the date says.
        {"If-None-Match": '"another"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_a_page_that_the_client_has_not_got_is_sent_whole(site: SampleSite, headers: dict[str, str]) -> None:
    status, _, body = ask(site, PAGES[0]["url"], headers)
    assert status == 200
    assert body


def test_a_query_chooses_the_file_kept_for_it_and_is_ignored_otherwise(site: SampleSite) -> None:
    plain = "http://indus-ledger.example/2015/09/04/foreign-office-rejects-charge"
    assert ask(site, f"{plain}?version=1")[2] != ask(site, plain)[2]
    assert ask(site, f"{plain}?utm_source=letter")[2] == ask(site, plain)[2]


@pytest.mark.parametrize(
    "target",
    [
        "/../sources.toml",
        "/%2e%2e/sources.toml",
        "/..%2fsources.toml",
        "/world/../../sources.toml",
        "/%2e%2e/kabul-courier.example/",
        "//etc/passwd",
        "/..\\sources.toml",
        "/rss.xml%00.html",
        "/%2fetc/passwd",
        "/c:/secret",
        "/?../../sources",
        "http://[broken/",
        "rss.xml",
        "/" + "a" * 300,
    ],
)
def test_no_path_leads_out_of_an_outlets_folder(site: SampleSite, target: str) -> None:
    connection = http.client.HTTPConnection(site.host, site.port, timeout=10)
    connection.putrequest("GET", target, skip_host=True)
    connection.putheader("Host", "indus-ledger.example")
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert b"[[source]]" not in body
    assert answer.status == 404 or body == (SITE / "indus-ledger.example" / "index.html").read_bytes()


def test_a_link_in_the_file_system_does_not_lead_out_either(tmp_path: Path) -> None:
    folder = tmp_path / "site" / "outlet.example"
    folder.mkdir(parents=True)
    (tmp_path / "secret.html").write_text("secret", "utf-8")
    (folder / "page.html").symlink_to(tmp_path / "secret.html")
    assert find_file(tmp_path / "site", "outlet.example", "/page") is None


@pytest.mark.parametrize("host", ["unknown.example", "..", "", "indus-ledger.example/..", "INDUS_LEDGER"])
def test_an_unknown_host_has_no_pages(site: SampleSite, host: str) -> None:
    assert ask(site, PAGES[0]["url"], {"Host": host})[0] == 404


def test_the_server_is_gone_after_its_block_and_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with serve(SITE) as running:
        assert ask(running, "http://havel-radio.example/")[0] == 200
        assert ask(running, "http://havel-radio.example/none")[0] == 404
    with pytest.raises(ConnectionRefusedError):
        ask(running, "http://havel-radio.example/")
    assert capfd.readouterr() == ("", "")


def test_every_holder_who_is_a_person_of_the_sample_has_an_entity() -> None:
    entities = tomllib.loads((SAMPLE / "entities.toml").read_text("utf-8"))["entity"]
    assert {row["type"] for row in entities} <= {"PERSON", "ORG", "LOC", "NORP"}
    names = {row["name"] for row in entities if row["type"] == "PERSON"}
    speakers = {name for page in PAGES for quote in page.get("quote", []) for name in quote["speakers"]}
    holders = {name for page in PAGES for claim in page.get("claim", []) for name in claim["holders"]}
    assert names >= {"Tariq Sarwani", "Wahid Noorgul", "Helen Marsh", "Conrad Doyle", "Ruth Calloway"}
    unlisted = {name for name in speakers | holders if re.fullmatch(r"[A-Z]\w+ [A-Z]\w+", name)} - names
    assert unlisted <= {
        "Presidential Palace",
        "Foreign Office",
        "US Congress",
        "New Delhi",
        "Tidewater Affairs",
        "Khyber Notebook",
    }


def test_the_readme_names_every_page() -> None:
    readme = (SAMPLE / "README.md").read_text("utf-8")
    assert [page["id"] for page in PAGES if f"`{page['id']}`" not in readme] == []
