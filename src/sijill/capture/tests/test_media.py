"""
The media type is told from the bytes first, then from the name.
"""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from sijill.capture.media import detect_media_type


def make_zip(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return packed.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.4", "page.html", "application/pdf"),
        (make_zip("a.txt"), "a.zip", "application/zip"),
        (make_zip("[Content_Types].xml", "word/document.xml"), "a.docx", WORD),
        (make_zip("[Content_Types].xml", "word/document.xml")[:80], "a.docx", WORD),
        (gzip.compress(b"WARC/1.0\r\n"), "x.gz", "application/warc"),
        (gzip.compress(b"text"), "x.gz", "application/gzip"),
        (b"<!DOCTYPE html><p>x", "page", "text/html"),
        (b"\xef\xbb\xbf<html>", None, "text/html"),
        ("<html>".encode("utf-16"), None, "text/html"),
        (b"<?xml version='1.0'?><rss version='2.0'>", None, "application/rss+xml"),
        (b"From: a@b.example\r\nDate: x\r\nSubject: y\r\n\r\nz", "mail", "message/rfc822"),
        (b"To: the editor\nA letter", None, "text/plain"),
        (b'{"messages": []}', "a.json", "application/json"),
        (b"plain words", None, "text/plain"),
        (b"\0\1\2", None, "application/octet-stream"),
    ],
)
def test_the_media_type_is_told(data: bytes, name: str | None, expected: str) -> None:
    """Bytes decide over the name, and the name decides between kinds of text."""
    assert detect_media_type(data, name) == expected
