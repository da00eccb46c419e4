"""
Where an incident stands on each axis of a total, and why it stands nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sijill.model import DateRange, Incident, Place, Summary

Placed = tuple[str | None, str | None]
"""The value on an axis, or ``None`` and the reason."""

_COARSE = ("vague", "country", "sea_or_air")


def place_incident(incident: Incident, axis: str) -> Placed:
    """
    Return an incident's value on an axis of `AXES`, or the reason why it has none.

    ``not_known``: no claim says. ``not_one``: the days or the actors are several. ``vague``:
    the place is too coarse. Nothing is guessed.
    """
    return AXES[axis](incident)


def place_summary(summary: Summary, axis: str) -> Placed:
    """Return where a sum stands on an axis; on those that it does not have, nowhere."""
    match axis:
        case "month" | "year":
            return _period(summary.window, axis)
        case "admin1":
            return _admin1(summary.area)
        case "country":
            return _country(summary.area)
        case _:
            return None, "not_known"


def _period(when: DateRange | None, axis: str) -> Placed:
    if when is None or when.earliest is None or when.latest is None:
        return None, "not_known"
    first, last = _name(when.earliest, axis), _name(when.latest, axis)
    return (first, None) if first == last else (None, "not_one")


def _name(day: date, axis: str) -> str:
    return f"{day:%Y-%m}" if axis == "month" else f"{day:%Y}"


def _admin1(place: Place | None) -> Placed:
    if place is None or not (place.country or place.admin1):
        return None, "not_known"
    if place.admin1 is None or place.precision in _COARSE:
        return None, "vague"
    return f"{place.admin1}, {place.country}" if place.country else place.admin1, None


def _country(place: Place | None) -> Placed:
    return (place.country, None) if place and place.country else (None, "not_known")


def _actor(incident: Incident) -> Placed:
    held = {
        actor.party or actor.actor_id
        for actor in incident.actors
        if actor.role == "perpetrator" and actor.certainty != "denied" and actor.actor_id
    }
    if len(held) != 1:
        return None, "not_one" if held else "not_known"
    return next(iter(held)), None


AXES: dict[str, Callable[[Incident], Placed]] = {
    "month": lambda incident: _period(incident.when, "month"),
    "year": lambda incident: _period(incident.when, "year"),
    "admin1": lambda incident: _admin1(incident.where),
    "country": lambda incident: _country(incident.where),
    "violence": lambda incident: (incident.violence, None),
    "actor": _actor,
    "status": lambda _: (None, None),
    "kind": lambda _: (None, None),
    "group": lambda _: (None, None),
}
"""The axes; those of people, not of incidents, are told apart in `counting`."""

OF_PEOPLE = ("kind", "status", "group")
EVERYBODY = "everybody"
