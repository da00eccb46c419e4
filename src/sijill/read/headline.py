"""
The headline above a text: what a report says first, and often most plainly.
"""

from __future__ import annotations

import re

_SITE = re.compile(
    r"\s+(?:\||«|»|::|[-–—](?=\s+\|))\s.*$|\s+[-–—]\s+[^-–—]*\bNews\b.*$"
    r"|\s+[-–—]\s+[\w-]+\.(?:com|org|net|tv)\b.*$",
    re.DOTALL,
)
_SPACE = re.compile(r"\W+")
_HEAD_CHARS = 600


def head_text(text: str, title: str | None) -> str:
    r"""
    Return *text* below its headline, so that what the headline alone says has its words.

    The name of a site behind the headline is left out; a text that opens with its headline
    stays as it is.

    Examples:
        >>> head_text("Police came.", "Two shot in Hilltown | Example Daily")
        'Two shot in Hilltown\n\nPolice came.'
        >>> head_text("Police came.", "Two shot in Hilltown - WXYZ.com-Lakeport, OH News")
        'Two shot in Hilltown\n\nPolice came.'
        >>> head_text("Two shot in Hilltown. Police came.", "Two shot in Hilltown")
        'Two shot in Hilltown. Police came.'
    """
    line = _SITE.sub("", " ".join((title or "").split())).strip()
    if not line or _fold(line) in _fold(text[:_HEAD_CHARS]):
        return text
    return f"{line}\n\n{text}"


def _fold(words: str) -> str:
    return _SPACE.sub(" ", words.casefold()).strip()
