"""
A change of a record's own vocabulary, decided by a person: appended, never overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.privacy import Public, Restricted

VOCABULARIES = ("actors", "sources")
CHANGES = ("add", "merge")


@dataclass(frozen=True, slots=True)
class VocabularyChange:
    """
    What a person added to a record's vocabulary, or merged in it.

    Attributes:
        id: Digest of the decision (`ids.decision_id`).
        at: Instant in UTC, ISO 8601.
        by: Who decided.
        why: The reason.
        vocabulary: ``actors`` or ``sources``.
        change: ``add`` (a new term, or names and facts for a known one) or ``merge`` (two
            terms are one).
        term: The term that is added, or that goes into another.
        value: For ``add``: the term's JSON form, only what is new of a known one.
        into: For ``merge``: the term that stays.

    Raises:
        ModelError: If the vocabulary or the change is none of those, or a merge says not into
            which other term.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    why: Restricted[str]
    vocabulary: Public[str]
    change: Public[str]
    term: Public[str]
    value: Restricted[object] = None
    into: Public[str | None] = None

    def __post_init__(self) -> None:
        if self.vocabulary not in VOCABULARIES or self.change not in CHANGES:
            raise ModelError(
                f"a change is one of {', '.join(CHANGES)}, of one of {', '.join(VOCABULARIES)}."
            )
        if self.change == "merge" and self.into in (None, self.term):
            raise ModelError(f"{self.term} is merged into another term; name one.")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """
    That an earlier decision is taken back; the earlier line stays in the log.

    Attributes:
        id: Digest of the decision (`ids.decision_id`).
        at: Instant in UTC, ISO 8601.
        by: Who decided.
        why: The reason.
        withdraws: Id of the decision that is taken back: a judgement, an assessment, a change
            of a vocabulary, or another withdrawal.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    why: Restricted[str]
    withdraws: Public[str]
