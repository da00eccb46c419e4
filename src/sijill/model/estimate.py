"""
A number inferred, with its interval, its settings and its doubts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sijill.model.finite import need_finite
from sijill.model.privacy import Public


@dataclass(frozen=True, slots=True)
class Caveat:
    """
    A coded doubt that travels with a result.

    Attributes:
        term: Term of ``vocabulary/caveat.toml``.
        text: One sentence that says what it means here and what to do.
    """

    term: Public[str]
    text: Public[str]


@dataclass(frozen=True, slots=True)
class Estimate:
    """
    How many people the lists together imply.

    Attributes:
        method: Versioned name of the estimator.
        total: Point estimate, in persons; ``None``: refused.
        low: Lower end of the interval, in persons.
        high: Upper end of the interval, in persons.
        level: Coverage the interval aims at, in (0, 1).
        n_listed: People on at least one list.
        n_by_list: People on each list.
        settings_digest: Digest of the settings used.
        refused: Sentence that says why there is no number; ``None``: there is one.
        caveats: Doubts to read it with.
    """

    method: Public[str]
    total: Public[float | None]
    low: Public[float | None]
    high: Public[float | None]
    level: Public[float]
    n_listed: Public[int]
    n_by_list: Public[Mapping[str, int]] = field(default_factory=dict)
    settings_digest: Public[str] = ""
    refused: Public[str | None] = None
    caveats: Public[tuple[Caveat, ...]] = ()

    def __post_init__(self) -> None:
        need_finite(self, "total", "low", "high", "level")
