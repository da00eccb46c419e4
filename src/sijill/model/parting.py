"""
That two decisions about one thing were made apart, in copies that had not met.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.ids import digest_words
from sijill.model.privacy import Public, Restricted

PARTING_BY = "sijill merge"


@dataclass(frozen=True, slots=True)
class Parting:
    """
    A line of the log of decisions that `sijill merge` writes beside two decisions.

    Whoever made one of them had not seen the other, so that neither takes the other's place.
    The line says nothing but that, and is the same on every machine that joins the two.

    Attributes:
        id: Digest of the two ids.
        at: When the later of the two was made, in UTC, ISO 8601.
        by: `PARTING_BY`.
        apart: Ids of the two decisions, sorted.
    """

    id: Public[str]
    at: Public[str]
    by: Restricted[str]
    apart: Public[tuple[str, str]]


def make_parting(left: tuple[str, str], right: tuple[str, str]) -> Parting:
    """
    Return the line about two decisions, each given by its instant and its id.

    Examples:
        >>> one = make_parting(("2024-01-02T09:00:00Z", "r-2"), ("2024-01-01T09:00:00Z", "r-1"))
        >>> one.apart, one.at
        (('r-1', 'r-2'), '2024-01-02T09:00:00Z')
    """
    first, second = sorted((left[1], right[1]))
    at = max(left[0], right[0])
    return Parting("r-" + digest_words("apart", first, second), at, PARTING_BY, (first, second))
