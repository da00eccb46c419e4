"""
What is compared of two people, and the levels that each comparison may end at.

A level is a condition in SQL over the columns of `make_rows`, with `named`, how alike the two
names are, and a sentence that says it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.link.people.naming import NAME_LEVELS

_APART = "greatest({0}_first_l - {0}_last_r, {0}_first_r - {0}_last_l)"
_EXACT = "{0}_first_l = {0}_last_l and {0}_first_r = {0}_last_r"
_YEAR = 365
_KM = (
    "(12742 * asin(sqrt(least(1, pow(sin(radians(north_r - north_l) / 2), 2) + "
    "cos(radians(north_l)) * cos(radians(north_r)) * "
    "pow(sin(radians(east_r - east_l) / 2), 2)))) - within_km_l - within_km_r)"
)


@dataclass(frozen=True, slots=True)
class Level:
    """
    An outcome of a comparison.

    Attributes:
        term: Its name.
        says: What it means, in words.
        holds: When, in SQL; empty: in all other cases.
    """

    term: str
    says: str
    holds: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    One thing that is compared.

    Attributes:
        name: What: ``name``, ``died``, ``born``, ``place``, ``sex``.
        unknown: When nothing can be said, in SQL.
        levels: The outcomes, the most alike first; the last is all else.
    """

    name: str
    unknown: str
    levels: tuple[Level, ...]


def _names() -> Comparison:
    told = [(n, *NAME_LEVELS[n]) for n in range(len(NAME_LEVELS) - 1, 0, -1)]
    levels = [Level(term, says, f"named_l = {n}" if n > 1 else "") for n, term, says in told]
    return Comparison("name", "named_l is null", tuple(levels))


def _died() -> Comparison:
    apart, exact = _APART.format("died"), _EXACT.format("died")
    swapped = "died_swapped_l = died_first_r or died_first_l = died_swapped_r"
    return Comparison("died", "died_first_l is null or died_first_r is null", (
        Level("same_day", "died on the same day", f"{exact} and died_first_l = died_first_r"),
        Level("next_day", "died a day apart", f"{exact} and {apart} = 1"),
        Level("swapped", "the same day if day and month are swapped", swapped),
        Level("three_days", "died up to three days apart", f"{exact} and {apart} <= 3"),
        Level("may_be", "may be the same day: one says the month or year", f"{apart} <= 0"),
        Level("two_weeks", "died up to two weeks apart", f"{apart} <= 14"),
        Level("two_months", "died up to two months apart", f"{apart} <= 60"),
        Level("other_day", "died further apart"),
    ))  # fmt: skip


def _born() -> Comparison:
    gap, exact = _APART.format("born"), "born_exact_l and born_exact_r"
    ages = "greatest(age_low_l - age_high_r, age_low_r - age_high_l)"
    years = f"coalesce({gap} / {_YEAR}, {ages})"
    unknown = (
        "(born_first_l is null or born_first_r is null) and "
        "(age_low_l is null or age_low_r is null)"
    )
    return Comparison("born", unknown, (
        Level("same_birth", "born on the same day", f"{exact} and born_first_l = born_first_r"),
        Level("agree", "ages that agree", f"coalesce({gap}, {ages}) <= 0"),
        Level("two_years", "ages a year or two apart", f"{years} <= 2"),
        Level("five_years", "ages up to five years apart", f"{years} <= 5"),
        Level("ten_years", "ages up to ten years apart", f"{years} <= 10"),
        Level("other_age", "ages further apart"),
    ))  # fmt: skip


def _places() -> Comparison:
    unknown = "(north_l is null or north_r is null) and (place_l is null or place_r is null)"
    return Comparison("place", unknown, (
        Level("same_place", "the same place", f"place_l = place_r or {_KM} <= 0"),
        Level("near", "places up to 20 km apart, beyond what is uncertain", f"{_KM} <= 20"),
        Level("around", "places up to 60 km apart, beyond what is uncertain", f"{_KM} <= 60"),
        Level("elsewhere", "places further apart"),
    ))  # fmt: skip


COMPARISONS: tuple[Comparison, ...] = (
    _names(),
    _died(),
    _born(),
    _places(),
    Comparison("sex", "sex_l is null or sex_r is null", (
        Level("same_sex", "the same sex", "sex_l = sex_r"),
        Level("other_sex", "another sex"),
    )),
)  # fmt: skip
"""Everything that is compared, in the order in which a pair is explained."""
