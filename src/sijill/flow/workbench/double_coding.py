"""
Documents that two people code, neither seeing what the other answers until both are done.

What a coder answers is a line of the log of decisions that changes no record. Where the two
differ, or agree against the machine, a third person decides, and that is a decision like any
other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sijill.errors import NotThere, SettingsError, StaleDecision
from sijill.flow.clock import now_utc
from sijill.flow.recording import PATIENCE_S, write_record
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.blind import (
    find_coders,
    find_not_begun,
    goes_to_two,
    hides_decisions,
    is_coder,
    is_one_of_two,
)
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.captured import name_by_files, name_file
from sijill.flow.workbench.coded import (
    NO_ANSWER,
    CodedClaim,
    find_coded_claims,
    find_meant,
    load_codings,
    read_answers,
)
from sijill.flow.workbench.following import append
from sijill.flow.workbench.hiding import hidden_from
from sijill.flow.workbench.seeing import need_seen
from sijill.model import Reading
from sijill.model.coding import Coding
from sijill.model.form import to_json
from sijill.model.ids import digest_words
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.rows import DocumentRow
from sijill.review.agreement import (
    WeekOfField,
    agree_by_week,
    list_units,
    pair_codings,
)

MINE, WAITING, BOTH = "to_code", "waiting", "both_done"
PAGE = 50


@dataclass(frozen=True, slots=True)
class CodingTask:
    """
    A document that a person codes.

    Attributes:
        document_id: The document.
        title: Its title; ``None``: it has none.
        claims: How many claims the machine read in it.
        state: ``to_code``, ``waiting`` (the other has not coded yet) or ``both_done``.
    """

    document_id: str
    title: str | None
    claims: int
    state: str


@dataclass(frozen=True, slots=True)
class CodingTasks:
    """
    What a person has to code.

    Attributes:
        tasks: A page of them: first what is still to code.
        to_code: How many are still to code, on all pages.
        share: Share of the documents that two people code, in [0, 1].
        next: Where the next page begins; ``None``: there is none.
    """

    tasks: tuple[CodingTask, ...]
    to_code: int
    share: float
    next: int | None


@dataclass(frozen=True, slots=True)
class CodingSheet:
    """
    One document as its coder sees it.

    Attributes:
        document_id: The document.
        title: Its title.
        language: Its language.
        text: Its text.
        claims: The claims to answer about, each with its words; no value of the machine.
        state: As in `CodingTask`.
        mine: What the person answered, by ``START:END:FIELD``.
        missed: How many further claims the person found.
        theirs: What the other answered; empty until both are done.
        etag: Digest of what the person has answered so far.
    """

    document_id: str
    title: str | None
    language: str | None
    text: str
    claims: tuple[CodedClaim, ...]
    state: str
    mine: Mapping[str, str]
    missed: int
    theirs: Mapping[str, str]
    etag: str


@dataclass(frozen=True, slots=True)
class AgreementShown:
    """
    How well the coders of a record agree.

    Attributes:
        weeks: By week and field, the newest first.
        documents: How many documents two people have coded.
        share: Share of the documents that two people code.
    """

    weeks: tuple[WeekOfField, ...]
    documents: int
    share: float


def need_open(bench: Workbench, person: Person, document_id: str) -> None:
    """
    Go on if a document may be read and decided about in the usual way by *person* now.

    Raises:
        SettingsError: If the person is to code it blind first, or the other has not done so.
    """
    if hides_decisions(bench, person, document_id.partition("#")[0]):
        raise SettingsError(
            "two people code this document without seeing each other's answers, and you are "
            "one of them. Code it under Coding; it opens when both are done.",
            phrase="coded_blind",
        )


def list_coding_tasks(bench: Workbench, person: Person, *, start: int = 0) -> CodingTasks:
    """
    Return what *person* has to code, has coded, and waits for.

    Args:
        bench: The workbench.
        person: Who asks.
        start: Number of the first task of the page.
    """
    need(person, Right.DECIDE)
    need(person, Right.READ_PRIVATE)
    share = bench.rules.double_coding
    by_document: dict[str, list[Coding]] = {}
    for coding in load_codings(bench):
        by_document.setdefault(coding.document_id, []).append(coding)
    found: list[tuple[str, str]] = []
    hidden = {id_ for kind, id_ in hidden_from(bench, person, blind=False)}
    coders = find_coders(bench)
    for key, codings in by_document.items():
        shared = key not in hidden and goes_to_two(bench, key)
        if shared and is_coder(person, key, codings, coders):
            found.append((_state(person, codings), key))
    new = find_not_begun(bench, share, coders).get(
        "" if coders is None else person.name, frozenset()
    )
    found += [(MINE, key) for key in new - by_document.keys() - hidden]
    order = (MINE, WAITING, BOTH)
    found.sort(key=lambda item: (order.index(item[0]), item[1]))
    part = found[start : start + PAGE]
    among = bench.store.rows.find_many(DocumentRow, [k for _, k in part])
    rows = {row.id: row for row in name_by_files(bench, among)}
    tasks = tuple(_task(state, key, rows.get(key)) for state, key in part)
    more = start + PAGE if len(found) > start + PAGE else None
    return CodingTasks(tasks, sum(state == MINE for state, _ in found), share, more)


def _task(state: str, key: str, row: DocumentRow | None) -> CodingTask:
    return CodingTask(key, row.title if row else None, row.claims if row else 0, state)


def show_coding_sheet(bench: Workbench, person: Person, document_id: str) -> CodingSheet:
    """
    Return a document as its coder sees it; the other's answers only when both are done.

    Raises:
        NotAllowed: If the person may not decide, or not read the sources' own words.
        NotThere: If the document is none that *person* codes.
    """
    need(person, Right.DECIDE)
    need(person, Right.READ_PRIVATE)
    need_seen(bench, person, "document", document_id, blind=False)
    codings = load_codings(bench, document_id)
    reading = bench.store.find_record(Reading, document_id)
    shared = goes_to_two(bench, document_id)
    if reading is None or not shared or not is_one_of_two(bench, person, document_id, codings):
        raise NotThere("document to code", document_id)
    mine = _last(codings, person.name)
    pair = pair_codings(codings).get(document_id)
    other = next((one for one in pair or () if one.by != person.name), None)
    return CodingSheet(
        document_id,
        reading.title or name_file(bench, reading.document_id or reading.id),
        reading.language,
        reading.text,
        find_coded_claims(bench, document_id),
        _state(person, codings),
        _by_place(mine),
        mine.missed if mine else 0,
        _by_place(other),
        _etag(mine),
    )


def save_coding(
    bench: Workbench,
    person: Person,
    document_id: str,
    answers: Mapping[str, str | None],
    *,
    missed: int = 0,
    etag: str | None = None,
) -> Coding:
    """
    Append what *person* answers about a document; once both are done it stays.

    Args:
        bench: The workbench.
        person: Who codes.
        document_id: The document.
        answers: By ``START:END:FIELD``; an empty one says that the text does not tell.
        missed: How many claims the text makes beside those shown.
        etag: What the sheet had; ``None``: not asked.

    Raises:
        NotThere: If the document is none that *person* codes.
        SettingsError: If an answer is about no claim or has not its form.
        StaleDecision: If the sheet has changed, or both are done.
    """
    sheet = show_coding_sheet(bench, person, document_id)
    meant = find_meant(bench, document_id)
    given = read_answers(sheet.claims, document_id, answers, meant)
    if sheet.state == BOTH or (etag is not None and etag != sheet.etag):
        raise StaleDecision(f"the coding of document {document_id[:12]}")
    at = now_utc()
    id_ = open_book(bench.layout).name_decision(at, person.name, "code", document_id)
    coding = Coding(id_, at, person.name, document_id, given, missed)
    with write_record(bench.layout.folder, wait_s=PATIENCE_S) as layout:
        if document_id in pair_codings(load_codings(bench, document_id)):
            raise StaleDecision(f"the coding of document {document_id[:12]}")
        append(layout, {"decisions": [to_json(coding)]})
    note(bench, person, "coding.save", document_id)
    return coding


def show_agreement(bench: Workbench, person: Person) -> AgreementShown:
    """Return how well the coders agree, by week and field; documents that wait play no part."""
    need(person, Right.DECIDE)
    pairs = pair_codings(load_codings(bench))
    weeks = agree_by_week(list_units(tuple(pairs.values())))
    return AgreementShown(weeks, len(pairs), bench.rules.double_coding)


def _state(person: Person, codings: Sequence[Coding]) -> str:
    if pair_codings(codings):
        return BOTH
    return WAITING if any(one.by == person.name for one in codings) else MINE


def _last(codings: Sequence[Coding], name: str) -> Coding | None:
    return next((one for one in reversed(codings) if one.by == name), None)


def _by_place(coding: Coding | None) -> Mapping[str, str]:
    if coding is None:
        return {}
    return {
        f"{a.target.start}:{a.target.end}:{a.target.field}": NO_ANSWER
        if a.value is None
        else str(a.value)
        for a in coding.answers
    }


def _etag(coding: Coding | None) -> str:
    return digest_words(coding.id if coding else "")
