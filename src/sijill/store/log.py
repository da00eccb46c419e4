"""
An append-only log: one JSON object a line, each chained by digest to the line before.

A line is whole when it ends. A kill can leave a part of a last line; the next writer moves
it aside into ``<log>.torn`` and goes on, so that nothing is lost without a trace.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sijill.errors import ChainBroken, StoreError
from sijill.model.custody import CHAIN_START
from sijill.model.form import canonical_line
from sijill.model.ids import digest_bytes
from sijill.store.vault import describe, sync_folder

Line = dict[str, Any]


def digest_entry(entry: Line) -> str:
    """
    Return the digest of a line: of its fields but the digest itself, in canonical form.

    Examples:
        >>> digest_entry({"a": 1, "digest": "x"}) == digest_entry({"a": 1})
        True
    """
    rest = {key: value for key, value in entry.items() if key != "digest"}
    return digest_bytes(canonical_line(rest).encode("utf-8", "surrogatepass"))


class AppendLog:
    """
    One log. Reading may go on while another process writes; writing needs the record's lock.

    Attributes:
        path: The log's file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._last: tuple[int, str] | None = None

    def save_entries(self, entries: Iterable[Line]) -> tuple[Line, ...]:
        """
        Append entries, each with its ``previous`` and ``digest``, and force them to disk.

        An entry that has a ``number`` gets the number of its line.

        Raises:
            ChainBroken: If the log that is there is not whole.
            StoreError: If the disk does not take them. What was appended is taken back.
        """
        number, digest = self._end()
        chained: list[Line] = []
        for entry in entries:
            number += 1
            line = {**entry, "previous": digest}
            if "number" in line:
                line["number"] = number
            digest = line["digest"] = digest_entry(line)
            chained.append(line)
        if chained:
            self._append("".join(f"{_written(line)}\n" for line in chained))
        self._last = (number, digest)
        return tuple(chained)

    def stream_entries(self) -> Iterator[Line]:
        """
        Yield the whole lines, oldest first; a part of a last line is passed over.

        Raises:
            ChainBroken: At the first line that does not follow from the one before.
        """
        previous = CHAIN_START
        for number, raw in enumerate(self._whole_lines(), start=1):
            entry, why = _check_line(raw, number, previous)
            if why:
                known = entry.get("document_id") if entry else None
                raise ChainBroken(self.path.name, number, document_id=known, why=why)
            yield entry
            previous = entry["digest"]

    def mend_end(self) -> bool:
        """Move a part of a last line aside; say whether there was one."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return False
        whole = data.rfind(b"\n") + 1
        if whole == len(data):
            return False
        torn = self.path.with_name(self.path.name + ".torn")
        try:
            _write_end(torn, data[whole:] + b"\n")
            with self.path.open("r+b") as log:
                log.truncate(whole)
                os.fsync(log.fileno())
        except OSError as why:
            raise _not_kept(self.path, why) from why
        self._last = None
        return True

    def _end(self) -> tuple[int, str]:
        if self._last is None:
            self.mend_end()
            number, digest = 0, CHAIN_START
            for entry in self.stream_entries():
                number, digest = number + 1, entry["digest"]
            self._last = (number, digest)
        return self._last

    def _append(self, text: str) -> None:
        fresh = not self.path.exists()
        size = 0 if fresh else self.path.stat().st_size
        try:
            _write_end(self.path, text.encode("utf-8", "surrogatepass"))
            if fresh:
                sync_folder(self.path.parent)
        except OSError as why:
            self._last = None
            if self.path.exists():
                os.truncate(self.path, size)
            raise _not_kept(self.path, why) from why

    def _whole_lines(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as lines:
                yield from (line for line in lines if line.endswith(b"\n"))
        except FileNotFoundError:
            return
        except OSError as why:
            raise StoreError(
                f"{self.path.name} cannot be read: {describe(why)}. Allow reading it."
            ) from why


def _check_line(raw: bytes, number: int, previous: str) -> tuple[Line, str]:
    try:
        entry = json.loads(raw.decode("utf-8", "surrogatepass"))
    except ValueError:
        return {}, "it is no JSON"
    if not isinstance(entry, dict) or "digest" not in entry:
        return {}, "it is no entry of a log"
    if entry.get("previous") != previous:
        return entry, "it does not follow from the line before it"
    if entry["digest"] != digest_entry(entry):
        return entry, "its digest is not the digest of its words"
    if entry.get("number", number) != number:
        return entry, f"it is numbered {entry['number']}"
    return entry, ""


def _written(line: Line) -> str:
    return json.dumps(line, ensure_ascii=False, allow_nan=False)


def _write_end(path: Path, data: bytes) -> None:
    with path.open("ab") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _not_kept(path: Path, why: OSError) -> StoreError:
    return StoreError(
        f"{path.name} could not be written: {describe(why)}. "
        "Make room or allow writing, then run the same command again."
    )
