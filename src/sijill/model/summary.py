"""
A sum that a source gives over several incidents, held against the incidents themselves.

"Forty people died over three days in a dozen villages" is never added to the incidents
that it sums up; it is compared with them.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.daterange import DateRange
from sijill.model.incident import HarmRange
from sijill.model.place import Place
from sijill.model.privacy import Public


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    One kind of harm of a summary beside the incidents' sum.

    Attributes:
        kind: Kind of harm.
        status: Status of those harmed.
        low: Lower bound, in persons; ``None``: unknown.
        high: Upper bound, in persons; ``None``: none stated.
    """

    kind: Public[str]
    status: Public[str]
    low: Public[int | None]
    high: Public[int | None]


@dataclass(frozen=True, slots=True)
class Summary:
    """
    An aggregate or cumulative claim, compared with the incidents inside it.

    Attributes:
        id: Digest of the claim's id.
        claim: The claim's id.
        window: The days it sums over; ``None``: not said.
        area: The area it sums over; ``None``: not said.
        harms: What it claims.
        accounted: What the incidents inside it support, kind by kind.
        remainder: What no incident explains.
        contradicted: Where the incidents exceed the sum.
        incidents: Ids of the incidents inside window, area, act and status, sorted; of very
            many those with most people killed.
        possible: Ids of those that may lie inside, likewise: they open the top of *accounted*.
        inside: How many lie inside.
        perhaps: How many may.
        areas: The areas it sums over, where it names several alike.
    """

    id: Public[str]
    claim: Public[str]
    window: Public[DateRange | None] = None
    area: Public[Place | None] = None
    harms: Public[tuple[HarmRange, ...]] = ()
    accounted: Public[tuple[Comparison, ...]] = ()
    remainder: Public[tuple[Comparison, ...]] = ()
    contradicted: Public[tuple[Comparison, ...]] = ()
    incidents: Public[tuple[str, ...]] = ()
    possible: Public[tuple[str, ...]] = ()
    inside: Public[int] = 0
    perhaps: Public[int] = 0
    areas: Public[tuple[Place, ...]] = ()
