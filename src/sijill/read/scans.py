"""
Pictures of pages: by Tesseract where it is installed, else refused with how to install it.
"""

from __future__ import annotations

import subprocess

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.read.programs import find_program, run_program
from sijill.read.protocol import Draft
from sijill.read.settings import Settings
from sijill.read.texts import clean_text

_ENDINGS = {"image/png": ".png", "image/jpeg": ".jpg", "image/tiff": ".tif"}


def read_scan(document: Document, data: bytes, *, settings: Settings) -> tuple[Draft, ...]:
    """Return the text of a picture of a page; it has the caveat ``ocr``."""
    ending = _ENDINGS.get(document.media_type, ".png")
    text = read_pages_of_scan(document, [data], settings=settings, ending=ending)
    return (Draft(text, caveats=("ocr",)),)


def read_pages_of_scan(
    document: Document, pages: list[bytes], *, settings: Settings, ending: str = ".png"
) -> str:
    """
    Return the text of pictures of pages, in order.

    Layout analysis loses whole paragraphs of Arabic, so that each page is read as one block
    too and the longer reading is taken.

    Raises:
        RefusedError: If Tesseract is not installed.
    """
    program = find_program("tesseract")
    if program is None:
        raise RefusedError(
            "needs_program",
            f"document {document.id} is a scanned page. Install Tesseract with the languages "
            "you need (Debian: `apt install tesseract-ocr tesseract-ocr-ara`; macOS: `brew "
            "install tesseract tesseract-lang`), then run again.",
        )
    languages = "+".join(_installed(program, settings.ocr_languages))
    share = settings.time_limit_s * 0.8 / (2 * len(pages))
    texts = []
    for page in pages:
        tried = []
        for mode in ("3", "6"):
            command = [program, "{}", "-", "--psm", mode]
            command += ["-l", languages] if languages else []
            out = run_program(
                command, page, ending=ending, time_limit_s=share, document_id=document.id
            )
            tried.append(clean_text(out.decode("utf-8", "replace")).strip())
        texts.append(_fuller(*tried))
    return "\n\n".join(texts)


def _fuller(by_layout: str, as_block: str) -> str:
    """Return the reading by layout unless the other has clearly more of the page."""
    return as_block if len(as_block) > 1.2 * len(by_layout) else by_layout


def _installed(program: str, wanted: tuple[str, ...]) -> list[str]:
    done = subprocess.run(
        [program, "--list-langs"], capture_output=True, check=False, text=True
    )
    at_hand = set(done.stdout.split())
    return [code for code in wanted if code in at_hand]
