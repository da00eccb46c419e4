"""
English sentences and tokens: a full stop ends a sentence unless an abbreviation owns it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sijill.model.span import Span

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|['’]s\b|\w+(?:['’](?!s\b)\w+|-\w+)*|[^\w\s]"
)
_END = re.compile(r"[.!?]+[\"”’')\]]*(?=\s|$)|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|gen|col|capt|lt|sgt|maj|cpl|pvt|pfc|spc|cmdr|brig|adm|det|supt"
    r"|insp|rev|hon|gov|sen|rep|st|mt|ft|no|vs|etc|jr|sr)|\b[a-z])$",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$", re.IGNORECASE)
_SHORTENED = re.compile(r"\b[A-Z][a-z]{1,4}$")  # "Weeks Ave. in", "Tulsa, Okla., apartment"

_LONGEST = 1_200


@lru_cache(maxsize=8)  # the taggers of one sentence ask one after the other
def tag_tokens(text: str) -> tuple[Span, ...]:
    """
    Return the words, numbers and marks of *text*, in order.

    Examples:
        >>> [token.text for token in tag_tokens("Shells hit 1,200 homes.")]
        ['Shells', 'hit', '1,200', 'homes', '.']
    """
    return tuple(Span(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text))


def segment_sentences(text: str) -> tuple[Span, ...]:
    """
    Return the sentences of *text*, in order, without the space around them.

    What runs on without an end (a table, a text without full stops) is cut at a line's end or
    a space, so that no sentence is longer than any that people write.

    Examples:
        >>> [s.text for s in segment_sentences("Dr. Example spoke. Two fell.")]
        ['Dr. Example spoke.', 'Two fell.']
        >>> [s.text for s in segment_sentences("It hit Main Ave. in Mt. Hope on Oct. 3. No.")]
        ['It hit Main Ave. in Mt. Hope on Oct. 3.', 'No.']
    """
    ends = [m.end() for m in _END.finditer(text) if not _is_abbreviation(text, m)]
    starts = [0, *ends]
    return tuple(
        span
        for start, end in zip(starts, [*ends, len(text)], strict=True)
        for first, last in _cut(text, start, end)
        if (span := _strip(text, first, last))
    )


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a sentence, each no longer than `_LONGEST`."""
    while end - start > _LONGEST:
        stop = start + _LONGEST
        half = start + _LONGEST // 2
        breaks = (text.rfind(mark, half, stop) for mark in ("\n", "; ", ", ", " "))
        middle = next((at + 1 for at in breaks if at >= 0), stop)
        yield start, middle
        start = middle
    yield start, end


def _is_abbreviation(text: str, mark: re.Match[str]) -> bool:
    before = text[max(0, mark.start() - 8) : mark.start()]
    after = text[mark.end() : mark.end() + 8].lstrip()
    if mark.group() != "." or not (after or text[mark.end() :].strip()):
        return False
    if after[:1].isdigit() and _MONTH.search(before):
        return True
    goes_on = after[:1].islower() and "\n" not in text[mark.end() : mark.end() + 2]
    return bool(_ABBREVIATION.search(before) or (goes_on and _SHORTENED.search(before)))


def _strip(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    words = part.strip()
    return Span(start, start + len(words), words) if words else None
