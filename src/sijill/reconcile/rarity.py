"""
How much it tells that two texts share a phrase: little, where many incidents have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

_SIZE = 1 << 24  # a phrase's hash has six hex digits
_MOST = 255


@dataclass(frozen=True, slots=True)
class Rarity:
    """
    In how many incidents each phrase stands, up to `_MOST`; sixteen MiB, however many.

    Attributes:
        counts: By the phrase's hash.
    """

    counts: bytearray = field(default_factory=lambda: bytearray(_SIZE))

    def add_incident(self, phrases: Iterable[str]) -> None:
        """Count the phrases of one incident's reports, each once."""
        counts = self.counts
        for phrase in phrases:
            at = int(phrase, 16)
            if counts[at] < _MOST:
                counts[at] += 1

    def weigh(self, phrase: str) -> float:
        """
        Return the weight of a phrase, in (0, 1]: 1 where one incident alone has it.

        Examples:
            >>> rarity = Rarity()
            >>> for _ in range(3): rarity.add_incident(["00000a"])
            >>> rarity.weigh("00000a"), rarity.weigh("00000b")
            (0.5, 1.0)
        """
        return 2.0 / (1.0 + max(1, self.counts[int(phrase, 16)]))
