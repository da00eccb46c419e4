"""
English numbers as intervals: digits, words, "dozens", ranges, and what bounds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sijill.language.en.number_guards import is_count
from sijill.language.en.number_patterns import (
    AFTER,
    AND,
    ATOM,
    BEFORE,
    BETWEEN,
    BOUND,
    LINK,
    SCALES,
    SECOND,
    TRAIL,
    VAGUE,
    VALUES,
)
from sijill.model.count import Count
from sijill.model.span import Span

_WIDEST_BOUND = 24
_NO_BOUNDS = ("none", "some", "no")


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with what stands about it; *count* is ``None`` where nothing is counted."""

    start: int
    end: int
    count: Count | None


@lru_cache(maxsize=8)  # the taggers of one sentence ask one after the other
def tag_numbers(text: str) -> tuple[Count, ...]:
    """
    Return the numbers of *text* as intervals, each with its words.

    Ages, years, dates, money, measures and labels are left out: they count no people and
    no things.

    Examples:
        >>> [(c.low, c.high, c.qualifier) for c in tag_numbers("more than 20 of twenty-five")]
        [(21, None, 'more_than'), (25, 25, 'exact')]
        >>> tag_numbers("A 34-year-old fled 20 miles in 2003.")
        ()
    """
    found: list[Count] = []
    at = floor = 0
    while match := ATOM.search(text, at):
        number = _read_range(text, match, floor) or _read_one(text, match, floor)
        at = number.end
        if number.count:
            found.append(number.count)
            floor = at
    return tuple(found)


def _read_one(text: str, match: re.Match[str], floor: int) -> _Found:
    """Return the number at *match*, with the bounds before and after it."""
    value, qualifier = _value(match), _own_qualifier(match)
    words = match.group().lower()
    shown = value if qualifier == "exact" else None
    counts = is_count(text, match.start(), match.end(), value=shown, words=words)
    if not counts or match.lastgroup in _NO_BOUNDS:
        count = Count(*_limits(value, qualifier), qualifier, _span(text, *match.span()))
        return _Found(match.start(), match.end(), count if counts else None)
    start, bounds = _bounds_before(text, match.start(), floor)
    trail = TRAIL.match(text, match.end())
    end = trail.end() if trail else match.end()
    after = [_of(AFTER, trail["trail"])] if trail else ["at_least"] if match["plus"] else []
    put = _strongest([*bounds, *after, qualifier])
    low, high = _limits(value, put)
    if qualifier == "vague":
        low, high = (None, None) if put in ("up_to", "less_than") else (value, None)
    return _Found(start, end, Count(low, high, put, _span(text, start, end)))


def _read_range(text: str, first: re.Match[str], floor: int) -> _Found | None:
    """Return the range that begins with the number *first*; ``None`` where none does."""
    if _own_qualifier(first) != "exact":
        return None
    between = BETWEEN.search(text[max(floor, first.start() - _WIDEST_BOUND) : first.start()])
    link = (AND if between else LINK).match(text, first.end())
    second = SECOND.match(text, link.end()) if link else None
    if link is None or second is None or _own_qualifier(second) == "vague":
        return None
    low, high = _ends(first, second)
    dash = not between and link["dash"] is not None
    if dash and link.group() != link.group().strip() and _is_break(first, second):
        return None
    if low >= high:
        return _Found(first.start(), second.end(), None) if dash else None
    if not between and not dash and re.search(r"\bfrom\s+$", text[: first.start()][-8:], re.I):
        return None
    counts = is_count(
        text, first.start(), second.end(), value=None, words=first.group().lower()
    ) and not (dash and _is_label(first, second))
    start = first.start()
    if between:
        start -= len(between.group())
    else:
        start, _ = _bounds_before(text, start, floor)
    words = _span(text, start, second.end())
    return _Found(start, second.end(), Count(low, high, "between", words) if counts else None)


def _ends(first: re.Match[str], second: re.Match[str]) -> tuple[int, int]:
    """Return both ends of a range; "two to three hundred" is hundreds on both sides."""
    low, high = _value(first), _value(second)
    last = second.group().lower().split()[-1]
    scale = SCALES.get(last, 1)
    shares = scale > 1 and low < scale and low * scale < high
    return (low * scale if shares else low), high


def _is_break(first: re.Match[str], second: re.Match[str]) -> bool:
    """Say whether a dash between spaces parts two numbers: "3 June 2025 - Three farmers"."""
    low, high = _ends(first, second)
    year = re.fullmatch(r"(?:1\d|20)\d\d", first.group()) is not None
    years = year and re.fullmatch(r"\d{4}", second.group()) is not None
    return low >= high or (year and not years)


def _is_label(first: re.Match[str], second: re.Match[str]) -> bool:
    """Say whether two numbers with a dash between are years, a telephone number or the like."""
    sides = [side.group() for side in (first, second)]
    return any(side.isdigit() and len(side) > 3 for side in sides)


def _bounds_before(text: str, start: int, floor: int) -> tuple[int, list[str]]:
    """Return where the words that bound a number begin, and the qualifiers they give."""
    found: list[str] = []
    while len(found) < 2:
        match = BOUND.search(text[max(floor, start - _WIDEST_BOUND) : start])
        if match is None:
            break
        start -= len(match.group())
        found.append(_of(BEFORE, match["bound"]))
    return start, found


def _strongest(qualifiers: list[str]) -> str:
    """Return the qualifier that says most: a bound before "about", "about" before none."""
    order = ("at_least", "more_than", "up_to", "less_than", "vague", "nearly", "about")
    return next((name for name in order if name in qualifiers), qualifiers[-1])


def _own_qualifier(match: re.Match[str]) -> str:
    if match["vague"] or match["some"]:
        return "vague"
    return "none" if match["none"] or match["no"] or _value(match) == 0 else "exact"


def _limits(value: int, qualifier: str) -> tuple[int | None, int | None]:
    match qualifier:
        case "at_least" | "vague":
            return value, None
        case "more_than":
            return value + 1, None
        case "up_to":
            return None, value
        case "less_than":
            return None, max(0, value - 1)
    return value, value


def _value(match: re.Match[str]) -> int:
    if match["none"] or match["no"]:
        return 0
    if match["some"]:
        return 2
    words = match.group().lower().rstrip("+")
    return _vague_value(words) if match["vague"] else _number(words)


def _vague_value(words: str) -> int:
    known = " ".join(words.split()).removeprefix("many ")
    if known in VAGUE:
        return VAGUE[known]
    head, _, scale = known.rpartition(" ")
    return VAGUE.get(head, 3) * SCALES.get(scale, 1)


def _number(words: str) -> int:
    total, part = 0, 0.0
    for word in re.findall(
        r"[\d.,]+|[a-z]+", re.sub(r"(?<=\d)[\u00a0\u2009\u202f]", "", words)
    ):
        if word in SCALES:
            part = (part or 1) * SCALES[word]
            if SCALES[word] >= 1_000:
                total, part = total + round(part), 0.0
        elif word[0].isdigit():
            part += float(word.replace(",", ""))
        else:
            part += 0.5 if word == "half" else VALUES.get(word, 0)
    return total + round(part)


def _of(table: dict[str, str], words: str) -> str:
    return table[" ".join(words.lower().split())]


def _span(text: str, start: int, end: int) -> Span:
    return Span.of(text, start, end)
