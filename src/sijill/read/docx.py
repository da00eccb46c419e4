"""
DOCX: paragraphs and tables in the order in which they stand.
"""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import LxmlError

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.read.protocol import Draft
from sijill.read.settings import Settings
from sijill.read.texts import clean_text


def read_docx(document: Document, data: bytes, *, settings: Settings) -> tuple[Draft, ...]:
    """
    Return the text of a DOCX; the file's own dates tell of the file, and are not taken.

    Raises:
        RefusedError: If it is broken, or unpacks to more than the settings allow.
    """
    _check_size(document, data, settings)
    try:
        body = docx.Document(io.BytesIO(data))
        lines = [line for block in body.iter_inner_content() for line in _lines(block)]
        title = body.core_properties.title or None
    except (
        PackageNotFoundError, zipfile.BadZipFile, zlib.error, LxmlError, KeyError, ValueError,
        AttributeError, EOFError, OSError, IndexError, TypeError, NotImplementedError,
    ) as why:  # fmt: skip
        text = f"document {document.id} is no whole DOCX; open it and save it again."
        raise RefusedError("broken", text) from why
    return (Draft(clean_text("\n".join(lines)), title=title),)


def _lines(block: object) -> list[str]:
    if isinstance(block, Table):
        return ["\t".join(cell.text for cell in row.cells) for row in block.rows]
    return [str(getattr(block, "text", ""))]


def _check_size(document: Document, data: bytes, settings: Settings) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(item.file_size for item in packed.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as why:
        text = f"document {document.id} is no whole DOCX; open it and save it again."
        raise RefusedError("broken", text) from why
    if size > settings.max_unpacked_bytes:
        text = f"document {document.id} unpacks to {size:,} bytes; that is no report."
        raise RefusedError("too_large", text)
