"""
Web pages: the main text, title, day and language, without menus and adverts.
"""

from __future__ import annotations

import logging
import re

import trafilatura
from trafilatura.settings import Document as Extracted

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.read.dates import read_metadata_date
from sijill.read.encoding import read_text_bytes
from sijill.read.headline import head_text
from sijill.read.protocol import Draft
from sijill.read.settings import Settings
from sijill.read.texts import clean_text

_MOST_DEPTH = 2_000  # the parser's C stack; no page that people wrote comes near
_LANGUAGE = re.compile(r"<html[^>]{0,300}?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:[-_]\w+)*)", re.I)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*?(/?)>", re.I)
_VOID = {"br", "img", "hr", "input", "meta", "link", "p", "li", "area", "base", "col", "wbr"}

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_page(
    document: Document,
    data: bytes,
    *,
    settings: Settings,  # noqa: ARG001
) -> tuple[Draft, ...]:
    """
    Return the main text of a page.

    Raises:
        RefusedError: If the page nests deeper than a parser may go, or has no main text.
    """
    html, caveats = read_text_bytes(data)
    html = clean_text(html)
    if _depth(html) > _MOST_DEPTH:
        text = f"document {document.id} nests over {_MOST_DEPTH} elements; it is no page."
        raise RefusedError("broken", text)
    found = trafilatura.bare_extraction(
        html,
        url=document.url,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (found.text or "").strip() if isinstance(found, Extracted) else ""
    text = text.replace("\n", "\n\n")  # each line is a paragraph, and no sentence crosses it
    if not text or not isinstance(found, Extracted):
        raise RefusedError(
            "empty",
            f"document {document.id} has no main text; open it in a browser, and capture the "
            "text by hand if it is there.",
        )
    text = head_text(text, found.title)
    told = _LANGUAGE.search(html[:20_000])
    return (
        Draft(
            text,
            title=found.title or None,
            language=told[1] if told else None,
            published_on=read_metadata_date(found.date),
            source=found.sitename or None,
            url=document.url,
            caveats=caveats,
        ),
    )


def _depth(html: str) -> int:
    """Return how deep the elements nest at most, closing tags taken at their word."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match[3] or match[2].lower() in _VOID:
            continue
        depth = max(0, depth + (-1 if match[1] else 1))
        deepest = max(deepest, depth)
        if deepest > _MOST_DEPTH:
            break
    return deepest
