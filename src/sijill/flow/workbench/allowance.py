"""
What a person may see of lists, maps, searches and counts.

A restriction is for a role and those above it; for others what it names is as if it were not
there, and so is an incident that stands on it, since its numbers would tell of it, and a sum
that was held against such an incident.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import numpy as np

from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.columns import NONE, Columns, Flags, load_columns
from sijill.flow.workbench.fieldgate import veil, veil_columns
from sijill.flow.workbench.heldagainst import find_sums_over
from sijill.flow.workbench.hiding import hidden_from
from sijill.model.filters import Hidden
from sijill.model.person import Person
from sijill.model.privacy import Privacy, privacy_by_field
from sijill.model.role import Right
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, SummaryRow
from sijill.model.withheld import NOTHING, Withheld
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
        withheld: Fields that are as if they were not there.
    """

    rows: RowReader
    sees_names: bool
    hidden: Hidden = field(default_factory=Hidden)
    withheld: Withheld = NOTHING

    @property
    def key(self) -> tuple[object, ...]:
        """What people must have in common who may be shown what was made for one of them."""
        return self.hidden, self.sees_names, self.withheld

    def hides(self, columns: Columns) -> Flags:
        """Return which rows the person may not see, whichever columns they may."""
        columns = columns.whole or columns
        found = columns.flags()
        if not self.hidden:
            return found
        own = {
            IncidentRow: self.hidden.incidents, ClaimRow: self.hidden.claims,
            DocumentRow: self.hidden.documents, SummaryRow: self.hidden.sums,
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
        if isinstance(row, ClaimRow) and row.incident in self.hidden.incidents:
            row = replace(row, incident=None)  # it stands on another claim, which is hidden
        if self.sees_names:
            return veil(row, self.withheld)
        marks = privacy_by_field(type(row))
        empty: dict[str, Any] = dict.fromkeys(
            name for name, mark in marks.items() if mark is Privacy.PRIVATE
        )
        return veil(replace(row, **empty), self.withheld)  # type: ignore[type-var]


def _whole(id_: str) -> str:
    """Return the document that a reading is a row of, or is."""
    return id_.partition("#")[0]


def allowance_of(bench: Workbench, person: Person) -> Allowance:
    """Return what *person* may see."""
    rows, hidden = bench.store.rows, hidden_from(bench, person)
    documents, claims, closed = (
        frozenset(id_ for kind, id_ in hidden if kind == wanted)
        for wanted in ("document", "claim", "incident")
    )
    asked = ("standing on", documents, claims)
    incidents = closed
    if documents or claims:
        incidents |= rows.keep(asked, lambda: _standing_on(bench, documents, claims))
    sees_names = person.may(Right.READ_PRIVATE)
    sums = find_sums_over(bench.store, incidents)
    seen = Hidden(documents, claims, incidents, closed, sums)
    return Allowance(rows, sees_names, seen, person.withheld)


def see_columns(bench: Workbench, allowed: Allowance, kind: type = IncidentRow) -> Columns:
    """
    Return the columns of a kind of row, as a person may see them.

    Raises:
        FieldWithheld: If nothing of the kind may be seen.
    """
    return veil_columns(load_columns(bench.store, kind), allowed.withheld)


def _standing_on(
    bench: Workbench, documents: frozenset[str], claims: frozenset[str]
) -> frozenset[str]:
    """Return the incidents with a claim that is hidden."""
    columns = load_columns(bench.store, ClaimRow)
    names = columns.values("document")
    kept = np.array([*(_whole(one) in documents or one in documents for one in names), False])
    held = kept[columns.numbers["document"]]
    held[[columns.at[id_] for id_ in claims if id_ in columns.at]] = True
    incidents = columns.values("incident")
    codes = np.unique(columns.numbers["incident"][held])
    return frozenset(incidents[code] for code in codes if code != NONE)
