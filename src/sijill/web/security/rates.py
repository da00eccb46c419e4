"""
How many requests one session or one address may make in a minute.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from math import ceil

_MOST_KNOWN = 20_000  # of sessions and addresses; the one seen longest ago is forgotten
_ADDRESS_FACTOR = 4  # an office behind one address has several people


class Rates:
    """
    A bucket for each session or address, which fills with time and empties with requests.

    Examples:
        >>> now = [0.0]
        >>> rates = Rates(60, clock=lambda: now[0])
        >>> [rates.wait_for("a", "x") for _ in range(61)][-2:]
        [0, 1]
        >>> now[0] = 1.0
        >>> rates.wait_for("a", "x")
        0
    """

    def __init__(
        self, requests_minute: int, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = requests_minute
        self._clock = clock
        self._known: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def wait_for(self, session: str, address: str) -> int:
        """Count a request; return the seconds to wait first, 0 if it may go on."""
        return max(
            self._take(_key("session", session), self._most),
            self._take(_key("address", address), self._most * _ADDRESS_FACTOR),
        )

    def _take(self, key: bytes, most: int) -> int:
        now = self._clock()
        left, at = self._known.pop(key, (float(most), now))
        left = min(float(most), left + (now - at) * most / 60)
        allowed = left >= 1
        self._known[key] = (left - 1 if allowed else left, now)
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return 0 if allowed else ceil((1 - left) * 60 / most)


def _key(kind: str, value: str) -> bytes:
    """Return a digest, so that no cookie stands in memory longer than its request."""
    return blake2b(f"{kind}:{value}".encode("utf-8", "replace"), digest_size=12).digest()
