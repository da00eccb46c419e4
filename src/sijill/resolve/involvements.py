"""
Which actor the words of a claim mean: by name, by the date, by the country, by who speaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sijill.model import Claim, Involvement, Span, wording_party
from sijill.resolve.actors import ActorMatch, ActorVocabulary


@dataclass(frozen=True, slots=True)
class ActorContext:
    """
    What decides between actors of one name.

    Attributes:
        earliest: First day on which it may have happened; ``None``: not known.
        latest: Last such day, or the day of the report, which it cannot follow.
        countries: ISO codes of where it happened, then of what the document is about.
        party: The party that speaks and those it belongs to, nearest first.
        passages: What the claim stands on, in which another force may be named.
        title: The document's title, likewise.
        violence: The act, a term of ``vocabulary/violence.toml``; ``None``: not known.
    """

    earliest: date | None = None
    latest: date | None = None
    countries: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    passages: tuple[Span, ...] = ()
    title: str = ""
    violence: str | None = None


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """
    What became of an actor's words.

    Attributes:
        actor_id: The actor; ``None``: not resolved.
        reason: Why not, a term of ``vocabulary/absence.toml``.
        caveats: Doubts about it.
    """

    actor_id: str | None
    reason: str | None = None
    caveats: tuple[str, ...] = ()


def actor_context(claim: Claim, actors: ActorVocabulary) -> ActorContext:
    """Return the context of a claim whose date, places and sources are resolved."""
    when, reported = claim.when, claim.reported.on
    sure = "namesakes" not in claim.caveats  # another country's place may be meant
    known = [place.country for place in claim.where if place.country and sure]
    about = [claim.context.country] if claim.context.country else []
    return ActorContext(
        when.earliest if when else None,
        (when.latest if when else None) or reported,
        tuple(dict.fromkeys((*known, *about))),
        actors.lineage(wording_party(claim)),
        claim.evidence,
        claim.reported.title or "",
        claim.violence,
    )


def resolve_actor(
    part: Involvement, actors: ActorVocabulary, context: ActorContext
) -> ResolvedActor:
    """Return the actor that the words of *part* mean, or why none can be told."""
    if part.words is None:
        return ResolvedActor(None, "not_stated")
    found = _match_part(part.words, actors, context)
    if found is None and context.violence in actors.states.acts:
        return _resolve_people(part.words.text, actors, context)
    return _resolve_match(found, actors, context)


def _match_part(
    words: Span, actors: ActorVocabulary, context: ActorContext
) -> ActorMatch | None:
    """Return whom *words* name, also where the passage has more of the name around them."""
    for passage in context.passages:
        if passage.holds(words):
            start = words.start - passage.start
            return actors.match_around(passage.text, start, words.end - passage.start)
    return actors.match_words(words.text)


def _resolve_people(
    words: str, actors: ActorVocabulary, context: ActorContext
) -> ResolvedActor:
    """
    Return the armed force of a people that is all that is named ("an Israeli strike").

    Where it happened in the people's own country, the word may tell but where.
    """
    codes = actors.states.match_people(words)
    forces = [one for code in codes for one in actors.states.forces.get(("army", code), ())]
    found = _choose(map(actors.current, forces), actors, context)
    own = set(codes) & set(context.countries)
    return replace(found, caveats=("actor_by_country",) if own and found.actor_id else ())


def resolve_words(words: str, actors: ActorVocabulary, context: ActorContext) -> ResolvedActor:
    """
    Return the actor that *words* mean there and then, in the mouth of who says them.

    Examples:
        >>> from sijill.resolve.actors import load_actors
        >>> then = ActorContext(date(2025, 2, 1), date(2025, 2, 1), ("SY",))
        >>> resolve_words("government forces", load_actors(), then).actor_id
        'army_sy_2024'
        >>> resolve_words("terrorists", load_actors(), then).reason
        'party_not_known'
    """
    return _resolve_match(actors.match_words(words), actors, context)


def _resolve_match(
    match: ActorMatch | None, actors: ActorVocabulary, context: ActorContext
) -> ResolvedActor:
    if match is None:
        return ResolvedActor(None, "not_found")
    by_party = _resolve_by_party(match, actors, context) if match.of_party else None
    if by_party and by_party.actor_id:
        return by_party
    if match.force:
        found = _resolve_force(match, match.force, actors, context)
        if found.actor_id or found.reason == "ambiguous":
            return found
    if by_party and not (match.candidates or match.hostile):
        return by_party
    if match.force and not (match.candidates or match.partisan):
        return _choose((match.force,), actors, context)  # a force not named, of that kind
    found = _choose(match.candidates, actors, context)
    if match.hostile and not found.actor_id:
        hostile = _choose(match.hostile, actors, context)
        return ResolvedActor(hostile.actor_id, hostile.reason, ("partisan_wording",))
    return found


def _choose(
    candidates: Iterable[str], actors: ActorVocabulary, context: ActorContext
) -> ResolvedActor:
    """Take the one that existed then, and of several the one of the country."""
    known = [actors.actors[one] for one in candidates if one in actors.actors]
    alive = [one for one in known if one.existed(context.earliest, context.latest)]
    if not alive:
        return ResolvedActor(None, "did_not_exist" if known else "not_found")
    if len(alive) == 1:
        return ResolvedActor(alive[0].id)
    for country in context.countries:
        here = [actor for actor in alive if country in actor.countries]
        if len(here) == 1:
            return ResolvedActor(here[0].id)
    anywhere = [actor for actor in alive if not actor.countries]
    if len(anywhere) == 1:
        return ResolvedActor(anywhere[0].id)
    return ResolvedActor(None, "ambiguous")


def _resolve_by_party(
    match: ActorMatch, actors: ActorVocabulary, context: ActorContext
) -> ResolvedActor:
    """Read a party's own words for its enemy as that party means them."""
    said = actors.called.get(match.key, ())
    for party in context.party:
        meant = tuple(dict.fromkeys(actor for who, actor in said if who == party))
        if meant:
            found = _choose(meant, actors, context)
            caveats = ("partisan_wording",) if found.actor_id else ()
            return ResolvedActor(found.actor_id, found.reason, caveats)
    return ResolvedActor(None, "party_not_known", ("partisan_wording",))


