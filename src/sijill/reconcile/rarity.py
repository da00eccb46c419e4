"""
How much it tells that two texts share a phrase: little, where many incidents have it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

_SIZE = 1 << 24  # a phrase's hash has six hex digits
_MOST = 255
UNIT = 1000  # weight of a phrase that one incident alone has, in whole numbers
_WEIGHTS = tuple(2 * UNIT // (1 + max(1, count)) for count in range(_MOST + 1))


@dataclass(frozen=True, slots=True)
class Rarity:
    """
    In how many incidents each phrase stands, up to `_MOST`; sixteen MiB, however many.

    Attributes:
        counts: By the phrase's hash, as a number.
        changed: Of a copy: what it counts otherwise than these, which it shares.
    """

    counts: bytearray = field(default_factory=lambda: bytearray(_SIZE))
    changed: dict[int, int] | None = None

    def add_incident(self, phrases: Iterable[int]) -> None:
        """Count the phrases of one incident's reports, each once."""
        counts = self.counts
        for phrase in phrases:
            if self.changed is not None:
                self.shift(phrase, 1)
            elif counts[phrase] < _MOST:
                counts[phrase] += 1

    def shift(self, phrase: int, change: int) -> None:
        """Count *phrase* in so many more incidents; below nought: in fewer."""
        now = self._count(phrase)
        if now < _MOST:
            counts = self.counts if self.changed is None else self.changed
            counts[phrase] = min(_MOST, max(0, now + change))

    def _count(self, phrase: int) -> int:
        return (self.changed or {}).get(phrase, self.counts[phrase])

    def copy(self) -> Rarity:
        """Return the same counts, to be changed without changing these."""
        return Rarity(self.counts, dict(self.changed or {}))

    def weigh(self, phrases: Iterable[int]) -> int:
        """
        Return the weight of phrases together, `UNIT` for each that one incident alone has.

        Examples:
            >>> rarity = Rarity()
            >>> for _ in range(3): rarity.add_incident([10])
            >>> rarity.weigh([10]), rarity.weigh([11])
            (500, 1000)
        """
        if self.changed:
            return sum([_WEIGHTS[self._count(phrase)] for phrase in phrases])
        counts = self.counts
        return sum([_WEIGHTS[counts[phrase]] for phrase in phrases])
