"""
Figures and dates as a reader sees them: ranges stay ranges, and unknown is never zero.
"""

from __future__ import annotations

from datetime import date, timedelta

from sijill.model.incident import LikelyCount
from sijill.model.public import PublicDate, PublicPlace
from sijill.model.vocabulary import load_terms

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PLACE_WORDS = {
    "exact": "the place itself",
    "near": "at or near",
    "admin2": "somewhere in the district",
    "admin1": "somewhere in the province",
    "vague": "a vague area",
    "country": "somewhere in the country",
    "sea_or_air": "at sea or in the air",
}


def word_range(low: int | None, high: int | None) -> str:
    """
    Return an interval of counts as words.

    Examples:
        >>> [word_range(3, 7), word_range(24, None), word_range(None, 30), word_range(5, 5)]
        ['3–7', '24+', 'up to 30', '5']
        >>> [word_range(None, None), word_range(0, 0)]
        ['unknown', '0']
    """
    if low is None and high is None:
        return "unknown"
    if high is None:
        return f"{low}+"
    if low is None:
        return f"up to {high}"
    return str(low) if low == high else f"{low}–{high}"


def word_likely(one: LikelyCount) -> str:
    """
    Return the number that the reports bear out best, with the numbers that are as credible.

    Examples:
        >>> [word_likely(LikelyCount("killed", 3, 3, high)) for high in (5, 3)]
        ['likely 3 (3–5)', 'likely 3']
    """
    between = word_range(one.low, one.high)
    return f"likely {one.best}" + (f" ({between})" if between != str(one.best) else "")


def word_day(day: date) -> str:
    """
    Return one day as words.

    Examples:
        >>> word_day(date(2023, 10, 5))
        '5 October 2023'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def word_dates(when: PublicDate | None) -> str:
    """
    Return a range of days as words, as wide as it is.

    Examples:
        >>> word_dates(PublicDate(earliest=date(2023, 10, 5), latest=date(2023, 10, 7)))
        '5–7 October 2023'
        >>> word_dates(PublicDate(earliest=date(2023, 10, 1), latest=date(2023, 10, 31)))
        'October 2023'
        >>> [word_dates(None), word_dates(PublicDate(latest=date(2023, 10, 5)))]
        ['unknown', 'by 5 October 2023']
    """
    if when is None or (when.earliest is None and when.latest is None):
        return "unknown"
    if when.earliest is None or when.latest is None:
        ends = (("from", when.earliest), ("by", when.latest))
        return " ".join(f"{side} {word_day(day)}" for side, day in ends if day)
    return _word_closed(when.earliest, when.latest)


def _word_closed(first: date, last: date) -> str:
    if first == last:
        return word_day(first)
    whole_months = first.day == 1 and (last + timedelta(1)).day == 1
    same_year = first.year == last.year
    if whole_months and same_year and (first.month, last.month) == (1, 12):
        return str(first.year)
    if whole_months and same_year and first.month == last.month:
        return f"{MONTHS[first.month - 1]} {first.year}"
    if same_year and first.month == last.month:
        return f"{first.day}–{word_day(last)}"
    if same_year:
        return f"{first.day} {MONTHS[first.month - 1]} – {word_day(last)}"
    return f"{word_day(first)} – {word_day(last)}"


def word_place(place: PublicPlace | None) -> str:
    """
    Return a place's name with the areas around it; ``unknown`` if there is nothing to say.

    Examples:
        >>> word_place(PublicPlace(name="Sarmin", admin1="Idlib", country="SY"))
        'Sarmin, Idlib, SY'
    """
    if place is None:
        return "unknown"
    parts = [part for part in (place.name, place.admin1, place.country) if part]
    return ", ".join(dict.fromkeys(parts)) or "unknown"


def word_precision(place: PublicPlace | None) -> str:
    """
    Return how well a place is known, as words.

    Examples:
        >>> word_precision(PublicPlace(precision="near", uncertainty_km=2.0))
        'at or near, within 2 km'
    """
    if place is None or place.precision is None:
        return "not placed"
    said = _PLACE_WORDS[place.precision]
    return said if not place.uncertainty_km else f"{said}, within {place.uncertainty_km:g} km"


def word_term(term: str) -> str:
    """
    Return a coded term as words.

    Examples:
        >>> word_term("drone_strike")
        'drone strike'
    """
    return term.replace("_", " ")


def define_terms(vocabulary: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Return the definition of each term, as sentences."""
    known = load_terms(vocabulary)
    return tuple(known[term].definition if term in known else word_term(term) for term in terms)
