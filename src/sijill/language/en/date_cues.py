"""
Where in an English text a time expression may stand: around the words that none is without.

Most words of a report are no words for time. Looking the words up one by one and trying the
patterns only near a hit is some ten times as fast as trying every pattern at every letter,
and finds the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sijill.language.en.date_patterns import load_words

_WORD = re.compile(r"[a-z]+|\d", re.IGNORECASE)
_REACH = 64  # code points that an expression may go on beyond its cue: "more than twenty-five"
_SPACE = re.compile(r"\s")
_UNITS = (
    "minute", "hour", "day", "weekend", "week", "month", "quarter", "year", "decade", "century",
    "night", "fortnight",
)  # fmt: skip
_DAY_WORDS = ("today", "yesterday", "tomorrow", "tonight", "overnight", "day", "night")

# The cues of which a pattern needs at least one.
NEEDS: dict[str, frozenset[str]] = {
    name: frozenset(cues.split())
    for names, cues in {
        "calendar_dmy calendar_mdy calendar_my relative_month range_dm range_md": "month",
        "calendar_season season_alone": "season",
        "calendar_year calendar_decade calendar_iso calendar_numeric day_alone clock clock24 "
        "range_bc range_years hijri_year hijri_figures hijri_iso": "digit",
        "calendar_century relative_unit relative_count day_beside duration_past duration "
        "past_days": "unit",
        "holiday": "holiday",
        "hijri_day hijri_mdy hijri_month hijri_feast": "hijri",
        "week_of_month": "month hijri",
        "school_year clock_four clock_words": "digit part unit",
        "moving_feast": "feast",
        "calendar_quarter fiscal_year": "digit",
        "weekday": "weekday",
        "day_word": "day_word",
        "part_of_day part_alone": "part unit",
        "set": "set unit weekday",
        "reference": "reference",
    }.items()
    for name in names.split()
}


def find_windows(text: str) -> Iterator[tuple[int, int, frozenset[str]]]:
    """
    Yield the stretches of *text* that hold cues: start, end, the kinds of cue.

    Examples:
        >>> [cues for _, _, cues in find_windows("Shells fell on Thursday.")]
        [frozenset({'weekday'})]
        >>> list(find_windows("Shells fell on the market."))
        []
    """
    start, end = 0, -1
    kinds: set[str] = set()
    for match in _WORD.finditer(text):
        found = _cues(match.group())
        if not found:
            continue
        if match.start() - _REACH > end and kinds:
            yield start, _next_space(text, end), frozenset(kinds)
            kinds = set()
        if not kinds:
            start = max(0, match.start() - _REACH)
        kinds |= found
        end = match.end() + _REACH
    if kinds:
        yield start, _next_space(text, end), frozenset(kinds)


def _next_space(text: str, at: int) -> int:
    found = _SPACE.search(text, at) if at < len(text) else None
    return found.start() if found else len(text)


def _cues(word: str) -> frozenset[str]:
    return _DIGIT if word[0].isdigit() else _cue_words().get(word.lower(), _NONE)


_NONE: frozenset[str] = frozenset()
_DIGIT = frozenset({"digit"})


@cache
def _cue_words() -> dict[str, frozenset[str]]:
    words = load_words()
    kinds: dict[str, set[str]] = {}
    tables = {
        "month": [name for names in words["months"] for name in names],
        "weekday": [name for names in words["weekdays"] for name in names],
        "season": words["seasons"],
        "part": [*words["parts"], "nighttime"],
        "holiday": words["holidays"],
        "set": words["sets"],
        "reference": [word for group in words["references"].values() for word in group],
        "unit": [*_UNITS, *(f"{unit}s" for unit in _UNITS), "centuries"],
        "day_word": _DAY_WORDS,
    }
    for kind, entries in tables.items():
        for entry in entries:
            for word in re.findall(r"[a-z]+", entry)[-1:]:
                kinds.setdefault(word, set()).add(kind)
    for name in [
        *(n for names in words["hijri"]["months"] for n in names),
        *words["hijri"]["feasts"],
    ]:
        for word in (re.findall(r"[a-z]{4,}", name) or [name])[:1]:
            kinds.setdefault(word, set()).add("hijri")
    for name in words["easter"]:
        kinds.setdefault(name.split()[0], set()).add("feast")
    for names in words["holidays"]:
        for word in re.findall(r"[a-z]+", names):
            kinds.setdefault(word, set()).add("holiday")
    return {word: frozenset(found) for word, found in kinds.items()}
