"""
Rows of the part of a record that a decision touches: only what is otherwise than before.

They are made by the functions that a run makes all rows by, so that both say the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sijill.flow.indexing import Indexable, claim_rows, join_rows
from sijill.flow.namewords import NameWords, list_name_words, names_of, where_told
from sijill.flow.rowmaking import document_row, join_words, words_rows
from sijill.model import Claim, Link, Reading
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, Rows, WordsRow
from sijill.store import Store

Names = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """
    What is there of the part of a record that rows are made of.

    Attributes:
        documents: Ids of its readings.
        readings: Those of them that are there.
        claims: Rows of all their claims, by id.
        incidents: Rows of its incidents and of those that may be the same ones, by id.
        names: The names that may stand in each reading, as they are to be.
        names_before: As they were.
    """

    documents: frozenset[str]
    readings: tuple[Reading, ...]
    claims: Mapping[str, ClaimRow]
    incidents: Mapping[str, IncidentRow]
    names: Names
    names_before: Names

    def names_stay(self, document: str) -> bool:
        """Say whether the names in a reading are those of before."""
        return self.names.get(document) == self.names_before.get(document)


def index_part(
    store: Store,
    made: Indexable,
    *,
    was: Indexable,
    gone_claims: Iterable[str] = (),
    decided_about: Iterable[str] = (),
) -> tuple[Rows, dict[str, set[str]]]:
    """
    Return the rows of a part of a record, and the ids of the queued things that they replace.

    A row that is there just so, and is found by the same words, is left out.

    Args:
        store: The record as it was before.
        made: All claims of the incidents that are made anew, and what was made of them;
            *near* is taken from the record.
        was: The claims and incidents that these take the place of.
        gone_claims: Ids of claims that stand no more, of readings that were decided about.
        decided_about: Ids of readings that were decided about, whether a claim changed or not.

    Returns:
        What `Store.exchange_records` takes as rows and, once the ids of incidents, claims and
        summaries that are no more are put in, as gone rows.
    """
    gone, ids = set(gone_claims), {claim.id for claim in made.claims}
    near, across = _near_now(store, ids, gone)
    part = _load_part(store, made, was, gone, decided_about, set(across.values()))
    claims = claim_rows(made, part.names)
    now = {**part.claims, **{row.id: row for row in claims}}
    standing = [row for row in now.values() if row.id not in gone]
    pages = [_page(one, standing, part.names) for one in part.readings]
    there = part.incidents
    elsewhere = {claim: there[id_] for claim, id_ in across.items() if id_ in there}
    every = join_rows(replace(made, near=near), claims, pages, elsewhere)
    queue = {item.id for item in made.incidents} | {item.id for item in made.summaries}
    queue |= ids | gone | part.documents
    moved = [row for key, row in part.claims.items() if key in ids | gone]
    queue |= {row.incident for row in moved if row.incident}
    return _leave_out(every, part, made, was), {"queue": queue}


def _load_part(
    store: Store,
    made: Indexable,
    was: Indexable,
    gone: Collection[str],
    decided_about: Iterable[str],
    beside: Collection[str],
) -> _Part:
    documents = {claim.document_id for claim in made.claims} | set(decided_about)
    claims = {row.id: row for row in store.rows.find_many(ClaimRow, documents, by="document")}
    ids = {item.id for item in made.incidents}.union(beside)
    incidents = {row.id: row for row in store.rows.find_many(IncidentRow, ids)}
    read = store.find_in_documents((Claim,), documents)[Claim].values()
    stood = [(row.document, row.incident) for row in claims.values()]
    told = store.find_several(
        (NameWords, Reading), documents | {one for _, one in stood if one}
    )
    before = told[NameWords]
    old = {item.id for item in was.incidents}
    now = {key: one for key, one in before.items() if key not in old}
    now |= {one.id: one for one in list_name_words(made.claims, made.incidents)}
    mine = {claim.id for claim in made.claims}.union(gone)
    stand = [(row.document, row.incident) for row in claims.values() if row.id not in mine]
    stand += where_told(made.claims, made.incidents)
    return _Part(
        frozenset(documents),
        tuple(told[Reading].values()),
        claims,
        incidents,
        names_of((*read, *made.claims), now.values(), stand),
        names_of((*read, *was.claims), before.values(), stood),
    )


def _page(reading: Reading, claims: Iterable[ClaimRow], names: Names) -> DocumentRow:
    own = [row for row in claims if row.document == reading.id]
    return document_row(reading, own, names.get(reading.id))


def _leave_out(rows: Rows, part: _Part, made: Indexable, was: Indexable) -> Rows:
    """Return the rows that are not there just so, with the words that they are found by."""
    before = {claim.id: claim for claim in was.claims}
    stay = {
        claim.id
        for claim in made.claims
        if before.get(claim.id) == claim and part.names_stay(claim.document_id)
    }
    claims = tuple(
        row for row in rows.claims if row.id not in stay or part.claims.get(row.id) != row
    )
    pages = {
        one.id: _page(one, part.claims.values(), part.names_before) for one in part.readings
    }
    documents = tuple(
        row for row in rows.documents if not part.names_stay(row.id) or pages[row.id] != row
    )
    members = {item.id: item.claims for item in made.incidents}
    incidents = tuple(
        row
        for row in rows.incidents
        if part.incidents.get(row.id) != row or not stay.issuperset(members[row.id])
    )
    told = replace(rows, claims=claims, documents=documents, incidents=incidents)
    return replace(told, words=_words(told, part, made))


def _words(rows: Rows, part: _Part, made: Indexable) -> tuple[WordsRow, ...]:
    """Return the words by which the records of some rows are found."""
    incidents = {row.id for row in rows.incidents}
    items = [item for item in made.incidents if item.id in incidents]
    asked = {row.id for row in rows.claims} | {key for item in items for key in item.claims}
    pages = {row.id for row in rows.documents}
    words = words_rows(
        [claim for claim in made.claims if claim.id in asked],
        [one for one in part.readings if one.id in pages],
        part.names,
    )
    return (*words, *join_words(items, words))


def _near_now(
    store: Store, claims: set[str], gone: set[str]
) -> tuple[list[Link], dict[str, str]]:
    """Return the likenesses of some claims, and the incidents on their other side, by claim."""
    found = store.rows.find_near_incidents(claims)
    order = sorted(found, key=lambda one: (-one[0].p_same, one[0].left, one[0].right))
    links = [Link((row.left, row.right), row.p_same) for row, *_ in order]
    sides = {
        name: id_
        for row, *ids in found
        for name, id_ in zip((row.left, row.right), ids, strict=True)
    }
    return links, {
        claim: id_ for claim, id_ in sides.items() if id_ and claim not in claims | gone
    }
