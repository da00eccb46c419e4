"""
Claims that are held to speak of one incident.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.finite import need_finite
from sijill.model.privacy import Public


@dataclass(frozen=True, slots=True)
class Link:
    """
    Two claims and how probably they speak of one incident.

    Attributes:
        claims: The two claims' ids, sorted.
        p_same: Probability in [0, 1].
    """

    claims: Public[tuple[str, str]]
    p_same: Public[float]

    def __post_init__(self) -> None:
        need_finite(self, "p_same")


@dataclass(frozen=True, slots=True)
class Cluster:
    """
    Claims that are held to speak of one incident.

    Attributes:
        id: Digest of its claims (`ids.cluster_id`).
        claims: Ids, sorted; at least one.
        p_same: Probability that they are one incident, in [0, 1]; 1 for a single claim.
        weakest: The pair inside it that holds least; ``None`` for a single claim.
    """

    id: Public[str]
    claims: Public[tuple[str, ...]]
    p_same: Public[float] = 1.0
    weakest: Public[Link | None] = None

    def __post_init__(self) -> None:
        need_finite(self, "p_same")
        if not self.claims or list(self.claims) != sorted(set(self.claims)):
            raise ModelError(f"cluster {self.id} needs claims, sorted, each once.")
