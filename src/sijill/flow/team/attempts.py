"""
How often somebody may try a password or a code: the more failures, the longer the wait.

Tries are counted for one name from one address, for the address, and for the name; the last
bound is the widest and its wait the shortest, so that nobody can lock another person out.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.flow.clock import later, seconds_of
from sijill.flow.team.secrecy import digest_secret
from sijill.model.account import Attempts
from sijill.store import Desk

_TRIES = 20  # of changing one counter that others change too


@dataclass(frozen=True, slots=True)
class _Bound:
    free: int
    longest_s: int


_BOUNDS = {
    "both": _Bound(free=5, longest_s=900),
    "address": _Bound(free=20, longest_s=900),
    "name": _Bound(free=30, longest_s=60),
}
_FORGET_HOURS = 24


def begin_attempt(desk: Desk, name: str, address: str, *, at: str) -> int:
    """
    Count a try before it is made, so that many at once are counted too.

    Args:
        desk: The desk.
        name: The name that was typed, folded, whether there is such an account or not.
        address: Where it comes from.
        at: Instant in UTC, ISO 8601.

    Returns:
        Seconds to wait first; 0: the try may be made.
    """
    desk.drop(Attempts, below={"last_at": later(at, hours=-_FORGET_HOURS)})
    keys = _keys(name, address)
    waits = [_wait(desk, key, at) for key in keys.values()]
    if any(waits):
        return max(waits)
    return max(_count(desk, key, _BOUNDS[kind], at) for kind, key in keys.items())


def end_attempt(desk: Desk, name: str, address: str, *, tries: int = 1) -> None:
    """
    Forget the failures for a name and address that got in.

    The address keeps its failures, and is given back the tries that got somebody in: a whole
    office may come from one.

    Args:
        desk: The desk.
        name: The name that was typed, folded.
        address: Where it came from.
        tries: How many tries it took that did not fail.
    """
    keys = _keys(name, address)
    desk.drop(Attempts, key={keys["both"], keys["name"]})
    for _ in range(_TRIES):
        known = desk.find(Attempts, key=keys["address"])
        if known is None:
            return
        failures = max(0, known.failures - tries)
        free_at = _free_at(failures, _BOUNDS["address"], known.last_at)
        was = {"key": known.key, "failures": known.failures}
        if desk.change(Attempts, was, failures=failures, free_at=free_at):
            return


def _keys(name: str, address: str) -> dict[str, str]:
    return {
        "both": digest_secret(f"both:{name}\n{address}"),
        "address": digest_secret(f"address:{address}"),
        "name": digest_secret(f"name:{name}"),
    }


def _wait(desk: Desk, key: str, at: str) -> int:
    known = desk.find(Attempts, key=key)
    return max(0, seconds_of(known.free_at) - seconds_of(at)) if known else 0


def _count(desk: Desk, key: str, bound: _Bound, at: str) -> int:
    for _ in range(_TRIES):
        known = desk.find(Attempts, key=key)
        if known is None:
            if desk.add(Attempts(key, 1, at, at)):
                return 0
            continue
        if known.free_at > at:
            return _wait(desk, key, at)
        failures = known.failures + 1
        free_at = _free_at(failures, bound, at)
        was = {"key": key, "failures": known.failures}
        if desk.change(Attempts, was, failures=failures, last_at=at, free_at=free_at):
            return 0
    return 1


def _free_at(failures: int, bound: _Bound, at: str) -> str:
    over = min(failures - bound.free, bound.longest_s)
    return later(at, seconds=min(2**over, bound.longest_s) if over > 0 else 0)
