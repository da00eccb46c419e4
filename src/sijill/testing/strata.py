"""
What a codebook counts of a generated world, stratum by stratum, and how totals hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median

from sijill.model import Total
from sijill.reconcile.codebooks import Codebook
from sijill.resolve import open_gazetteer
from sijill.testing.world import TrueIncident, World

Stratum = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    How a codebook's totals hold the truth.

    Attributes:
        strata: How many strata there are: those in which the truth or the total is not 0.
        held: In how many of them the truth lies within the stated interval.
        widths: Width of the interval over the true total, by stratum with a true total.
        missed: The strata in which it does not, with truth and interval.
    """

    strata: int
    held: int
    widths: tuple[float, ...]
    missed: tuple[tuple[Stratum, int, int | None, int | None], ...]

    @property
    def share(self) -> float:
        """Return the share of strata in which the truth is held."""
        return self.held / self.strata if self.strata else 1.0

    @property
    def median_width(self) -> float:
        """Return the median width; an interval without an upper end is as wide as can be."""
        return median(self.widths) if self.widths else 0.0


def true_totals(
    world: World, book: Codebook, by: Sequence[str], *, reported: bool = False
) -> dict[Stratum, int]:
    """
    Return how many people killed *book* counts in each stratum, from the world's truth.

    Args:
        world: The world.
        book: The codebook: which acts, which people, and from how many on.
        by: ``month``, ``admin1``, ``country``.
        reported: Count those of whom any report knows, not all: a toll that rose after the
            last report is in no report.
    """
    known = _known(world) if reported else {}
    found: dict[Stratum, int] = {}
    for incident in world.incidents:
        killed = known.get(incident.id, incident.killed)
        if not counts_incident(book, incident, killed):
            continue
        key = tuple(_axis(incident, axis) for axis in by)
        found[key] = found.get(key, 0) + killed
    return found


def counts_incident(book: Codebook, incident: TrueIncident, killed: int) -> bool:
    """Say whether a codebook counts those killed in an incident, were all of it known."""
    counted = book.counts_act(incident.violence) and "killed" in book.ask("harms")
    of_status = incident.status is None or incident.status in book.ask("statuses")
    return bool(counted and of_status and killed >= book.ask("least"))


def _known(world: World) -> dict[str, int]:
    known: dict[str, int] = {}
    for report in world.reports:
        for told in report.told:
            if told.scope == "incident" and told.known is not None:
                key = told.incidents[0]
                known[key] = max(known.get(key, 0), told.known)
    return known


def _axis(incident: TrueIncident, axis: str) -> str:
    if axis == "month":
        return f"{incident.on:%Y-%m}"
    if axis == "country":
        return incident.country_code
    return f"{area_of(incident)}, {incident.country_code}"


def area_of(incident: TrueIncident) -> str:
    """Return the area that the bundled gazetteer has the incident's town in."""
    town = min(
        _list_towns(incident.place, incident.country_code),
        key=lambda t: abs(t[0] - incident.latitude) + abs(t[1] - incident.longitude),
        default=None,
    )
    return town[2] if town else incident.region


@cache
def _list_towns(name: str, country: str) -> tuple[tuple[float, float, str], ...]:
    """Return latitude, longitude and area of the places of that name in a country."""
    return tuple(
        (entry.latitude, entry.longitude, entry.admin1)
        for entry in open_gazetteer().find_places(name)
        if entry.country == country and entry.admin1
    )


def measure_coverage(
    lines: Iterable[Total], truth: Mapping[Stratum, int], by: Sequence[str], book: str
) -> Coverage:
    """Return how the intervals of *lines* under the codebook *book* hold *truth*."""
    stated = {
        tuple(line.by[axis] or "" for axis in by): (line.likely_low or 0, line.likely_high)
        for line in lines
        if line.codebook == book and not line.unplaced
    }
    missed, widths, held = [], [], 0
    strata = sorted(key for key in {*truth, *stated} if truth.get(key) or stated.get(key))
    for key in strata:
        true = truth.get(key, 0)
        low, high = stated.get(key, (0, 0))
        if low <= true and (high is None or true <= high):
            held += 1
        else:
            missed.append((key, true, low, high))
        if true:
            widths.append(float("inf") if high is None else (high - low) / true)
    return Coverage(len(strata), held, tuple(widths), tuple(missed))
