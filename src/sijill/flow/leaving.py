"""
The lines for claims that stand nowhere, and for decisions that hold on to nothing.
"""

from __future__ import annotations

from sijill.model import Refusal
from sijill.reconcile import RECONCILE_VERSION, LeftOver, Reconciled
from sijill.review import Assessed, Placed

REVIEW_VERSION = "sijill.review.v4"


def list_refusals(found: Reconciled, assessed: Assessed, placed: Placed) -> tuple[Refusal, ...]:
    """Return the lines for what was left over, and for decisions that were not placed."""
    return (
        *map(_left_over, found.left_over),
        *map(_misread, assessed.misread),
        *map(_unplaced, (*assessed.unplaced, *placed.unplaced)),
    )


def _left_over(item: LeftOver) -> Refusal:
    return Refusal("claim", item.id, "reconcile", RECONCILE_VERSION, item.reason, item.text)


def _misread(claim: str) -> Refusal:
    text = f"claim {claim} was called misread by a person; see `sijill records DIR decisions`."
    return Refusal("claim", claim, "review", REVIEW_VERSION, "misread", text)


def _unplaced(decision: str) -> Refusal:
    text = (
        f"decision {decision} holds on to no claim any more; look at its words and decide "
        "again, or leave it."
    )
    return Refusal("decision", decision, "review", REVIEW_VERSION, "unplaced", text)
