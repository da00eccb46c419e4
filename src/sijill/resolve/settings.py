"""
What can be set about resolving.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of `resolve`.

    Attributes:
        near_km: What "near X" and "outskirts of X" add to a place's uncertainty, in km.
        vague_share: Share of an area's radius by which "northern X" may miss, in [0, 1].
        namesake_margin: Points by which the best namesake must lead the second before the
            choice carries no caveat.
        ambiguous_margin: Points below which nothing decides and the place stays unresolved.
        least_score: Points that a candidate needs to be taken at all.
        countries: ISO 3166-1 alpha-2 codes of the countries that the record is about; their
            places are preferred among namesakes. Empty: no country is.
    """

    near_km: float = 10.0
    vague_share: float = 1.0
    namesake_margin: float = 1.5
    ambiguous_margin: float = 0.1
    least_score: float = 0.0
    countries: tuple[str, ...] = ()
