"""
Numbers as cells have them: other digits, spaces and commas in them, ranges, "5+".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from sijill.model import Count, Span

_ANY = r"(\d+)"
_SINGLE = re.compile(rf"{_ANY}(?:[.,]0+)?")
_GROUPED = re.compile(r"\d{1,3}(?:[ ,.'](\d{3}))(?:[ ,.']\d{3})*")
_RANGE = re.compile(rf"{_ANY}\s*(?:-|/|\.\.)\s*{_ANY}")
_FORMS = (
    (re.compile(rf"{_ANY}\s*\+"), "at_least"),
    (re.compile(rf"(?:>=|=>)\s*{_ANY}"), "at_least"),
    (re.compile(rf">\s*{_ANY}"), "more_than"),
    (re.compile(rf"(?:<=|=<)\s*{_ANY}"), "up_to"),
    (re.compile(rf"<\s*{_ANY}"), "less_than"),
    (re.compile(rf"~\s*{_ANY}"), "about"),
)
_SIGNS = str.maketrans({
    "٬": ",", "٫": ".", "،": ",", "–": "-", "—": "-", "−": "-", "≥": ">=", "≤": "<=",
    "≈": "~", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "\u200e": "",
    "\u200f": "",
})  # fmt: skip


def plain_digits(text: str) -> str:
    """
    Return *text* with European digits and signs, for reading numbers alone.

    Examples:
        >>> plain_digits("٢٥–٣٠")
        '25-30'
    """
    digits = (str(unicodedata.digit(s)) if s.isdecimal() else s for s in text)
    return "".join(digits).translate(_SIGNS)


def read_count(span: Span) -> Count | None:
    """
    Return the number of people that a cell says; ``None``: it is no number that can be read.

    Examples:
        >>> said = "1 250"
        >>> read_count(Span(0, len(said), said)).low
        1250
        >>> read_count(Span(0, 3, "3-5"))
        Count(low=3, high=5, qualifier='between', words=Span(start=0, end=3, text='3-5'))
        >>> read_count(Span(0, 2, "5+")).qualifier
        'at_least'
        >>> read_count(Span(0, 4, "many")) is None
        True
    """
    bounds = _bounds(span.text)
    return Count(bounds[0], bounds[1], bounds[2], span) if bounds else None


@lru_cache(10_000)
def _bounds(text: str) -> tuple[int | None, int | None, str] | None:
    plain = plain_digits(text).strip()
    if (number := _whole(plain)) is not None:
        return number, number, "exact" if number else "none"
    if found := _RANGE.fullmatch(plain):
        low, high = int(found[1]), int(found[2])
        return (low, high, "between") if low <= high else None
    for form, qualifier in _FORMS:
        if found := form.fullmatch(plain):
            return _bounded(int(found[1]), qualifier)
    return None


def _whole(plain: str) -> int | None:
    if found := _SINGLE.fullmatch(plain):
        return int(found[1])
    if _GROUPED.fullmatch(plain):
        return int(re.sub(r"\D", "", plain))
    return None


def _bounded(number: int, qualifier: str) -> tuple[int | None, int | None, str]:
    match qualifier:
        case "at_least":
            return number, None, qualifier
        case "more_than":
            return number + 1, None, qualifier
        case "up_to":
            return None, number, qualifier
        case "less_than":
            return None, max(0, number - 1), qualifier
    return number, number, qualifier


def read_degrees(text: str) -> float | None:
    """
    Return a coordinate in decimal degrees; ``None``: it is none that can be read.

    A comma alone is a decimal comma: no coordinate has thousands.

    Examples:
        >>> read_degrees("36,2021"), read_degrees("٣٦٫٢"), read_degrees("36.2°")
        (36.2021, 36.2, 36.2)
        >>> read_degrees("north") is None
        True
    """
    plain = plain_digits(text).strip().rstrip("°").strip()
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    return float(plain) if re.fullmatch(r"[+-]?\d{1,3}(?:\.\d+)?", plain) else None
