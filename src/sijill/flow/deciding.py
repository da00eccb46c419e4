"""
A person's decision, appended to the log; the next run follows it.
"""

from __future__ import annotations

from pathlib import Path

from sijill.errors import SettingsError
from sijill.flow.clock import now_utc
from sijill.flow.correcting import fill_value
from sijill.flow.finding import find_of_kind
from sijill.flow.owning import load_own
from sijill.flow.recording import (
    PATIENCE_S,
    RecordLayout,
    load_decisions,
    open_record,
    write_record,
)
from sijill.flow.standing import load_claims
from sijill.flow.workbench.book import Book, open_book
from sijill.model import (
    Assessment,
    Claim,
    DatasetUse,
    Incident,
    Judgement,
    VocabularyChange,
    Withdrawal,
)
from sijill.model.form import to_json
from sijill.review import correct_field, target_of, word_target
from sijill.store import Store, open_store


def decide_judgement(
    folder: Path,
    left: str,
    right: str,
    *,
    verdict: str,
    by: str,
    why: str,
    dry_run: bool = False,
) -> Judgement:
    """
    Append that two claims speak of one incident, or of two.

    Args:
        folder: The record.
        left: Id of a claim, or of an incident, which stands for its first claim.
        right: Id of another claim.
        verdict: ``same``, ``not_same`` or ``unsure``.
        by: Who decides.
        why: The reason.
        dry_run: Return the decision; write nothing.

    Raises:
        SettingsError: If an id names no claim, or both name one.
    """
    layout = open_record(folder)
    with open_store(layout.derived) as store:
        one, two = _find_claim(store, layout, left), _find_claim(store, layout, right)
    if one.id == two.id:
        raise SettingsError(f"both ids name claim {one.id}; give two claims.")
    targets = (target_of(one), target_of(two))
    at = now_utc()
    id_ = open_book(layout).name_decision(at, by, verdict, *map(word_target, targets))
    judgement = Judgement(id_, at, by, why, verdict, targets)
    append_decision(folder, judgement, dry_run=dry_run)
    return judgement


def decide_assessment(
    folder: Path,
    claim: str,
    *,
    verdict: str,
    field: str = "claim",
    value: object = None,
    by: str,
    why: str,
    dry_run: bool = False,
) -> Assessment:
    """
    Append that a claim, or a field of it, is right, misread, or something else.

    Args:
        folder: The record.
        claim: Id of the claim.
        verdict: ``accept``, ``misreading``, ``correct`` or ``unsure``.
        field: Path in the claim; ``claim`` for all of it.
        value: For ``correct``: the right value, in JSON form; a place by its name or an actor
            by its term too (see `fill_value`).
        by: Who decides.
        why: The reason.
        dry_run: Return the decision; write nothing.

    Raises:
        SettingsError: If the id names no claim, or the value no place or actor that is known.
        FormError: If the claim has no such field, or the value has not its form.
    """
    layout = open_record(folder)
    with open_store(layout.derived) as store:
        found = _find_claim(store, layout, claim)
    if verdict == "correct":
        value = fill_value(found, field, value, load_own(layout))
        correct_field(found, field, value)
    target = target_of(found, field)
    at = now_utc()
    id_ = open_book(layout).name_decision(at, by, verdict, word_target(target))
    assessment = Assessment(id_, at, by, why, verdict, target, value)
    append_decision(folder, assessment, dry_run=dry_run)
    return assessment


def decide_withdrawal(
    folder: Path, *decisions: str, by: str, why: str, dry_run: bool = False
) -> tuple[Withdrawal, ...]:
    """
    Append that earlier decisions are taken back, all or none, with what was learned from them.

    Args:
        folder: The record.
        decisions: Id of each decision, or the beginning of it.
        by: Who takes them back.
        why: The reason.
        dry_run: Return the withdrawals; write nothing.

    Raises:
        SettingsError: If no decision, or more than one, has an id, or it was taken back.
    """
    layout = open_record(folder)
    book = open_book(layout)
    gone = load_decisions(layout).withdrawn
    at = now_utc()
    made = []
    for decision in dict.fromkeys(_find_decision(book, given) for given in decisions):
        if taken := gone.get(decision):
            raise SettingsError(
                f"decision {decision} was taken back by {taken.by} on {taken.at}. To let it "
                f"stand again, withdraw {taken.id}."
            )
        id_ = book.name_decision(at, by, "withdraw", decision)
        made.append(Withdrawal(id_, at, by, why, decision))
    append_decision(folder, *made, dry_run=dry_run)
    return tuple(made)


def _find_decision(book: Book, given: str) -> str:
    found = [id_ for id_ in book.by_id if id_.startswith(given)]
    if len(found) != 1:
        many = "more than one decision" if found else "no decision"
        raise SettingsError(
            f"{given!r} names {many}; list them with `sijill records DIR decisions`."
        )
    return found[0]


def _find_claim(store: Store, layout: RecordLayout, given: str) -> Claim:
    kind, id_ = find_of_kind(store, layout, given, "Claim", "Incident", "Refusal")
    if kind == "Incident":
        incident = store.find_record(Incident, id_)
        id_ = incident.claims[0] if incident else id_
    standing = next((item for item in load_claims(store) if item.id == id_), None)
    claim = standing or store.find_record(Claim, id_)
    if claim is None:
        raise SettingsError(
            f"{given!r} names no claim; list them with `sijill records DIR claims`."
        )
    return claim


def append_decision(
    folder: Path,
    *decisions: Judgement | Assessment | VocabularyChange | DatasetUse | Withdrawal,
    dry_run: bool,
) -> None:
    """Append the decisions of one act to the record's log, unless they are only tried."""
    if dry_run:
        return
    with write_record(folder, wait_s=PATIENCE_S) as layout:
        layout.decisions.save_entries([to_json(decision) for decision in decisions])