def _resolve_force(
    match: ActorMatch, kind: str, actors: ActorVocabulary, context: ActorContext
) -> ResolvedActor:
    """
    Return the force that words such as "the army" mean, where no state is named with them.

    Another force of that kind named in the same passage stands before the country: in a
    report of the Israeli army in Jenin "the army" is not Palestinian. Words of its enemies
    mean the force that was there before a change of power, or nobody can tell.
    """
    caveats = ("actor_by_country", *(("partisan_wording",) if match.partisan else ()))
    found = _named_forces(kind, actors, context)
    for country in context.countries[:1]:
        found = found or actors.states.find_forces(
            kind, country, context.earliest, context.latest
        )
    if not found:
        return ResolvedActor(None, "not_found", caveats[1:])
    later = any(
        actors.states.forces[kind, code][0] not in found for code in _codes(found, actors)
    )
    if len(found) > 1 or (match.partisan and later):
        return ResolvedActor(None, "ambiguous", caveats[1:])
    return ResolvedActor(actors.current(found[0]), None, caveats)


def _codes(forces: Iterable[str], actors: ActorVocabulary) -> set[str]:
    return {actors.states.actors[one].country or "" for one in forces}


def _named_forces(kind: str, actors: ActorVocabulary, context: ActorContext) -> tuple[str, ...]:
    """Return the one force of a kind that the passage names, with its state; none: several."""
    forces = {
        one
        for text in (*(span.text for span in context.passages), context.title)
        for match in actors.stream_actors(text)
        for one in match.candidates
        if one.startswith(f"{kind}_") and one in actors.states.actors
    }
    alive = tuple(
        sorted(
            one
            for one in forces
            if actors.states.actors[one].existed(context.earliest, context.latest)
        )
    )
    return alive if len(_codes(alive, actors)) == 1 else ()
