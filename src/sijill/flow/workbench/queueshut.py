"""
What of the queue is as if it were not there for a person: rows about anything that is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sijill.errors import NotThere
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.allowance import Allowance, allowance_of
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.columns import load_columns
from sijill.flow.workbench.disclosing import known_of
from sijill.model.person import Person
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, QueueRow, SummaryRow

_KINDS = (IncidentRow, ClaimRow, DocumentRow, SummaryRow)
_OF_DECISIONS = ("unplaced", "contradicting")


def find_shut_targets(bench: Workbench, person: Person, allowed: Allowance) -> frozenset[str]:
    """Return the ids of what a row of the queue may be about that is hidden from a person."""
    if not allowed.hidden:
        return frozenset()
    rows = allowed.rows

    def find() -> frozenset[str]:
        return frozenset(id_ for kind in _KINDS for id_ in _hidden(bench, allowed, kind))

    shut = rows.keep(("queue shut", allowed.hidden), find)
    book = open_book(bench.layout)
    lost = rows.find_many(QueueRow, _OF_DECISIONS, by="reason")
    forms = [book.by_id[row.target] for row in lost if row.target in book.by_id]
    return shut | ({str(form["id"]) for form in forms} - known_of(bench, person, forms))


def need_queued(bench: Workbench, person: Person, item: str) -> QueueRow:
    """
    Return a row of the queue.

    Raises:
        NotThere: If there is none like it, or it is about what is hidden from the person.
    """
    row = bench.store.rows.find(QueueRow, item)
    shut = find_shut_targets(bench, person, allowance_of(bench, person))
    if row is None or not shut.isdisjoint({row.target, row.other}):
        raise NotThere("queue", item)
    return row


def _hidden(bench: Workbench, allowed: Allowance, kind: type) -> Iterator[str]:
    columns = load_columns(bench.store, kind)
    return (columns.ids[at] for at in np.flatnonzero(allowed.hides(columns)))
