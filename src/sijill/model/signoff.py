"""
That a second person holds what others decided to be right: appended, never overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.privacy import Public, Restricted

RELEASE = "release"


@dataclass(frozen=True, slots=True)
class SignOff:
    """
    A person's signature under one state of an incident, or of what is to be released.

    It stands for that state alone: what changes afterwards is no longer signed.

    Attributes:
        id: Digest of the decision (`ids.decision_id`).
        at: Instant in UTC, ISO 8601.
        by: Who signs; not who decided last.
        why: What was looked at.
        signs: Id of the incident; `RELEASE` for all that a release would hold.
        state: Digest of what was signed.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    why: Restricted[str]
    signs: Public[str]
    state: Public[str]

    def __post_init__(self) -> None:
        if not self.signs or not self.state:
            raise ModelError("a sign-off names what it signs, and the digest of its state.")
