"""
A dateline: where, and sometimes when, a wire report says that it was written.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from sijill.model import Reading

_PLACE = r"(?P<place>[^\W\d_a-z][\w'’.\-]*(?:[ ,/]+[^\W\d_]['’\w.\-]*){0,6}?)"
_DATE = (
    r"(?:(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:,? (?P<year>\d{4}))?"
    r"|(?P<day2>\d{1,2}) (?P<month2>[A-Za-z]{3,9})\.?(?: (?P<year2>\d{4}|\d{2}))?)"
)
_AGENCY = r"(?: ?\([^()\n]{2,60}\))"
_DASH = r" ?(?:--|—|–|-)\s"
_LINE = re.compile(rf"\s*{_PLACE}(?:, ?{_DATE}{_AGENCY}?|{_AGENCY}){_DASH}")
_BARE = re.compile(rf"\s*{_PLACE}{_DASH}")  # "HILLTOWN, Ore. -- ", a town in capitals alone
_HEAD_CHARS = 300
_TITLE_CHARS = 120
_FIRST_YEAR_OF_TWO_DIGITS = 50  # 50-99 are 1950-1999: wires gave up two digits by 2000


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report says it was written, as written, and the full date if it gives one."""

    place: str
    on: date | None


def read_dateline(text: str) -> Dateline | None:
    r"""
    Return the dateline that *text* opens with, below a line of title or not.

    A date without a year is no date; the place is kept all the same.

    Examples:
        >>> read_dateline("SARMIN, Syria, Oct. 6, 2023 (Agency) -- Shells fell.")
        Dateline(place='SARMIN, Syria', on=datetime.date(2023, 10, 6))
        >>> read_dateline("GUATEMALA CITY, 4 FEB 90 (Agency) -- Shots were heard.").on
        datetime.date(1990, 2, 4)
        >>> read_dateline("Note\nIDLIB, March 16, 2023 (Agency) -- Homes were left.").place
        'IDLIB'
        >>> read_dateline("SALEM, Ore. -- Shots were heard.").place
        'SALEM, Ore.'
        >>> read_dateline("(Photo: A. Name)\n\nNEW HAVEN -- Shots were heard.").place
        'NEW HAVEN'
        >>> read_dateline("Shells fell on Sarmin - again.") is None
        True
    """
    head = text[:_HEAD_CHARS]
    found = _LINE.match(head) or _match_below_title(head)
    if found is None:
        return _read_bare(head)
    on = _date_of(found)
    if not _opens_in_capitals(found["place"]) and on is None:
        return None  # "Sarmin, Syria - " may open a headline; with a full date it does not
    return Dateline(found["place"].strip(" ,"), on)


def _read_bare(head: str) -> Dateline | None:
    """Look for a town in capitals before a dash, at the head of any of the first lines."""
    for start in (0, *(match.end() for match in re.finditer(r"\n", head))):
        found = _BARE.match(head, start)
        town = found["place"].partition(",")[0].strip() if found else ""
        shouted = any(re.match(rf"{word}\b", town.casefold()) for word in _load()["newsroom"])
        if found and town.isupper() and len(town) > 2 and not shouted:
            return Dateline(found["place"].strip(" ,"), None)
    return None


def _match_below_title(head: str) -> re.Match[str] | None:
    """Look behind a first line that is no sentence: a title stands above the dateline."""
    title, newline, _ = head.partition("\n")
    if not newline or len(title) > _TITLE_CHARS or title.rstrip().endswith((".", "!", "?")):
        return None
    return _LINE.match(head, len(title))


def lean_on_dateline(reading: Reading) -> Reading:
    """
    Return *reading* with the day and place of its dateline, where nothing else tells them.

    Examples:
        >>> bare = Reading("d1", "SARMIN, 3 June 2025 - Shells fell on Monday.")
        >>> told = lean_on_dateline(bare)
        >>> told.published_on.isoformat(), told.published_origin, told.dateline
        ('2025-06-03', 'dateline', 'SARMIN')
    """
    if reading.published_on is not None:
        return reading
    found = read_dateline(reading.text)
    if found is None or found.on is None:
        return reading
    return replace(
        reading,
        published_on=found.on,
        published_origin="dateline",
        dateline=reading.dateline or found.place,
    )


def _opens_in_capitals(place: str) -> bool:
    first = re.split(r"[ ,/]", place, maxsplit=1)[0]
    return len(first) > 1 and first.upper() == first and first.lower() != first


def _date_of(found: re.Match[str]) -> date | None:
    month = _months().get((found["month"] or found["month2"] or "").lower())
    year = found["year"] or found["year2"]
    if month is None or year is None:
        return None
    full = int(year) if len(year) == 4 else _full_year(int(year))
    try:
        return date(full, month, int(found["day"] or found["day2"]))
    except ValueError:
        return None


def _full_year(year: int) -> int:
    return 1900 + year if year >= _FIRST_YEAR_OF_TWO_DIGITS else 2000 + year


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads(files("sijill.read").joinpath("dateline.toml").read_text("utf-8"))


def _months() -> dict[str, int]:
    months: dict[str, int] = _load()["months"]
    return months
