"""
Translate a benchmark's reports into incident records of MUC-4.

``python bench/muc4.py --texts T.jsonl --out R.jsonl``
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from muc4_sets import (
    BLAST,
    COUNTRIES,
    DAMAGE,
    EFFECTS,
    PEOPLE,
    STAGES,
    incident_type,
    is_device,
    object_type,
    weapon_type,
)
from reading import load_rows, read_day, stream_claims

from sijill.flow.extracting import load_tools
from sijill.language.places import PlaceWords
from sijill.model import (
    Claim,
    Count,
    Group,
    Harm,
    Place,
    Reading,
    Span,
)
from sijill.model.vocabulary import load_terms
from sijill.resolve.places import resolve_places
from sijill.resolve.settings import Settings

RECENT_DAYS = 75


def main() -> None:
    """Read reports, write their incidents, one a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    rows = load_rows(given.texts)
    readings = [
        Reading(
            row["doc_id"],
            row["text"],
            language="en",
            published_on=read_day(row.get("date")),
            dateline=(row.get("dateline") or {}).get("place"),
        )
        for row in rows
    ]
    with given.out.open("w", encoding="utf-8") as out:
        for row, claims in stream_claims(rows, readings):
            for record in translate(row["doc_id"], claims):
                print(json.dumps(record), file=out)


def translate(doc_id: str, claims: Iterable[Claim]) -> Iterator[dict[str, Any]]:
    """Yield one record for each incident; claims of one type that fit together are one."""
    groups: list[list[Claim]] = []
    for claim in claims:
        if _counts(claim):
            same = next((group for group in reversed(groups) if _fits(group, claim)), None)
            if same is None:
                groups.append([claim])
            else:
                same.append(claim)
    for group in groups:
        yield _record(doc_id, group)


def _fits(group: list[Claim], claim: Claim) -> bool:
    """Say whether type, day and place of the claim do not speak against the group's."""
    if incident_type(group[0]) != incident_type(claim):
        return False
    days = {item.when.earliest for item in (*group, claim) if item.when and item.when.latest}
    places = [{place.name for place in item.where} for item in (*group, claim) if item.where]
    return len(days) <= 1 and (len(places) < 2 or bool(places[0] & places[-1]))


def _counts(claim: Claim) -> bool:
    """
    Say whether the rules of 1992 count the claim: one recent act against others than fighters.
    """
    if not load_terms("violence")[claim.violence].counted or claim.violence == "detention":
        return False
    if claim.scope != "incident" or claim.modality == "denied" or _is_old(claim):
        return False
    harms = [harm for harm in claim.harms if harm.kind in EFFECTS and harm.count.high != 0]
    if not (claim.damages or claim.actors or any(map(_is_specific, harms))):
        return False
    fought = any(map(_are_fighters, harms))
    civil = [h for h in harms if not _are_fighters(h) and not (fought and _are_others(h))]
    objects = [item for item in claim.damages if item.object != "military"]
    return bool(civil or objects)


def _is_specific(harm: Harm) -> bool:
    """Say whether the words single people out; "people" do where it is told by whom."""
    vague = harm.count.qualifier == "vague" and harm.count.high is None
    return bool(harm.names) or not vague


def _are_others(harm: Harm) -> bool:
    """Say whether "seven others" is said of the same people as the harm beside it."""
    words = harm.words.text.upper() if harm.words else ""
    return words.endswith(("OTHERS", "OTHER")) or words.isdigit() or len(words.split()) == 1


def _is_old(claim: Claim) -> bool:
    """Say whether the act lies more than two months before the report."""
    day, on = claim.when.latest if claim.when else None, claim.reported.on
    return bool(day and on and (on - day).days > RECENT_DAYS)


def _are_fighters(harm: Harm) -> bool:
    """Say whether those harmed are soldiers or guerrillas; police and guards are not."""
    terms = {group.term for group in harm.groups}
    return harm.status == "combatant" and not terms & {"police", "guard", "official"}


def _record(doc_id: str, group: list[Claim]) -> dict[str, Any]:
    first = group[0]
    earliest, latest = _days(group)
    return {
        "doc_id": doc_id,
        "evidence": " … ".join(span.text for claim in group for span in claim.evidence),
        "incident_type": incident_type(first),
        "stage": STAGES.get(first.modality, "ACCOMPLISHED"),
        "date_start": earliest.isoformat() if earliest else None,
        "date_end": latest.isoformat() if latest else None,
        "location": _location(group),
        "perps": _perps(group),
        "weapons": [
            {"text": item.words.text, "type": weapon_type(item)}
            for item in {i.words.text: i for claim in group for i in claim.means}.values()
            if is_device(first, item)
        ],
        "victims": _distinct(group),
        "objects": [
            {
                "text": item.words.text if item.words else None,
                "type": object_type(claim, item),
                "count_min": _bounds(item.count)[0],
                "count_max": _bounds(item.count)[1],
                "effect": DAMAGE.get(item.effect, BLAST.get(claim.violence)),
            }
            for claim in group
            for item in claim.damages
        ],
    }


def _days(group: list[Claim]) -> tuple[date | None, date | None]:
    """
    Return the first and last day by the rules of 1992.

    A day of the week or a span of weeks is "on or before" the report; a night is its first day.
    """
    when = next((claim.when for claim in group if claim.when and claim.when.latest), None)
    words = when.words.text.upper() if when and when.words else ""
    if when is None or COUNTED.search(words):
        return None, group[0].reported.on
    night = when.earliest and when.latest == when.earliest + timedelta(days=1)
    return when.earliest, when.earliest if night and "NIGHT" in words else when.latest


