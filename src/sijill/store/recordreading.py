"""
Derived records found by their ids, or by the readings that they stand in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa

from sijill.model.line import find_in_line, from_line
from sijill.store.among import listed
from sijill.store.asking import asking
from sijill.store.database import ask_alone
from sijill.store.holding import known_of
from sijill.store.records import FIND, FIND_IN_DOCUMENTS, FIND_SEVERAL, FIND_WITH_BESIDE

R = TypeVar("R")
_KEPT = 4096  # records that are read once, some 10 kB each


class RecordReader:
    """
    Reads the records of a database; in any number of threads.

    Who holds the record for a decision reads each of them once (`holding.reading_once`).

    Attributes:
        engine: The database, for tables that stand beside the records.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self._asked = ask_alone(engine)

    def find_record(self, kind: type[R], id: str) -> R | None:
        """Return one record by its id; ``None``: there is none."""
        if known_of(self.engine) is not None:
            return self.find_records(kind, [id]).get(id)
        with asking(self._asked) as connection:
            row = connection.execute(FIND, {"kind": kind.__name__, "id": id}).first()
        return _read(kind, row.body) if row else None

    def find_records(self, kind: type[R], ids: Iterable[str]) -> dict[str, R]:
        """Return those records of a kind whose ids are given and there, by id."""
        return self.find_several((kind,), ids)[kind]

    def find_several(
        self, kinds: Sequence[type], ids: Iterable[str]
    ) -> dict[type, dict[str, Any]]:
        """Return those records of some kinds whose ids are given and there, each by id."""
        wanted = listed(ids)
        if (known := known_of(self.engine)) is None:
            return self._find(FIND_SEVERAL, kinds, ids=wanted)
        lack, of = known.lacking(kinds, wanted)
        known.keep(self._find(FIND_SEVERAL, lack, ids=of), of)
        return known.give(kinds, wanted)

    def find_in_documents(
        self, kinds: Sequence[type], documents: Iterable[str], *, beside: Sequence[type] = ()
    ) -> dict[type, dict[str, Any]]:
        """
        Return the records of some kinds that stand in some readings, each by id.

        Args:
            kinds: The kinds.
            documents: Ids of the readings.
            beside: Kinds of which those are returned too that have the id of one that is found.
        """
        query = FIND_WITH_BESIDE if beside else FIND_IN_DOCUMENTS
        wanted = listed(documents)
        if (known := known_of(self.engine)) is None:
            return self._find(query, kinds, beside=beside, documents=wanted)
        lack = known.lacking_documents(kinds, wanted)
        found = self._find(query, kinds, beside=beside, documents=lack)
        known.keep_documents(kinds, lack, found)
        found = known.give_documents(kinds, wanted)
        ids = [id_ for records in found.values() for id_ in records]
        return found | self.find_several(beside, ids)

    def find_values(
        self, paths: Mapping[type, Sequence[str]], ids: Iterable[str]
    ) -> dict[type, dict[str, Any]]:
        """
        Return one value out of each of some records, by id; the records are not made of it.

        Args:
            paths: Names in the record's JSON form, from the outside in, by the records' kind.
            ids: Their ids; one that is not there is left out.
        """
        named = {kind.__name__: kind for kind in paths}
        found: dict[type, dict[str, Any]] = {kind: {} for kind in paths}
        asked = {"kinds": listed(named), "ids": listed(ids)}
        with asking(self._asked) as connection:
            for row in connection.execute(FIND_SEVERAL, asked).all():
                kind = named[row.kind]
                found[kind][row.id] = find_in_line(row.body, paths[kind])
        return found

    def _find(
        self,
        query: sa.Executable,
        kinds: Sequence[type],
        *,
        beside: Sequence[type] = (),
        **values: list[str],
    ) -> dict[type, dict[str, Any]]:
        named = {kind.__name__: kind for kind in (*kinds, *beside)}
        found: dict[type, dict[str, Any]] = {kind: {} for kind in named.values()}
        if not any(values.values()):
            return found
        asked = {"kinds": listed(kind.__name__ for kind in kinds), **values}
        if beside:
            asked["beside"] = listed(kind.__name__ for kind in beside)
        with asking(self._asked) as connection:
            for row in connection.execute(query, asked).all():
                kind = named[row.kind]
                found[kind][row.id] = _read(kind, row.body)
        return found


def _read(kind: type[R], body: str) -> R:
    """Return a record from its words; who works on an incident reads the same ones often."""
    asked: Any = kind
    record: R = _read_once(asked, body)
    return record


@lru_cache(maxsize=_KEPT)
def _read_once(kind: Any, body: str) -> Any:
    return from_line(kind, body)
