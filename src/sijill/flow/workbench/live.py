"""
Who looks on: a page that is open learns what was decided since, whichever process took it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.disclosing import known_of
from sijill.flow.workbench.fieldgate import refuse
from sijill.model.person import Person
from sijill.model.role import Right


@dataclass(frozen=True, slots=True)
class Event:
    """
    One decision, as those who look on are told of it: no reason, no words of a source.

    Attributes:
        number: Its place in the log, from 1.
        id: Its id.
        by: Who decided.
        documents: The readings that it speaks of.
    """

    number: int
    id: str
    by: str
    documents: tuple[str, ...]


def count_decisions(bench: Workbench, person: Person) -> int:
    """
    Return how many decisions there are.

    Raises:
        FieldWithheld: As in `list_decided`.
    """
    need(person, Right.READ)
    refuse(person.withheld)
    return len(open_book(bench.layout).forms)


def list_decided(bench: Workbench, person: Person, after: int) -> tuple[Event, ...]:
    """
    Return the decisions that came after the first *after*, oldest first.

    One that speaks of what is hidden from the person is as if it had not been made.

    Raises:
        FieldWithheld: If any field is withheld from the person, who may see no decision.
        NotAllowed: If the person may not read.
    """
    need(person, Right.READ)
    refuse(person.withheld)
    book = open_book(bench.layout)
    new = [form for form in book.forms[after:] if not book.is_coding(str(form["id"]))]
    known = known_of(bench, person, new)
    told = []
    for form in new:
        id_ = str(form["id"])
        if id_ in known:
            documents = sorted({str(one["document_id"]) for one in book.targets_of(form)})
            told.append(Event(book.order[id_] + 1, id_, str(form["by"]), tuple(documents)))
    return tuple(told)
