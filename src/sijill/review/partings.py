"""
Decisions made apart: which of them contradict, and what stands until somebody decides.

Two copies of a record go apart, and in each somebody decides about the same words. Where the
answers differ, neither is followed: what had been decided before the parting stands, until
a later decision, made by somebody who could see both, takes the place of the two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sijill.model import Assessment, DatasetUse, Judgement, Target, VocabularyChange
from sijill.model.parting import Parting, make_parting
from sijill.model.victim import NameList, PersonJudgement

Answer = Judgement | Assessment | VocabularyChange | DatasetUse | PersonJudgement | NameList
A = TypeVar("A", Judgement, Assessment, VocabularyChange, DatasetUse, PersonJudgement, NameList)


@dataclass(frozen=True, slots=True)
class Settled(Generic[A]):
    """
    What stands of decisions of one kind.

    Attributes:
        standing: The decisions that are followed, in an order that does not depend on which
            copy was joined to which.
        contradicting: Pairs of ids of decisions that contradict and wait for an answer.
    """

    standing: tuple[A, ...]
    contradicting: tuple[tuple[str, str], ...] = ()


def find_apart(mine: Iterable[Answer], theirs: Iterable[Answer]) -> tuple[Parting, ...]:
    """
    Return a line for each pair of decisions about one thing, one from each copy.

    Args:
        mine: What only this copy has.
        theirs: What only the other has.
    """
    by_handle: dict[tuple[str, ...], list[Answer]] = defaultdict(list)
    for one in mine:
        for handle in _handles(one):
            by_handle[handle].append(one)
    found: dict[str, Parting] = {}
    for other in theirs:
        for handle in _handles(other):
            for one in by_handle.get(handle, ()):
                if touches(one, other):
                    line = make_parting((one.at, one.id), (other.at, other.id))
                    found[line.id] = line
    return tuple(found[key] for key in sorted(found))


def _handles(one: Answer) -> tuple[tuple[str, ...], ...]:
    """Return what two decisions must share to be about one thing."""
    if isinstance(one, Judgement):
        return (("judgement", *sorted(target.document_id for target in one.targets)),)
    if isinstance(one, Assessment):
        return (("assessment", one.target.document_id),)
    if isinstance(one, VocabularyChange):
        return tuple((one.vocabulary, term) for term in (one.term, one.into) if term)
    if isinstance(one, PersonJudgement):
        return (("people", *map(str, sorted(one.people))),)
    name = one.name_list if isinstance(one, NameList) else one.dataset
    return tuple((type(one).__name__, part) for part in (name, one.document_id) if part)


def touches(one: Answer, other: Answer) -> bool:
    """Say whether two decisions are about one thing."""
    if isinstance(one, Judgement) and isinstance(other, Judgement):
        (a, b), (c, d) = one.targets, other.targets
        return (_meet(a, c) and _meet(b, d)) or (_meet(a, d) and _meet(b, c))
    if isinstance(one, Assessment) and isinstance(other, Assessment):
        alike = (one.verdict == "missed") == (other.verdict == "missed")
        return alike and _meet(one.target, other.target)
    return type(one) is type(other) and bool(set(_handles(one)) & set(_handles(other)))


def _meet(one: Target, other: Target) -> bool:
    """Say whether two targets share words, and one field is in the other."""
    if one.document_id != other.document_id:
        return False
    fields = [f"{target.field}." for target in (one, other)]
    short, long = sorted(fields, key=len)
    inside = "claim." in fields or long.startswith(short)
    return inside and one.start < other.end and other.start < one.end


def differs(one: Answer, other: Answer) -> bool:
    """Say whether two decisions about one thing answer it differently."""
    if isinstance(one, VocabularyChange) and isinstance(other, VocabularyChange):
        return _changes_differ(one, other)
    if isinstance(one, DatasetUse) and isinstance(other, DatasetUse):
        ours = (one.dataset, one.document_id, one.mapping)
        return ours != (other.dataset, other.document_id, other.mapping)
    if isinstance(one, NameList) and isinstance(other, NameList):
        said = (one.name_list, one.document_id, one.columns)
        return said != (other.name_list, other.document_id, other.columns)
    if isinstance(one, Assessment) and isinstance(other, Assessment):
        if one.verdict == other.verdict == "correct":
            return (one.target.field, one.value) != (other.target.field, other.value)
        return (one.verdict, one.value) != (other.verdict, other.value)
    return getattr(one, "verdict", None) != getattr(other, "verdict", None)


def _changes_differ(one: VocabularyChange, other: VocabularyChange) -> bool:
    if one.change != other.change:
        return False
    if one.change == "merge":
        back = (one.term, one.into) == (other.into, other.term)
        return back or (one.term == other.term and one.into != other.into)
    if one.term != other.term:
        return False
    left, right = (item.value if isinstance(item.value, dict) else {} for item in (one, other))
    return _values_differ(left, right) or _takes_away(left, right) or _takes_away(right, left)


def _values_differ(left: object, right: object) -> bool:
    """Say whether two values cannot both be laid down: lists always can."""
    if isinstance(left, dict) and isinstance(right, dict):
        shared = (left.keys() & right.keys()) - {"without"}
        return any(_values_differ(left[key], right[key]) for key in shared)
    both = isinstance(left, list) and isinstance(right, list)
    return not both and left != right


def _takes_away(left: Mapping[str, object], right: Mapping[str, object]) -> bool:
    gone = left.get("without")
    if not isinstance(gone, list):
        return False
    named = [item for value in right.values() if isinstance(value, list) for item in value]
    return any(item in gone for item in named if item is not right.get("without"))


def settle(decisions: Sequence[A], apart: Iterable[Parting]) -> Settled[A]:
    """
    Return which decisions of one kind are followed, and which contradict each other.

    Args:
        decisions: Decisions that were not taken back, in the order of the log.
        apart: Which of them were made apart.

    Returns:
        What stands. It is the same whichever copy was joined to which, and in which order.
    """
    known = {one.id: one for one in decisions}
    pairs = {line.apart for line in apart if set(line.apart) <= known.keys()}
    if not pairs:
        return Settled(tuple(decisions))
    knows = _Knowledge({one.id: n for n, one in enumerate(decisions)}, pairs)
    dropped: set[str] = set()
    contradicting: list[tuple[str, str]] = []
    by_key = _by_key(decisions)
    for left, right in sorted(pairs):
        one, other = known[left], known[right]
        if not differs(one, other) or any(
            _is_superseded(item, by_key, knows) for item in (one, other)
        ):
            continue
        if not _has_answer(one, other, decisions, knows):
            contradicting.append((left, right))
        for here, there in ((one, other), (other, one)):
            dropped |= {
                item.id
                for item in by_key[_key(here)]
                if item.id == here.id or knows.are_apart(item.id, there.id)
            }
    ordered = _reorder(decisions, by_key, knows)
    standing = tuple(item for item in ordered if item.id not in dropped)
    return Settled(standing, tuple(contradicting))


class _Knowledge:
    """Whose maker had seen which decision: the log's order, but for those made apart."""

    def __init__(self, places: Mapping[str, int], pairs: Iterable[tuple[str, str]]) -> None:
        self._places = places
        self._pairs = {frozenset(pair) for pair in pairs}

    def are_apart(self, one: str, other: str) -> bool:
        """Say whether two decisions were made apart."""
        return frozenset((one, other)) in self._pairs

    def is_later(self, one: str, than: str) -> bool:
        """Say whether *one* was made by somebody who could see *than*."""
        return self._places[one] > self._places[than] and not self.are_apart(one, than)


