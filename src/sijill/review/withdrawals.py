"""
Decisions that are taken back, and by whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sijill.model import Withdrawal


def find_withdrawn(withdrawals: Iterable[Withdrawal]) -> Mapping[str, Withdrawal]:
    """
    Return what takes back each decision that is taken back, by the decision's id.

    A withdrawal that was itself taken back has no effect.

    Args:
        withdrawals: Every withdrawal, oldest first.

    Examples:
        >>> first = Withdrawal("r-2", "2024-01-02", "reviewer", "a mistake", "r-1")
        >>> again = Withdrawal("r-3", "2024-01-03", "reviewer", "it was right", "r-2")
        >>> sorted(find_withdrawn([first])), sorted(find_withdrawn([first, again]))
        (['r-1'], ['r-2'])
    """
    found: dict[str, Withdrawal] = {}
    for one in reversed(tuple(withdrawals)):
        if one.id not in found:
            found[one.withdraws] = one
    return found
