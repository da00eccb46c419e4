"""
An append-only log in a file: one JSON object a line, each chained to the line before.

A line is whole when it ends. A kill can leave a part of a last line; the next writer moves
it aside into ``<log>.torn`` and goes on, so that nothing is lost without a trace.

The chain is read whole once in a process. Then each append reads what other processes
appended meanwhile, and no more, as long as the file shows no other change.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import StoreError
from sijill.model.custody import CHAIN_START
from sijill.store.chain import (
    Line,
    Log,
    chain_entries,
    digest_entry,
    follow_chain,
    is_line,
    write_line,
)
from sijill.store.vault import describe, sync_folder

__all__ = ["AppendLog", "Line", "digest_entry"]
_Stamp = tuple[int, ...]
_BLOCK = 65_536  # bytes read at once, from the end


@dataclass(frozen=True, slots=True)
class _End:
    """
    Where a log ended when it was last read to its end.

    Attributes:
        stamp: The file's device, number, size and times then.
        last: Where its last line begins, in bytes.
        size: Where it ends, in bytes.
        number: How many lines it has.
        digest: Digest of the last.
    """

    stamp: _Stamp
    last: int = 0
    size: int = 0
    number: int = 0
    digest: str = CHAIN_START

    @property
    def is_whole(self) -> bool:
        """Say whether the file ended there, and not with a part of a line."""
        return self.stamp[2:3] == (self.size,)


_NOTHING = _End(())
_ENDS: dict[Path, _End] = {}  # of this process, by file; a hint that is checked on each use


class AppendLog:
    """
    One log. Reading may go on while another process writes; writing needs the record's lock.

    Attributes:
        path: The log's file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    def save_entries(self, entries: Iterable[Line]) -> tuple[Line, ...]:
        """
        Append entries, each with its ``previous`` and ``digest``, and force them to disk.

        An entry that has a ``number`` gets the number of its line.

        Raises:
            ChainBroken: If the log that is there is not whole.
            StoreError: If the disk does not take them. What was appended is taken back.
        """
        end = self._find_end()
        chained = chain_entries(entries, end.number, end.digest)
        if chained:
            lines = [
                f"{write_line(line)}\n".encode("utf-8", "surrogatepass") for line in chained
            ]
            stamp = self._append(b"".join(lines))
            size = end.size + sum(map(len, lines))
            number = end.number + len(lines)
            last = size - len(lines[-1])
            _ENDS[self.path.absolute()] = _End(stamp, last, size, number, chained[-1]["digest"])
        return chained

    def copy_lines(self, log: Log) -> int:
        """
        Write the lines of another log, as they are, to this one, which is empty.

        Returns:
            How many lines there were.

        Raises:
            ChainBroken: If the other log is not whole.
            StoreError: If the disk does not take them.
        """
        number = 0
        try:
            with self.path.open("xb") as out:
                for entry in log.stream_entries():
                    out.write(f"{write_line(entry)}\n".encode("utf-8", "surrogatepass"))
                    number += 1
                out.flush()
                os.fsync(out.fileno())
        except OSError as why:
            raise _not_kept(self.path, why) from why
        return number

    def stream_entries(self) -> Iterator[Line]:
        """
        Yield the whole lines, oldest first; a part of a last line is passed over.

        Raises:
            ChainBroken: At the first line that does not follow from the one before.
        """
        yield from follow_chain(self.stream_lines(), self.name)

    def stream_lines(self, start: int = 0) -> Iterator[bytes]:
        """
        Yield the whole lines as they are kept, from byte *start*, unchecked.

        Raises:
            StoreError: If the file cannot be read.
        """
        try:
            with self.path.open("rb") as lines:
                lines.seek(start)
                yield from (line for line in lines if line.endswith(b"\n"))
        except FileNotFoundError:
            return
        except OSError as why:
            raise StoreError(
                f"{self.name} cannot be read: {describe(why)}. Allow reading it."
            ) from why

    def find_mark(self) -> int:
        """Return where the file ends, in bytes; a part of a last line counts."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0

    def stream_behind(self, mark: int) -> Iterator[tuple[int, bytes]]:
        """Yield the whole lines from byte *mark*, unchecked, each with where it ends."""
        for line in self.stream_lines(mark):
            mark += len(line)
            yield mark, line

    def mend_end(self) -> bool:
        """Move a part of a last line aside; say whether there was one."""
        try:
            with self.path.open("rb") as log:
                part = _last_part(log.fileno())
        except FileNotFoundError:
            return False
        if not part:
            return False
        torn = self.path.with_name(self.path.name + ".torn")
        try:
            _write_end(torn, part + b"\n")
            with self.path.open("r+b") as log:
                log.truncate(os.fstat(log.fileno()).st_size - len(part))
                os.fsync(log.fileno())
        except OSError as why:
            raise _not_kept(self.path, why) from why
        return True

    def read_ahead(self) -> None:
        """Read what a writer of this process would have to read first; needs no lock."""
        self._read_on(_ENDS.get(self.path.absolute(), _NOTHING))

    def _find_end(self) -> _End:
        """Return where the log ends, with every line read that this process has not read."""
        known = _ENDS.get(self.path.absolute(), _NOTHING)
        if known.is_whole and known.stamp == _stamp_of(self.path):
            return known
        self.mend_end()
        return self._read_on(known)

    def _read_on(self, known: _End) -> _End:
        stamp = _stamp_of(self.path)
        end = known if self._goes_on(known, stamp) else _NOTHING
        size, last = end.size, end.last
        number, digest = end.number, end.digest
        lines = list(self.stream_lines(size))
        for entry in follow_chain(lines, self.name, number=number, digest=digest):
            digest = entry["digest"]
        if lines:
            size += sum(map(len, lines))
            last, number = size - len(lines[-1]), number + len(lines)
        end = _ENDS[self.path.absolute()] = _End(stamp, last, size, number, digest)
        return end

    def _goes_on(self, known: _End, stamp: _Stamp) -> bool:
        """Say whether the file is the known one and longer: its last known line is in place."""
        if not known.number or stamp[:2] != known.stamp[:2] or stamp[2] <= known.size:
            return False
        return is_line(next(self.stream_lines(known.last), b""), known.digest)

    def _append(self, data: bytes) -> _Stamp:
        fresh = not self.path.exists()
        size = 0 if fresh else self.path.stat().st_size
        try:
            stamp = _write_end(self.path, data)
            if fresh:
                sync_folder(self.path.parent)
        except OSError as why:
            if self.path.exists():
                os.truncate(self.path, size)
            raise _not_kept(self.path, why) from why
        return stamp


def _stamp_of(path: Path) -> _Stamp:
    try:
        return _read_stamp(path.stat())
    except OSError:
        return ()


def _read_stamp(found: os.stat_result) -> _Stamp:
    return (
        found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns,
    )  # fmt: skip


def _last_part(handle: int) -> bytes:
    """Return what stands behind the last end of a line, read from the file's end."""
    end = os.fstat(handle).st_size
    part = b""
    while end:
        start = max(0, end - _BLOCK)
        os.lseek(handle, start, os.SEEK_SET)
        block = os.read(handle, end - start)
        kept = block.rfind(b"\n") + 1
        part = block[kept:] + part
        if kept:
            break
        end = start
    return part


def _write_end(path: Path, data: bytes) -> _Stamp:
    with path.open("ab") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
        return _read_stamp(os.fstat(out.fileno()))


def _not_kept(path: Path, why: OSError) -> StoreError:
    return StoreError(
        f"{path.name} could not be written: {describe(why)}. "
        "Make room or allow writing, then run the same command again."
    )
