"""
What people's corrections of places and actors teach, at hand by the reading they stand in.

A decision lays on its claims what was learned in every other reading. Those grow by the day:
each is read again only after another decision about it, or after a run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

from sijill.flow.recording import settle_decisions
from sijill.flow.workbench.book import Book
from sijill.model import Claim
from sijill.review import Lesson, learn_lessons
from sijill.store import Store

Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Learned:
    """
    What the corrections in one reading teach.

    Attributes:
        mark: The last run, and how many decisions there were: about no reading, and about it.
        lessons: What they teach.
    """

    mark: Mark
    lessons: tuple[Lesson, ...]


def find_lessons(store: Store, book: Book, *, but: Collection[str]) -> tuple[Lesson, ...]:
    """
    Return what corrections teach that stand in all readings but some.

    Args:
        store: The derived records.
        book: The decisions; what is learned stays with it.
        but: Ids of the readings that are left out.
    """
    run, general = store.rows.version("filled"), len(book.general)
    marks = {
        document: (run, general, len(book.by_document[document]))
        for document in book.taught_in.difference(but)
    }
    known = book.learned
    new = [one for one, mark in marks.items() if one not in known or known[one].mark != mark]
    for document, lessons in _learn(store, book, new):
        known[document] = Learned(marks[document], lessons)
    return tuple(chain.from_iterable(known[document].lessons for document in marks))


def _learn(
    store: Store, book: Book, documents: Collection[str]
) -> Iterable[tuple[str, tuple[Lesson, ...]]]:
    """Yield what the corrections in some readings teach, by reading."""
    read = store.find_in_documents((Claim,), documents)[Claim]
    decisions = settle_decisions(book.read(book.select(documents)))
    for document in documents:
        claims = [read[id_] for id_ in sorted(read) if read[id_].document_id == document]
        about = [one for one in decisions.assessments if one.target.document_id == document]
        yield document, learn_lessons(claims, about)
