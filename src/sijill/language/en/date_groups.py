"""
What the named groups of a time expression's match say: numbers, units, parts of the day.
"""

from __future__ import annotations

import re
from functools import cache

from sijill.language.en.date_patterns import load_words
from sijill.model.span import Span

Match = re.Match[str]


def read_group(match: Match, name: str) -> str | None:
    """Return the words of a group in small letters; ``None``: not in the match."""
    found = match.groupdict().get(name)
    return re.sub(r"\s+", " ", found).casefold() if found else None


@cache
def read_numbered(table: str) -> dict[str, int]:
    """Return numbers by word: months from 1, weekdays from 0."""
    rows = load_words()[table]
    first = 1 if table == "months" else 0
    return {name: number for number, names in enumerate(rows, first) for name in names}


def read_span(match: Match) -> Span:
    """Return the span of the whole match."""
    return Span.of(match.string, match.start(), match.end())


def read_capital(match: Match, name: str) -> bool:
    """Say whether a group begins with a capital."""
    return match.group(name)[:1].isupper()


def read_year_of(match: Match) -> int | None:
    """Return the year; negative for BC."""
    if year := read_group(match, "year"):
        return int(year)
    if year := read_group(match, "bcyear"):
        return -int(year)
    return None


def read_edge(match: Match) -> str | None:
    """Return the term of an edge ("early", "the end of")."""
    for name in ("edge", "edge2"):
        if word := read_group(match, name):
            edges: dict[str, str] = load_words()["edges"]
            return edges.get(word) or edges.get(word.split()[0])
    return None


def read_time_of_day(match: Match) -> tuple[str | None, str | None]:
    """Return a part of the day as TIMEX3 term and as written."""
    for name in ("part", "part2", "part3"):
        if word := read_group(match, name):
            parts: dict[str, str] = load_words()["parts"]
            return parts.get(word) or ("DT" if "day" in word else "NI"), word
    return None, None


def read_count(words: str | None) -> int | None:
    """Return the number that *words* say; ``None``: several, many, a few."""
    if words is None:
        return None
    if words[0].isdigit():
        return int(float(words.replace(",", ".")))
    numbers: dict[str, int] = load_words()["numbers"]
    parts = [numbers.get(part) for part in re.split(r"[\s-]", words)]
    if words.startswith("a couple"):
        return 2
    known = [part for part in parts if part is not None]
    return sum(known) if known and len(known) == len(parts) else None


def read_unit(word: str | None) -> str | None:
    """Return the unit in the singular."""
    if word is None:
        return None
    other = {"night": "day", "fortnight": "week"}
    return "century" if word.startswith("centur") else other.get(word, word)


def read_times(match: Match) -> int:
    """Return how many of its unit a unit's word stands for: a fortnight is two weeks."""
    return 2 if read_group(match, "unit") == "fortnight" else 1
