"""
A document's media type is told from its first bytes, then from its name.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from pathlib import PurePosixPath

LOOK_BYTES = 4096
TELEGRAM = "application/x-telegram-export+json"
OFFICE = "application/vnd.openxmlformats-officedocument"
ZIPPED = {
    "word/document.xml": f"{OFFICE}.wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}.presentationml.presentation",
}
MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"WARC/", "application/warc"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"PAR1", "application/vnd.apache.parquet"),
)
SUFFIXES = {
    ".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown",
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml", ".json": "application/json", ".geojson": "application/geo+json",
    ".jsonl": "application/x-ndjson", ".ndjson": "application/x-ndjson",
    ".csv": "text/csv", ".tsv": "text/tab-separated-values",
    ".eml": "message/rfc822", ".pdf": "application/pdf", ".rtf": "application/rtf",
    ".docx": ZIPPED["word/document.xml"], ".xlsx": ZIPPED["xl/workbook.xml"],
    ".odt": "application/vnd.oasis.opendocument.text", ".doc": "application/msword",
    ".zip": "application/zip", ".tar": "application/x-tar", ".gz": "application/gzip",
    ".tgz": "application/gzip", ".bz2": "application/x-bzip2", ".xz": "application/x-xz",
    ".warc": "application/warc", ".css": "text/css", ".js": "text/javascript",
    ".svg": "image/svg+xml", ".webp": "image/webp", ".mp4": "video/mp4", ".mp3": "audio/mpeg",
}  # fmt: skip
MAIL_FIELDS = (b"from:", b"date:", b"subject:", b"received:", b"message-id:", b"return-path:",
               b"delivered-to:", b"mime-version:", b"to:")  # fmt: skip


def detect_media_type(data: bytes, name: str | None = None, told: str | None = None) -> str:
    """
    Return the media type, without parameters.

    Args:
        data: The whole of the bytes.
        name: File name; its suffix decides between kinds of text.
        told: What a server or container says, used where bytes and name say nothing.

    Returns:
        ``text/plain`` for other text, ``application/octet-stream`` for other bytes.

    >>> detect_media_type(b"%PDF-1.7")
    'application/pdf'
    >>> detect_media_type(b"place,killed", "list.csv")
    'text/csv'
    """
    found = _detect_magic(data)
    if found:
        return found
    suffix = SUFFIXES.get(PurePosixPath(name.lower()).suffix) if name else None
    head = _strip_mark(data[:LOOK_BYTES])
    marked = _detect_markup(head)
    if marked and not (marked == "text/html" and suffix == "message/rfc822"):
        return marked
    if suffix in {None, "application/json"} and _is_telegram(data, head):
        return TELEGRAM
    if suffix is None and _is_mail(head):
        return "message/rfc822"
    plain = "application/octet-stream" if b"\0" in head and not _is_wide(data) else "text/plain"
    return suffix or told or plain


def _detect_magic(data: bytes) -> str | None:
    """Return the type of a binary format; `None`: looks like none of them."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _detect_zipped(data)
    if data.startswith(b"\x1f\x8b"):
        return _detect_gzipped(data)
    if data[257:262] == b"ustar":
        return "application/x-tar"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return "video/mp4"
    return next((kind for magic, kind in MAGIC if data.startswith(magic)), None)


def _detect_zipped(data: bytes) -> str | None:
    """Return the type of the office format in a zip, else of a zip; `None`: broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return _detect_by_mimetype(data)
    office = next((kind for part, kind in ZIPPED.items() if part in names), None)
    return office or _detect_by_mimetype(data) or "application/zip"


def _detect_by_mimetype(data: bytes) -> str | None:
    """Return what the first member says where it is named ``mimetype``, as in ODF."""
    start = data.find(b"mimetype", 0, 60)
    if start < 0:
        return None
    told = data[start + 8 : start + 80].split(b"PK", 1)[0].decode("ascii", "replace")
    return told if told.startswith("application/") else None


def _detect_gzipped(data: bytes) -> str:
    """Return WARC for a compressed one, else gzip."""
    try:
        head = zlib.decompressobj(wbits=31).decompress(data[:LOOK_BYTES], LOOK_BYTES)
    except zlib.error:
        head = b""
    return "application/warc" if head.startswith(b"WARC/") else "application/gzip"


def _detect_markup(head: bytes) -> str | None:
    """Return the type of HTML and feeds; `None`: neither."""
    low = head.replace(b"\0", b"").lstrip().lower()
    if not low.startswith(b"<"):
        return None
    if low.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf", b"<!--")):
        if b"<rss" in low or b"<rdf:rdf" in low:
            return "application/rss+xml"
        if b"<feed" in low:
            return "application/atom+xml"
        if low.startswith(b"<?xml") and b"<html" not in low:
            return None
    tags = (b"<!doctype html", b"<html", b"<head", b"<body", b"<div", b"<article", b"<p>")
    return "text/html" if any(tag in low for tag in tags) else None


def _is_telegram(data: bytes, head: bytes) -> bool:
    """Whether the bytes are an export of Telegram Desktop, of one chat or of many."""
    if not head.lstrip().startswith(b"{") or b'"messages"' not in data:
        return False
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return False
    chats = tree.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else [tree]
    return isinstance(listed, list) and any(_is_chat(chat) for chat in listed)


def _is_chat(chat: object) -> bool:
    """Whether a value has the form of an exported chat."""
    if not isinstance(chat, dict) or not isinstance(chat.get("messages"), list):
        return False
    return "type" in chat and "id" in chat


def _is_mail(head: bytes) -> bool:
    """Whether the bytes begin with at least two different fields of a message."""
    lines = head.lower().split(b"\n\n", 1)[0].replace(b"\r", b"").split(b"\n")
    fields = {field for line in lines for field in MAIL_FIELDS if line.startswith(field)}
    starts = bool(lines) and any(lines[0].startswith(field) for field in MAIL_FIELDS)
    return starts and len(fields) >= 3


def _is_wide(data: bytes) -> bool:
    """Whether the bytes have the mark of UTF-16 or UTF-32."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))


def _strip_mark(head: bytes) -> bytes:
    """Return the bytes without a byte order mark."""
    return (
        head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    )
