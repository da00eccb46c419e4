"""
Who looks on: a page that is open learns what was decided since, whichever process took it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.fieldgate import refuse
from sijill.flow.workbench.seeing import sees
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

    One that speaks of nothing that the person may see is as if it had not been made.

    Raises:
        FieldWithheld: If any field is withheld from the person, who may see no decision.
        NotAllowed: If the person may not read.
    """
    need(person, Right.READ)
    refuse(person.withheld)
    book = open_book(bench.layout)
    told = []
    for number, form in enumerate(book.forms[after:], start=after + 1):
        if "answers" in form:
            continue  # of a coder who codes blind: nobody is told
        documents = {str(one["document_id"]) for one in book.targets_of(form)}
        seen = tuple(sorted(one for one in documents if sees(bench, person, "document", one)))
        if seen or not documents:
            told.append(Event(number, str(form["id"]), str(form["by"]), seen))
    return tuple(told)
