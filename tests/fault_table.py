"""The faults that tests/fault_server.py plays, each with what must come of it. docs/ingestion.md shows this table.

    python -m tests.fault_table

prints it as Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass

STORED, FAILED, REFUSED, DISCOVERED = "stored", "failed", "refused", "discovered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: the server's path of that name, what it does there, and the attempt row that must come of it.

    `words` stand in the attempt's reason, or in the article where one is stored. `asked` is how often the page is
    asked for: 2 where a second try may help, since the test allows two. `robots` names what the site's robots.txt
    does, `port` the server where the fault needs one of its own.
    """

    name: str
    does: str
    outcome: str
    words: str
    asked: int = 1
    robots: str = ""
    port: str = "plain"
    kind: str = "page"


def _failed(name: str, does: str, words: str, *, asked: int = 1, port: str = "plain") -> Fault:
    return Fault(name=name, does=does, outcome=FAILED, words=words, asked=asked, port=port)


def _refused(name: str, does: str, words: str, *, asked: int = 1, robots: str = "") -> Fault:
    return Fault(name=name, does=does, outcome=REFUSED, words=words, asked=asked, robots=robots)


def _stored(name: str, does: str, words: str = "The envoy denied", *, asked: int = 1, robots: str = "") -> Fault:
    return Fault(name=name, does=does, outcome=STORED, words=words, asked=asked, robots=robots)


def _untrusted(name: str, does: str, words: str) -> Fault:
    return Fault(name=name, does=f"TLS: {does}", outcome=REFUSED, words=words, asked=0, port=name)


