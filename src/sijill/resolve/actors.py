"""
Words for forces and groups become terms of a vocabulary, neutral ones for partisan ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from sijill.model import Actor, Span
from sijill.resolve.folding import fold_name
from sijill.resolve.phrases import Phrases, Words, join_words, split_words
from sijill.resolve.states import States, load_states
from sijill.resolve.terms import OwnTerms, load_rows, read_actor

_SHORT = 6  # letters; so short a name in small letters is an ordinary word
_ENDS = ".!?:;”"  # after these a capital begins a sentence
_REACH = 80  # letters around an actor's words in which its full name is looked for
_LETTERS, _FEW = 3, 3  # among more words that are all capitals, shorter names are words too


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """
    Words that stand for an actor.

    Attributes:
        span: The words.
        key: The words folded.
        candidates: Terms of the actors that bear the name.
        hostile: Terms of the actors whose enemies call them so.
        partisan: Whether it is a name that only the actor's enemies use.
        of_party: Whether the words mean somebody only once it is known which party says them.
        force: Kind of a state's force that the words mean, the state being that of the place;
            ``None``: they say whose.
    """

    span: Span
    key: str
    candidates: tuple[str, ...] = ()
    hostile: tuple[str, ...] = ()
    partisan: bool = False
    of_party: bool = False
    force: str | None = None

    @property
    def actor_id(self) -> str | None:
        """The one actor of that name; ``None``: several, or it depends on who speaks."""
        named = self.candidates or self.hostile
        return named[0] if len(named) == 1 else None


@dataclass(frozen=True)
class ActorVocabulary:
    """
    The actors that are known by name, and the forces of states.

    Attributes:
        actors: By id, the forces of states among them.
        states: The states, whose forces are found by how their names are built.
        party_words: Words that mean different actors in the mouths of different parties.
        links: Words between people and the group that they belong to ("of the").
        merged: Term that stays, by the term that was merged into it.
    """

    actors: Mapping[str, Actor]
    states: States
    party_words: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _links(self) -> Phrases[str]:
        return Phrases({fold_name(link): link for link in self.links})

    @cached_property
    def _names(self) -> Phrases[tuple[tuple[str, bool], ...]]:
        """Actors by folded name, each with whether the name is partisan."""
        table: dict[str, dict[tuple[str, bool], None]] = defaultdict(dict)
        for actor in self.actors.values():
            if actor.id in self.states.actors and actor is self.states.actors[actor.id]:
                continue  # found by how its name is built
            for name in actor.all_names():
                table[fold_name(name)][actor.id, False] = None
            for name in actor.partisan_aliases:
                table[fold_name(name)][actor.id, True] = None
        return Phrases({key: tuple(found) for key, found in table.items() if key})

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """Folded short names that are ordinary words when no letter of them is a capital."""
        written: dict[str, bool] = {}
        for actor in self.actors.values():
            for name in (*actor.all_names(), *actor.partisan_aliases):
                key = fold_name(name)
                if " " not in key and len(key) <= _SHORT:
                    written[key] = written.get(key, True) and name != name.lower()
        return frozenset(key for key, capital in written.items() if capital)

    @cached_property
    def called(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The party that says a folded word, and the actor that it means by it."""
        table: dict[str, list[tuple[str, str]]] = {fold_name(w): [] for w in self.party_words}
        for actor in self.actors.values():
            for party, words in actor.called_by.items():
                for word in words:
                    table.setdefault(fold_name(word), []).append(
                        (self.current(party), actor.id)
                    )
        return {key: tuple(found) for key, found in table.items()}

    @cached_property
    def _loose(self) -> Phrases[tuple[str, bool]]:
        """Words that mean somebody by who speaks or where it is; whether they are partisan."""
        table = dict.fromkeys(self.states.alone, False)
        table |= dict.fromkeys((*self.states.partisan, *self.called), True)
        return Phrases({key: (key, partisan) for key, partisan in table.items()})

    def current(self, term: str) -> str:
        """Return the term that *term* was merged into; itself where it was not."""
        seen = {term}
        while (after := self.merged.get(term)) and after not in seen:
            seen.add(after)
            term = after
        return term

    def find_actor(self, words: str) -> tuple[str, bool] | None:
        """
        Return the actor of the longest known name in *words*, and whether it is partisan.

        Examples:
            >>> load_actors().find_actor("Ukrainian army units")
            ('army_ua', False)
        """
        best = self.match_words(words)
        return (best.actor_id, best.partisan) if best and best.actor_id else None

    def match_words(self, words: str) -> ActorMatch | None:
        """Return the longest name in *words*, one of somebody in particular before others."""
        return max(self._scan(split_words(words)), key=self._telling, default=None)

    def _telling(self, match: ActorMatch) -> tuple[bool, int]:
        named = (*match.candidates, *match.hostile)
        return not all(map(self.is_generic, named)), len(match.span.text)

    def match_around(self, text: str, start: int, end: int) -> ActorMatch | None:
        """
        Return the actor whose name the words at [start, end) are a part of, or belong to.

        Examples:
            >>> text = "Gunmen of the Rapid Support Forces fired."
            >>> load_actors().match_around(text, 0, 6).actor_id
            'rapid_support_forces'
            >>> text = "Revolutionary Armed Forces of Colombia"
            >>> load_actors().match_around(text, 0, 26).actor_id
            'farc'
        """
        first = max(0, start - _REACH)
        words = split_words(text[first : end + _REACH])
        start, end = start - first, end - first
        spans = [n for n, place in enumerate(words.spans) if start <= place[0] < end]
        if not spans:
            return None
        touching = [
            match
            for match in self._scan(words, range(spans[-1] + 1))
            if match.span.start < end and start < match.span.end
        ]
        best = max(touching, key=self._telling, default=None)
        if best and self._telling(best)[0]:
            return best
        return self._linked(words, spans[-1] + 1) or best

    def _linked(self, words: Words, after: int) -> ActorMatch | None:
        """Return the group that is named after "of the" and the like."""
        link = self._links.match_at(words, after) if after < len(words.keys) else None
        at = after + link[0] if link else len(words.keys)
        found = self._match_at(words, at) if at < len(words.keys) else None
        return found if found and self._telling(found)[0] else None

    def side_of(self, actor_id: str | None) -> str | None:
        """
        Return the party that an actor belongs to in the end; ``None``: nobody in particular.

        Examples:
            >>> actors = load_actors()
            >>> actors.side_of("police_ke"), actors.side_of("unknown_gunmen")
            ('government_ke', None)
        """
        line = self.lineage(actor_id)
        return line[-1] if line and not self.is_generic(line[0]) else None

    def stream_actors(self, text: str) -> Iterator[ActorMatch]:
        """Yield every name of an actor in *text*, in reading order."""
        end = 0
        for match in self._scan(split_words(text)):
            if match.span.start >= end:
                yield match
                end = match.span.end

    def lineage(self, actor_id: str | None) -> tuple[str, ...]:
        """
        Return an actor and those it belongs to, nearest first.

        Examples:
            >>> load_actors().lineage("army_sy")
            ('army_sy', 'government_sy')
        """
        found: list[str] = []
        while actor_id and (now := self.current(actor_id)) not in found:
            found.append(now)
            actor = self.actors.get(now)
            actor_id = actor.parent if actor else None
        return tuple(found)

    def _scan(self, words: Words, places: Iterable[int] | None = None) -> Iterator[ActorMatch]:
        for at in range(len(words.keys)) if places is None else places:
            best = self._match_at(words, at)
            if best:
                yield best

    def _match_at(self, words: Words, at: int) -> ActorMatch | None:
        """Take the longest of: a name, a state's force, words that wait for their state."""
        named = self._named(words, at)
        force = self.states.match_force(words, at)
        loose = self._loose.match_at(words, at)
        if (force or loose or named) and _continues_name(words, at):
            loose = None
            force = force if self.states.owners.match_at(words, at) else None
            named = named if named and any(map(self._is_own_name, named[1])) else None
        size = max((found[0] for found in (named, force, loose) if found), default=0)
        if not size:
            return None
        span = words.span_of(at, size)
        key = join_words(split_words(span.text).keys)
        plain = named[1] if named and named[0] == size else ()
        built = force if force and force[0] == size else None
        if built and any(term not in self.states.actors for term, _ in plain):
            last = words.text[words.spans[at + size - 1][0]]
            plain, built = ((), built) if last.islower() else (plain, None)
        enemies = [term for term, enemy in plain if enemy]
        ids = [term for term, enemy in plain if not enemy]
        (enemies if built and built[2] else ids).extend(built[1] if built else ())
        found, hostile = self._current(ids), self._current(enemies)
        if loose and loose[0] == size and all(map(self.is_generic, (*found, *hostile))):
            said, partisan = loose[1]
            kind = self.states.alone.get(said) or self.states.partisan.get(said)
            of_party = said in self.called
            return ActorMatch(span, said, found, hostile, partisan, of_party, kind)
        return ActorMatch(span, key, found, hostile, not found)

    def _is_own_name(self, found: tuple[str, bool]) -> bool:
        """Say whether a name is a group's, and not one that any state or army could bear."""
        return found[0] not in self.states.actors and not self.is_generic(found[0])

    def _current(self, terms: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.current(term) for term in terms))

    def _named(self, words: Words, at: int) -> tuple[int, tuple[tuple[str, bool], ...]] | None:
        for size, found in self._names.matches_at(words, at):
            if size > 1 or self._is_name(words, at):
                return size, found
        return None

    def _is_name(self, words: Words, at: int) -> bool:
        """Say whether a short name is written as a name, and not as the ordinary word."""
        start, end = words.spans[at]
        surface = words.text[start:end]
        if words.bare[at] in self._capitals and surface == surface.lower():
            return False
        shouted = len(words.keys) > _FEW and words.text.isupper()
        return len(surface) >= _LETTERS or not shouted

    def is_generic(self, term: str) -> bool:
        """Say whether the term stands for nobody in particular."""
        actor = self.actors.get(term)
        return actor is not None and actor.kind == "generic"


