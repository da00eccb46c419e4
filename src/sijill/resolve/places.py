"""
Words for places become places with coordinates, an uncertainty and a precision, or a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sijill.language.places import PlaceWords
from sijill.model import Place
from sijill.resolve.bundled import distance_km
from sijill.resolve.namesakes import PlaceContext, Scored, score_candidates
from sijill.resolve.protocol import Entry, Gazetteer
from sijill.resolve.settings import Settings

_APART_KM = 50.0
_PRECISION = {
    "place": "exact", "admin2": "admin2", "admin1": "admin1", "country": "country",
    "region": "vague",
}  # fmt: skip
_WATERS = ("sea", "ocean", "gulf", "atlantic", "pacific", "mediterranean")

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
    """

    words: PlaceWords
    entry: Entry | None
    scored: tuple[Scored, ...] = ()
    reason: str | None = None
    is_namesake: bool = False


def resolve_places(
    found: Sequence[PlaceWords],
    *,
    gazetteer: Gazetteer,
    settings: Settings,
    context: PlaceContext | None = None,
) -> tuple[ResolvedPlace, ...]:
    """
    Resolve the place words of one text, each in the light of the others.

    Args:
        found: The words, in reading order.
        gazetteer: Where names are looked up.
        settings: Margins and widths.
        context: What is known from elsewhere (a dateline, the document's other places).

    Returns:
        One result for each, in the same order.
    """
    known = context or PlaceContext()
    for code in settings.countries:
        known.countries[code] += _HOME
    candidates = [_candidates(words, gazetteer) for words in found]
    _add_certain(found, candidates, known)
    first = _choose_all(found, candidates, known, gazetteer, settings)
    settled = PlaceContext(known.countries.copy(), known.areas.copy(), list(known.points))
    for result in first:
        if result.entry and not result.is_namesake and result.words.relation != "demonym":
            settled.add_entry(result.entry)
    return _choose_all(found, candidates, settled, gazetteer, settings)


def _candidates(words: PlaceWords, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    if words.country:
        country = gazetteer.find_country(words.country)
        return (country,) if country else ()
    found = gazetteer.find_places(words.name)
    whole = words.span.text
    if whole != words.name and not whole.endswith("."):
        refs = {entry.ref for entry in found}
        found += tuple(entry for entry in gazetteer.find_places(whole) if entry.ref not in refs)
    return found


def _add_certain(
    found: Sequence[PlaceWords], candidates: list[tuple[Entry, ...]], context: PlaceContext
) -> None:
    """Count what needs no context: countries, peoples, areas whose name nothing else bears."""
    for words, entries in zip(found, candidates, strict=True):
        countries = [entry for entry in entries if entry.kind == "country"]
        if countries and countries[0].country:
            context.countries[countries[0].country] += 2
        areas = [entry for entry in entries if entry.kind == "admin1" and entry.grade == 0]
        if len(areas) == 1 and areas[0].country and not countries:
            context.countries[areas[0].country] += 1
            if words.kind == "admin1" or areas[0].country == "US":
                context.add_entry(areas[0])


def _choose_all(
    found: Sequence[PlaceWords],
    candidates: list[tuple[Entry, ...]],
    context: PlaceContext,
    gazetteer: Gazetteer,
    settings: Settings,
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
        scored = score_candidates(words, entries, context, outer)
        results.append(choose_place(words, scored, settings))
    return tuple(results)


def choose_place(
    words: PlaceWords, scored: tuple[Scored, ...], settings: Settings
) -> ResolvedPlace:
    """Take the best candidate, or say why none is taken."""
    if not scored or scored[0].points < settings.least_score:
        return ResolvedPlace(words, None, scored, "not_found")
    best = scored[0]
    rival = next((item for item in scored[1:] if _is_apart(best.entry, item.entry)), None)
    if rival is None:
        return ResolvedPlace(words, best.entry, scored)
    lead = best.points - rival.points
    if lead < settings.ambiguous_margin:
        return ResolvedPlace(words, None, scored, "ambiguous")
    close = lead < settings.namesake_margin
    return ResolvedPlace(words, best.entry, scored, is_namesake=close)


def _is_apart(left: Entry, right: Entry) -> bool:
    if left.country == right.country and "admin1" in (left.kind, right.kind):
        return distance_km(left, right) > max(left.radius_km, right.radius_km, _APART_KM) * 3
    return distance_km(left, right) > max(left.radius_km, right.radius_km, _APART_KM)


def as_place(result: ResolvedPlace, place: Place, settings: Settings) -> Place:
    """
    Return *place* with what was found: coordinates always with uncertainty and precision.

    "Near X" and "the outskirts of X" widen the place; "northern X" keeps X's size.
    """
    entry = result.entry
    if entry is None:
        return place
    precision, radius_km = _PRECISION[entry.kind], entry.reach_km or entry.radius_km
    if any(word in _WATERS for word in entry.name.casefold().split()):
        precision = "sea_or_air"
    if result.words.relation == "near":
        radius_km += settings.near_km
        precision = "near" if precision == "exact" else precision
    if result.words.relation == "part" and precision == "exact":
        precision = "near"
    return replace(
        place,
        name=entry.name,
        gazetteer_id=entry.ref,
        admin1=entry.admin1,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        uncertainty_km=max(radius_km, 0.5),
        precision=precision,
        gazetteer_version=entry.version,
    )
