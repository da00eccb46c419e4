"""
Whose word a claim is: the party that speaks, or the source, as the vocabulary knows them.

A party repeated by its own media is one voice. Linking and reconciling ask here, and read
nothing of the vocabularies themselves.
"""

from __future__ import annotations

from sijill.model.claim import Claim


def voice_of(claim: Claim) -> str | None:
    """
    Return the party or the source whose word *claim* is; ``None``: the vocabulary knows none.

    Examples:
        >>> from sijill.model import Attribution, Reported, Span
        >>> told = Claim("c", "d", "x.v1", (Span(0, 2, "It"),), "shelling",
        ...              reported=Reported(by="Example Agency", party="government_sy"))
        >>> voice_of(told)
        'party:government_sy'
    """
    said = claim.attribution
    party, source = (
        (said.party, said.source_id)
        if said
        else (claim.reported.party, claim.reported.source_id)
    )
    if party:
        return f"party:{party}"
    return f"source:{source}" if source else None


def party_of(claim: Claim) -> str | None:
    """Return the party whose word *claim* is: the named origin's, else the document's own."""
    return claim.attribution.party if claim.attribution else claim.reported.party


def wording_party(claim: Claim) -> str | None:
    """Return the party whose wording *claim* is: the origin's, else the document's own."""
    return party_of(claim) or claim.reported.party