def _key(one: Answer) -> object:
    """Return what a later decision of the same key takes the place of."""
    if isinstance(one, Judgement):
        return frozenset(one.targets)
    if isinstance(one, Assessment):
        return one.target
    if isinstance(one, PersonJudgement):
        return frozenset(one.people)
    if isinstance(one, DatasetUse):
        return one.dataset
    if isinstance(one, NameList):
        return one.name_list
    return (one.vocabulary, one.change, one.term)


def _by_key(decisions: Sequence[A]) -> dict[object, list[A]]:
    groups: dict[object, list[A]] = defaultdict(list)
    for one in decisions:
        groups[_key(one)].append(one)
    return groups


def _is_superseded(one: A, by_key: Mapping[object, Sequence[A]], knows: _Knowledge) -> bool:
    if isinstance(one, VocabularyChange):
        return False  # what is said of a term adds up
    return any(knows.is_later(item.id, one.id) for item in by_key[_key(one)])


def _has_answer(one: A, other: A, decisions: Sequence[A], knows: _Knowledge) -> bool:
    """Say whether somebody who could see both decided again."""
    return any(
        knows.is_later(item.id, one.id)
        and knows.is_later(item.id, other.id)
        and touches(item, one)
        and touches(item, other)
        for item in decisions
    )


def _reorder(
    decisions: Sequence[A], by_key: Mapping[object, Sequence[A]], knows: _Knowledge
) -> list[A]:
    """Put decisions of one key into an order by who knew what, then by id."""
    queues = {key: iter(_sort(group, knows)) for key, group in by_key.items()}
    return [next(queues[_key(one)]) for one in decisions]


def _sort(group: Sequence[A], knows: _Knowledge) -> list[A]:
    left, done = list(group), []
    while left:
        free = [
            one for one in left if not any(knows.is_later(one.id, item.id) for item in left)
        ]
        chosen = min(free, key=lambda one: one.id)
        left.remove(chosen)
        done.append(chosen)
    return done
