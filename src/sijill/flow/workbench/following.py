"""
What is made of a log, at hand: read whole once in a process, and then only what came since.

No request reads a whole log. Each line is held against the one before it, also where reading
goes on; a log that was put in the place of another is read anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol, TypeVar

from sijill.errors import ChainBroken
from sijill.flow.recording import RecordLayout
from sijill.model.custody import CHAIN_START
from sijill.store import Log
from sijill.store.appending import save_all
from sijill.store.chain import Line, follow_chain
from sijill.store.moment import begin_anew


class Taking(Protocol):
    """What is made of a log, line by line."""

    def add(self, line: Mapping[str, Any]) -> None:
        """Take in one line more."""


T = TypeVar("T", bound=Taking)


@dataclass(slots=True)
class _Read:
    """
    A log as far as it was read.

    Attributes:
        made: What was made of it.
        mark: Where the lines end that were read.
        number: How many they are.
        digest: Digest of the last.
    """

    made: Any
    mark: int = 0
    number: int = 0
    digest: str = CHAIN_START


@dataclass(slots=True)
class _Followed:
    """
    One log that is followed.

    Attributes:
        read: What was read of it last; ``None``: nothing yet.
        lock: Held by the one thread that reads on.
    """

    read: _Read | None = None
    lock: Lock = field(default_factory=Lock)


_FOLLOWED: dict[tuple[object, ...], _Followed] = {}


def follow(layout: RecordLayout, name: str, kind: type[T]) -> T:
    """
    Return what *kind* makes of one of a record's logs, as the log is now.

    Args:
        layout: The record.
        name: One of `chain.LOGS`.
        kind: Made without arguments, then given each line.

    Raises:
        ChainBroken: If the log is not whole.
    """
    key = (*_key_of(layout, name), kind)
    held, log = _FOLLOWED.setdefault(key, _Followed()), layout.log(name)
    with held.lock:
        end = log.find_mark()
        if held.read is not None and end < held.read.mark:
            begin_anew()  # another request has read on since this one asked
            end = log.find_mark()
        if held.read is None or end != held.read.mark:
            held.read = _read_on(held.read, log, end) or _take(_Read(kind()), log)
        made: T = held.read.made
        return made


def append(layout: RecordLayout, entries: Mapping[str, Sequence[Line]]) -> None:
    """
    Append to some logs at once, and let what is followed here take it in without reading it.

    Only who holds the record's lock may; see `appending.save_all` for what is raised.

    Args:
        layout: The record.
        entries: By the logs' names.
    """
    logs = {name: layout.log(name) for name in entries}
    saved = save_all([(log, entries[name]) for name, log in logs.items()])
    for (name, log), lines in zip(logs.items(), saved, strict=True):
        for key, held in tuple(_FOLLOWED.items()):
            if lines and key[:3] == _key_of(layout, name):
                _take_own(held, log, lines)


def _take_own(held: _Followed, log: Log, lines: Sequence[Line]) -> None:
    with held.lock:
        read = held.read
        if read is None or read.digest != lines[0]["previous"]:
            return  # it is behind, and reads on when it is asked
        for line in lines:
            read.made.add(line)
        read.number, read.digest = read.number + len(lines), lines[-1]["digest"]
        read.mark = log.find_mark()


def _key_of(layout: RecordLayout, name: str) -> tuple[object, ...]:
    return layout.folder.absolute(), layout.url, name


def _read_on(read: _Read | None, log: Log, end: int) -> _Read | None:
    """Take in what came since; ``None`` where what lies there does not follow what was read."""
    if read is None or end < read.mark:
        return None
    try:
        return _take(read, log)
    except ChainBroken:
        return None  # another log lies there now; if it is this one, reading it anew says so


def _take(read: _Read, log: Log) -> _Read:
    marks: list[int] = []

    def lines() -> Iterator[bytes]:
        for mark, line in log.stream_behind(read.mark):
            marks.append(mark)
            yield line

    for line in follow_chain(lines(), log.name, number=read.number, digest=read.digest):
        read.made.add(line)
        read.mark, read.digest = marks.pop(), line["digest"]
        read.number += 1
    return read
