"""
Where a document is at home: the town that its title, its local bodies and its dateline name.

Local news names its town once, in the name of its police or above the text, and then only
streets. What is known of the home tells namesakes apart and places an incident.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sijill.language.places import PlaceWords
from sijill.model import Place, Reported, Span
from sijill.model.wording import hash_words, read_words
from sijill.resolve.bundled import distance_km
from sijill.resolve.extents import reach_of
from sijill.resolve.folding import fold_name
from sijill.resolve.namesakes import PlaceContext
from sijill.resolve.outlets import Outlet, find_outlet
from sijill.resolve.places import resolve_places
from sijill.resolve.protocol import Entry, Gazetteer
from sijill.resolve.relations import PRECISION
from sijill.resolve.settings import Settings
from sijill.resolve.spotting import spot_places
from sijill.resolve.wording import read_dateline_place, tag_words

# Votes for a town, by where it is named. A dateline alone is no home: a wire writes from the
# capital about the whole country.
_VOTES = {"dateline": 1.5, "title": 2.0, "body": 2.0, "outlet": 1.0, "text": 1.0, "area": 2.0}
_NAMESAKE = 0.5  # share of the votes of a name that another place may be meant by
_TOGETHER_KM = 40.0
_BESIDE = 0.5  # share of the votes of a town that go to another one near it
_NEEDED = 2.0
_LEAD = 1.15
_AROUND_KM = 15.0  # what happens near a town is told as its news
_OUTLET = 3  # an outlet weighs as if the text named its country and area so often
_SITES = ("street", "facility", "water")


@dataclass(frozen=True, slots=True)
class Named:
    """
    Words that name a place, with where in the document they stand.

    Attributes:
        words: The words.
        part: ``dateline``, ``title``, ``body`` (in the name of one), ``text`` or
            ``outlet`` and ``area``: the town and area of the one that published it.
    """

    words: PlaceWords
    part: str


def list_named(
    reported: Reported, places: Sequence[Place], gazetteer: Gazetteer
) -> Iterator[Named]:
    """
    Yield every place that a document names, and its outlet's.

    Args:
        reported: What is known of the document.
        places: The places in its text.
        gazetteer: What tells whether a word of the title is a place.
    """
    language, line = reported.language, reported.dateline
    outlet = find_outlet(reported.by)
    if outlet and outlet.area:
        yield from _name_outlet(outlet.area, outlet.town)
    if outlet and outlet.town and _is_in_text(outlet.town, reported):
        yield Named(_outlet_words(outlet.town, outlet.area), "text")
    if line:
        yield Named(read_dateline_place(language, line), "dateline")
    for words in _list_titled(reported, gazetteer):
        # The name of a site behind the title tells its outlet's town, which is known.
        if outlet is None or words.name not in (outlet.town, outlet.area):
            yield Named(words, "title")
    for place in places:
        if place.words and not place.country:
            for words in tag_words(language, place.words.text)[:1]:
                yield Named(words, "body" if words.relation == "body" else "text")


def _list_titled(reported: Reported, gazetteer: Gazetteer) -> Iterator[PlaceWords]:
    """Yield the places in a title; words that name a place of the outlet's area need no cue."""
    title, outlet = reported.title or "", find_outlet(reported.by)
    tagged = [w for w in tag_words(reported.language, title) if w.relation != "here"]
    sure = spot_places(title, tagged, gazetteer=gazetteer)
    yield from sure
    for words in tagged:
        if outlet and outlet.area and not any(words.span.overlap(item.span) for item in sure):
            found = gazetteer.find_places(words.name)
            if any(
                e.admin1 == outlet.area and not e.grade and e.kind == "place" for e in found
            ):
                yield replace(words, within=(*words.within, outlet.area))


def _name_outlet(area: str, town: str | None) -> Iterator[Named]:
    if town:
        yield Named(_outlet_words(town, area), "outlet")
    yield Named(PlaceWords(Span(0, len(area), area), area, "admin1"), "area")


