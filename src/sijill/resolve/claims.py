"""
One claim with its words resolved: when, where and who, and what is not known with why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from sijill.errors import RefusedError
from sijill.language import find_language
from sijill.language.dates import DateWords
from sijill.language.places import PlaceWords
from sijill.model import Claim, DateRange, Involvement, Place, Reported, Span
from sijill.model.rowclaims import is_row_claim
from sijill.resolve.actors import ActorVocabulary
from sijill.resolve.anchor import Anchors
from sijill.resolve.dates import ResolvedDate, resolve_date, resolve_dates
from sijill.resolve.home import add_outlet, find_home, list_named, place_home
from sijill.resolve.involvements import ActorContext, actor_context, resolve_actor
from sijill.resolve.namesakes import PlaceContext
from sijill.resolve.outlets import find_outlet
from sijill.resolve.places import ResolvedPlace, as_place, resolve_places
from sijill.resolve.points import keep_point
from sijill.resolve.protocol import Entry, Gazetteer
from sijill.resolve.settings import Settings
from sijill.resolve.sources import SourceVocabulary, is_party_word, name_sources, name_speaker
from sijill.resolve.wording import find_around, read_dateline_place, read_place

RESOLVE_VERSION = "sijill.resolve.v3"
_DATELINE = 4  # a report is about its own country more than about one it names in passing
_COARSE = ("admin1", "vague", "country", "sea_or_air")


@dataclass(slots=True)
class _Notes:
    absent: dict[str, str] = field(default_factory=dict)
    caveats: list[str] = field(default_factory=list)

    def add_caveat(self, term: str) -> None:
        if term not in self.caveats:
            self.caveats.append(term)


def resolve_claim(
    claim: Claim,
    *,
    gazetteer: Gazetteer,
    actors: ActorVocabulary,
    settings: Settings,
    sources: SourceVocabulary | None = None,
) -> Claim:
    """
    Return *claim* with `when`, `where` and `actors` resolved; its id stays.

    Resolving a claim again gives the same claim: only words are read, never values. What a
    row of a dataset gives as a value stays: its makers know their own days and points.

    Args:
        claim: A claim as an extractor made it.
        gazetteer: Where places are looked up.
        actors: The vocabulary of actors.
        settings: Margins and widths.
        sources: The vocabulary of sources; ``None``: no source is looked up.

    Returns:
        The claim; what could not be resolved is ``None`` with a reason in `absent` (keys
        ``when``, ``when.time``, ``where``, and ``where.0`` for the first of several places).
    """
    stale = ("when", "where", "actors")
    kept = {key: why for key, why in claim.absent.items() if key.split(".")[0] not in stale}
    notes = _Notes(kept, list(claim.caveats))
    claim = name_sources(claim, sources, actors) if sources else claim
    home = _find_home(claim.reported, claim.context.places, gazetteer, settings)
    context = _context_of(claim, gazetteer, settings, home)
    _add_beat(context, claim, sources)
    country = _leading(context)
    when = _resolve_when(claim, notes)
    where = _resolve_where(claim, context, gazetteer, settings, notes)
    claim = replace(
        claim,
        when=when,
        where=where,
        context=replace(
            claim.context, country=country, home=place_home(home) if home else None
        ),
        caveats=tuple(notes.caveats),
    )
    claim = name_speaker(claim, actors, _bare_context(claim, actors)) if sources else claim
    around = actor_context(claim, actors)
    parts = tuple(
        _resolve_actor(n, part, actors, around, notes) for n, part in enumerate(claim.actors)
    )
    claim = replace(claim, actors=parts)
    if sources and is_party_word(claim, actors):
        notes.add_caveat("said_by_party")
    return replace(
        claim,
        absent=dict(sorted(notes.absent.items())),
        caveats=tuple(notes.caveats),
    )


def _bare_context(claim: Claim, actors: ActorVocabulary) -> ActorContext:
    """Return what tells who speaks; the document's own party does not."""
    return replace(actor_context(claim, actors), party=())


