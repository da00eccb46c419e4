"""
What was captured, by id: at hand, and brought forward when more is captured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    return name_by_files(bench, rows)


def name_by_files(bench: Workbench, rows: Iterable[DocumentRow]) -> tuple[DocumentRow, ...]:
    """
    Return rows of documents, those without a title under the name of their file.

    A file may be called by the name of somebody harmed: for who may see such names alone.
    """
    return tuple(
        row
        if row.title or row.open_title
        else replace(row, title=name_file(bench, row.document))
        for row in rows
    )


def name_file(bench: Workbench, document: str) -> str | None:
    """Return what a captured file is called; ``None``: it has no name."""
    found = find_captured(bench, document)
    return found.file_name if found else None