TIME = (
    _failed("drip", "one byte of the body every 0.1 s", "not complete after 1 s", asked=2),
    _failed("header-drip", "one byte of a header every 0.1 s", "not complete after 1 s", asked=2),
    _failed("chunk-size-drip", "a chunk size that never ends, drop by drip", "not complete after 1 s", asked=2),
    _failed("silence", "no answer at all", "not complete after 1 s", asked=2),
    _failed("endless-body", "a body without end", "larger than 2,000,000 bytes"),
    _failed("chunked-without-end", "chunks, then silence", "not complete after 1 s", asked=2),
    _failed("hundred-continues", "100 Continue again and again", "not complete after 1 s", asked=2),
)
PACKING = (
    _stored("gzip", "gzip, as asked"),
    _stored("raw-deflate", "deflate without its wrapping, as many servers send it"),
    _failed("gzip-bomb", "30 MB of nothing as gzip", "larger than 2,000,000 bytes"),
    _failed("deflate-bomb", "30 MB of nothing as deflate", "larger than 2,000,000 bytes"),
    _failed("brotli-bomb", "a brotli body, which nobody asked for", "'br', which was not asked for"),
    _failed("nested-bomb", "a gzip bomb packed as gzip again", "'gzip, gzip', which was not asked for"),
    _failed("wrong-encoding", "says gzip, sends text", "not the gzip that its Content-Encoding says"),
    _failed("truncated-gzip", "a gzip body cut in half, its length correct", "the gzip body ends before its end"),
    _failed("large", "3 MB of text", "larger than 2,000,000 bytes"),
)
FRAMING = (
    _failed("length-too-long", "promises more bytes than it sends", "ended before the body did", asked=2),
    _stored("length-too-short", "sends more bytes than it promises: what was promised is the page"),
    _failed("two-lengths", "two different lengths", "the headers contradict each other", asked=2),
    _failed("bad-chunk-size", "a chunk size that is no number", "ended before the body did", asked=2),
    _failed("chunked-cut-off", "hangs up between two chunks", "ended before the body did", asked=2),
    _failed("reset", "resets the connection in mid-body", "the connection was reset", asked=2),
    _failed("hang-up", "hangs up without an answer", "the server hung up without an answer", asked=2),
    _failed("http-0-9", "a body without status line or headers", "the answer is not HTTP", asked=2),
    _failed("garbage", "random bytes", "the answer is not HTTP", asked=2),
    _failed("other-protocol", "greets as SSH", "the answer is not HTTP", asked=2),
    _stored("ninety-headers", "ninety headers"),
    _failed("endless-headers", "three hundred headers", "more than 100 headers", asked=2),
    _failed("huge-header", "a header of 100 kB", "a header line is longer", asked=2),
    _stored("odd-header-bytes", "headers with bytes outside ASCII and a broken validator"),
)
STATUS = (
    _failed("empty", "200 and no body", "the page is empty"),
    _failed("no-content", "204", "the server answered 204, which is no page"),
    _failed("partial", "206 unasked: a part that looks like a page", "the server answered 206, which is no page"),
    _failed("not-modified", "304 to an unconditional request", "the server answered 304, which is no page"),
    _failed("accepted", "202 with a page that says 'wait'", "the server answered 202, which is no page"),
    _failed("forbidden", "403", "the server answered 403"),
    _failed("missing", "404", "the server answered 404"),
    _failed("gone", "410", "the server answered 410"),
    _failed("legal-reasons", "451", "the server answered 451"),
    _failed("down", "500 for ever", "the server answered 500", asked=2),
    _stored("flaky", "503, then the page", asked=2),
    _stored("too-many-requests", "429 with Retry-After: 7, then the page", asked=2),
    _stored("retry-at-date", "503 with a date in the near future, then the page", asked=2),
    _stored("retry-in-past", "503 with a date in the past, then the page", asked=2),
    _stored("retry-nonsense", "503 with 'soon', then the page", asked=2),
    _failed("retry-much-later", "503 with Retry-After: 86400", "asked to wait 86400 s; left for a later run"),
    _failed("retry-in-2100", "503 with a date in 2100", "left for a later run"),
)
REDIRECTS = (
    _stored("redirect", "302 to a page that is well"),
    _failed("redirect-loop", "302 to itself", "more than 5 redirects", asked=6),
    _failed("consent-loop", "302 to itself with a cookie each time", "more than 5 redirects", asked=6),
    _failed("redirect-to-nowhere", "302 without Location", "does not say where to"),
    _refused("redirect-to-nonsense", "302 to 'http://[broken/'", "a redirect to an address that is none"),
    _refused("redirect-to-file", "302 to file:///etc/hostname", "only http and https addresses are fetched"),
    _refused("redirect-to-gopher", "302 to gopher:", "only http and https addresses are fetched"),
    _refused("redirect-with-password", "302 to an address with a password", "with a user name or password"),
)
TLS = (
    _untrusted("self-signed", "a certificate that it signed itself", "self-signed certificate"),
    _untrusted("expired", "a certificate that has expired", "certificate has expired"),
    _untrusted("wrong-host", "a certificate for another host", "certificate is not valid for"),
    _untrusted("mute", "accepts the connection and never shakes hands", "not complete after 1 s"),
    Fault(name="trusted", does="a certificate that holds", outcome=STORED, words="The envoy denied", port="trusted"),
)
CONTENT = (
    _failed("image", "an image, by its type", "no page but image/png"),
    _failed("pdf", "a PDF, by its type", "no page but application/pdf"),
    _failed("pdf-as-html", "a PDF that says text/html", "binary data"),
    _failed("image-as-html", "an image that says text/html", "binary data"),
    _failed("octets", "random bytes as text/html", "binary data"),
    _stored("wrong-charset", "UTF-8 that says ISO-8859-1", "the café’s owner"),
    _stored("unknown-charset", "a charset that nobody knows"),
    _stored("utf-16-without-mark", "UTF-16 without a byte order mark"),
    _stored("invalid-utf-8", "broken bytes in a UTF-8 page"),
    _stored("nul-bytes", "NUL bytes between the letters of a page"),
    _failed("meta-refresh", "a page that only refreshes to another", "no article text"),
    _failed("nested-tags", "1.9 MB of tags in each other", "elements"),
    _failed("attribute-storm", "one element with a hundred thousand attributes", "attributes"),
    _failed("huge-line", "one line of 1.5 MB", "characters, the limit is 1,000,000"),
    _stored("lone-surrogates", "half characters in its JSON-LD"),
    _stored("deep-json", "JSON-LD nested a hundred thousand deep"),
)
ROBOTS = (
    _refused("well", "robots.txt forbids the page", "robots.txt forbids it", robots="forbids", asked=0),
    _refused("well", "robots.txt answers 500", "could not be read: the server answered 500", robots="500", asked=0),
    _refused("well", "robots.txt answers 429", "could not be read: the server answered 429", robots="429", asked=0),
    _stored("well", "robots.txt answers 403: as if there were none (RFC 9309)", robots="403"),
    _refused("well", "robots.txt never answers", "could not be read: not complete", robots="silence", asked=0),
    _refused("well", "robots.txt redirects to itself", "could not be read: more redirects", robots="loop", asked=0),
    _refused("well", "3 MB of robots.txt: the first 500 kB hold", "robots.txt forbids it", robots="huge", asked=0),
    _refused("well", "robots.txt asks for a day between requests", "asks for 86400 s", robots="slow-crawl", asked=0),
)
LISTS = (
    Fault(
        name="bomb-feed",
        does="a feed whose entities expand to 3 GB",
        outcome=FAILED,
        words="no article links",
        kind="feed",
    ),
    Fault(
        name="trick-feed",
        does="a feed with file:, javascript: and password links beside a good one: only that one is fetched",
        outcome=DISCOVERED,
        words="",
        kind="feed",
    ),
    Fault(
        name="calendar",
        does="a listing of days, each of which links to the next for ever: one level is read",
        outcome=DISCOVERED,
        words="",
        kind="listing",
    ),
)
FAULTS = (*TIME, *PACKING, *FRAMING, *STATUS, *REDIRECTS, *TLS, *CONTENT, *ROBOTS, *LISTS)


def as_markdown() -> str:
    """Return the table as docs/ingestion.md shows it."""
    rows = ["| fault | what comes of it | asked |", "|---|---|---|"]
    for fault in FAULTS:
        words = f": {fault.words}" if fault.outcome in {FAILED, REFUSED} else ""
        rows.append(f"| {fault.does} | {fault.outcome}{words} | {fault.asked} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(as_markdown())  # noqa: T201 - this is a command