def _outlet_words(town: str, area: str | None) -> PlaceWords:
    return PlaceWords(Span(0, len(town), town), town, within=(area,) if area else ())


def _is_in_text(name: str, reported: Reported) -> bool:
    """Say whether the telling words below the title hold every word of a name."""
    told, title = read_words(reported.word_sketch or ""), (reported.title or "").casefold()
    return all(
        told.get(key, 0) > title.count(word)
        for word in name.casefold().split()
        for key in hash_words(word)
    )


def add_outlet(context: PlaceContext, outlet: Outlet | None) -> None:
    """Let the country and area of a document's outlet speak for their places."""
    if outlet is None:
        return
    context.countries[outlet.country] += _OUTLET
    if outlet.area:
        context.areas[outlet.country, fold_name(outlet.area)] += _OUTLET


def find_home(
    named: Sequence[Named],
    *,
    gazetteer: Gazetteer,
    settings: Settings,
    context: PlaceContext | None = None,
) -> Entry | None:
    """
    Return the town, or else the area, that a document is at home in; ``None``: not told.

    Args:
        named: Every place that the document names.
        gazetteer: Where names are looked up.
        settings: Margins and widths.
        context: What is known from elsewhere, as of the countries of the source.

    Examples:
        >>> from sijill.model import Span
        >>> from sijill.resolve import open_gazetteer
        >>> from sijill.resolve.settings import Settings
        >>> salem = PlaceWords(Span(0, 5, "Salem"), "Salem", within=("Oregon",))
        >>> told = [Named(salem, "title")]
        >>> find_home(told, gazetteer=open_gazetteer(), settings=Settings()).admin1
        'Oregon'
    """
    results = resolve_places(
        [item.words for item in named],
        gazetteer=gazetteer, settings=settings, context=context, strict=True,
    )  # fmt: skip
    told = {fold_name(r.words.name): r.entry for r in results if r.words.within and r.entry}
    votes = []
    for item, result in zip(named, results, strict=True):
        entry = told.get(fold_name(item.words.name), result.entry)
        if entry and item.words.kind not in _SITES:
            doubt = result.is_namesake and entry == result.entry and not item.words.within
            votes.append((entry, _VOTES[item.part] * (_NAMESAKE if doubt else 1.0)))
    return _choose(votes, ("place", "admin2")) or _choose(votes, ("admin1",))


def _choose(votes: Sequence[tuple[Entry, float]], kinds: Sequence[str]) -> Entry | None:
    """Return the place of a kind for which most is said, if it leads what lies apart."""
    mine = [(entry, share) for entry, share in votes if entry.kind in kinds]
    totals: dict[str, float] = {}
    for entry, _ in mine:
        totals[entry.ref] = sum(share * _support(entry, other) for other, share in mine)
    ranked = sorted(
        mine, key=lambda item: (-totals[item[0].ref], item[0].kind != "place", item[0].ref)
    )
    if not ranked or totals[ranked[0][0].ref] < _NEEDED:
        return None
    best = ranked[0][0]
    rivals = [totals[e.ref] for e, _ in ranked if distance_km(e, best) > _TOGETHER_KM]
    return best if totals[best.ref] >= _LEAD * max(rivals, default=0.0) else None


def _support(entry: Entry, other: Entry) -> float:
    if entry.ref == other.ref:
        return 1.0
    return _BESIDE if distance_km(entry, other) <= _TOGETHER_KM else 0.0


def place_home(entry: Entry) -> Place:
    """Return a home as a place: what happened may have happened around the town."""
    near = entry.kind == "place"
    return Place(
        name=entry.name,
        gazetteer_id=entry.ref,
        admin1=entry.admin1,
        country=entry.country,
        latitude=round(entry.latitude, 5),
        longitude=round(entry.longitude, 5),
        uncertainty_km=round(reach_of(entry) + _AROUND_KM * near, 1),
        precision="near" if near else PRECISION[entry.kind],
        gazetteer_version=entry.version,
    )
