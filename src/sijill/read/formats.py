"""
Which reader reads which format: by media type, then by the name's ending, then by the bytes.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.model.document import CONTAINER_MEDIA_TYPES
from sijill.read.docx import read_docx
from sijill.read.mail import read_mail
from sijill.read.pages import read_page
from sijill.read.pdf import read_pdf
from sijill.read.protocol import Reader
from sijill.read.scans import read_scan
from sijill.read.tables import read_csv, read_json, read_json_lines
from sijill.read.texts import read_text

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BY_TYPE: dict[str, Reader] = {
    "text/plain": read_text,
    "text/markdown": read_text,
    "text/html": read_page,
    "application/xhtml+xml": read_page,
    "application/pdf": read_pdf,
    _DOCX: read_docx,
    "message/rfc822": read_mail,
    "text/csv": read_csv,
    "text/tab-separated-values": read_csv,
    "application/json": read_json,
    "application/jsonl": read_json_lines,
    "application/x-ndjson": read_json_lines,
    "image/png": read_scan,
    "image/jpeg": read_scan,
    "image/tiff": read_scan,
}
_BY_ENDING = {
    ".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".htm": "text/html",
    ".pdf": "application/pdf", ".docx": _DOCX, ".eml": "message/rfc822", ".csv": "text/csv",
    ".tsv": "text/tab-separated-values", ".json": "application/json",
    ".jsonl": "application/jsonl", ".ndjson": "application/jsonl", ".png": "image/png",
    ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".tif": "image/tiff", ".tiff": "image/tiff",
}  # fmt: skip


def find_reader(document: Document, data: bytes) -> Reader:
    """
    Return the reader for a document.

    Raises:
        RefusedError: If it is a container, whose parts are documents of their own, or of a
            format that nothing here reads.
    """
    if document.media_type in CONTAINER_MEDIA_TYPES:
        text = f"document {document.id} is a container; what it holds is read by itself."
        raise RefusedError("unknown_format", text)
    if not data.strip():
        raise RefusedError("empty", f"document {document.id} is empty; capture it again.")
    told = _BY_TYPE.get(document.media_type)
    named = _BY_TYPE.get(_BY_ENDING.get(_ending(document), ""))
    if told is read_text or document.media_type == "application/octet-stream":
        told = named or told
    if told is None:
        text = (
            f"document {document.id} is of the type {document.media_type!r}, which is not "
            "read; convert it to text, HTML, PDF, DOCX, CSV or JSON and capture that too."
        )
        raise RefusedError("unknown_format", text)
    return told


def _ending(document: Document) -> str:
    return PurePosixPath(document.file_name or document.url or "").suffix.lower()
