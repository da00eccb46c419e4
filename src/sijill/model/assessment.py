"""
What a reviewer decided, about what, and why: appended, never overwritten.

A decision names its target by document, field and words, so that it outlives every
better extractor. A *judgement* says whether two claims speak of one incident; an
*assessment* says that a claim, or a field of it, is right, wrong, or something else.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.privacy import Public, Restricted

JUDGEMENTS = ("same", "not_same", "unsure")
DOCUMENT = "document"
ASSESSMENTS = ("accept", "misreading", "correct", "unsure", "missed")


@dataclass(frozen=True, slots=True)
class Target:
    """
    What a decision is about.

    Attributes:
        document_id: Id of the reading (a document's digest, and the row in a table).
        start: First code point of the words.
        end: First code point after them.
        field: Path in the claim (``where``, ``harms.killed.count``); ``claim`` for all of it;
            `DOCUMENT` for the document as a whole, whose words are none.
    """

    document_id: Public[str]
    start: Public[int]
    end: Public[int]
    field: Public[str] = "claim"


@dataclass(frozen=True, slots=True)
class Judgement:
    """
    Whether two claims speak of one incident.

    Attributes:
        id: Digest of the decision (`ids.decision_id`).
        at: Instant in UTC, ISO 8601.
        by: Who decided.
        why: The reason.
        verdict: One of `JUDGEMENTS`.
        targets: The two claims.
        replaces: Id of the decision that this one takes back.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    why: Restricted[str]
    verdict: Public[str]
    targets: Public[tuple[Target, Target]]
    replaces: Public[str | None] = None

    def __post_init__(self) -> None:
        if self.verdict not in JUDGEMENTS:
            raise ModelError(f"a judgement's verdict is one of {', '.join(JUDGEMENTS)}.")


@dataclass(frozen=True, slots=True)
class Assessment:
    """
    Whether a claim, or a field of it, is right.

    Attributes:
        id: Digest of the decision (`ids.decision_id`).
        at: Instant in UTC, ISO 8601.
        by: Who decided.
        why: The reason.
        verdict: One of `ASSESSMENTS`.
        target: The claim or field.
        value: The right value, in the field's JSON form, for ``correct``; a whole claim's
            JSON form for ``missed``.
        replaces: Id of the decision that this one takes back.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    why: Restricted[str]
    verdict: Public[str]
    target: Public[Target]
    value: Restricted[object] = None
    replaces: Public[str | None] = None

    def __post_init__(self) -> None:
        if self.verdict not in ASSESSMENTS:
            raise ModelError(f"an assessment's verdict is one of {', '.join(ASSESSMENTS)}.")


Decision = Judgement | Assessment
