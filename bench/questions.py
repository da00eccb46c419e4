"""
Questions "how many incidents", answered from incidents: by harm, time, place and name.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

from foremost import LEFT_OUT, SLACK_DAYS, Told

from sijill.model import Claim, DateRange, Place
from sijill.model.toll import toll_of
from sijill.resolve import open_gazetteer
from sijill.resolve.extents import reach_of

NEAR_KM = 60.0
FRESH_DAYS = 14
PLACE_ASKED = re.compile(r" in \(([^()]*)\) \((city|state)\)")
HARM_OF_EVENT = {"killing": "killed", "injuring": "injured"}
Row = dict[str, Any]


def find_place() -> Callable[[str], Place | None]:
    """Return a look-up from "Oregon" or "Salem, Oregon" to the place."""
    gazetteer = open_gazetteer()

    def look_up(words: str) -> Place | None:
        name, _, area = (part.strip() for part in words.partition(","))
        found = [
            entry
            for entry in gazetteer.find_places(name)
            if entry.country == "US" and (entry.kind == "place" or not area)
        ]
        best = next((e for e in found if e.admin1 == (area or name)), None)
        if best is None:
            return None
        return Place(name=best.name, gazetteer_id=best.ref, admin1=best.admin1,
                     latitude=best.latitude, longitude=best.longitude,
                     uncertainty_km=reach_of(best), precision="exact")  # fmt: skip

    return look_up


def asked_places(ask: Row) -> dict[str, str]:
    """
    Return the names of the places that a question asks for, by level.

    The question's own words tell the state of a city; the address beside them may name what
    the city is a part of.

    Examples:
        >>> words = "How many events happened in 2017 (year) in ('Oregon', 'Bend') (city) ?"
        >>> asked_places({"question": words, "location": {"city": "http://x/Bend"}})
        {'city': 'Bend, Oregon'}
    """
    found = PLACE_ASKED.search(ask.get("question") or "")
    if found:
        names = re.findall(r"'([^']+)'|\"([^\"]+)\"", found[1])
        return {found[2]: ", ".join(reversed([one or other for one, other in names]))}
    return {
        level: unquote(str(address)).rsplit("/", 1)[-1].replace("_", " ")
        for level, address in (ask.get("location") or {}).items()
    }


def answer(
    ask: Row, found: Sequence[tuple[Told, Row]], places: Callable[[str], Place | None]
) -> Row:
    """Return how many incidents meet a question's constraints, and the articles on them."""
    kind = HARM_OF_EVENT.get(ask["event_type"], "killed")
    days = window(ask.get("time") or {})
    spot = {level: places(name) for level, name in asked_places(ask).items()}
    met = [
        told
        for told, row in found
        if is_harm_told(told, row, kind)
        and is_during(told, days)
        and all(is_at(where_told(told), level, place) for level, place in spot.items())
        and is_named(told, ask.get("participant") or {})
    ]
    documents = sorted({name for told in met for name in told.documents})
    return {"question_id": ask["question_id"], "answer": len(met), "docs": documents}


def is_harm_told(told: Told, row: Row, kind: str) -> bool:
    """
    Say whether anybody was killed or injured, as the incident or its articles have it.

    What one report tells of those who were hit stands at times in a claim of its own: that
    they died, or who else was hurt.
    """
    if row[kind]["best"] > 0 or kind == "injured":
        return bool(row[kind]["best"] > 0)
    day = told.incident.when.earliest if told.incident.when else None
    return any(
        _count(claim, kind) > 0
        and claim.scope == "incident"
        and claim.violence not in LEFT_OUT
        and (day is None or _is_close(claim, day))
        for claim in told.claims
    )


def _count(claim: Claim, kind: str) -> int:
    toll = toll_of(claim.harms, kind)
    return (toll.low or toll.high or 0) if toll else 0


