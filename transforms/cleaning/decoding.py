"""Bytes of a page to text: the character set, and whether it is HTML at all."""

from __future__ import annotations

import codecs
import re

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_MARKUP = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|article|div|p|h1|title|meta|span|br|section)\b", re.IGNORECASE
)
_CONTROLS = tuple(map(chr, (*range(9), 11, *range(14, 32), 127)))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How markup begins in UTF-16 without a byte order mark (XML 1.0, appendix F).
_BARE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
# Browsers read these names as their superset (WHATWG Encoding Standard, section 4.2).
_SUPERSETS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252", "gb2312": "gb18030"}
_SUPERSETS |= {"gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "iso-8859-9": "cp1254", "tis-620": "cp874"}
# Codecs of Python that no page is written in; decoding a page as punycode takes time in the square of its length.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "undefined"})
# Signatures of what is no page whatever its content type says: PDF, zip, PNG, JPEG, GIF, gzip, RIFF, ELF.
_BINARY_SIGNATURES = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"RIFF", b"\x7fELF")
_CONTROL_SHARE_OF_BINARY = 0.05
_HEAD_BYTES = 4096
# All below the space but tab, line feed, form feed, carriage return and escape, which texts hold.
_CONTROL_BYTES = bytes(byte for byte in range(32) if chr(byte) not in "\t\n\v\f\r\x1b")
_ASCII = bytes(range(128))


def is_binary(body: bytes) -> bool:
    """Return whether `body` cannot be a text: a known signature or many control bytes in its first part."""
    if body.startswith(_BINARY_SIGNATURES):
        return True
    head = body[:_HEAD_BYTES]
    if head.startswith(tuple(mark for mark, _ in (*_BOMS, *_BARE))):
        return False
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES))
    return controls > _CONTROL_SHARE_OF_BINARY * max(1, len(head))


def is_html(text: str) -> bool:
    """Return whether `text` holds markup rather than being a plain-text import."""
    return _MARKUP.search(text) is not None


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return `body` as text, by its byte order mark, as UTF-8, or as it declares itself; never fails."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _printable(body[len(mark) :].decode(name, "replace"))
    for start, name in _BARE:
        if body.startswith(start):
            return _printable(body.decode(name, "replace"))
    for name in _candidates(body, content_type):
        try:
            return _printable(body.decode(name))
        except (UnicodeError, LookupError):
            continue
    declared = [name for name in _candidates(body, content_type) if _is_known(name)]
    # A few broken bytes in a page that declares itself are damage, not another character set.
    return _printable(body.decode(declared[-1] if len(declared) > 1 else _superset_of_last_resort(body), "replace"))


def _candidates(body: bytes, content_type: str | None) -> list[str]:
    """Return the encodings to try, best first. UTF-8 leads: other text passes its check almost never."""
    names = ["utf-8"]
    if content_type and (header := _HEADER_CHARSET.search(content_type)):
        names.append(header.group(1).lower())
    declared = (pattern.search(body[:_HEAD_BYTES]) for pattern in (_META_CHARSET, _XML_ENCODING))
    names.extend(found.group(1).decode("ascii").lower() for found in declared if found)
    return [_SUPERSETS.get(name, name) for name in names if name not in _NO_CHARSETS]


def _superset_of_last_resort(body: bytes) -> str:
    """Return UTF-8 where most of the non-ASCII bytes are in valid sequences, else Windows-1252."""
    broken = body.decode("utf-8", "replace").count("\ufffd")
    high = len(body.translate(None, _ASCII))
    return "utf-8" if broken * 4 < high else "cp1252"


def _is_known(name: str) -> bool:
    """Tell whether `name` is a character set. Python also knows codecs that are none, such as "hex" and "idna"."""
    try:
        return bool(b"a".decode(name, "replace"))
    except (LookupError, UnicodeError):
        return False


def _printable(text: str) -> str:
    """Return `text` without the control characters that no HTML parser accepts, line ends as in Unix."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Most pages hold none, and looking for each is three times as fast as one pattern for all.
    for control in _CONTROLS:
        if control in text:
            text = text.replace(control, "")
    return text
