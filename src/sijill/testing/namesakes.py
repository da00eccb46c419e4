"""
Invented people with names composed of common parts, families among those who died together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from sijill.testing.data import load_data

_BEGINS = date(2021, 1, 4)
_DAYS = 900
_DIE_TOGETHER = (0.62, 0.2, 0.09, 0.05, 0.04)  # 1, 2, … at once; as in `Settings.reports`
_KIN = 0.45  # of those who died at once with another: share of one family
_ZIPF = 0.9


@dataclass(frozen=True, slots=True)
class NamePart:
    """
    A part of a name.

    Attributes:
        arabic: In Arabic letters.
        latin: In one romanisation.
    """

    arabic: str
    latin: str


@dataclass(frozen=True, slots=True)
class TruePerson:
    """
    Somebody killed.

    Attributes:
        id: ``p000001`` ….
        sex: ``female`` or ``male``.
        given: Own name.
        father: Father's name.
        grandfather: Name of the father's father.
        family: Family name.
        born: Day of birth.
        died: Day of death.
        place: Number of the town in ``names.toml``.
    """

    id: str
    sex: str
    given: NamePart
    father: NamePart
    grandfather: NamePart
    family: NamePart
    born: date
    died: date
    place: int


def make_namesakes(random: Random, number: int) -> tuple[TruePerson, ...]:
    """Return so many people; many share a name, and brothers and sisters a day and a place."""
    pools = {kind: _pool(kind) for kind in ("male", "female", "family")}
    weights = {kind: _falling(len(pool)) for kind, pool in pools.items()}

    def draw(kind: str) -> NamePart:
        return random.choices(pools[kind], cum_weights=weights[kind])[0]

    places = len(load_data("names.toml")["places"]["names"])
    shares = _falling(places)
    people: list[TruePerson] = []
    while len(people) < number:
        died = _BEGINS + timedelta(days=random.randrange(_DAYS))
        place = random.choices(range(places), cum_weights=shares)[0]
        kin = draw("male"), draw("male"), draw("family")
        for n in range(random.choices(range(1, 6), _DIE_TOGETHER)[0]):
            if n and random.random() > _KIN:
                kin = draw("male"), draw("male"), draw("family")
            sex = random.choices(("male", "female"), (0.82, 0.18))[0]
            age_days = int(random.triangular(0, 85, 24) * 365.25)
            people.append(TruePerson(
                f"p{len(people) + 1:06}", sex, draw(sex), *kin,
                died - timedelta(days=age_days), died, place,
            ))  # fmt: skip
    return tuple(people[:number])


def _falling(number: int) -> list[float]:
    """Return summed weights that fall as common names and large towns do (Zipf)."""
    return list(accumulate(1 / (n + 2) ** _ZIPF for n in range(number)))


def _pool(kind: str) -> list[NamePart]:
    return [NamePart(*one.split("=")) for one in load_data("names.toml")[kind]]
