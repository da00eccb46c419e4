"""
What was done since a person looked: told to whoever decides or signs what is no longer so.
"""

from __future__ import annotations

from collections.abc import Collection

from sijill.errors import Change
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.book import (
    NO_DECISION,
    Book,
    Decided,
    Form,
    mark_decision,
    open_book,
    teaches,
)
from sijill.flow.workbench.disclosing import known_of
from sijill.model.person import Person

MOST = 20  # changes that are told
_LAST = 3  # of them where nobody knows how much a person has seen
_BY_NOBODY = Change("", "run")


def decided_since(
    bench: Workbench, person: Person, documents: tuple[str, ...], etag: str
) -> tuple[Change, ...]:
    """
    Return what was decided about some readings after an etag was given, newest first.

    What speaks of what is hidden from the person is left out.
    """
    mark, _, _ = etag.partition("-")
    book = open_book(bench.layout)
    every = book.forms_about(documents)[::-1]
    seen = [mark_decision(str(form["id"])) for form in every] + [NO_DECISION]
    new = every[: seen.index(mark) if mark in seen else _LAST]
    known = known_of(bench, person, new)
    return tuple(_told(book.show(form)) for form in new if form["id"] in known)


def changed_since(
    bench: Workbench,
    person: Person,
    known: int | None,
    documents: Collection[str] | None = None,
) -> tuple[Change, ...]:
    """
    Return what may have changed some readings' claims, newest first; a run if nobody decided.

    Args:
        bench: The workbench.
        person: Who asks; what speaks of what is hidden from them is left out.
        known: How many decisions the record had when they looked; ``None``: not known.
        documents: The readings; ``None``: all of the record.
    """
    book = open_book(bench.layout)
    new = reversed(book.forms[known or 0 :])
    bearing = [form for form in new if _bears(book, form, documents)]
    told = bearing[: _LAST if known is None else MOST]
    open_ = known_of(bench, person, told)
    changes = (_line(book, form) for form in told if form["id"] in open_)
    return tuple(changes) or (_BY_NOBODY,)


def _bears(book: Book, form: Form, documents: Collection[str] | None) -> bool:
    root = book.root_of(form)
    if "signs" in root or "answers" in root:
        return False
    about = _documents(book, form)
    if documents is None or not about:
        return True
    taught = root.get("verdict") == "correct" and teaches(root["target"]["field"])
    return taught or not about.isdisjoint(documents)


def _documents(book: Book, form: Form) -> set[str]:
    return {str(target["document_id"]) for target in book.targets_of(form)}


def _line(book: Book, form: Form) -> Change:
    if _documents(book, form):
        return _told(book.show(form))
    return Change(form["by"], "record", at=form["at"])


def _told(one: Decided) -> Change:
    """
    Return a decision as a change.

    Examples:
        >>> _told(Decided("r-1", "2024-01-02T03:04:05Z", "Dana", "", "accept", "claim"))
        Change(by='Dana', act='accept', field='', at='2024-01-02T03:04:05Z')
    """
    return Change(
        one.by, one.verdict, "" if one.field in ("claim", "pair") else one.field, one.at
    )
