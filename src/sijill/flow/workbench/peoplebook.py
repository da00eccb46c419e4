"""
What people decided about people: read once, then what came since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sijill.flow.peoplelinking import Verdicts, repeating, verdicts_of
from sijill.flow.recording import RecordLayout, read_decision
from sijill.flow.workbench.following import follow
from sijill.model import Anchor, NameList, PersonJudgement, Withdrawal
from sijill.model.parting import Parting
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
        return bool(self.ends_of(id_))

    def ends_of(self, id_: str) -> tuple[Anchor, ...]:
        """Return the two whom a decision of the log is about; nobody: it is about no people."""
        while id_ in self.withdrawals:
            id_ = self.withdrawals[id_].withdraws
        return self.judgements[id_].people if id_ in self.judgements else ()

    def people_of(self, decision: Decision) -> tuple[Anchor, ...]:
        """Return the two whom a decision, or the one it takes back in the end, is about."""
        if isinstance(decision, Withdrawal):
            return self.ends_of(decision.withdraws)
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


def open_people_book(layout: RecordLayout) -> PeopleBook:
    """
    Return what was decided about people in a record.

    Raises:
        ChainBroken: If the log is not whole.
    """
    return follow(layout, "decisions", PeopleBook)