def _add_beat(context: PlaceContext, claim: Claim, sources: SourceVocabulary | None) -> None:
    """Let the countries that the document's source reports on speak as one place each."""
    source = sources.sources.get(claim.reported.source_id or "") if sources else None
    for country in source.beat if source else ():
        context.countries[country] += 1


@lru_cache(maxsize=64)
def _find_home(
    reported: Reported, places: tuple[Place, ...], gazetteer: Gazetteer, settings: Settings
) -> Entry | None:
    """Return the home of a document; all its claims ask for the same one."""
    context = PlaceContext()
    add_outlet(context, find_outlet(reported.by))
    named = tuple(list_named(reported, places, gazetteer))
    return find_home(named, gazetteer=gazetteer, settings=settings, context=context)


def _leading(context: PlaceContext) -> str | None:
    """Return the country that is spoken of most; ``None``: none, or two alike."""
    ranked = context.countries.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _tag_dates(claim: Claim, words: Span) -> DateWords | None:
    """Return the time expression that *words* are, its span moved into the reading."""
    for passage in dict.fromkeys((find_around(claim, words), words)):
        try:
            found = find_language(claim.reported.language or "und").tag_dates(passage.text)
        except RefusedError:
            return None
        inside = Span(words.start - passage.start, words.end - passage.start, words.text)
        touching = [item for item in found if item.span.overlap(inside)]
        days = [item for item in touching if item.kind not in ("duration", "set", "reference")]
        best = max(days or touching, key=lambda item: len(item.span.text), default=None)
        if best and (passage == words or inside.holds(best.span)):
            return replace(best, span=words)
    return None


def _resolve_when(claim: Claim, notes: _Notes) -> DateRange | None:
    if claim.when is None or claim.when.words is None:
        if claim.when is None:
            notes.absent["when"] = "not_stated"
        return claim.when
    if is_row_claim(claim) and claim.when.is_resolved:
        if claim.when.time is None:
            notes.absent["when.time"] = "not_stated"
        return claim.when
    words = _tag_dates(claim, claim.when.words)
    if words is None:
        notes.absent["when"] = "not_found"
        return DateRange(claim.when.words)
    result = resolve_date(words, _anchors_of(claim))
    if result.guessed_year:
        notes.add_caveat("date_guessed_year")
    if claim.reported.on_origin == "dateline" and _leans(words):
        notes.add_caveat("date_from_dateline")
    if not result.range.is_resolved:
        notes.absent["when"] = result.reason or "not_anchored"
        if claim.reported.on is None:
            notes.add_caveat("publication_date_unknown")
    if result.range.time is None:
        notes.absent["when.time"] = "not_stated"
    return result.range


def _leans(words: DateWords) -> bool:
    """Say whether *words* count from publication, not from the text or the calendar."""
    ends = [end for end in (words.first, words.last) if end]
    if ends:
        return any(_leans(end) for end in ends)
    return words.anchor == "publication" and words.year is None


def _anchors_of(claim: Claim) -> Anchors:
    """Go through the document's earlier dates, so that "the next day" has its day."""
    when = claim.when.words if claim.when else None
    spans = [item.words for item in claim.context.dates if item.words and when]
    earlier = [span for span in spans if when and span.end <= when.start]
    tagged = [item for span in spans if (item := _tag_dates(claim, span))]
    resolved = resolve_dates(tagged, published=claim.reported.on)
    return _last_anchor(resolved, earlier, claim)


def _last_anchor(
    resolved: tuple[ResolvedDate, ...], earlier: Iterable[Span], claim: Claim
) -> Anchors:
    before = set(earlier)
    settled = [item for item in resolved if item.words.span in before and item.known]
    known = [item.known for item in settled if item.words.kind != "range" and item.known]
    return Anchors(claim.reported.on, known[-1] if known else None)


