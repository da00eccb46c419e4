"""
Judgements laid on claims: which two a person held to be the same, and which not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sijill.model import Claim, Judgement
from sijill.review.targets import ClaimFinder, fold_decisions


@dataclass(frozen=True, slots=True)
class Placed:
    """
    Judgements by the claims that they now speak of.

    Attributes:
        judgements: Left claim id, right claim id, verdict (``same`` or ``not_same``).
        unplaced: Ids of judgements of which a side belongs to no claim any more.
    """

    judgements: tuple[tuple[str, str, str], ...]
    unplaced: tuple[str, ...] = ()


def place_judgements(claims: Sequence[Claim], judgements: Iterable[Judgement]) -> Placed:
    """
    Find the claims that judgements speak of, by their words.

    Two sides that are one claim by now need no "same" any more; a "not same" between them
    cannot be kept and is unplaced.

    Args:
        claims: The claims that stand.
        judgements: Every judgement, oldest first.
    """
    finder = ClaimFinder(claims)
    placed, unplaced = [], []
    for judgement in fold_decisions(judgements):
        if judgement.verdict == "unsure":
            continue
        left, right = (finder.find(target, judged=True) for target in judgement.targets)
        one = left is not None and right is not None and left.id == right.id
        if left is None or right is None or (one and judgement.verdict == "not_same"):
            unplaced.append(judgement.id)
        elif not one:
            placed.append((left.id, right.id, judgement.verdict))
    return Placed(tuple(placed), tuple(unplaced))