def _is_close(claim: Claim, day: date) -> bool:
    """Say whether a claim tells no day, or one of the days before and after."""
    told = claim.when and claim.when.earliest
    return not told or abs((told - day).days) <= SLACK_DAYS


def window(time: Row) -> tuple[date, date] | None:
    """Return the days that a question asks about; ``None``: any."""
    parts = [int(p) for word in list(time.values())[:1] for p in str(word).split("/")]
    if not parts:
        return None
    year, month = parts[-1], parts[-2] if len(parts) > 1 else None
    day = parts[0] if len(parts) > 2 else None
    last = calendar.monthrange(year, month or 12)[1]
    return date(year, month or 1, day or 1), date(year, month or 12, day or last)


def is_during(told: Told, days: tuple[date, date] | None) -> bool:
    """
    Say whether an incident's days fall into a window, by their middle.

    Where its own words tell no day, the day that its articles tell most for what they
    report beside it stands in, or else the day of its first report.
    """
    if days is None:
        return True
    when = told.incident.when
    if when is None or not (when.earliest or when.latest):
        when = _day_beside(told)
    if when is None:
        own = (c for c in told.claims if c.id in told.incident.claims)
        reported = [c.reported.on for c in own if c.reported.on]
        return bool(reported) and days[0] <= min(reported) <= days[1]
    first = when.earliest or when.latest or date.min
    last = when.latest or first
    return days[0] <= first + timedelta(days=(last - first).days // 2) <= days[1]


def _day_beside(told: Told) -> DateRange | None:
    """Return the days told most in the articles of what happened before they appeared."""
    tell = [
        claim.when
        for claim in told.beside
        if claim.when and claim.when.earliest and claim.reported.on
        if 0 <= (claim.reported.on - claim.when.earliest).days <= FRESH_DAYS
    ]
    days = Counter(when.earliest for when in tell)
    return max(tell, key=lambda when: days[when.earliest], default=None)


def where_told(told: Told) -> list[Place]:
    """
    Return where an incident was, as its articles have it.

    The incident's own place counts if it lies in the state that the articles tell most.
    """
    own = told.incident.where
    homes = {claim.document_id: claim.context.home for claim in told.claims}
    named = [place for claim in told.claims for place in claim.where]
    found = [
        place
        for place in (own, *homes.values(), *homes.values(), *named)
        if place and place.admin1 and place.is_resolved
    ]
    states = Counter(place.admin1 for place in found)
    if not states:
        return []
    best = max(sorted(states, key=str), key=lambda name: states[name])
    inside = [place for place in found if place.admin1 == best]
    towns = [place for place in inside if (place.uncertainty_km or 0.0) <= NEAR_KM]
    return [own] if own in towns else _commonest(towns or inside)


def _commonest(places: Sequence[Place]) -> list[Place]:
    told = Counter(place.gazetteer_id for place in places)
    return sorted(places, key=lambda place: -told[place.gazetteer_id])[:1]


def is_at(found: Sequence[Place], level: str, place: Place | None) -> bool:
    """Say whether one of the places lies in a state, or in a city as far as it reaches."""
    return place is not None and any(is_inside(one, level, place) for one in found)


def is_inside(one: Place, level: str, place: Place) -> bool:
    """Say whether a place lies in a state, or near enough to a city."""
    if level == "state" or one.admin1 != place.admin1:
        return one.admin1 == place.admin1
    if one.gazetteer_id == place.gazetteer_id:
        return True
    north = ((one.latitude or 0.0) - (place.latitude or 0.0)) * 111.2
    east = ((one.longitude or 0.0) - (place.longitude or 0.0)) * 90.0
    return north**2 + east**2 <= (place.uncertainty_km or 0.0) ** 2


def is_named(told: Told, wanted: Row) -> bool:
    """Say whether the words of the articles' claims hold the name that a question asks for."""
    if not wanted:
        return True
    text = " ".join(span.text for claim in told.claims for span in claim.evidence).casefold()
    return all(str(name).casefold() in text for name in wanted.values())
