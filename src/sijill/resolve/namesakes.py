"""
Which of the places that bear a name is meant: candidates get points, each with its reason.

What speaks for a candidate: it is large, its main name fits, it lies in what the text says
it lies in, in a country or area that the text names, or near the text's other places.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sijill.language.places import PlaceWords
from sijill.resolve.bundled import distance_km
from sijill.resolve.folding import fold_name
from sijill.resolve.protocol import Entry

# Points, by eye and then tuned on the development halves of two collections of news texts;
# see docs/decisions/0032. A place of a million has 6 points for its size.
_KIND_POINTS = {"country": 9.0, "region": 6.5, "admin1": 6.0, "admin2": 2.5, "place": 0.0}
_GRADE_POINTS = (0.0, -0.5, -2.5)
_LOOSE_PHRASE = -1.0  # two words are seldom alike by chance
_OTHER_NAME = -1.0  # where another place, not much smaller, has the very name
_RIVAL = 0.15
_WELL_KNOWN = 1.0  # a land of our own short list
_WITHIN = 7.0
_WITHIN_COUNTRY = 3.5  # where borders are not known, the country of what it lies in
_SAME_COUNTRY = 3.0
_OTHER_COUNTRY = 1.5
_SAME_AREA = 2.5
_KIND_FITS = 4.0
# "In Gao" without a type word is the town, not the region of the same name around it.
_TOWN_FIRST = 2.0
TOWN_REASONS = ("town before district", "town before area")
_TOWN_POPULATION = 10_000
_KNOWN_ABROAD = 1_000_000
_KNOWN_ALONE = 1_000
_TOWN_KM = 60.0
_FAR_KM = 120.0
_KNOWN_FAR = 300_000
_CLOSE = ((50.0, 3.0), (150.0, 2.0), (400.0, 1.0))


@dataclass(slots=True)
class PlaceContext:
    """
    What is known of where a text is about.

    Attributes:
        countries: How often each country is named, implied or written of.
        areas: First-level areas that are named: country and folded name.
        points: Places that are settled.
        home: Where the text is at home; ``None``: not known.
    """

    countries: Counter[str] = field(default_factory=Counter)
    areas: Counter[tuple[str, str]] = field(default_factory=Counter)
    points: list[Entry] = field(default_factory=list)
    home: Entry | None = None

    def without(self, own: Sequence[Entry]) -> PlaceContext:
        """Return the context less what the places of one name gave to it themselves."""
        countries, areas = self.countries.copy(), self.areas.copy()
        for entry in own:
            if entry.country:
                countries[entry.country] -= 1
            if entry.country and entry.admin1:
                areas[entry.country, fold_name(entry.admin1)] -= 1
        points = [point for point in self.points if point not in own]
        return PlaceContext(+countries, +areas, points, self.home)

    def add_entry(self, entry: Entry, *, weight: int = 1) -> None:
        """Take a settled place into account."""
        if entry.country:
            self.countries[entry.country] += weight
        if entry.country and entry.admin1:
            self.areas[entry.country, fold_name(entry.admin1)] += weight
        if entry.kind in ("place", "admin2"):
            self.points.append(entry)


@dataclass(frozen=True, slots=True)
class Scored:
    """
    A candidate with its points.

    Attributes:
        entry: The candidate.
        points: Sum of what speaks for it.
        reasons: Each reason with its points, for explaining the choice.
    """

    entry: Entry
    points: float
    reasons: tuple[tuple[str, float], ...]


def score_candidates(
    words: PlaceWords,
    candidates: Iterable[Entry],
    context: PlaceContext,
    within: tuple[Entry, ...] = (),
) -> tuple[Scored, ...]:
    """
    Return *candidates* with their points, best first.

    Args:
        words: The words, with what they say of the kind.
        candidates: The places that bear the name.
        context: What is known of the text's other places.
        within: Places that the words say it lies in.
    """
    scored = []
    entries = tuple(candidates)
    areas = {entry.country for entry in entries if entry.kind == "admin1"}
    proper = max((e.population for e in entries if e.grade == 0), default=0)
    for entry in entries:
        reasons = tuple(_reasons(words, entry, context, within))
        if proper > entry.population * _RIVAL and entry.grade == 1 and entry.kind == "place":
            reasons += (("other name", _OTHER_NAME),)
        is_town = entry.country in areas and entry.population >= _TOWN_POPULATION
        if words.kind is None and entry.kind == "place" and _names_district(entry, entries):
            reasons += ((TOWN_REASONS[0], _TOWN_FIRST),)
        if words.kind is None and entry.kind == "place" and is_town:
            reasons += ((TOWN_REASONS[1], _TOWN_FIRST),)
        scored.append(Scored(entry, sum(points for _, points in reasons), reasons))
    return tuple(sorted(scored, key=lambda item: (-item.points, item.entry.ref)))


def is_elsewhere(
    words: PlaceWords,
    entry: Entry,
    context: PlaceContext,
    within: tuple[Entry, ...],
    *,
    alone: bool,
) -> bool:
    """
    Say whether a candidate lies where nothing else in the text does, and so is hardly meant.

    A part of a town must lie near a place of the text. Another country than the text's own
    is taken where the place lies in what the words name around it, or is large, or the only
    one of its name (*alone*).

    Examples:
        >>> from sijill.model.span import Span
        >>> words = PlaceWords(Span(0, 4, "Poza"), "Poza")
        >>> poza = Entry("x:1", "Poza", "place", "MX", None, 20.0, -98.0, 2.0, 900)
        >>> is_elsewhere(words, poza, PlaceContext(Counter({"SV": 3})), (), alone=False)
        True
    """
    if entry.kind == "country" and words.kind not in (None, "country"):
        return True
    if entry.kind in ("country", "region") or any(lies_in(entry, outer) for outer in within):
        return False
    if _is_out_of_home(entry, context, alone=alone):
        return True
    if words.kind == "quarter" and not _is_close(entry, context):
        return bool(context.points) or _is_foreign(entry, context)
    if not _is_foreign(entry, context):
        return False
    if within or entry.grade > 1:
        return True
    return entry.population < (_KNOWN_ALONE if alone else _KNOWN_ABROAD)


def _is_out_of_home(entry: Entry, context: PlaceContext, *, alone: bool) -> bool:
    """
    Say whether a small place lies far from where the text is at home.

    Local news tells the area of what is far away; a bare name is one of its own places.
    """
    home = context.home
    if home is None or entry.population >= _KNOWN_FAR or entry.kind == "admin1":
        return False
    if distance_km(entry, home) <= max(_FAR_KM, home.radius_km * 2):
        return False
    if entry.country != home.country:
        return not context.countries[entry.country or ""]
    same = fold_name(entry.admin1 or "") == fold_name(home.admin1 or "")
    named = context.areas[entry.country or "", fold_name(entry.admin1 or "")]
    return not (alone or same or named)


def _is_close(entry: Entry, context: PlaceContext) -> bool:
    return any(distance_km(entry, other) <= _TOWN_KM for other in context.points)


def _is_foreign(entry: Entry, context: PlaceContext) -> bool:
    return any(context.countries.values()) and not context.countries[entry.country or ""]


def _names_district(town: Entry, entries: tuple[Entry, ...]) -> bool:
    """Say whether a district whose border is known lies around the town and has its name."""
    return any(
        entry.kind == "admin2"
        and entry.reach_km is not None
        and distance_km(entry, town) <= entry.reach_km
        for entry in entries
    )


def _reasons(
    words: PlaceWords, entry: Entry, context: PlaceContext, within: tuple[Entry, ...]
) -> Iterable[tuple[str, float]]:
    yield "size", _size(entry)
    loose = entry.grade == 2 and " " in entry.name
    yield "name", _LOOSE_PHRASE if loose else _GRADE_POINTS[entry.grade]
    if within and any(lies_in(entry, outer) for outer in within):
        yield "within", _WITHIN
    elif within and any(shares_country(entry, outer) for outer in within):
        yield "within its country", _WITHIN_COUNTRY
    if entry.ref.startswith("sijill:"):
        yield "well known", _WELL_KNOWN
    if words.kind is not None:
        yield "kind", _KIND_FITS if _kind_fits(words.kind, entry) else -1.0
    yield "country", _country_points(entry, context)
    if entry.country and entry.admin1 and entry.kind != "admin1":
        areas = context.areas.get((entry.country, fold_name(entry.admin1)), 0)
        yield "area", _SAME_AREA * min(1.0, areas / 2)
    yield "near", _near_points(entry, context)


def _size(entry: Entry) -> float:
    if entry.kind == "place":
        return math.log10(max(entry.population, 100))
    return _KIND_POINTS[entry.kind]


def shares_country(entry: Entry, outer: Entry) -> bool:
    """Say whether an area lies in the country of *entry*."""
    area = outer.kind in ("admin1", "admin2", "region") or outer.population > 0
    return area and outer.country is not None and entry.country == outer.country


def lies_in(entry: Entry, outer: Entry) -> bool:
    """Say whether *entry* lies in *outer*, as far as points and sizes tell."""
    if outer.ref == entry.ref:
        return False
    if outer.kind == "place" and entry.country == outer.country and _heads_area(entry, outer):
        return True
    if outer.kind == "country":
        return entry.country == outer.country
    if outer.kind == "admin1":
        same = fold_name(entry.admin1 or "") == fold_name(outer.admin1 or outer.name)
        return entry.country == outer.country and (
            same or distance_km(entry, outer) < max(outer.radius_km, 60.0)
        )
    return distance_km(entry, outer) < max(outer.radius_km * 1.5, 60.0)


def _heads_area(entry: Entry, outer: Entry) -> bool:
    """Say whether an area has its name from the town *outer*, and *entry* lies in it."""
    area, town = fold_name(entry.admin1 or ""), fold_name(outer.name)
    return area == fold_name(outer.admin1 or "") and len(town) > 3 and area.startswith(town)


def _kind_fits(kind: str, entry: Entry) -> bool:
    kind = "place" if kind == "quarter" else kind
    return kind == entry.kind or ({kind, entry.kind} <= {"place", "admin2"} and kind == "place")


def _country_points(entry: Entry, context: PlaceContext) -> float:
    total = sum(context.countries.values())
    if not total or not entry.country:
        return 0.0
    share = context.countries[entry.country] / total
    if share == 0:
        return 0.0
    return _OTHER_COUNTRY + (_SAME_COUNTRY - _OTHER_COUNTRY) * min(1.0, share * 1.5)


def _near_points(entry: Entry, context: PlaceContext) -> float:
    if entry.kind in ("country", "region") or not context.points:
        return 0.0
    away = [
        distance_km(entry, other)
        for other in context.points[-30:]
        if fold_name(other.name) != fold_name(entry.name)
    ]
    nearest = min(away, default=math.inf)
    return next((points for limit, points in _CLOSE if nearest <= limit), 0.0)
