"""
What people said about two claims: one incident, or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClaimJudgement:
    """
    A person's word on two claims.

    Attributes:
        left: Id of one claim.
        right: Id of the other.
        verdict: ``same`` or ``not_same``.
    """

    left: str
    right: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Said:
    """
    What people said, by pairs of ids, each sorted.

    Attributes:
        same: Pairs that are one incident.
        apart: Pairs that are not.
        names: The ids in either.
    """

    same: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()

    def within(self, ids: Set[str]) -> Said:
        """Return what of it is said about pairs of some ids."""
        if self.names.isdisjoint(ids):
            return Said()
        same, apart = (
            frozenset(pair for pair in pairs if ids >= {*pair})
            for pairs in (self.same, self.apart)
        )
        return _said(same, apart)


def read_judgements(judgements: Iterable[ClaimJudgement]) -> Said:
    """Return what people said; the last word on a pair holds."""
    last = {tuple(sorted((item.left, item.right))): item.verdict for item in judgements}
    same = frozenset(pair for pair, verdict in last.items() if verdict == "same")
    apart = frozenset(pair for pair, verdict in last.items() if verdict == "not_same")
    return _said(same, apart)  # type: ignore[arg-type]


def _said(same: frozenset[tuple[str, str]], apart: frozenset[tuple[str, str]]) -> Said:
    return Said(same, apart, frozenset(name for pair in (*same, *apart) for name in pair))
