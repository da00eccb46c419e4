"""
Two ids that two copies of a record gave to the same words: the older one stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sijill.model import Anchor, Identity


@dataclass(slots=True)
class _Given:
    id: str
    kind: str
    at: str
    anchors: set[Anchor] = field(default_factory=set)
    ended: bool = False

    @property
    def age(self) -> tuple[str, str]:
        """What decides who stays: the instant, then the id."""
        return (self.at, self.id)


def end_twins(mine: Iterable[Identity], theirs: Iterable[Identity]) -> tuple[Identity, ...]:
    """
    Return the lines by which the younger of two ids for the same words ends in the older.

    Words are the same where all that one id holds overlaps what the other holds. Where that
    fits several ids of the other copy, nothing is ended here: the next run sees which
    incidents there are and settles it by the words of each.

    Args:
        mine: The register of this copy.
        theirs: The register of the other.

    Returns:
        Lines that are the same whichever copy is joined to which.
    """
    ours, others = _gather(mine), _gather(theirs)
    left = [one for id_, one in ours.items() if id_ not in others and not one.ended]
    right = [one for id_, one in others.items() if id_ not in ours and not one.ended]
    pairs = list(_pair(left, right))
    met = Counter(one.id for pair in pairs for one in pair)
    lines = []
    for pair in pairs:
        if all(met[one.id] == 1 for one in pair):
            older, younger = sorted(pair, key=lambda one: one.age)
            lines.append(
                Identity(younger.at, younger.kind, "merged", younger.id, (), (older.id,))
            )
    return tuple(sorted(lines, key=lambda line: line.id))


def _gather(lines: Iterable[Identity]) -> dict[str, _Given]:
    found: dict[str, _Given] = {}
    for line in lines:
        if line.act == "given":
            one = found.setdefault(line.id, _Given(line.id, line.kind, line.at))
            one.anchors |= set(line.anchors)
        elif line.id in found:
            found[line.id].ended = line.act == "merged"
    return found


def _pair(left: Iterable[_Given], right: Iterable[_Given]) -> Iterator[tuple[_Given, _Given]]:
    by_document: dict[tuple[str, str], list[_Given]] = defaultdict(list)
    for one in right:
        for document in {anchor.document_id for anchor in one.anchors}:
            by_document[(one.kind, document)].append(one)
    for one in left:
        near = {
            other.id: other
            for anchor in one.anchors
            for other in by_document.get((one.kind, anchor.document_id), ())
        }
        for other in near.values():
            if _lies_in(one, other) or _lies_in(other, one):
                yield one, other


def _lies_in(one: _Given, other: _Given) -> bool:
    return all(any(_overlap(a, b) for b in other.anchors) for a in one.anchors)


def _overlap(one: Anchor, other: Anchor) -> bool:
    same = one.document_id == other.document_id
    return same and one.start < other.end and other.start < one.end
