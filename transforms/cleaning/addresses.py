"""The canonical address of an article: what the page itself says if it is the same site, without tracking."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from courlan import clean_url

from transforms.cleaning.typography import vocabulary

if TYPE_CHECKING:
    from transforms.cleaning.head import Head

# Parameters that name the reader's way to the page, never the page; courlan's own list misses these.
_TRACKING = frozenset(
    vocabulary(
        "fbclid gclid dclid msclkid yclid igshid mc_cid mc_eid srsltid ref ref_src ref_url referrer cmp cmpid "
        "ocid ito smid sr_share partner campaign campaign_id maca wtrid xtor ns_campaign ns_mchannel "
        "ns_source spm at_medium at_campaign traffic_source feature share output outputtype amp rss partnerid "
        "source icid linkid"
    )
)
# A country's code, and the longest second level under which it registers names ("co", "com").
_COUNTRY_CODE, _SECOND_LEVEL = 2, 3
_TRACKING_PREFIXES = ("utm_", "at_custom", "hsa_", "pk_", "mtm_", "_hs", "vero_", "oly_", "__twitter", "guce_")


def canonical_url(head: Head, url: str) -> str:
    """Return the page's own canonical address where it is on the same site, else `url`, without tracking parameters."""
    for stated in (head.canonical, head.first("og:url")):
        absolute = _absolute(url, stated.strip()) if stated else None
        if absolute and _is_page_of_site(absolute, url):
            return without_tracking(absolute)
    return without_tracking(url)


def without_tracking(url: str) -> str:
    """Return `url` without fragment and tracking parameters, host in lower case; unchanged if it is no web address."""
    parts = _split(url)
    if parts is None or parts.scheme not in {"http", "https"}:
        return url
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(name)]
    plain = urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, urlencode(kept), ""))
    return clean_url(plain) or plain


def _is_tracking(name: str) -> bool:
    return name.lower() in _TRACKING or name.lower().startswith(_TRACKING_PREFIXES)


def _absolute(url: str, stated: str) -> str | None:
    """Return `stated` as seen from `url`, None where it is no address ("http://[")."""
    try:
        return urljoin(url, stated) if url else stated
    except ValueError:
        return None


def _split(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _is_page_of_site(stated: str, url: str) -> bool:
    """Return whether `stated` is a page (not the front page) on the same registered site as `url`."""
    own, other = _split(url), _split(stated)
    if own is None or other is None or other.scheme not in {"http", "https"}:
        return False
    # A canonical link to the front page is a template's mistake.
    is_page = other.path.strip("/") != "" or bool(other.query) or own.path.strip("/") == ""
    return is_page and (not own.hostname or _site(own.hostname) == _site(other.hostname or ""))


def _site(host: str) -> str:
    """Return the last labels of a host that make the site: two, or three under "co.uk" and the like."""
    *front, second, last = ["", *host.lower().rstrip(".").split(".")]
    is_country_level = bool(front) and front[-1] != "" and len(last) == _COUNTRY_CODE and len(second) <= _SECOND_LEVEL
    return ".".join([*front[-1:], second, last] if is_country_level else [second, last])
