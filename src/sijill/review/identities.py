"""
The register of identities: an incident keeps its id while claims come, go and are re-read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sijill.model import Anchor, Claim, Identity
from sijill.review.targets import target_of


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
    identities: Iterable[Identity],
    *,
    mint: Callable[[], str],
    at: str,
    leaving: Collection[str] = (),
) -> Identified:
    """
    Give each incident the id that most of its claims' words had before, or a new one.

    Where two ids meet in one incident, the one with more of its words stays and the other is
    noted as merged into it. Where the words of one id part, the larger part keeps it, and the
    others get new ids, noted as split from it, and take their words with them. An id is never
    used again for something else.

    Args:
        members: The claims of each incident, by its cluster id.
        identities: The register, oldest line first.
        mint: Gives a fresh opaque id.
        at: Instant of the run in UTC, ISO 8601.
        leaving: Cluster ids of those that a person took out of where they were: an id that
            another can keep is never theirs, however small that other is.

    Returns:
        The ids and the lines that the register lacks. With those lines appended, the same
        call gives the same ids and no new line.
    """
    anchors = {name: _anchors(claims) for name, claims in members.items()}
    return identify_anchors(
        anchors, identities, kind="incident", mint=mint, at=at, leaving=leaving
    )


def identify_anchors(
    anchors: Mapping[str, tuple[Anchor, ...]],
    identities: Iterable[Identity],
    *,
    kind: str,
    mint: Callable[[], str],
    at: str,
    leaving: Collection[str] = (),
) -> Identified:
    """
    Give each incident or person the id that most of its words had before; see
    `identify_incidents`.

    Args:
        anchors: What each one holds on to, sorted, by a name that need not last.
        identities: The register, oldest line first.
        kind: ``incident`` or ``victim``.
        mint: Gives a fresh opaque id.
        at: Instant of the run in UTC, ISO 8601.
        leaving: Names of those that get an id after all others.
    """
    register = _Register(identities, kind)
    votes = {name: register.vote(found) for name, found in anchors.items()}
    kept = _match(votes, leaving)
    new: list[Identity] = []
    for name in sorted(anchors):
        fresh = name not in kept
        if fresh:
            kept[name] = mint()
        unknown = anchors[name] if fresh else register.unknown(kept[name], anchors[name])
        if unknown:
            new.append(Identity(at, kind, "given", kept[name], unknown))
    changes = _changes(votes, kept, at, kind)
    held = {kept[name]: found for name, found in anchors.items()}
    new += [*changes, *_keep_shared(changes, held)]
    return Identified(kept, tuple(new))


def _anchors(claims: Sequence[Claim]) -> tuple[Anchor, ...]:
    targets = (target_of(claim) for claim in claims)
    return tuple(sorted({Anchor(t.document_id, t.start, t.end) for t in targets}))


def _keep_shared(
    changes: Iterable[Identity], held: Mapping[str, tuple[Anchor, ...]]
) -> Iterator[Identity]:
    """Yield a line for words that a split takes away from an id which still has them too."""
    for line in changes:
        if line.act == "split":
            gone = {anchor for id_ in line.into for anchor in held[id_]}
            shared = tuple(anchor for anchor in held[line.id] if anchor in gone)
            if shared:
                yield Identity(line.at, line.kind, "given", line.id, shared)


class _Register:
    """Which words each id holds: those it was given, without what a split took with it."""

    def __init__(self, identities: Iterable[Identity], kind: str) -> None:
        self.ended: dict[str, tuple[str, ...]] = {}
        self._held: dict[str, set[Anchor]] = defaultdict(set)
        for line in identities:
            if line.kind != kind:
                continue
            if line.act == "given":
                self._held[line.id] |= set(line.anchors)
            elif line.act == "merged":
                self.ended[line.id] = line.into
            elif line.act == "split":
                self._held[line.id] -= set().union(*(self._held[id_] for id_ in line.into))
        self._by_document: dict[str, list[tuple[Anchor, str]]] = defaultdict(list)
        for id_, held in self._held.items():
            if id_ not in self.ended:
                for anchor in held:
                    self._by_document[anchor.document_id].append((anchor, id_))

    def vote(self, anchors: tuple[Anchor, ...]) -> Counter[str]:
        """Count, for each id, how many of *anchors* overlap words that it holds."""
        votes: Counter[str] = Counter()
        for anchor in anchors:
            for held, id_ in self._by_document.get(anchor.document_id, ()):
                if held.start < anchor.end and anchor.start < held.end:
                    votes[id_] += 1
        return votes

    def unknown(self, id_: str, anchors: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
        """Return the anchors that the id does not hold yet."""
        return tuple(anchor for anchor in anchors if anchor not in self._held[id_])


def _match(votes: Mapping[str, Counter[str]], leaving: Collection[str]) -> dict[str, str]:
    """Give ids to incidents, most shared words first; ties by name, so that order is none."""
    pairs = [
        (name in leaving, -n, id_, name)
        for name, found in votes.items()
        for id_, n in found.items()
    ]
    kept: dict[str, str] = {}
    used: set[str] = set()
    for _, _, id_, name in sorted(pairs):
        if name not in kept and id_ not in used:
            kept[name] = id_
            used.add(id_)
    return kept


def _changes(
    votes: Mapping[str, Counter[str]], kept: Mapping[str, str], at: str, kind: str
) -> list[Identity]:
    """Return the lines for ids that merged or split."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name, found in votes.items():
        for id_ in found:
            holders[id_].append(name)
    known = {id_ for found in votes.values() for id_ in found}
    lines = []
    for id_ in sorted(holders):
        into = tuple(sorted({kept[name] for name in holders[id_]} - {id_}))
        if id_ not in kept.values():
            lines.append(Identity(at, kind, "merged", id_, into=into))
        elif parted := tuple(item for item in into if item not in known):
            lines.append(Identity(at, kind, "split", id_, into=parted))
    return lines
