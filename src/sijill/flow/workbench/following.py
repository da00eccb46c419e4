"""
What is made of a log, at hand: read whole once in a process, and then only what came since.

No request reads a whole log. Each line is held against the one before it, also where reading
goes on; a log that was put in the place of another is read anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol, TypeVar

from sijill.errors import ChainBroken
from sijill.flow.recording import RecordLayout
from sijill.model.custody import CHAIN_START
from sijill.store import Log
from sijill.store.chain import follow_chain


class Taking(Protocol):
    """What is made of a log, line by line."""

    def add(self, line: Mapping[str, Any]) -> None:
        """Take in one line more."""


T = TypeVar("T", bound=Taking)


@dataclass(slots=True)
class _Followed:
    """
    One log as far as it was read.

    Attributes:
        made: What was made of it.
        mark: Where the lines end that were read.
        number: How many they are.
        digest: Digest of the last.
        lock: Held by the one thread that reads on.
    """

    made: Any = None
    mark: int = 0
    number: int = 0
    digest: str = CHAIN_START
    lock: Lock = field(default_factory=Lock)


_FOLLOWED: dict[tuple[object, ...], _Followed] = {}


def follow(layout: RecordLayout, name: str, kind: type[T]) -> T:
    """
    Return what *kind* makes of one of a record's logs, as the log is now.

    Args:
        layout: The record.
        name: One of `recording.LOGS`.
        kind: Made without arguments, then given each line.

    Raises:
        ChainBroken: If the log is not whole.
    """
    key = (layout.folder.absolute(), layout.url, name, kind)
    held, log = _FOLLOWED.setdefault(key, _Followed()), layout.log(name)
    with held.lock:
        end = log.find_mark()
        if held.made is None or end != held.mark:
            _read_on(held, log, kind, end)
        made: T = held.made
        return made


def _read_on(held: _Followed, log: Log, kind: type[Taking], end: int) -> None:
    if held.made is not None and end > held.mark:
        try:
            return _take(held, log)
        except ChainBroken:
            pass  # another log lies there now; if it is this one, the next lines say so
    held.made, held.mark, held.number, held.digest = kind(), 0, 0, CHAIN_START
    try:
        _take(held, log)
    except BaseException:
        held.made = None  # half of a log is none
        raise


def _take(held: _Followed, log: Log) -> None:
    marks: list[int] = []

    def lines() -> Iterator[bytes]:
        for mark, line in log.stream_behind(held.mark):
            marks.append(mark)
            yield line

    chain = follow_chain(lines(), log.name, number=held.number, digest=held.digest)
    for line in chain:
        held.made.add(line)
        held.mark, held.digest = marks.pop(), line["digest"]
        held.number += 1
