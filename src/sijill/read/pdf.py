"""
PDF: by poppler's pdftotext where it is installed, since it alone keeps Arabic in order.
"""

from __future__ import annotations

import re
import unicodedata

import pypdfium2

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.read.programs import find_program, run_program
from sijill.read.protocol import Draft
from sijill.read.scans import read_pages_of_scan
from sijill.read.settings import Settings
from sijill.read.texts import clean_text

_BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FEW_CHARS = 20  # letters below which a page is taken for a picture


def read_pdf(document: Document, data: bytes, *, settings: Settings) -> tuple[Draft, ...]:
    """
    Return the text of a PDF.

    Raises:
        RefusedError: If it is broken or encrypted, is in a right-to-left script and pdftotext
            is not installed, or is scanned and Tesseract is not.
    """
    title, pages = _inspect(document, data)
    program = find_program("pdftotext")
    if program:
        text = _by_poppler(program, document, data, settings)
    else:
        text = _by_pdfium(document, data)
    if sum(sign.isalpha() for sign in text) < _FEW_CHARS * min(pages, 3):
        text = read_pages_of_scan(document, _render(data, settings), settings=settings)
        return (Draft(text, title=title, caveats=("ocr",)),)
    return (Draft(text, title=title),)


def _inspect(document: Document, data: bytes) -> tuple[str | None, int]:
    """
    Return the title and number of pages.

    The file's own dates tell when the file was made, not when the report was published, and
    are not taken.
    """
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            title = pdf.get_metadata_dict().get("Title") or None
            return clean_text(title) if title else None, len(pdf)
    except pypdfium2.PdfiumError as why:
        locked = "password" in str(why).lower()
        reason = "encrypted" if locked else "broken"
        text = (
            f"document {document.id} needs a password; capture an unlocked copy."
            if locked
            else f"document {document.id} is no whole PDF; capture it again."
        )
        raise RefusedError(reason, text) from why


def _by_poppler(program: str, document: Document, data: bytes, settings: Settings) -> str:
    out = run_program(
        [program, "-enc", "UTF-8", "-nopgbrk", "{}", "-"], data,
        ending=".pdf", time_limit_s=settings.time_limit_s * 0.8, document_id=document.id,
    )  # fmt: skip
    text = clean_text(out.decode("utf-8", "replace"))
    return (
        unicodedata.normalize("NFKC", _BIDI.sub("", text)) if is_right_to_left(text) else text
    )


def _by_pdfium(document: Document, data: bytes) -> str:
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            text = "\n\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    except pypdfium2.PdfiumError as why:
        text = f"document {document.id} is no whole PDF; capture it again."
        raise RefusedError("broken", text) from why
    if is_right_to_left(text):
        raise RefusedError(
            "needs_program",
            f"document {document.id} is a PDF in a right-to-left script, which only poppler's "
            "pdftotext reads in the right order. Install poppler (Debian: `apt install "
            "poppler-utils`; macOS: `brew install poppler`), then run again.",
        )
    return clean_text(text.replace("\r\n", "\n"))


def is_right_to_left(text: str) -> bool:
    """
    Say whether a good part of the letters belongs to a right-to-left script.

    Examples:
        >>> is_right_to_left("سقطت قذائف على البلدة"), is_right_to_left("Shells fell.")
        (True, False)
    """
    letters = [sign for sign in text[:20_000] if sign.isalpha()]
    marked = sum(unicodedata.bidirectional(sign) in ("R", "AL") for sign in letters)
    return marked * 10 > len(letters)


def _render(data: bytes, settings: Settings) -> list[bytes]:
    """Return the pages as PNG pictures of 300 dots an inch."""
    from io import BytesIO

    pictures = []
    with pypdfium2.PdfDocument(data) as pdf:
        for number in range(min(len(pdf), settings.max_ocr_pages)):
            out = BytesIO()
            pdf[number].render(scale=300 / 72).to_pil().save(out, "PNG")
            pictures.append(out.getvalue())
    return pictures
