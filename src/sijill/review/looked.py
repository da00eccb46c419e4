"""
What people looked at: the claims that they decided about, and the pairs that they judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sijill.model import Assessment, Claim, Judgement, SignOff
from sijill.model.assessment import DOCUMENT
from sijill.review.targets import ClaimFinder, fold_decisions

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Looked:
    """
    What people looked at.

    Attributes:
        claims: ``decided`` or ``unsure``, by the claim's id.
        pairs: The verdict, by the ids of two claims, sorted.
        documents: Ids of the readings that somebody was not sure of as a whole.
        signed: Digest of what was signed, by the id of the incident.
    """

    claims: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[Pair, str] = field(default_factory=dict)
    documents: frozenset[str] = frozenset()
    signed: Mapping[str, str] = field(default_factory=dict)

    @property
    def decided(self) -> set[str]:
        """Ids of the claims that people decided about."""
        return {claim for claim, state in self.claims.items() if state == "decided"}


def find_looked(
    claims: Sequence[Claim],
    assessments: Iterable[Assessment],
    judgements: Iterable[Judgement],
    signatures: Iterable[SignOff] = (),
) -> Looked:
    """
    Return what people looked at, by the claims that stand now.

    A claim of which one field was decided and another left unsure is decided. A judgement
    of two claims decides about the pair and about neither claim.

    Args:
        claims: The claims.
        assessments: Those that were not taken back, oldest first.
        judgements: Likewise.
        signatures: Likewise.
    """
    finder = ClaimFinder(claims)
    states: dict[str, str] = {}
    documents: set[str] = set()
    for assessment in fold_decisions(assessments):
        if assessment.target.field == DOCUMENT:
            documents.add(assessment.target.document_id)
            continue
        if assessment.verdict == "missed" and isinstance(assessment.value, dict):
            states[str(assessment.value.get("id"))] = "decided"
            continue
        claim = finder.find(assessment.target)
        if claim is not None and states.get(claim.id) != "decided":
            states[claim.id] = "unsure" if assessment.verdict == "unsure" else "decided"
    pairs: dict[Pair, str] = {}
    for judgement in fold_decisions(judgements):
        sides = [finder.find(target, judged=True) for target in judgement.targets]
        ids = sorted(side.id for side in sides if side)
        if len(ids) == 2 and ids[0] != ids[1]:
            pairs[ids[0], ids[1]] = judgement.verdict
    signed = {one.signs: one.state for one in signatures}
    return Looked(states, pairs, frozenset(documents), signed)
