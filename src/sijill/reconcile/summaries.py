"""
A sum over several incidents, held against the incidents it sums up, and never added.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sijill.model import Claim, ClaimedCount, Comparison, HarmRange, Incident, Summary
from sijill.model.ids import summary_id
from sijill.model.toll import TOTAL_STATUSES
from sijill.reconcile.codebooks import best_numbers
from sijill.reconcile.inside import IncidentIndex, Inside, list_areas
from sijill.reconcile.settings import Settings

_STATUSES = ("civilian", "combatant", "mixed", "unknown")


class Summariser:
    """
    Holds sums against one record's incidents.

    Assumes:
        1. An incident is inside if its days and its place must lie in the window and in the
           area and its act and doer are the sum's, where the sum names any; one that may lie
           inside opens the top of what is accounted for, and nothing else.
    """

    def __init__(self, incidents: Sequence[Incident], *, settings: Settings) -> None:
        self.incidents, self.settings = incidents, settings
        self.tolls: dict[tuple[str, str], tuple[NDArray[np.float64], NDArray[np.float64]]] = {}

    @cached_property
    def index(self) -> IncidentIndex:
        """The incidents in columns."""
        return IncidentIndex(self.incidents)

    def summarise_claim(self, claim: Claim) -> Summary:
        """
        Return an aggregate or cumulative claim, compared with the incidents inside it.

        Where the claim says no days or no area, nothing is compared: what lies inside it
        cannot be told.
        """
        inside = self.index.find_inside(claim)
        harms = [harm_line(claim, n) for n in range(len(claim.harms))]
        accounted = [self._account(inside, harm) for harm in harms] if inside else []
        pairs = [
            (said, line)
            for said, line in zip(harms, accounted, strict=False)
            if line.low is not None or line.high is not None
        ]
        excess = (_excess(said, line) for said, line in pairs)
        return Summary(
            id=summary_id(claim.id),
            claim=claim.id,
            window=claim.when,
            area=claim.where[0] if claim.where else None,
            harms=tuple(harms),
            accounted=tuple(accounted),
            remainder=tuple(_remainder(said, line) for said, line in pairs),
            contradicted=tuple(found for found in excess if found is not None),
            incidents=self._list(inside.surely) if inside else (),
            possible=self._list(inside.perhaps) if inside else (),
            inside=len(inside.surely) if inside else 0,
            perhaps=len(inside.perhaps) if inside else 0,
            areas=list_areas(claim),
        )

    def _list(self, found: NDArray[np.intp]) -> tuple[str, ...]:
        """Return ids, sorted; of very many those with most people killed."""
        most = self.settings.summary_incidents
        if len(found) > most:
            lows, _ = self._toll("killed", "total")
            order = np.argsort(-np.nan_to_num(lows[found]), kind="stable")
            found = found[order[:most]]
        return tuple(sorted(self.incidents[at].id for at in found))

    def _account(self, inside: Inside, said: HarmRange) -> Comparison:
        """Return the incidents' sum; one without a floor adds none, and opens the top."""
        named = "total" if said.status in TOTAL_STATUSES else said.status
        lows, highs = self._toll(said.kind, named)
        sure, may = highs[inside.surely], highs[inside.perhaps]
        floors = lows[inside.surely]
        known = ~np.isnan(floors)
        low = int(floors[known].sum()) if known.any() else None
        tops = np.concatenate([sure, may])
        if named != "total":
            tops = np.concatenate([tops, self._others(said.kind, inside)])
        told = tops[~np.isnan(tops)]
        closed = bool(len(told)) and not np.isinf(told).any()
        return Comparison(said.kind, said.status, low, int(told.sum()) if closed else None)

    def _others(self, kind: str, inside: Inside) -> NDArray[np.float64]:
        """Return the ceilings of those of whom nobody says what they were."""
        rows = np.concatenate([inside.surely, inside.perhaps])
        found = [self._toll(kind, status)[1][rows] for status in sorted(TOTAL_STATUSES)]
        return np.concatenate(found)

    def _toll(self, kind: str, status: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return each incident's floor and ceiling; NaN: no line; infinite: an open end."""
        key = (kind, status)
        if key not in self.tolls:
            wanted = _STATUSES if status == "total" else (status,)
            rows = [_add_lines(item, kind, wanted) for item in self.incidents]
            self.tolls[key] = (
                np.array([row[0] for row in rows], dtype=float),
                np.array([row[1] for row in rows], dtype=float),
            )
        return self.tolls[key]


def _add_lines(incident: Incident, kind: str, statuses: Sequence[str]) -> tuple[float, float]:
    lines = [line for line in incident.harms if line.kind == kind and line.status in statuses]
    if not lines:
        return np.nan, np.nan
    lows = [line.low for line in lines if line.low is not None]
    highs = [np.inf if line.high is None else line.high for line in lines]
    return (float(sum(lows)) if lows else np.nan), float(sum(highs))


def harm_line(claim: Claim, position: int) -> HarmRange:
    """Return one harm of a claim in the form of a range."""
    harm = claim.harms[position]
    count = harm.count
    return HarmRange(
        harm.kind, harm.status, count.low, count.high,
        best_numbers([count], kind=harm.kind, status=harm.status),
        (ClaimedCount(claim.id, count.low, count.high),),
    )  # fmt: skip


def _remainder(said: HarmRange, found: Comparison) -> Comparison:
    low = high = None
    if said.low is not None and found.high is not None:
        low = max(0, said.low - found.high)
    if said.high is not None:
        high = max(0, said.high - (found.low or 0))
    return Comparison(said.kind, said.status, low, high)


def _excess(said: HarmRange, found: Comparison) -> Comparison | None:
    if said.high is None or found.low is None or found.low <= said.high:
        return None
    most = None if found.high is None else found.high - (said.low or 0)
    return Comparison(said.kind, said.status, found.low - said.high, most)
