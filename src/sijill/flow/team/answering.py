"""
A write that is sent again is not done again: it gets the answer that it got the first time.

A row is kept before the work, under the key that came with the write, and the answer after it.
The desk's database decides who was first, whichever process of the server is asked. Where a
process died in between, nobody knows whether the work was done: that is what whoever asks again
is told, and nothing is done twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sijill.errors import KeyUsed, WriteUnderWay, WriteUnfinished
from sijill.flow.clock import later, now_utc
from sijill.flow.team.bench import Workbench
from sijill.flow.team.secrecy import digest_secret
from sijill.model.person import Person
from sijill.model.working import Answer
from sijill.store import Desk

KEPT_HOURS = 24
_LONGEST_S = 120  # that a write takes, nearly always; after it, its process has died
_UNDER_WAY = 0
_HOUR = len("2026-11-28T12")
_DROPPED: WeakKeyDictionary[Desk, str] = WeakKeyDictionary()  # the hour of it, by desk


@dataclass(frozen=True, slots=True)
class Kept:
    """
    What a write was answered the first time.

    Attributes:
        status: The answer's status.
        body: The answer.
    """

    status: int
    body: str


def begin_write(
    bench: Workbench, person: Person, key: str, request: str, *, at: str | None = None
) -> Kept | None:
    """
    Keep that a write with a key has begun.

    Args:
        bench: The workbench.
        person: Whose write; two people's keys have nothing to do with one another.
        key: The key that came with it.
        request: Digest of what was asked.
        at: Instant; now if not said.

    Returns:
        ``None``: it is the first with this key, and may be done; else what that was answered.

    Raises:
        KeyUsed: If the key came with another write before.
        WriteUnderWay: If the first is not done yet.
        WriteUnfinished: If the first was begun long ago and has no answer.
    """
    at = at or now_utc()
    oldest = later(at, hours=-KEPT_HOURS)
    _drop_old(bench.desk, at, oldest)
    row = Answer(digest_secret(key), person.id, request, _UNDER_WAY, "", at)
    own = {"key": row.key, "account_id": row.account_id}
    new = {"request": request, "status": _UNDER_WAY, "body": "", "at": at}
    if bench.desk.add(row) or bench.desk.change(Answer, own, below={"at": oldest}, **new):
        return None
    known = bench.desk.find(Answer, **own)
    if known is None:  # the first was refused just now, and its row taken away
        raise WriteUnderWay
    if known.request != request:
        raise KeyUsed
    body = bench.sealer.open(known.body, _place(row)) if known.status else None
    if body is not None:
        return Kept(known.status, body)
    if not known.status and later(known.at, seconds=_LONGEST_S) > at:
        raise WriteUnderWay
    raise WriteUnfinished


def _drop_old(desk: Desk, at: str, oldest: str) -> None:
    """Drop the answers of before *oldest*, once in each hour of each process."""
    if _DROPPED.get(desk) != (hour := at[:_HOUR]):
        desk.drop(Answer, below={"at": oldest})
        _DROPPED[desk] = hour


def keep_answer(bench: Workbench, person: Person, key: str, kept: Kept) -> None:
    """Keep what a write was answered, for whoever sends it again within a day."""
    row = {"key": digest_secret(key), "account_id": person.id}
    body = bench.sealer.seal(kept.body, f"answer {row['key']} of {person.id}")
    bench.desk.change(Answer, row, status=kept.status, body=body)


def forget_write(bench: Workbench, person: Person, key: str) -> None:
    """Set a key free again: its write was refused, and nothing was done."""
    bench.desk.drop(Answer, key=digest_secret(key), account_id=person.id, status=_UNDER_WAY)


def _place(row: Answer) -> str:
    return f"answer {row.key} of {row.account_id}"
