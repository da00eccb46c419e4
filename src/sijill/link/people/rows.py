"""
What rows of lists and names in claims say, as columns that Splink compares.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pyarrow as pa

from sijill.link.people.sharing import place_sounds
from sijill.model import DateRange
from sijill.model.victim import NamedPerson

_EPOCH = date(1970, 1, 1)
_YEAR = 365.25


def make_rows(people: Sequence[NamedPerson]) -> pa.Table:
    """
    Return what is said of each, a row a person, in their order.

    Days are counted from 1970; of an age and a day of death together, the days between which
    somebody was born. What is not said is null.
    """
    return pa.table(
        {
            "sex": pa.array([one.sex for one in people], pa.string()),
            **_days("died", [one.died for one in people]),
            **_born(people),
            **_places(people),
        }
    )


def _days(name: str, days: Sequence[DateRange | None]) -> dict[str, pa.Array]:
    ends = [_ends(one) for one in days]
    first = [one[0] if one else None for one in ends]
    last = [one[1] if one else None for one in ends]
    ended = zip(first, last, strict=True)
    swapped = [
        _swapped(one) if one is not None and one == other else None for one, other in ended
    ]
    return {
        f"{name}_first": _counted(first),
        f"{name}_last": _counted(last),
        f"{name}_swapped": _counted(swapped),
    }


def _ends(days: DateRange | None) -> tuple[date, date] | None:
    if days is None:
        return None
    first, last = days.earliest or days.latest, days.latest or days.earliest
    return (first, last) if first and last else None


def _swapped(day: date) -> date | None:
    """Return the day that is meant if day and month were written for one another."""
    return date(day.year, day.day, day.month) if day.day <= 12 != day.month else None


def _counted(days: Iterable[date | None]) -> pa.Array:
    return pa.array([(day - _EPOCH).days if day else None for day in days], pa.int32())


def _born(people: Sequence[NamedPerson]) -> dict[str, pa.Array]:
    born = [born_between(one) for one in people]
    exact = [bool(one.born and one.born.precision == "day") for one in people]
    return {
        "born_first": _counted(one[0] if one else None for one in born),
        "born_last": _counted(one[1] if one else None for one in born),
        "born_exact": pa.array(exact),
        "age_low": pa.array([one.age[0] if one.age else None for one in people], pa.int32()),
        "age_high": pa.array([one.age[1] if one.age else None for one in people], pa.int32()),
    }


def born_between(one: NamedPerson) -> tuple[date, date] | None:
    """
    Return the days between which somebody was born, by what is said or by age and death.

    Examples:
        >>> from sijill.model import Anchor
        >>> day = date(2023, 10, 5)
        >>> one = NamedPerson("d1", Anchor("d1", 0, 1), ("A",), age=(30, 30),
        ...     died=DateRange(None, day, day, "day"))
        >>> [str(day) for day in born_between(one)]
        ['1992-10-04', '1993-10-04']
    """
    said = _ends(one.born)
    if said:
        return said
    died = _ends(one.died)
    if died is None or one.age is None:
        return None
    low, high = one.age
    return (
        died[0] - timedelta(days=round((high + 1) * _YEAR)),
        died[1] - timedelta(days=round(low * _YEAR)),
    )


def _places(people: Sequence[NamedPerson]) -> dict[str, pa.Array]:
    spots = [one.spot or (None, None, None) for one in people]
    return {
        "place": pa.array([" ".join(place_sounds(one)) or None for one in people], pa.string()),
        "north": pa.array([spot[0] for spot in spots], pa.float64()),
        "east": pa.array([spot[1] for spot in spots], pa.float64()),
        "within_km": pa.array([spot[2] for spot in spots], pa.float64()),
    }
