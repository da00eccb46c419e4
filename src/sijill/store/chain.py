"""
What makes a log one that only grows: each line names the digest of the line before it.

Files and tables keep their lines by the same chain, so that a log may move from one to the
other and stays the log it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from sijill.errors import ChainBroken
from sijill.model.custody import CHAIN_START
from sijill.model.form import canonical_form
from sijill.model.ids import digest_bytes

LOGS = ("custody", "decisions", "identities")
"""The logs of a record."""
Line = dict[str, Any]
_SURROGATE = re.compile("[\ud800-\udfff]")


class Log(Protocol):
    """A log that only grows, wherever it is kept; writing needs the record's lock."""

    @property
    def name(self) -> str:
        """What the log is called in sentences."""

    def save_entries(self, entries: Iterable[Line]) -> tuple[Line, ...]:
        """Append entries, chained, and return them as they were kept when they are safe."""

    def stream_entries(self) -> Iterator[Line]:
        """Yield the entries, oldest first, each checked against the one before."""

    def stream_lines(self) -> Iterator[bytes]:
        """Yield the lines as they are kept, oldest first and unchecked."""

    def read_ahead(self) -> None:
        """Read what a writer of this process would have to read first; needs no lock."""

    def find_mark(self) -> int:
        """Return where the log ends: a number that grows with every line."""

    def stream_behind(self, mark: int) -> Iterator[tuple[int, bytes]]:
        """Yield the lines behind a mark, unchecked, each with the mark of its end."""


def digest_entry(entry: Line) -> str:
    """
    Return the digest of a line: of its fields but the digest itself, in canonical form.

    Examples:
        >>> digest_entry({"a": 1, "digest": "x"}) == digest_entry({"a": 1})
        True
    """
    rest = {key: value for key, value in entry.items() if key != "digest"}
    return digest_bytes(canonical_form(rest).encode("utf-8", "surrogatepass"))


def chain_entries(entries: Iterable[Line], number: int, digest: str) -> tuple[Line, ...]:
    """
    Return entries as lines that follow line *number* of a log, whose digest is *digest*.

    An entry that has a ``number`` gets the number of its line.
    """
    chained: list[Line] = []
    for entry in entries:
        number += 1
        line = {**entry, "previous": digest}
        if "number" in line:
            line["number"] = number
        digest = line["digest"] = digest_entry(line)
        chained.append(line)
    return tuple(chained)


def follow_chain(
    lines: Iterable[bytes], name: str, *, number: int = 0, digest: str = CHAIN_START
) -> Iterator[Line]:
    """
    Yield the entries of *lines*, which follow line *number* of a log, each checked.

    Args:
        lines: The lines as they are kept.
        name: What the log is called in sentences.
        number: Number of the line before the first.
        digest: Digest of that line.

    Raises:
        ChainBroken: At the first line that does not follow from the one before.
    """
    for at, raw in enumerate(lines, start=number + 1):
        entry, why = _check_line(raw, at, digest)
        if why:
            known = entry.get("document_id") if entry else None
            raise ChainBroken(name, at, document_id=known, why=why)
        yield entry
        digest = entry["digest"]


def is_line(raw: bytes, digest: str) -> bool:
    """
    Say whether a line as it is kept is the one that has a digest.

    Examples:
        >>> is_line(b"{}", digest_entry({}))
        False
    """
    try:
        entry = json.loads(raw.decode("utf-8", "surrogatepass"))
    except ValueError:
        return False
    told = isinstance(entry, dict) and entry.get("digest") == digest
    return told and digest_entry(entry) == digest


def write_line(entry: Line) -> str:
    """Return an entry as one line of JSON, with the words as they are."""
    return json.dumps(entry, ensure_ascii=False, allow_nan=False)


def escape_surrogates(text: str) -> str:
    r"""
    Return JSON text in which what is no Unicode is written as an escape.

    A database takes Unicode alone; the text stands for the same value before and after.

    Examples:
        >>> escape_surrogates('"a\udce9b"')
        '"a\\udce9b"'
    """
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


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
