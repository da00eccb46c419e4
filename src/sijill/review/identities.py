"""
Who keeps which id: an incident keeps its own while claims come, go and are re-read, and has it
again when what ended it is undone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sijill.model import Anchor, Claim, Identity
from sijill.review.register import Register, Words
from sijill.review.targets import target_of

Anchors = tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """
    Which id each incident has.

    Attributes:
        id_by_incident: Opaque id, by the incident's name outside a record (its cluster id).
        new: Lines to append to the register.
    """

    id_by_incident: Mapping[str, str]
    new: tuple[Identity, ...]


def identify_incidents(
    members: Mapping[str, Sequence[Claim]],
    register: Register,
    *,
    mint: Callable[[], str],
    at: str,
    leaving: Collection[str] = (),
    standing: Mapping[str, Anchors] | None = None,
) -> Identified:
    """
    Give each incident the id that most of its claims' words had before, or a new one.

    Where two ids meet in one incident, the one with more of its words stays and the other is
    noted as merged into it; one that came from the other gives way to it. Where the words of
    one id part, it stays where most of the words are that it had before others went into it.
    Each other part has the ended id again that named it, and else a new one.

    An ended id lives again only where most of its words are, where no living id stays, and
    where more of them are its own than had been another's when it ended. So it is never used
    for something else.

    Args:
        members: The claims of each incident, by its cluster id.
        register: The register as it stands.
        mint: Gives a fresh opaque id.
        at: Instant of the run in UTC, ISO 8601.
        leaving: Cluster ids of those that a person took out of where they were: an id that
            another can keep is never theirs, however small that other is.
        standing: The words of incidents that stay as they are, by their ids.

    Returns:
        The ids and the lines that the register lacks. With those lines appended, the same
        call gives the same ids and no new line.
    """
    anchors = {name: anchors_of(claims) for name, claims in members.items()}
    return identify_anchors(
        anchors, register, mint=mint, at=at, leaving=leaving, standing=standing
    )


def identify_anchors(
    anchors: Mapping[str, Anchors],
    register: Register,
    *,
    mint: Callable[[], str],
    at: str,
    leaving: Collection[str] = (),
    standing: Mapping[str, Anchors] | None = None,
) -> Identified:
    """
    Give each incident or person the id that most of its words had before; see
    `identify_incidents`.

    Args:
        anchors: What each one holds on to, sorted, by a name that need not last.
        register: The register of its kind as it stands.
        mint: Gives a fresh opaque id.
        at: Instant of the run in UTC, ISO 8601.
        leaving: Names of those that get an id after all others.
        standing: What those hold on to that keep their ids, by id.
    """
    naming = _Naming({**anchors, **(standing or {})}, register, standing or {})
    hollow = naming.keep_living(leaving)
    restored = naming.restore_ended()
    naming.keep_hollow(leaving, hollow)
    fresh = naming.name_rest(mint)
    acts = [("given", *one) for one in fresh] + [("restored", *one) for one in restored]
    lines = [Identity(at, register.kind, act, id_, anchors[name]) for act, name, id_ in acts]
    lines += naming.tell_changes(at, restored)
    told = {name for _, name, _ in acts}
    for name in sorted(anchors.keys() - told):
        id_ = naming.kept[name]
        known = register.words(id_)
        if new := tuple(one for one in anchors[name] if one not in known):
            lines.append(Identity(at, register.kind, "given", id_, new))
    return Identified({name: naming.kept[name] for name in anchors}, tuple(lines))


def anchors_of(claims: Sequence[Claim]) -> Anchors:
    """Return what an incident of some claims holds on to."""
    targets = (target_of(claim) for claim in claims)
    return tuple(sorted({Anchor(t.document_id, t.start, t.end) for t in targets}))


class _Naming:
    """
    Which id each group of words keeps, has again or gets.

    Args:
        anchors: The words of each group, by its name.
        register: The register before.
        standing: Groups that are named by their ids, which they keep.
    """

    def __init__(
        self, anchors: Mapping[str, Anchors], register: Register, standing: Collection[str]
    ) -> None:
        self.kept = {id_: id_ for id_ in standing}
        self._used = set(standing)
        self._anchors, self._register, self._standing = anchors, register, standing
        self._found = {name: register.overlapping(own) for name, own in anchors.items()}
        self._groups: dict[str, list[str]] = defaultdict(list)
        self._taken: dict[str, set[Anchor]] = defaultdict(set)
        for name in sorted(anchors):
            for id_ in self._found[name]:
                self._groups[id_].append(name)

    def keep_living(self, leaving: Collection[str]) -> tuple[str, ...]:
        """
        Give living ids to groups: each to that with most of the words that it had first; of
        several, that with most words stays.

        Returns:
            The hollow ones, which wait: all of their own words are gone, so that what is left
            of them is what had been another's.
        """
        living = [*filter(self._register.lives, self._groups)]
        hollow = tuple(id_ for id_ in living if self._is_hollow(id_))
        self._share_out([id_ for id_ in living if id_ not in hollow], leaving)
        return hollow

    def keep_hollow(self, leaving: Collection[str], hollow: Collection[str]) -> None:
        """Give hollow ids to groups that no ended one named."""
        self._share_out(hollow, leaving)

    def _is_hollow(self, id_: str) -> bool:
        own = self._register.own(id_)
        return bool(own) and not any(own & self._found[name][id_] for name in self._groups[id_])

    def _share_out(self, ids: Collection[str], leaving: Collection[str]) -> None:
        before, pairs = {*self.kept}, []
        for id_ in ids:
            core, born = self._register.core(id_), self._register.born[id_]
            found = sorted(self._rank(id_, core, name, leaving) for name in self._groups[id_])
            for place, (leaves, _, n, exact, name) in enumerate(found):
                pairs.append((leaves, place, n, exact, born, id_, name))
        for *_, id_, name in sorted(pairs):
            if name not in self.kept and id_ not in self._used:
                self._keep(name, id_)
        for name in sorted(self.kept.keys() - before):
            self._prefer_elder(name)

    def _keep(self, name: str, id_: str) -> None:
        self.kept[name] = id_
        self._used.add(id_)

    def _rank(
        self, id_: str, core: Words, name: str, leaving: Collection[str]
    ) -> tuple[bool, int, int, int, str]:
        """Return what puts a group before others that have words of an id."""
        own = self._found[name][id_]
        exact = own.intersection(self._anchors[name])
        return name in leaving, -len(core & own), -len(own), -len(exact), name

    def _prefer_elder(self, name: str) -> None:
        """Where an id would end in one that came from it, let it be the other way round."""
        seen = {id_ := self.kept[name]}
        while (elder := self._register.elder.get(id_)) and elder not in seen:
            free = elder not in self._used and self._register.lives(elder)
            if not free or elder not in self._found[name]:
                return
            self._used.remove(id_)
            self._keep(name, elder)
            seen.add(elder)
            id_ = elder

    def restore_ended(self) -> list[tuple[str, str]]:
        """Give ended ids back to groups that they named; return these, with the ids."""
        born = self._register.born
        pairs = [
            (not self._register.own(id_), self._unlike(id_, name), born[id_], id_, name)
            for id_ in self._groups
            if id_ in self._register.ended
            for name in self._groups[id_]
            if name not in self.kept and self._is_again(id_, name)
        ]
        found = []
        for *_, id_, name in sorted(pairs):
            if name not in self.kept and id_ not in self._used:
                self._keep(name, id_)
                found.append((name, id_))
                for heir, _ in self._register.heirs(id_):
                    self._taken[heir].update(self._anchors[name])
        return sorted(found)

    def _unlike(self, id_: str, name: str) -> float:
        """Return how little a group is what an id named, from 0: the very same words."""
        shared = len(self._found[name][id_])
        every = len(self._register.words(id_)) + len(self._anchors[name]) - shared
        return 1 - shared / every

    def _is_again(self, id_: str, name: str) -> bool:
        """Say whether a group is what an ended id named, parted from what it went into."""
        words = self._register.words(id_)
        first = self._register.core(id_) or self._register.own(id_)
        places = self._places(id_, first or words)
        if not places[name] or places[name] < max(places.values()):
            return False
        if places[name] == places[self._register.heir(id_) or ""]:
            return False
        others = set[Anchor]()
        for heir, line in self._register.heirs(id_):
            before = self._register.own(heir) & self._register.words_before(heir, line)
            others |= (before - words) & self._found[name].get(heir, frozenset())
        return len(self._found[name][id_]) > len(others)

    def _places(self, id_: str, words: Words) -> Counter[str]:
        """
        Count how many words of an id each living one has now, or each group without id.

        Words that are in no group are with whoever is out of reach, or with nobody.
        """
        places: Counter[str] = Counter()
        seen: set[Anchor] = set()
        for name in self._groups.get(id_, ()):
            found = self._found[name][id_] & words
            seen |= found
            places[self.kept.get(name, name)] += len(found)
        for word in words - seen:
            places.update(self._register.ids_at([word]) - self._groups.keys())
        return places

    def name_rest(self, mint: Callable[[], str]) -> list[tuple[str, str]]:
        """Give new ids to the groups without; return these, with their ids."""
        names = sorted(self._anchors.keys() - self.kept.keys())
        fresh = list(zip(names, sorted(mint() for _ in names), strict=True))
        for name, id_ in fresh:
            self._keep(name, id_)
        return fresh

    def tell_changes(self, at: str, restored: Sequence[tuple[str, str]]) -> Iterator[Identity]:
        """Yield the lines for ids that merged or split, and for ended ones that went along."""
        kind, again = self._register.kind, {id_ for _, id_ in restored}
        names = {id_: name for name, id_ in self.kept.items()}
        ends = {id_: self._end(id_) for id_ in sorted(self._groups) if self._ends(id_)}
        for id_, into in ends.items():
            yield Identity(at, kind, "merged", id_, into=into)
        for id_ in sorted(self._groups.keys() & names.keys()):
            if id_ not in again and (gone := self._parted(id_, names[id_])):
                words = tuple(sorted(frozenset().union(*gone.values())))
                yield Identity(at, kind, "split", id_, words, tuple(sorted(gone)))
        for id_, heir in sorted(self._move_along(again, ends).items()):
            yield Identity(at, kind, "merged", id_, into=(heir,))

    def _move_along(
        self, again: Collection[str], ends: Mapping[str, Sequence[str]]
    ) -> dict[str, str]:
        """Return where ended ids went whose words are not where they would be sought."""
        moved = {id_: id_ for id_ in again} | {id_: into[0] for id_, into in ends.items()}
        found: dict[str, str] = {}
        asked = {*self._groups, *self._register.guests({*self._groups, *moved})}
        todo = {id_ for id_ in asked if id_ in self._register.ended}
        while new := {
            id_: heir for id_ in todo - moved.keys() if (heir := self._strays(id_, moved))
        }:
            found |= new
            moved |= new
        return found

    def _strays(self, id_: str, moved: Mapping[str, str]) -> str | None:
        """Return who has most words of an ended id; ``None``: it is sought there."""
        places = self._places(id_, self._register.words(id_) - self._taken[id_])
        most = max(places.values(), default=0)
        if places[self._register.heir(id_, moved) or ""] == most:
            return None
        return min(places, key=lambda one: (-places[one], one))

    def _ends(self, id_: str) -> bool:
        return self._register.lives(id_) and id_ not in self._used

    def _end(self, id_: str) -> tuple[str, ...]:
        """Return where the words of an id are that no group keeps, most of them first."""
        counts = {self.kept[name]: len(self._found[name][id_]) for name in self._groups[id_]}
        return tuple(sorted(counts, key=lambda one: (-counts[one], one)))

    def _parted(self, id_: str, own: str) -> dict[str, Words]:
        """Return the words of an id that others have now and it has not, by the other."""
        stays = self._found[own].get(id_, frozenset())
        parted = {
            self.kept[name]: self._found[name][id_] - stays
            for name in self._groups[id_]
            if name != own
        }
        return {other: words for other, words in parted.items() if words}
