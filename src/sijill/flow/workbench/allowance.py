"""
What a person may see of lists, maps, searches and counts.

A restriction is for a role and those above it; for others what it names is as if it were not
there, and so is an incident that stands on it, since its numbers would tell of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np

from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.columns import Columns, Flags
from sijill.model.filters import Hidden
from sijill.model.person import Person
from sijill.model.privacy import Privacy, privacy_by_field
from sijill.model.role import Right, Role, is_within
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, SummaryRow
from sijill.model.working import Restriction
from sijill.store.rowreading import RowReader

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Allowance:
    """
    What one person may see.

    Attributes:
        rows: Where rows are read.
        sees_names: Whether the person may see who was harmed.
        hidden: What is as if it were not there.
    """

    rows: RowReader
    sees_names: bool
    hidden: Hidden = field(default_factory=Hidden)

    def hides(self, columns: Columns) -> Flags:
        """Return which rows the person may not see."""
        found = columns.flags()
        if not self.hidden:
            return found
        own = {
            IncidentRow: self.hidden.incidents, ClaimRow: self.hidden.claims,
            DocumentRow: self.hidden.documents, SummaryRow: frozenset[str](),
        }[columns.kind]  # fmt: skip
        found[[columns.at[id_] for id_ in own if id_ in columns.at]] = True
        for name, ids in (
            ("document", self.hidden.documents), ("claim", self.hidden.claims),
            ("incident", self.hidden.closed),
        ):  # fmt: skip
            if name in columns.codes and ids:
                hidden = [_whole(id_) in ids or id_ in ids for id_ in columns.values(name)]
                found |= np.array([*hidden, False])[columns.numbers[name]]
        return found

    def shown(self, row: R) -> R:
        """
        Return a row without what the person may not see.

        Examples:
            >>> from sijill.model.rows import DocumentRow
            >>> viewer = Allowance(None, sees_names=False)  # type: ignore[arg-type]
            >>> row = viewer.shown(DocumentRow("d", "d", "Ali Test is dead", "··· is dead"))
            >>> row.title, row.open_title
            (None, '··· is dead')
        """
        if self.sees_names:
            return row
        marks = privacy_by_field(type(row))
        empty: dict[str, Any] = dict.fromkeys(
            name for name, mark in marks.items() if mark is Privacy.PRIVATE
        )
        return replace(row, **empty)  # type: ignore[type-var]


def _whole(id_: str) -> str:
    """Return the document that a reading is a row of, or is."""
    return id_.partition("#")[0]


def allowance_of(bench: Workbench, person: Person) -> Allowance:
    """Return what *person* may see."""
    rows = bench.store.rows
    by_kind: dict[str, set[str]] = {"document": set(), "claim": set(), "incident": set()}
    for one in bench.desk.list(Restriction):
        if one.kind in by_kind and not is_within(Role(one.role), person.role):
            by_kind[one.kind].add(one.item)
    documents, claims = frozenset(by_kind["document"]), frozenset(by_kind["claim"])
    closed = frozenset(by_kind["incident"])
    asked = ("standing on", documents, claims)
    incidents = closed | rows.keep(asked, lambda: _standing_on(rows, documents, claims))
    sees_names = person.may(Right.READ_PRIVATE)
    return Allowance(rows, sees_names, Hidden(documents, claims, incidents, closed))


def _standing_on(
    rows: RowReader, documents: frozenset[str], claims: frozenset[str]
) -> frozenset[str]:
    """Return the incidents with a claim that is hidden."""
    found = [rows.incidents_within(document) for document in documents]
    return frozenset().union(*found, rows.incidents_of("id", claims))
