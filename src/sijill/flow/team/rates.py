"""
Requests of one session or address in a minute, counted for all processes of a server together.
"""

from __future__ import annotations

from sijill.model.account import Rate
from sijill.store import Desk

_TRIES = 20  # of changing one counter that others change too


def take_requests(desk: Desk, key: str, minute: int, n: int, most: int) -> int:
    """
    Take up to *n* of the requests that a session or address may still make in a minute.

    Args:
        desk: The desk.
        key: Digest of the session or the address.
        minute: The minute, counted since 1970.
        n: How many are wanted at once.
        most: How many it may make in a minute.

    Returns:
        How many were taken; 0: there are none left.
    """
    for _ in range(_TRIES):
        known = desk.find(Rate, key=key)
        if known is None:
            desk.drop(Rate, below={"minute": minute - 1})
            if desk.add(Rate(key, minute, min(n, most))):
                return min(n, most)
            continue
        so_far = known.taken if known.minute == minute else 0
        given = min(n, most - so_far)
        if given <= 0:
            return 0
        was = {"key": key, "minute": known.minute, "taken": known.taken}
        if desk.change(Rate, was, minute=minute, taken=so_far + given):
            return given
    return 0
