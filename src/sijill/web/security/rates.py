"""
How many requests one session or one address may make in a minute.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from math import ceil

from starlette.concurrency import run_in_threadpool

Take = Callable[[str, int, int, int], int]
_MOST_KNOWN = 20_000  # of sessions and addresses; the one seen longest ago is forgotten
_ADDRESS_FACTOR = 4  # an office behind one address has several people
_PARTS = 20  # in which a minute's requests are taken, so that few of them ask the desk
_MOST_AT_ONCE = 100  # so that a process that takes and asks for little leaves enough to others


class Rates:
    """
    What is left of a minute's requests, for each session and address.

    All processes of a server take from one count, which the desk keeps; each takes some at
    once, and asks again when they are spent.

    Examples:
        >>> import asyncio
        >>> from concurrent.futures import ThreadPoolExecutor
        >>> left = [3]
        >>> def take(key: str, minute: int, n: int, most: int) -> int:
        ...     left[0] -= 1
        ...     return 1 if left[0] >= 0 else 0
        >>> rates = Rates(20, take, clock=lambda: 50.0)
        >>> async def ask() -> list[int]:
        ...     return [await rates.wait_for("a", None) for _ in range(4)]
        >>> with ThreadPoolExecutor(1) as thread:  # whose loop is its own
        ...     thread.submit(asyncio.run, ask()).result()
        [0, 0, 0, 10]
    """

    def __init__(
        self, requests_minute: int, take: Take, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._most = requests_minute
        self._take = take
        self._clock = clock
        self._known: OrderedDict[str, tuple[int, int]] = OrderedDict()

    async def wait_for(self, session: str | None, address: str | None) -> int:
        """Count a request; return the seconds to wait first, 0 if it may go on."""
        asked = ((session, "session", 1), (address, "address", _ADDRESS_FACTOR))
        for value, kind, factor in asked:
            if value is not None and not await self._spend(
                _key(kind, value), self._most * factor
            ):
                return max(1, ceil(60 - self._clock() % 60))
        return 0

    async def _spend(self, key: str, most: int) -> bool:
        minute = int(self._clock() // 60)
        known, left = self._known.pop(key, (minute, 0))
        if known != minute or not left:
            n = min(max(1, most // _PARTS), _MOST_AT_ONCE)
            taken = await run_in_threadpool(self._take, key, minute, n, most)
            known, left = self._known.pop(key, (minute, 0))  # others may have taken meanwhile
            left = taken + (left if known == minute else 0)
        self._known[key] = (minute, max(0, left - 1))
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return left > 0


def _key(kind: str, value: str) -> str:
    """Return a digest, so that no cookie stands in memory or on the desk."""
    return blake2b(f"{kind}:{value}".encode("utf-8", "replace"), digest_size=12).hexdigest()
