"""
What the one writer has read of a record while it holds it: each thing is read once.

A decision comes by the same claims again and again: as they stood, as what hangs together with
them, as rows. Nobody else writes meanwhile, so what was read stays true until the holder
writes. A run holds the record for hours and reads all of it; it keeps nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa

Found = Mapping[type, Mapping[str, Any]]


class Known:
    """
    Records by kind and id, and which ones stand in a reading; ``None``: it is not there.

    Examples:
        >>> known = Known()
        >>> known.lacking((str,), ["a", "b"])
        ((<class 'str'>,), ['a', 'b'])
        >>> known.keep({str: {"a": "A"}}, ["a", "b"])
        >>> known.lacking((str,), ["a", "b"]), known.give((str,), ["a", "b"])
        (((), []), {<class 'str'>: {'a': 'A'}})
    """

    def __init__(self) -> None:
        self._records: dict[tuple[type, str], Any] = {}
        self._standing: dict[tuple[type, str], list[str]] = {}

    def lacking(
        self, kinds: Sequence[type], ids: Sequence[str]
    ) -> tuple[tuple[type, ...], list[str]]:
        """Return the kinds and the ids of which something has not been read."""
        lacks = [
            (kind, id_) for kind in kinds for id_ in ids if (kind, id_) not in self._records
        ]
        return tuple({kind: 0 for kind, _ in lacks}), sorted({id_ for _, id_ in lacks})

    def keep(self, found: Found, ids: Iterable[str]) -> None:
        """Keep what is there of some ids, of each kind that was asked for."""
        ids = tuple(ids)
        for kind, records in found.items():
            self._records.update({(kind, id_): records.get(id_) for id_ in ids})

    def give(self, kinds: Sequence[type], ids: Sequence[str]) -> dict[type, dict[str, Any]]:
        """Return what is there of ids that have been read, each by id."""
        return {
            kind: {id_: one for id_ in ids if (one := self._records[kind, id_]) is not None}
            for kind in kinds
        }

    def lacking_documents(self, kinds: Sequence[type], documents: Iterable[str]) -> list[str]:
        """Return the readings of which some kind has not been read."""
        return [
            one for one in documents if any((kind, one) not in self._standing for kind in kinds)
        ]

    def keep_documents(
        self, kinds: Sequence[type], documents: Iterable[str], found: Found
    ) -> None:
        """Keep what stands in some readings, and what was found beside by the same ids."""
        documents = tuple(documents)
        for kind in kinds:
            self._standing.update({(kind, one): [] for one in documents})
            for id_, record in found[kind].items():
                self._records[kind, id_] = record
                self._standing[kind, record.document_id].append(id_)
        ids = [id_ for kind in kinds for id_ in found[kind]]
        self.keep({kind: found[kind] for kind in found.keys() - set(kinds)}, ids)

    def give_documents(
        self, kinds: Sequence[type], documents: Iterable[str]
    ) -> dict[type, dict[str, Any]]:
        """Return what stands in readings that have been read, each by id."""
        documents = tuple(documents)
        return {
            kind: {
                id_: self._records[kind, id_]
                for one in documents
                for id_ in self._standing[kind, one]
            }
            for kind in kinds
        }


_HELD: ContextVar[dict[Any, Known] | None] = ContextVar("held", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Let the block read each record once: for who holds the record's lock, and briefly."""
    before = _HELD.set({})
    try:
        yield
    finally:
        _HELD.reset(before)


def known_of(engine: sa.Engine) -> Known | None:
    """Return what has been read of a database; ``None``: nobody holds it here."""
    held = _HELD.get()
    return None if held is None else held.setdefault(engine.pool, Known())


def forget_known(engine: sa.Engine) -> None:
    """Forget it: something of it was written."""
    held = _HELD.get()
    if held is not None:
        held.pop(engine.pool, None)