def _resolve_where(
    claim: Claim,
    context: PlaceContext,
    gazetteer: Gazetteer,
    settings: Settings,
    notes: _Notes,
) -> tuple[Place, ...]:
    if not claim.where:
        notes.absent["where"] = "not_stated"
        return ()
    if is_row_claim(claim) and claim.where[0].is_resolved:
        if claim.where[0].precision in _COARSE:
            notes.add_caveat("place_coarse")
        return (keep_point(claim.where, gazetteer),)
    words = [read_place(claim, place) for place in claim.where]
    words = [
        replace(item, within=(*item.within, *_names(words[n + 1 :])))
        for n, item in enumerate(words)
    ]
    results = resolve_places(
        words, gazetteer=gazetteer, settings=settings, context=context, strict=True
    )
    results = tuple(_point_home(claim, result, gazetteer, settings) for result in results)
    places = tuple(
        as_place(result, _bare(place), settings)
        for result, place in zip(results, claim.where, strict=True)
    )
    _note_places(results, places, notes)
    return places[:1] if is_row_claim(claim) and places[0].is_resolved else places


def _point_home(
    claim: Claim, result: ResolvedPlace, gazetteer: Gazetteer, settings: Settings
) -> ResolvedPlace:
    """Take the town of the dateline for "this city"; without a dateline none is known."""
    if result.words.relation != "here":
        return result
    if not claim.reported.dateline:
        return replace(result, reason="not_anchored")
    home = read_dateline_place(claim.reported.language, claim.reported.dateline)
    (found,) = resolve_places((home,), gazetteer=gazetteer, settings=settings)
    return replace(found, words=result.words)


def _names(words: list[PlaceWords]) -> tuple[str, ...]:
    return tuple(item.name for item in words)


def _bare(place: Place) -> Place:
    return Place(words=place.words, name=place.words.text if place.words else place.name)


def _context_of(
    claim: Claim, gazetteer: Gazetteer, settings: Settings, home: Entry | None
) -> PlaceContext:
    """Settle the document's home, other places and dateline before the claim's own."""
    own = {place.name for place in claim.where}
    others = [place for place in claim.context.places if place.name and place.name not in own]
    words = [read_place(claim, place) for place in others]
    if claim.reported.dateline:
        words.append(read_dateline_place(claim.reported.language, claim.reported.dateline))
    context = PlaceContext(home=home)
    add_outlet(context, find_outlet(claim.reported.by))
    if home:
        context.add_entry(home, weight=_DATELINE)
    around = replace(context, countries=Counter(), areas=Counter(), points=[]) if home else None
    for result in resolve_places(
        words, gazetteer=gazetteer, settings=settings, context=around, strict=home is not None
    ):
        if result.entry and not result.is_namesake:
            dated = result.words.span.text == claim.reported.dateline
            context.add_entry(result.entry, weight=_DATELINE if dated else 1)
    return context


def _note_places(
    results: tuple[ResolvedPlace, ...], places: tuple[Place, ...], notes: _Notes
) -> None:
    for n, result in enumerate(results):
        if result.reason:
            notes.absent[f"where.{n}"] = result.reason
        if result.is_namesake:
            notes.add_caveat("namesakes")
    resolved = [place for place in places if place.is_resolved]
    if not resolved:
        notes.absent["where"] = results[0].reason or "not_found"
    elif all(place.precision in _COARSE for place in resolved):
        notes.add_caveat("place_coarse")


def _resolve_actor(
    n: int, part: Involvement, actors: ActorVocabulary, context: ActorContext, notes: _Notes
) -> Involvement:
    if part.words is None:
        return part
    found = resolve_actor(part, actors, context)
    if found.reason:
        notes.absent[f"actors.{n}"] = found.reason
    for term in found.caveats:
        notes.add_caveat(term)
    return replace(part, actor_id=found.actor_id, party=actors.side_of(found.actor_id))
