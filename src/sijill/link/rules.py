"""
Which claims may never stand together, whatever their weights say.
"""

from __future__ import annotations

from sijill.link.profile import Profile
from sijill.model.rowclaims import document_of


def may_join(left: Profile, right: Profile) -> bool:
    """
    Say whether two claims may speak of one incident.

    Claims of one document are different acts, unless one denies what the other says; an
    excluded act never joins a counted one; what is planned or supposed joins nothing. Two
    rows of one dataset are two acts, as two claims of one report are.
    """
    if left.counted != right.counted or not (left.founding and right.founding):
        return False
    if document_of(left.claim) != document_of(right.claim):
        return True
    return (left.claim.modality == "denied") != (right.claim.modality == "denied")
