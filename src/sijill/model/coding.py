"""
What one coder made of a document that two code, neither seeing the other's answers.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.assessment import Target
from sijill.model.privacy import Public, Restricted

CODED_FIELDS = ("stands", "violence", "when", "where", "killed", "injured")
MISSED = "missed"


@dataclass(frozen=True, slots=True)
class CodedAnswer:
    """
    One answer of a coder.

    Attributes:
        target: The claim's words; its field is one of `CODED_FIELDS`.
        value: ``yes`` or ``no`` (stands), a term, a day in ISO 8601, a place's name, or a
            number of persons; ``None``: the text does not say.
        place: The gazetteer's id of the place that a name means; ``None``: it is no name of a
            place, none is known of that name, or several.
    """

    target: Public[Target]
    value: Restricted[str | int | None] = None
    place: Restricted[str | None] = None

    def __post_init__(self) -> None:
        if self.target.field not in CODED_FIELDS:
            raise ModelError(f"a coded field is one of {', '.join(CODED_FIELDS)}.")


@dataclass(frozen=True, slots=True)
class Coding:
    """
    All answers of one coder about one document; a line of the log of decisions.

    It changes no record. What both coders answer alike, and what a reviewer chooses where they
    differ, are decisions of their own.

    Attributes:
        id: Digest of the decision (`ids.decision_id`).
        at: Instant in UTC, ISO 8601.
        by: Who coded.
        document_id: The document.
        answers: One for each claim and field.
        missed: How many claims the text makes that are not among those shown.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    document_id: Public[str]
    answers: Restricted[tuple[CodedAnswer, ...]]
    missed: Restricted[int] = 0

    def __post_init__(self) -> None:
        if self.missed < 0:
            raise ModelError("the number of missed claims is 0 or more.")
