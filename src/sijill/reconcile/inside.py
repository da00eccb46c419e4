"""
Which incidents lie inside the window, the area and the act that a sum names.

What must lie inside is told from what may: an incident known by its month, its province or as
an "attack" may belong to a sum over a week, a town or air strikes, and proves nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sijill.model import Claim, Incident, Place
from sijill.model.vocabulary import load_terms

Mask = NDArray[np.bool_]
_EARTH_KM = 6371.0
# Words for fighting are used for a war as a whole, too.
_GENERAL = frozenset({"attack", "armed_clash"})


class Inside(NamedTuple):
    """
    The incidents of a sum, as positions.

    Attributes:
        surely: Those that lie inside whatever holds.
        perhaps: Those that may.
    """

    surely: NDArray[np.intp]
    perhaps: NDArray[np.intp]


class _Column:
    """One word for each incident, compared as whole numbers."""

    def __init__(self, values: Iterable[str | None]) -> None:
        self.numbers: dict[str, int] = {}
        rows = [self.numbers.setdefault(v, len(self.numbers)) if v else -1 for v in values]
        self.rows = np.array(rows, dtype=np.int32)

    def is_any(self, words: Iterable[str | None]) -> Mask:
        """Say of each incident whether its word is one of *words*."""
        wanted = [self.numbers[word] for word in words if word in self.numbers]
        return np.isin(self.rows, wanted)

    @property
    def known(self) -> Mask:
        """Say of each incident whether it has a word at all."""
        return self.rows >= 0


class IncidentIndex:
    """Incidents in columns, so that a sum is held against all of them at once."""

    def __init__(self, incidents: Sequence[Incident]) -> None:
        self.incidents = incidents
        places = [item.where for item in incidents]
        self.first = _days(item.when.earliest if item.when else None for item in incidents)
        self.last = _days(item.when.latest if item.when else None for item in incidents)
        self.latitude = _numbers(place.latitude if place else None for place in places)
        self.longitude = _numbers(place.longitude if place else None for place in places)
        self.reach = _numbers(place.uncertainty_km if place else None for place in places)
        self.country = _Column(place.country if place else None for place in places)
        self.admin1 = _Column(place.admin1 if place else None for place in places)
        self.place = _Column(place.gazetteer_id if place else None for place in places)
        self.precision = _Column(place.precision if place else None for place in places)
        self.violence = _Column(item.violence for item in incidents)

    @cached_property
    def doers(self) -> tuple[dict[str, NDArray[np.intp]], Mask]:
        """The incidents by each doer and its party, and those for which a doer is known."""
        rows: dict[str, list[int]] = {}
        known = np.zeros(len(self.incidents), dtype=bool)
        for at, incident in enumerate(self.incidents):
            for actor in incident.actors:
                if actor.role == "perpetrator" and actor.certainty != "denied":
                    for name in filter(None, {actor.actor_id, actor.party}):
                        rows.setdefault(name, []).append(at)
                        known[at] = known[at] or actor.party is not None
        return {name: np.array(at, dtype=np.intp) for name, at in rows.items()}, known

    def find_inside(self, claim: Claim) -> Inside | None:
        """Return the incidents inside a sum; ``None``: it names no days, or no area."""
        during, areas = self._during(claim), list_areas(claim)
        if during is None or not areas:
            return None
        within = [self._within(area) for area in areas]
        acts, doers = self._acts(claim), self._doers(claim)
        sides = (during, _either(within), acts, doers)
        surely = np.logical_and.reduce([side[0] for side in sides])
        perhaps = np.logical_and.reduce([side[1] for side in sides]) & ~surely
        return Inside(np.flatnonzero(surely), np.flatnonzero(perhaps))

    def _during(self, claim: Claim) -> tuple[Mask, Mask] | None:
        window = claim.when
        last = (window.latest or claim.reported.on) if window else None
        if window is None or window.earliest is None or last is None:
            return None
        begins, ends = window.earliest.toordinal(), last.toordinal()
        known = (self.first > 0) & (self.last > 0)
        surely = known & (self.first >= begins) & (self.last <= ends)
        return surely, known & (self.first <= ends) & (self.last >= begins)

    def _within(self, area: Place) -> tuple[Mask, Mask]:
        """Return what lies within an area, and what may: known only by a wider one."""
        same = self.place.is_any([area.gazetteer_id])
        country = self.country.is_any([area.country])
        whole = country & self.precision.is_any(["country"])
        if area.precision == "country":
            return same | country, same | country
        province = self.admin1.is_any([area.admin1]) & country
        apart = self._distance(area)
        foreign = ~country & self.country.known if area.country else np.zeros_like(country)
        near = (apart <= (area.uncertainty_km or 0.0)) & ~foreign
        touching = (apart <= (area.uncertainty_km or 0.0) + self.reach) & ~foreign
        if area.precision == "admin1" and area.admin1:
            other = ~province & self.admin1.known
            surely = same | province | (near & ~other)
            return surely, surely | whole | (touching & ~other)
        wide = province & self.precision.is_any(["admin1"])
        surely = (same | near) & ~(whole | wide)
        return surely, surely | same | near | whole | wide | touching

    def _distance(self, area: Place) -> NDArray[np.float64]:
        if not area.is_resolved:
            return np.full(len(self.incidents), np.inf)
        there = np.radians([area.latitude or 0.0, area.longitude or 0.0])
        here = np.radians(self.latitude), np.radians(self.longitude)
        half = (
            np.sin((here[0] - there[0]) / 2) ** 2
            + np.cos(here[0]) * np.cos(there[0]) * np.sin((here[1] - there[1]) / 2) ** 2
        )
        apart = 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half)))
        return np.where(np.isnan(apart), np.inf, apart)

    def _acts(self, claim: Claim) -> tuple[Mask, Mask]:
        """Return what is the sum's act, and what may be: an act of the same kind, or any."""
        terms = load_terms("violence")
        term = terms[claim.violence]
        same = self.violence.is_any([claim.violence])
        counted = self.violence.is_any(one.term for one in terms.values() if one.counted)
        if claim.violence == "attack" and term.counted:
            return counted, counted
        if not term.counted:
            return same, same
        kin = [one.term for one in terms.values() if _is_kin(one.mappings, term.mappings)]
        loose = self.violence.is_any({*kin, *_GENERAL})
        wide = counted if claim.violence in _GENERAL else loose & counted
        return same, same | wide

    def _doers(self, claim: Claim) -> tuple[Mask, Mask]:
        """Return what the sum's doer did, and what it may have done: nobody is known."""
        named = {
            name
            for actor in claim.actors
            if actor.role == "perpetrator" and actor.certainty != "denied" and actor.party
            for name in (actor.actor_id, actor.party)
            if name
        }
        every = np.ones(len(self.incidents), dtype=bool)
        if not named:
            return every, every
        rows, known = self.doers
        surely = np.zeros(len(self.incidents), dtype=bool)
        for name in named & rows.keys():
            surely[rows[name]] = True
        return surely, surely | ~known


def list_areas(claim: Claim) -> tuple[Place, ...]:
    """
    Return the areas that a sum is over: its most specific place, and its equals.

    "In Idlib and Aleppo provinces" is over both; of a town and its province it is the town.
    """
    if not claim.where:
        return ()
    first, *others = claim.where
    equals = [place for place in others if place.precision == first.precision]
    return tuple(
        {place.gazetteer_id or place.name: place for place in (*equals, first)}.values()
    )


def _either(sides: Sequence[tuple[Mask, Mask]]) -> tuple[Mask, Mask]:
    return (
        np.logical_or.reduce([side[0] for side in sides]),
        np.logical_or.reduce([side[1] for side in sides]),
    )


def _is_kin(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Say whether two acts are one sub-event type in ACLED."""
    kind = one.get("acled")
    return kind is not None and kind == other.get("acled")


def _days(values: Iterable[date | None]) -> NDArray[np.int64]:
    return np.array([day.toordinal() if day else 0 for day in values], dtype=np.int64)


def _numbers(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], dtype=float)
