"""
English numbers as intervals: digits, words, "dozens", and what bounds them.
"""

from __future__ import annotations

import re

from sijill.model.count import Count
from sijill.model.span import Span

_UNITS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUE = {word: value for value, word in enumerate(_UNITS)}
_VALUE |= {word: 10 * value for value, word in enumerate(_TENS, 2)}
_SCALE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "dozen": 12}
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000}
_BOUND = {
    "at least": "at_least", "more than": "more_than", "over": "more_than", "up to": "up_to",
    "less than": "less_than", "fewer than": "less_than", "about": "about", "around": "about",
    "some": "about", "nearly": "nearly", "almost": "nearly",
}  # fmt: skip
_WORD = "|".join(sorted([*_VALUE, *_SCALE], key=len, reverse=True))
_AND = r"(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+"
_NUMBER = re.compile(
    rf"\b(?:(?P<bound>{'|'.join(_BOUND)})\s+)?"
    rf"(?:(?<![\d.,])(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}})(?![\d.,]*\d)"
    rf"|(?P<vague>{'|'.join(_VAGUE)})"
    rf"|(?P<words>(?:an?\s+(?=hundred|thousand|million|dozen))?"
    rf"(?:{_WORD})(?:(?:-|\s+|{_AND})(?:{_WORD}))*))\b",
    re.IGNORECASE,
)


def tag_numbers(text: str) -> tuple[Count, ...]:
    """
    Return the numbers of *text* as intervals, each with its words.

    Examples:
        >>> [(c.low, c.high, c.qualifier) for c in tag_numbers("more than 20 of twenty-five")]
        [(21, None, 'more_than'), (25, 25, 'exact')]
    """
    return tuple(_read(match) for match in _NUMBER.finditer(text))


def _read(match: re.Match[str]) -> Count:
    span = Span(match.start(), match.end(), match.group())
    if match["vague"]:
        return Count(_VAGUE[match["vague"].lower()], None, "vague", span)
    value = int(match["digits"].replace(",", "")) if match["digits"] else _value(match["words"])
    qualifier = _BOUND[match["bound"].lower()] if match["bound"] else "exact"
    low, high = _bounds(value, qualifier)
    return Count(low, high, qualifier, span)


def _bounds(value: int, qualifier: str) -> tuple[int | None, int | None]:
    match qualifier:
        case "at_least":
            return value, None
        case "more_than":
            return value + 1, None
        case "up_to":
            return None, value
        case "less_than":
            return None, max(0, value - 1)
    return value, value


def _value(words: str) -> int:
    total = part = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        if word in _SCALE:
            part = max(part, 1) * _SCALE[word]
            if word in {"thousand", "million"}:
                total, part = total + part, 0
        else:
            part += _VALUE.get(word, 0)
    return total + part
