"""
Where two coders differ, or agree against the machine: what a third person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sijill.errors import NotAllowed, NotThere
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.assessing import Answer, assess
from sijill.flow.workbench.book import Book, open_book
from sijill.flow.workbench.captured import name_by_files
from sijill.flow.workbench.coded import (
    NO,
    claims_of,
    load_codings,
    machine_place,
    machine_value,
    read_value,
)
from sijill.flow.workbench.hiding import hidden_from
from sijill.flow.workbench.seeing import need_seen, sees
from sijill.model import Assessment, Claim, Target
from sijill.model.coding import CODED_FIELDS, Coding
from sijill.model.form import from_json
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.rows import DocumentRow
from sijill.review import target_of
from sijill.review.agreement import Unit, Value, fold_answer, list_units, pair_codings

PAGE = 50
Pair = tuple[Coding, Coding]
# The field of a claim that an answer is about; a count is found by the kind of harm.
_FIELD = {
    "stands": "claim", "violence": "violence", "when": "when", "where": "where",
    "killed": "harms.killed.count", "injured": "harms.injured.count",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Split:
    """
    One question that waits for a third person.

    Attributes:
        id: Name of the question: ``DOCUMENT:START:END:FIELD``.
        document_id: The document.
        title: Its title.
        claim: The claim that holds the words now; ``None``: none does any more.
        words: The words of the claim's evidence.
        field: What was asked.
        answers: What the two coders say.
        machine: What the machine reads.
        coders: Who the two are.
    """

    id: str
    document_id: str
    title: str | None
    claim: str | None
    words: str
    field: str
    answers: tuple[Value, Value]
    machine: Value
    coders: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Splits:
    """
    What waits for a third person.

    Attributes:
        items: A page of them, by document and place.
        total: How many there are.
        next: Where the next page begins; ``None``: there is none.
    """

    items: tuple[Split, ...]
    total: int
    next: int | None


def list_splits(bench: Workbench, person: Person, *, start: int = 0) -> Splits:
    """
    Return where coders differ, or agree against the machine, and nobody has decided since.

    Args:
        bench: The workbench.
        person: Who asks; a reviewer.
        start: Number of the first of the page.
    """
    need(person, Right.SIGN)
    need(person, Right.READ_PRIVATE)
    hidden = {id_ for kind, id_ in hidden_from(bench, person)}
    coded = pair_codings(load_codings(bench))
    seen = {document: pair for document, pair in coded.items() if document not in hidden}
    open_ = (one for one in _find_splits(bench, seen) if _is_seen(bench, person, one))
    found = sorted(open_, key=_order)
    more = start + PAGE if len(found) > start + PAGE else None
    return Splits(tuple(found[start : start + PAGE]), len(found), more)


def _is_seen(bench: Workbench, person: Person, split: Split) -> bool:
    return split.claim is None or sees(bench, person, "claim", split.claim)


def _order(split: Split) -> tuple[str, int, int]:
    """Return what sorts questions: by document and place, then as a coder is asked them."""
    start = int(split.id.split(":")[1])
    return split.document_id, start, CODED_FIELDS.index(split.field)


def settle_split(
    bench: Workbench, person: Person, split_id: str, value: str, *, why: str
) -> Answer:
    """
    Keep what a third person decides where two coders differ, and work it in.

    Args:
        bench: The workbench.
        person: Who decides; neither of the two on a team's server.
        split_id: Name of the question, as in `Split`.
        value: The right answer, in the form of a coder's; empty: the text does not say.
        why: The reason.

    Raises:
        NotThere: If nothing of that name waits.
        NotAllowed: If the person is one of the two.
        SettingsError: If the answer has not its form, or names a place that is not known.
        FormError: If the claim has no such field to correct.
    """
    need(person, Right.SIGN)
    document, _, _ = split_id.partition(":")
    need_seen(bench, person, "document", document)
    coded = pair_codings(load_codings(bench, document))
    split = next((one for one in _find_splits(bench, coded) if one.id == split_id), None)
    if split is None or split.claim is None:
        raise NotThere("question of two coders", split_id)
    if bench.mode == "team" and person.name in split.coders:
        raise NotAllowed(Right.SIGN)
    verdict, field, right = _decision(split, read_value(split.field, value))
    made = assess(
        bench, person, split.claim, verdict=verdict, field=field, value=right, why=why
    )
    note(bench, person, "coding.settle", split.document_id, *made.decisions)
    return made


def _decision(split: Split, right: Value) -> tuple[str, str, object]:
    """Return verdict, field and value of the decision that says that *right* is right."""
    field = _FIELD[split.field]
    if split.field == "stands":
        return ("misreading" if right == NO else "accept", field, None)
    if right == split.machine:
        return "accept", field, None
    if right is None:
        return "misreading", field, None
    if split.field == "when":
        return "correct", field, {"earliest": right, "latest": right, "precision": "day"}
    if isinstance(right, int):
        return "correct", field, {"low": right, "high": right, "qualifier": "exact"}
    return "correct", field, right


def _find_splits(bench: Workbench, coded: Mapping[str, Pair]) -> Iterator[Split]:
    """Yield what waits in some documents that two people have coded."""
    rows = name_by_files(bench, bench.store.rows.find_many(DocumentRow, coded))
    titles = {row.id: row.title for row in rows}
    claims, book = claims_of(bench, coded), open_book(bench.layout)
    for document, pair in coded.items():
        decided = _decided(book, document, after=max(one.at for one in pair))
        yield from _of(pair, claims[document], decided, titles.get(document))


def _of(
    pair: Pair, claims: Iterable[Claim], decided: Sequence[Target], title: str | None
) -> Iterator[Split]:
    """Yield what waits in one document."""
    by_words = {(t.start, t.end): c for c in claims for t in [target_of(c)]}
    units = [unit for unit in list_units([pair]) if unit.field in CODED_FIELDS]
    settled = {
        (unit.start, unit.end)
        for unit in units
        if unit.field == "stands" and NO in unit.answers
    }
    for unit in units:
        claim = by_words.get((unit.start or 0, unit.end or 0))
        if unit.field != "stands" and (unit.start, unit.end) in settled:
            continue  # whether there is a claim at all comes first
        if _waits(unit, claim) and not any(_is_about(unit, one) for one in decided):
            yield _split(unit, claim, title, (pair[0].by, pair[1].by))


def _split(
    unit: Unit, claim: Claim | None, title: str | None, coders: tuple[str, str]
) -> Split:
    return Split(
        f"{unit.document_id}:{unit.start}:{unit.end}:{unit.field}",
        unit.document_id,
        title,
        claim.id if claim else None,
        " … ".join(dict.fromkeys(span.text for span in claim.evidence)) if claim else "",
        unit.field,
        unit.answers,
        machine_value(claim, unit.field) if claim else None,
        coders,
    )


def _waits(unit: Unit, claim: Claim | None) -> bool:
    if unit.differs or claim is None:
        return unit.differs
    place = machine_place(claim).gazetteer_id
    if all(unit.places) and place:
        return unit.places[0] != place
    machine = machine_value(claim, unit.field)
    return fold_answer(machine) != fold_answer(unit.answers[0])


def _decided(book: Book, document_id: str, *, after: str) -> list[Target]:
    """Return what people decided about a document since both were done."""
    forms = book.forms_about([document_id])
    made = (from_json(Assessment, form) for form in forms if "target" in form)
    return [
        one.target for one in made if one.at >= after and one.target.document_id == document_id
    ]


def _is_about(unit: Unit, target: Target) -> bool:
    start, end = unit.start or 0, unit.end or 0
    field = _FIELD[unit.field]
    same = target.field == field or target.field.startswith(f"{field}.")
    return same and target.start < end and start < target.end
