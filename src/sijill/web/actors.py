"""
Actors in the reader's language: by a name in it, or by what they are and of which state.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sijill.model import Actor
from sijill.web.words import Words

_FORCES = {"state_force": "army", "police": "police", "government": "government"}


class ActorName(NamedTuple):
    """
    What an actor is called.

    Attributes:
        text: The name.
        language: Code of the language that the name is in.
    """

    text: str
    language: str


def name_actor(term: str, actors: Mapping[str, Actor], words: Words) -> ActorName:
    """
    Return an actor's name; one that has none in the language is named as in English.

    Args:
        term: The actor's term.
        actors: Those that are known, by term.
        words: The phrases of the language.

    Examples:
        >>> army = Actor("army_ke", "Armed forces of Kenya", "state_force", country="KE")
        >>> name_actor("army_ke", {"army_ke": army}, Words("en")).text
        'Armed forces of Kenya'
        >>> name_actor("army_ke", {"army_ke": army}, Words("ar")).text
        'القوات المسلحة: كينيا'
        >>> name_actor("the_unknown", {}, Words("ar"))
        ActorName(text='the unknown', language='en')
    """
    actor = actors.get(term)
    own = _in_words(term, actor, words)
    english = actor.name if actor else term.replace("_", " ")
    return ActorName(own, words.language) if own else ActorName(english, "en")


def _in_words(term: str, actor: Actor | None, words: Words) -> str | None:
    """Return an actor's name in the language of *words*; ``None``: it has none in it."""
    if actor and words.language == "en":
        return actor.name
    own = actor.names.get(words.language, ()) if actor else ()
    if actor and own:
        return own[0] + _years(actor, words)
    if actor is None or actor.kind == "generic":
        return words.known_term("actor", term)
    country = words.country(actor.country or "")
    if not _is_of_state(actor) or country == actor.country:
        return None
    return words.say(f"shell.force.{actor.kind}", country=country) + _years(actor, words)


def _is_of_state(actor: Actor) -> bool:
    """Say whether an actor is all of a state's army or police, or its government."""
    force, country = _FORCES.get(actor.kind), actor.country
    return bool(force and country and actor.id.startswith(f"{force}_{country.lower()}"))


def _years(actor: Actor, words: Words) -> str:
    """Return since or until when a state's force is meant, where there was another."""
    if not _is_of_state(actor):
        return ""
    if actor.until:
        return " " + words.say("shell.until_year", year=str(actor.until.year))
    if actor.since:
        return " " + words.say("shell.since_year", year=str(actor.since.year))
    return ""