COUNTED = re.compile(
    r"^\D*(?:(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY\D*$|.*\bWEEK)", re.DOTALL
)


def _location(group: list[Claim]) -> list[str]:
    """Return country first, then places from wide to narrow; at least the report's country."""
    told = [claim.where for claim in group if _is_here(claim.where)]
    where = next((places for places in told if places[0].is_resolved), (told or [()])[0])
    code = next((place.country for place in where if place.country in COUNTRIES), None)
    code = code or _reported_country(group[0].reported.dateline)
    names = [COUNTRIES[code]] if code in COUNTRIES else []
    names += [
        place.admin1.upper() for place in where[:1] if place.admin1 and place.country == code
    ]
    names += [_place_name(place) for place in where[::-1] if place.words]
    return list(dict.fromkeys(names))


def _place_name(place: Place) -> str:
    """Return the words of a place, or where "this city" is."""
    words = " ".join(place.words.text.upper().split()) if place.words else ""
    return (place.name or words).upper() if words.startswith("THIS ") else words


def _is_here(where: tuple[Place, ...]) -> bool:
    """Say whether the place may lie in one of the nine countries; "U.S." may not."""
    return bool(where) and (where[0].country is None or where[0].country in COUNTRIES)


@cache
def _reported_country(dateline: str | None) -> str | None:
    """Return the country that the dateline lies in, which is all that it tells of the event."""
    if not dateline:
        return None
    gazetteer, _ = load_tools()
    words = PlaceWords(Span(0, len(dateline), dateline), dateline)
    (found,) = resolve_places((words,), gazetteer=gazetteer, settings=Settings())
    return found.entry.country if found.entry else None


def _perps(group: list[Claim]) -> list[dict[str, Any]]:
    """Return who did it; "FMLN guerrillas" are individuals and name their organization."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    vocabulary = load_tools()[1]
    for part in (part for claim in group for part in claim.actors):
        if part.words is None or part.role != "perpetrator":
            continue
        words = part.words.text
        actor = vocabulary.actors.get(part.actor_id or "")
        named = part.actor_id is not None and (actor is None or actor.kind != "generic")
        force = actor is not None and actor.id in ("army", "police", "warplanes")
        if named or (force and not words.upper().endswith(SINGLE)):
            found[words, "o"] = {"text": words, "kind": "organization", "confidence": SURE}
        if not named or words.upper().endswith(SINGLE):
            found[words, "i"] = {"text": words, "kind": "individual"}
    return list(found.values())


SURE = "REPORTED AS FACT"
SINGLE = (
    "GUERRILLAS", "REBELS", "TERRORISTS", "SOLDIERS", "TROOPS", "MEN", "MEMBERS", "FIGHTERS",
    "COMMANDOS", "EXTREMISTS", "SUBVERSIVES", "INDIVIDUALS", "AGENTS", "UNITS",
)  # fmt: skip


def _distinct(group: list[Claim]) -> list[dict[str, Any]]:
    """Return those harmed once each: a later claim may name or count the same again."""
    found: list[dict[str, Any]] = []
    for claim in group:
        told = [victim for harm in claim.harms for victim in _victims(harm)]
        found += [victim for victim in told if not any(_is_same(victim, v) for v in found)]
    return found


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if one["effect"] != other["effect"]:
        return False
    if one["name"] and other["name"]:
        return bool(set(one["name"].split()[-2:]) & set(other["name"].split()))
    counts = [(item["count_min"], item["count_max"]) for item in (one, other)]
    return counts[0] == counts[1]


def _victims(harm: Harm) -> Iterator[dict[str, Any]]:
    """Yield those harmed: each named person, then each group that is told apart."""
    if harm.kind not in EFFECTS or harm.count.high == 0:
        return
    exact = harm.count.low if harm.count.low == harm.count.high else None
    for name in harm.names:
        yield _victim(harm, harm.groups[:1], 1, 1, name.name, name.description)
    rest = None if exact is None else exact - len(harm.names)
    if harm.names and (rest is None or rest <= 0):
        return
    parts = [(group.count.low, group.count.high) for group in harm.groups]
    if len(parts) > 1 and rest is not None and sum(low or 0 for low, _ in parts) == rest:
        for group in harm.groups:
            yield _victim(harm, (group,), group.count.low, group.count.high)
    else:
        low, high = (rest, rest) if harm.names else _bounds(harm.count)
        yield _victim(harm, harm.groups, low, high)


def _bounds(count: Count) -> tuple[int | None, int | None]:
    """Return both bounds; "several", "dozens" are PLURAL, which is two and more."""
    vague = count.qualifier == "vague" and count.high is None
    return (2, None) if vague and count.low is not None else (count.low, count.high)


def _victim(
    harm: Harm,
    groups: tuple[Group, ...],
    low: int | None,
    high: int | None,
    name: str | None = None,
    description: str | None = None,
) -> dict[str, Any]:
    words = harm.words.text if harm.words else None
    term = groups[0].term if groups else ""
    return {
        "name": name,
        "description": description or (None if name else words),
        "type": PEOPLE.get(term, "CIVILIAN"),
        "count_min": low,
        "count_max": high,
        "effect": EFFECTS[harm.kind],
    }


if __name__ == "__main__":
    main()
