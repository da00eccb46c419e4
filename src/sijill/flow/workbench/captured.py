"""
What was captured, by id: at hand, and brought forward when more is captured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sijill.flow.recording import Captured
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.following import follow
from sijill.model import Document
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.rows import DocumentRow


def find_captured(bench: Workbench, id: str) -> Document | None:
    """Return a captured document; ``None``: there is none of that id."""
    return follow(bench.layout, "custody", Captured).documents.get(id)


def name_untitled(
    bench: Workbench, person: Person, rows: Sequence[DocumentRow]
) -> tuple[DocumentRow, ...]:
    """Return rows of documents, those without a title under the name of their file."""
    if not person.may(Right.READ_PRIVATE):
        return tuple(rows)
    return tuple(row if row.title or row.open_title else _named(bench, row) for row in rows)


def _named(bench: Workbench, row: DocumentRow) -> DocumentRow:
    found = find_captured(bench, row.document)
    return replace(row, title=found.file_name) if found and found.file_name else row
