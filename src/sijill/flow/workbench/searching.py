"""
Search by words over everything that has any: titles, passages, places, actors, and names.

Words are folded the same way for every script and database. Names of those harmed are found
by those who may see them, and leave no trace in what others find.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.fieldgate import refuse
from sijill.flow.workbench.listing import (
    ListPage,
    Turn,
    list_claims,
    list_documents,
    list_incidents,
)
from sijill.model.filters import ClaimFilter, DocumentFilter, IncidentFilter
from sijill.model.person import Person
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow

_EACH = 10


@dataclass(frozen=True, slots=True)
class Found:
    """
    What was found.

    Attributes:
        words: What was asked for.
        incidents: The newest incidents whose claims have the words.
        documents: The newest documents with the words in their title or source.
        claims: The newest claims that have the words.
    """

    words: str
    incidents: ListPage[IncidentRow]
    documents: ListPage[DocumentRow]
    claims: ListPage[ClaimRow]


def search(bench: Workbench, person: Person, words: str) -> Found:
    """
    Return the newest of each kind that has all of *words*, and how many there are.

    Raises:
        FieldWithheld: If any field is withheld from the person: words find every one.
    """
    refuse(person.withheld)
    turn, asked = Turn(limit=_EACH), words.strip()
    return Found(
        asked,
        list_incidents(bench, person, IncidentFilter(words=asked), turn),
        list_documents(bench, person, DocumentFilter(words=asked), turn),
        list_claims(bench, person, ClaimFilter(words=asked), turn),
    )
