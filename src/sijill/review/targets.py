"""
Words as the handle of a decision: from a claim to its words, and from words to a claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from sijill.model import Assessment, Claim, Judgement, Span, Target

D = TypeVar("D", Assessment, Judgement)


def target_of(claim: Claim, field: str = "claim") -> Target:
    """
    Return the words by which *claim* is found again: those of its harm, else of its evidence.
    """
    words = _own_words(claim)[0]
    return Target(claim.document_id, words.start, words.end, field)


def word_target(target: Target) -> str:
    """Return a target as the name of a decision is made of it."""
    return f"{target.document_id}:{target.start}:{target.end}:{target.field}"


def _own_words(claim: Claim) -> tuple[Span, ...]:
    harms = [harm.words or harm.count.words for harm in claim.harms]
    damages = [damage.words for damage in claim.damages]
    found = tuple(span for span in (*harms, *damages) if span)
    return found or claim.evidence


def fold_decisions(decisions: Iterable[D]) -> tuple[D, ...]:
    """
    Return the decisions that stand: none that a later one takes back, and of several about
    one target and field the last.
    """
    standing: dict[object, D] = {}
    for decision in decisions:
        if decision.replaces:
            standing = {
                key: item for key, item in standing.items() if item.id != decision.replaces
            }
        key = decision.target if isinstance(decision, Assessment) else _pair(decision)
        standing.pop(key, None)
        standing[key] = decision
    return tuple(standing.values())


def _pair(judgement: Judgement) -> tuple[Target, ...]:
    order = sorted(judgement.targets, key=lambda t: (t.document_id, t.start, t.end))
    return tuple(order)


class ClaimFinder:
    """Finds the claim that a target's words now belong to."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._by_document: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            self._by_document[claim.document_id].append(claim)

    def find(self, target: Target, *, judged: bool = False) -> Claim | None:
        """
        Return the claim whose words overlap the target's most; ``None``: none does.

        A claim's own words (whom it says were harmed) stand before its evidence.

        Args:
            target: The words.
            judged: Whether they are of a judgement: of a sum and an incident that one passage
                tells, it speaks of the incident, as no sum is linked.
        """
        best: Claim | None = None
        best_score: tuple[int, int, bool, float, str] | None = None
        for claim in self._by_document.get(target.document_id, ()):
            own = sum(_overlap(span, target) for span in _own_words(claim))
            around = sum(_overlap(span, target) for span in claim.evidence)
            linked = judged and claim.scope == "incident"
            score = (own, around, linked, claim.confidence, claim.id)
            if (own or around) and (best_score is None or score > best_score):
                best, best_score = claim, score
        return best


def _overlap(span: Span, target: Target) -> int:
    return max(0, min(span.end, target.end) - max(span.start, target.start))
