"""
Which claims may never stand together, whatever their weights say.
"""

from __future__ import annotations

from sijill.link.profile import Profile


def may_join(left: Profile, right: Profile) -> bool:
    """
    Say whether two claims may speak of one incident.

    Claims of one document are different acts, unless one denies what the other says; an
    excluded act never joins a counted one; what is planned or supposed joins nothing.
    """
    if left.counted != right.counted or not (left.founding and right.founding):
        return False
    if left.claim.document_id != right.claim.document_id:
        return True
    return (left.claim.modality == "denied") != (right.claim.modality == "denied")