def _continues_name(words: Words, at: int) -> bool:
    """Say whether a word goes on with a longer name ("Revolutionary Armed Forces")."""
    if at < 2 or words.text.isupper():
        return False
    (before, ends), here = words.spans[at - 1], words.spans[at][0]
    capitals = words.text[before].isupper() and words.text[here].isupper()
    inside = words.text[before - 1] == " " and words.text[before - 2] not in _ENDS
    return capitals and inside and words.text[ends:here] == " "


def load_actors(path: Path | None = None, *, own: OwnTerms | None = None) -> ActorVocabulary:
    """
    Load the vocabulary of actors.

    Args:
        path: A TOML file of the same form instead of ours.
        own: What a record adds, changes and merges.
    """
    body = load_rows("actors", path)
    states = load_states()
    actors = dict(states.actors)
    for slug, row in body["actors"].items():
        actors[slug] = read_actor(slug, row, states.actors.get(slug))
    words = body.get("party_words", {}).get("words", ())
    links = body.get("belonging", {}).get("links", ())
    bundled = ActorVocabulary(actors, states, frozenset(words), frozenset(links))
    return change_actors(bundled, own) if own else bundled


def change_actors(vocabulary: ActorVocabulary, own: OwnTerms) -> ActorVocabulary:
    """Return the vocabulary with a record's own terms, names and merges, in their order."""
    actors, merged = dict(vocabulary.actors), dict(vocabulary.merged)
    for change in own.list_changes("actors"):
        if change.into is None:
            actors[change.term] = read_actor(change.term, change.row, actors.get(change.term))
        elif change.term in actors and change.into in actors:
            gone = actors.pop(change.term)
            actors[change.into] = merge_actors(gone, actors[change.into])
            merged[change.term] = change.into
    return replace(vocabulary, actors=actors, merged=merged)


def merge_actors(gone: Actor, kept: Actor) -> Actor:
    """
    Return *kept* with the names of *gone*, and wide enough to have been both.

    Examples:
        >>> one = Actor("a", "Northern Front", "armed_group", aliases=("NF",))
        >>> merge_actors(one, Actor("b", "Northern Movement", "armed_group")).aliases
        ('Northern Front', 'NF')
    """
    both = {*gone.countries, *kept.countries} if gone.countries and kept.countries else set()
    began = [actor.since for actor in (gone, kept)]
    ended = [actor.until for actor in (gone, kept)]
    called = {
        party: (*kept.called_by.get(party, ()), *gone.called_by.get(party, ()))
        for party in (*kept.called_by, *gone.called_by)
    }
    return replace(
        kept,
        aliases=tuple(dict.fromkeys((*kept.aliases, *gone.all_names()))),
        partisan_aliases=tuple(dict.fromkeys((*kept.partisan_aliases, *gone.partisan_aliases))),
        active_in=tuple(sorted(both - {kept.country or ""})),
        since=min((day for day in began if day), default=None) if all(began) else None,
        until=max((day for day in ended if day), default=None) if all(ended) else None,
        parent=None if kept.parent == gone.id else kept.parent,
        called_by=called,
    )
