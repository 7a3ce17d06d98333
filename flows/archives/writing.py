"""Write kept pages as a web archive: WARC 1.1, a gzip member a record, with payload digests."""

from __future__ import annotations

import io
import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from flows.discovery.feeds import is_web

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from warehouse.archive import KeptPage

_OK = 200


def write_archive(file: BinaryIO, pages: Iterable[KeptPage], *, name: str, software: str, is_packed: bool) -> int:
    """Write pages as WARC 1.1 response records (texts of local files as resource records); return how many.

    The HTTP headers are those that were kept; bodies are as they were after unpacking.
    """
    writer = WARCWriter(file, gzip=is_packed, warc_version="1.1")
    info = {
        "software": software,
        "format": "WARC File Format 1.1",
        "description": "Kept pages; HTTP headers as far as kept, bodies without transfer and content encoding.",
    }
    writer.write_record(writer.create_warcinfo_record(name, info))
    count = 0
    for page in pages:
        writer.write_record(_record(writer, page))
        count += 1
    return count


def _record(writer: WARCWriter, page: KeptPage) -> Any:  # noqa: ANN401 - warcio is untyped
    date = page.fetched_at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    own_id = uuid.uuid5(uuid.NAMESPACE_URL, f"{page.url} {page.sha256} {date}")
    headers = {"WARC-Record-ID": f"<urn:uuid:{own_id}>", "WARC-Date": date}
    payload, length = io.BytesIO(page.body), len(page.body)
    if not is_web(page.url):
        return writer.create_warc_record(
            page.url,
            "resource",
            payload=payload,
            length=length,
            warc_content_type=page.content_type or "application/octet-stream",
            warc_headers_dict=headers,
        )
    known = {"Content-Type": page.content_type, "ETag": page.etag, "Last-Modified": page.last_modified}
    lines = [(key, value) for key, value in known.items() if value] + [("Content-Length", str(length))]
    status = page.status or _OK
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else ""
    http = StatusAndHeaders(f"{status} {phrase}".strip(), lines, protocol="HTTP/1.1")
    return writer.create_warc_record(
        page.url, "response", payload=payload, length=length, http_headers=http, warc_headers_dict=headers
    )
