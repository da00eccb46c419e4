"""
Words for places become places with coordinates, an uncertainty and a precision, or a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sijill.language.places import PlaceWords
from sijill.model import Place, Span
from sijill.resolve.bundled import distance_km
from sijill.resolve.folding import fold_loosely, fold_name
from sijill.resolve.namesakes import (
    TOWN_REASONS,
    PlaceContext,
    Scored,
    is_elsewhere,
    lies_in,
    score_candidates,
)
from sijill.resolve.protocol import Entry, Gazetteer
from sijill.resolve.relations import locate
from sijill.resolve.settings import Settings

_APART_KM = 50.0
_OWN_WEIGHT = 100_000  # so large a town is believed against what the words put it in
_WIDE = ("country", "region", "admin1")
_HOME = 6  # a country named by the team weighs as if the text named it three times


@dataclass(frozen=True, slots=True)
class ResolvedPlace:
    """
    Words for a place and what they came to.

    Attributes:
        words: The words.
        entry: The place that was taken; ``None``: none.
        scored: The candidates with their points, best first.
        reason: Term of ``vocabulary/absence.toml`` where none was taken.
        is_namesake: Whether another place of the name, far from it, came close.
        stand_in: Whether *entry* is not the place, but what the words say it lies in or near.
        partner: The other end of a way of which the words name one.
    """

    words: PlaceWords
    entry: Entry | None
    scored: tuple[Scored, ...] = ()
    reason: str | None = None
    is_namesake: bool = False
    stand_in: bool = False
    partner: Entry | None = None


def resolve_places(
    found: Sequence[PlaceWords],
    *,
    gazetteer: Gazetteer,
    settings: Settings,
    context: PlaceContext | None = None,
    strict: bool = False,
) -> tuple[ResolvedPlace, ...]:
    """
    Resolve the place words of one text, each in the light of the others.

    Args:
        found: The words, in reading order.
        gazetteer: Where names are looked up.
        settings: Margins and widths.
        context: What is known from elsewhere (a dateline, the document's other places).
        strict: Whether a place far from all others of the text stays unresolved, since a
            wrong point says that people were killed where they were not.

    Returns:
        One result for each, in the same order.
    """
    known = context or PlaceContext()
    for code in settings.countries:
        known.countries[code] += _HOME
    candidates = [_candidates(words, gazetteer) for words in found]
    _add_certain(found, candidates, known)
    first = _choose_all(found, candidates, known, gazetteer, settings, strict=strict)
    settled = replace(
        known, countries=known.countries.copy(), areas=known.areas.copy(),
        points=list(known.points),
    )  # fmt: skip
    own: dict[str, list[Entry]] = {}
    for result in first:
        if result.entry and not result.is_namesake and result.words.relation != "demonym":
            settled.add_entry(result.entry)
            own.setdefault(fold_name(result.words.name), []).append(result.entry)
    second = _choose_all(found, candidates, settled, gazetteer, settings, own, strict=strict)
    return tuple(_with_partner(result, second, gazetteer, settled) for result in second)


def _with_partner(
    result: ResolvedPlace,
    results: Sequence[ResolvedPlace],
    gazetteer: Gazetteer,
    context: PlaceContext,
) -> ResolvedPlace:
    """Find the place that the words are told by: the way's other end, or what they are near."""
    told = result.words.beside
    if told is None:
        return result
    known = [item.entry for item in results if item.words.name == told.name and item.entry]
    partner = known[0] if known else None
    if partner is None:
        partner = _find_partner(told.name, result.entry, gazetteer, context)
    if partner is None:
        return result
    if result.entry is None:
        return replace(result, entry=partner, reason=None, stand_in=True)
    return replace(result, partner=partner) if result.words.relation == "between" else result


def _find_partner(
    name: str, entry: Entry | None, gazetteer: Gazetteer, context: PlaceContext
) -> Entry | None:
    """Return the place *name* in the country of *entry*, or where else the text lies."""
    named = gazetteer.find_places(name)
    if entry is not None:
        return next((item for item in named if item.country == entry.country), None)
    words = PlaceWords(Span(0, len(name), name), name)
    best = next(iter(score_candidates(words, named, context)), None)
    alone = len(named) == 1
    if best is None or is_elsewhere(words, best.entry, context, (), alone=alone):
        return None
    return best.entry


def _candidates(words: PlaceWords, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    if words.country:
        country = gazetteer.find_country(words.country)
        return (country,) if country else ()
    if words.kind == "street":
        named = gazetteer.find_places(words.span.text)
        return tuple(entry for entry in named if entry.grade == 0)
    found = gazetteer.find_places(words.name) or _part_of(words, gazetteer)
    whole = words.span.text
    if whole != words.name and not whole.endswith(".") and words.relation != "body":
        refs = {entry.ref for entry in found}
        found += tuple(entry for entry in gazetteer.find_places(whole) if entry.ref not in refs)
    if words.kind == "admin1" and not any(entry.kind in _WIDE for entry in found):
        found += _areas_of(words.name, found, gazetteer)
    if words.kind == "water":
        found = tuple(entry for entry in found if entry.kind == "region")
    return found


def _part_of(words: PlaceWords, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the large towns that the words name a part of: "Southwest Hilltown"."""
    left = [word for word in words.name.split() if word.casefold() not in words.common]
    if words.relation != "part" or not 0 < len(left) < len(words.name.split()):
        return ()
    found = gazetteer.find_places(" ".join(left))
    return tuple(e for e in found if e.grade == 0 and e.population >= _OWN_WEIGHT)


def _areas_of(name: str, towns: tuple[Entry, ...], gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the areas named after a town: "Kherson oblast" is "Khersonska oblast"."""
    stem = fold_loosely(name)[: max(4, len(name) - 2)]
    found: dict[str, Entry] = {}
    for town in towns[:6]:
        if town.admin1 and fold_loosely(town.admin1).startswith(stem):
            for entry in gazetteer.find_places(town.admin1):
                if entry.kind == "admin1" and entry.country == town.country:
                    found[entry.ref] = replace(entry, grade=1)
    return tuple(found.values())


def _add_certain(
    found: Sequence[PlaceWords], candidates: list[tuple[Entry, ...]], context: PlaceContext
) -> None:
    """Count what needs no context: countries, peoples, areas whose name nothing else bears."""
    for words, entries in zip(found, candidates, strict=True):
        countries = [entry for entry in entries if entry.kind == "country"]
        if countries and countries[0].country:
            context.countries[countries[0].country] += 2
        areas = [entry for entry in entries if entry.kind == "admin1" and entry.grade == 0]
        elsewhere = any(
            entry.population >= _OWN_WEIGHT and entry.country != area.country
            for entry in entries
            for area in areas[:1]
        )
        if len(areas) == 1 and areas[0].country and not countries and not elsewhere:
            context.countries[areas[0].country] += 1
            if words.kind == "admin1" or areas[0].country == "US":
                context.add_entry(areas[0])


def _choose_all(
    found: Sequence[PlaceWords],
    candidates: list[tuple[Entry, ...]],
    context: PlaceContext,
    gazetteer: Gazetteer,
    settings: Settings,
    own: dict[str, list[Entry]] | None = None,
    *,
    strict: bool,
) -> tuple[ResolvedPlace, ...]:
    results = []
    for words, entries in zip(found, candidates, strict=True):
        outer = tuple(
            entry
            for name in words.within
            for entry in gazetteer.find_places(name)[:8]
            if entry.kind in ("country", "admin1", "admin2", "region")
            or entry.population > 20_000
        )
        mine = own.get(fold_name(words.name)) if own else None
        around = context.without(mine) if mine else context
        scored = score_candidates(words, entries, around, outer)
        meant = tuple(
            item
            for item in scored
            if not strict
            or not is_elsewhere(words, item.entry, around, outer, alone=len(scored) == 1)
        )
        result = choose_place(words, meant, settings, scored)
        if outer and words.country is None:
            result = _held_in(result, outer, around)
        results.append(result)
    return tuple(results)


def _held_in(
    result: ResolvedPlace, outer: tuple[Entry, ...], context: PlaceContext
) -> ResolvedPlace:
    """Take what the words put the place in, where no place of the name lies in it."""
    entry, areas = result.entry, [item for item in outer if item.kind in _WIDE]
    if not areas or (entry is None and result.reason == "ambiguous"):
        return result
    fits = entry and any(
        item.country is None or item.country == entry.country or lies_in(entry, item)
        for item in outer
    )
    if entry and (fits or entry.kind in _WIDE or entry.population >= _OWN_WEIGHT):
        return result
    words = PlaceWords(result.words.span, areas[0].name)
    narrow = [item for item in areas if item.kind != "country"] or areas
    best = score_candidates(words, narrow, context)[0].entry
    return ResolvedPlace(result.words, best, result.scored, stand_in=True)


def choose_place(
    words: PlaceWords,
    meant: tuple[Scored, ...],
    settings: Settings,
    scored: tuple[Scored, ...] = (),
) -> ResolvedPlace:
    """Take the best of the candidates that may be *meant* of those *scored*, or say why not."""
    scored = scored or meant
    if not meant:
        return ResolvedPlace(words, None, scored, "elsewhere" if scored else "not_found")
    best = meant[0]
    if best.points < settings.least_score:
        return ResolvedPlace(words, None, scored, "not_found")
    rival = next((item for item in meant[1:] if _is_apart(best.entry, item.entry)), None)
    if rival is None:
        return ResolvedPlace(words, best.entry, scored)
    lead = best.points - rival.points
    if lead < settings.ambiguous_margin:
        return ResolvedPlace(words, None, scored, "ambiguous")
    close = lead - _over_its_area(best) < settings.namesake_margin
    return ResolvedPlace(words, best.entry, scored, is_namesake=close)


def _over_its_area(best: Scored) -> float:
    """Return what a town has over the area around it, no word on towns elsewhere."""
    return sum(points for reason, points in best.reasons if reason in TOWN_REASONS)


def _is_apart(left: Entry, right: Entry) -> bool:
    if left.country == right.country and "admin1" in (left.kind, right.kind):
        return distance_km(left, right) > max(left.radius_km, right.radius_km, _APART_KM) * 3
    return distance_km(left, right) > max(left.radius_km, right.radius_km, _APART_KM)


def as_place(result: ResolvedPlace, place: Place, settings: Settings) -> Place:
    """
    Return *place* with what was found: coordinates always with uncertainty and precision.

    "Near X" widens the place, "10 km north of X" moves it, and what stands in for an unknown
    place is never said to be exact. Where a namesake came close, the uncertainty reaches it.
    """
    entry = result.entry
    if entry is None:
        return place
    spot = locate(
        entry, result.words, result.partner, near_km=settings.near_km, stand_in=result.stand_in
    )
    return replace(
        place,
        name=result.words.name if result.stand_in else entry.name,
        gazetteer_id=entry.ref,
        admin1=entry.admin1,
        country=entry.country,
        latitude=round(spot.latitude, 5),
        longitude=round(spot.longitude, 5),
        uncertainty_km=max(round(spot.radius_km + _namesakes_km(result, settings), 1), 0.5),
        precision=spot.precision,
        gazetteer_version=entry.version,
    )


def _namesakes_km(result: ResolvedPlace, settings: Settings) -> float:
    """Return how far away the farthest of the namesakes is that may be meant just as well."""
    taken = next((item for item in result.scored if item.entry == result.entry), None)
    if not result.is_namesake or taken is None:
        return 0.0
    least = taken.points - _over_its_area(taken) - settings.namesake_margin
    close = (item.entry for item in result.scored if least < item.points <= taken.points)
    apart = (other for other in close if _is_apart(taken.entry, other))
    return max((distance_km(taken.entry, other) for other in apart), default=0.0)
