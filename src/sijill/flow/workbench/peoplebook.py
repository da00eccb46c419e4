"""
What people decided about people, and which ids persons have: read once, then what came since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sijill.flow.peoplelinking import Verdicts, repeating, verdicts_of
from sijill.flow.recording import RecordLayout, read_decision, strip_chain
from sijill.flow.workbench.following import follow
from sijill.model import Anchor, Identity, NameList, PersonJudgement, Withdrawal
from sijill.model.form import from_json
from sijill.model.parting import Parting
from sijill.model.victim import person_id
from sijill.review import find_withdrawn, settle

_KEYS = ("people", "name_list", "apart")
Decision = PersonJudgement | Withdrawal


@dataclass(frozen=True, slots=True)
class Standing:
    """
    What holds of all that was decided about people.

    Attributes:
        judged: The judgements, oldest first.
        verdicts: What was said last of each pair of ids.
        same: Of each row or name, those that somebody holds to be the same person.
        repeats: Lists that may hold a person twice.
    """

    judged: tuple[PersonJudgement, ...]
    verdicts: Verdicts
    same: Mapping[str, tuple[str, ...]]
    repeats: frozenset[str]


@dataclass(slots=True)
class PeopleBook:
    """
    The part of the log of decisions that is about people; it only grows.

    Attributes:
        judgements: Every judgement by id, oldest first.
        lists: What was said of lists.
        apart: What was decided in two copies of the record.
        withdrawals: What takes any of these back, or a withdrawal.
    """

    judgements: dict[str, PersonJudgement] = field(default_factory=dict)
    lists: list[NameList] = field(default_factory=list)
    apart: list[Parting] = field(default_factory=list)
    withdrawals: dict[str, Withdrawal] = field(default_factory=dict)
    _lists: set[str] = field(default_factory=set)
    _standing: Standing | None = None

    def add(self, line: Mapping[str, Any]) -> None:
        """Take in one decision more, if it is about people."""
        taken = str(line.get("withdraws", ""))
        about = taken in self.judgements or taken in self._lists or taken in self.withdrawals
        if not about and not any(key in line for key in _KEYS):
            return
        self._standing = None
        match read_decision(line):
            case PersonJudgement() as one:
                self.judgements[one.id] = one
            case NameList() as one:
                self.lists.append(one)
                self._lists.add(one.id)
            case Parting() as one:
                self.apart.append(one)
            case Withdrawal() as one:
                self.withdrawals[one.id] = one

    def __contains__(self, id_: str) -> bool:
        """Say whether a decision judges two people, or takes back one that does."""
        while id_ in self.withdrawals:
            id_ = self.withdrawals[id_].withdraws
        return id_ in self.judgements

    def people_of(self, decision: Decision) -> tuple[Anchor, Anchor]:
        """Return the two whom a decision, or the one it takes back in the end, is about."""
        while isinstance(decision, Withdrawal):
            taken = decision.withdraws
            decision = self.withdrawals.get(taken) or self.judgements[taken]
        return decision.people

    def withdrawn(self) -> Mapping[str, Withdrawal]:
        """Return what takes back each decision that is taken back."""
        return find_withdrawn(self.withdrawals.values())

    def standing(self) -> Standing:
        """Return what holds."""
        if self._standing is None:
            self._standing = self.standing_after(())
        return self._standing

    def standing_after(self, made: Iterable[Decision]) -> Standing:
        """Return what will hold once some decisions more are made."""
        new = tuple(made)
        taken = [one for one in new if isinstance(one, Withdrawal)]
        gone = find_withdrawn((*self.withdrawals.values(), *taken))
        said = [one for one in new if isinstance(one, PersonJudgement)]
        every = [one for one in (*self.judgements.values(), *said) if one.id not in gone]
        judged = settle(every, self.apart).standing
        lists = settle([one for one in self.lists if one.id not in gone], self.apart).standing
        verdicts = verdicts_of(judged)
        same: dict[str, list[str]] = defaultdict(list)
        for (left, right), verdict in verdicts.items():
            if verdict == "same":
                same[left].append(right)
                same[right].append(left)
        held = {key: tuple(others) for key, others in same.items()}
        return Standing(judged, verdicts, held, repeating(lists))


@dataclass(slots=True)
class VictimRegister:
    """
    The part of the register of identities that is about people; it only grows.

    Attributes:
        held: What each id was given to, without what a split took with it.
        ended: Ids that were merged into others.
        by_document: The same by document, or row of a list.
    """

    held: dict[str, set[Anchor]] = field(default_factory=lambda: defaultdict(set))
    ended: set[str] = field(default_factory=set)
    by_document: dict[str, list[tuple[Anchor, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, line: Mapping[str, Any]) -> None:
        """Take in one line more, if it is about a person."""
        if line.get("kind") != "victim":
            return
        one = from_json(Identity, strip_chain(line))
        if one.act == "merged":
            self.ended.add(one.id)
        if one.act == "given":
            for anchor in one.anchors:
                self.held[one.id].add(anchor)
                self.by_document[anchor.document_id].append((anchor, one.id))
        if one.act == "split":
            for gone in self.held[one.id] & set().union(*(self.held[id_] for id_ in one.into)):
                self.held[one.id].remove(gone)
                self.by_document[gone.document_id].remove((gone, one.id))

    def ids_at(self, anchors: Iterable[Anchor]) -> set[str]:
        """Return the ids that were given to some words, and last."""
        return {id_ for one in anchors for _, id_ in self._overlapping(one)} - self.ended

    def rows_of(self, ids: Iterable[str]) -> set[str]:
        """Return the rows and names, there or gone, whose words overlap those of some ids."""
        held = {anchor for id_ in ids for anchor in self.held[id_]}
        return {person_id(found) for one in held for found, _ in self._overlapping(one)}

    def lines_of(self, ids: Iterable[str]) -> tuple[Identity, ...]:
        """Return the register as it would be if it knew some ids alone."""
        return tuple(
            Identity("", "victim", "given", id_, tuple(sorted(self.held[id_])))
            for id_ in sorted(ids)
        )

    def _overlapping(self, anchor: Anchor) -> list[tuple[Anchor, str]]:
        return [
            (held, id_)
            for held, id_ in self.by_document.get(anchor.document_id, ())
            if held.start < anchor.end and anchor.start < held.end
        ]


def open_people_book(layout: RecordLayout) -> PeopleBook:
    """
    Return what was decided about people in a record.

    Raises:
        ChainBroken: If the log is not whole.
    """
    return follow(layout, "decisions", PeopleBook)


def open_victim_register(layout: RecordLayout) -> VictimRegister:
    """
    Return which ids the persons of a record have.

    Raises:
        ChainBroken: If the register is not whole.
    """
    return follow(layout, "identities", VictimRegister)
