"""
Sign-off: a second person holds an incident's grades and numbers, or a release, to be right.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from sijill.errors import Change, NotThere, SignRefused, StaleDecision
from sijill.flow.clock import now_utc
from sijill.flow.recording import PATIENCE_S, RecordLayout, read_decisions, write_record
from sijill.flow.rowmaking import state_of
from sijill.flow.standing import find_claims
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.book import Book, open_book
from sijill.flow.workbench.columns import load_columns
from sijill.flow.workbench.following import append
from sijill.flow.workbench.heirs import find_meant
from sijill.flow.workbench.seeing import sees
from sijill.flow.workbench.since import changed_since
from sijill.model import Incident, SignOff, Withdrawal
from sijill.model.form import from_json, to_json
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.rows import ClaimRow
from sijill.model.signoff import RELEASE
from sijill.review import digest_state, find_last_decider


@dataclass(frozen=True, slots=True)
class Signing:
    """
    How something stands with signatures.

    Attributes:
        state: Digest of what there is now.
        signed: The last signature; ``None``: there is none.
        stands: Whether it is a signature under what there is now.
        refused: Why the person cannot sign now; ``None``: they can.
        known: How many decisions the record has, for who may sign; else 0.
        changes: What was done since it was signed, newest first; empty where that stands.
    """

    state: str
    signed: SignOff | None = None
    stands: bool = False
    refused: str | None = None
    known: int = 0
    changes: tuple[Change, ...] = ()

    @property
    def seen(self) -> str:
        """
        What a person signs by: the state that they saw, and when in the record's life.

        Examples:
            >>> Signing("ab12", known=7).seen
            'ab12-7'
        """
        return f"{self.state}-{self.known}"


def show_signing(bench: Workbench, person: Person, incident_id: str) -> Signing:
    """
    Return how an incident stands with signatures.

    Raises:
        NotThere: If there is no such incident, or none that the person may see.
    """
    return _see(bench, person, incident_id)[0]


def sign_incident(
    bench: Workbench, person: Person, incident_id: str, *, seen: str, why: str
) -> SignOff:
    """
    Sign an incident as it stands.

    Args:
        bench: The workbench.
        person: Who signs.
        incident_id: The incident.
        seen: What the person saw (`Signing.seen`).
        why: What was looked at.

    Raises:
        NotAllowed: If the person may not sign.
        NotThere: If there is no such incident, or none that the person may see.
        StaleDecision: If it has changed since, or went into another, with what was done.
        SignRefused: If the person decided last, nobody decided, or it is signed.
    """
    need(person, Right.SIGN)
    with write_record(bench.layout.folder, wait_s=PATIENCE_S) as layout:
        signing, documents = _see(bench, person, incident_id, was_seen=True)
        if not _is_fresh(signing, seen):
            changes = changed_since(bench, person, _known(seen), documents)
            raise StaleDecision(f"incident {incident_id}", changes=changes)
        if signing.refused:
            raise SignRefused(signing.refused)
        made = _append(layout, person, incident_id, signing.state, why)
        bench.store.set_state(incident_id, "signed")
    note(bench, person, "decision.sign", made.id, incident_id)
    return made


def withdraw_signature(
    bench: Workbench, person: Person, sign_off_id: str, *, why: str
) -> Withdrawal:
    """
    Take a signature back.

    Raises:
        NotAllowed: If the person may not sign.
        NotThere: If there is no such signature for the person, or it was taken back.
    """
    need(person, Right.SIGN)
    with write_record(bench.layout.folder, wait_s=PATIENCE_S) as layout:
        book = open_book(layout)
        signed = "signs" in book.by_id.get(sign_off_id, {})
        if not signed or not book.stands(sign_off_id):
            raise NotThere("signature", sign_off_id)
        if not sees(bench, person, "incident", str(book.signed_by(sign_off_id))):
            raise NotThere("signature", sign_off_id)
        at = now_utc()
        id_ = book.name_decision(at, person.name, "withdraw", sign_off_id)
        made = Withdrawal(id_, at, person.name, why, sign_off_id)
        append(layout, {"decisions": [to_json(made)]})
        _set_state(bench, sign_off_id)
    note(bench, person, "decision.unsign", made.id, sign_off_id)
    return made


def _set_state(bench: Workbench, sign_off_id: str) -> None:
    """Show in an incident's row how far it is, now that a signature was taken back."""
    book = open_book(bench.layout)
    signed = book.signed_by(sign_off_id) or ""
    incident = bench.store.find_record(Incident, signed)
    if incident is None:
        return
    rows = bench.store.rows.find_many(ClaimRow, incident.claims)
    standing = read_decisions(book.signatures_under({signed})).signatures
    is_signed = bool(standing) and standing[-1].state == digest_state(incident)
    bench.store.set_state(signed, state_of([row.decided for row in rows], is_signed=is_signed))


def show_release_signing(bench: Workbench, person: Person) -> Signing:
    """Return how what would be released now stands with signatures."""
    need(person, Right.SIGN)
    state = digest_released(bench)
    book = open_book(bench.layout)
    others = (str(form["by"]) for form in reversed(book.forms) if "signs" not in form)
    signing = _weigh(book, RELEASE, state, person, next(others, None))
    return _tell_changes(bench, person, signing, None)


def sign_release(bench: Workbench, person: Person, *, seen: str, why: str) -> SignOff:
    """
    Sign all that a release would hold now; another person can then make it.

    Raises:
        NotAllowed: If the person may not sign.
        StaleDecision: If something has changed since, with what was done.
        SignRefused: If the person decided last, nobody decided, or it is signed.
    """
    need(person, Right.SIGN)
    with write_record(bench.layout.folder, wait_s=PATIENCE_S) as layout:
        signing = show_release_signing(bench, person)
        if not _is_fresh(signing, seen):
            changes = changed_since(bench, person, _known(seen))
            raise StaleDecision("what would be released", changes=changes)
        if signing.refused:
            raise SignRefused(signing.refused)
        made = _append(layout, person, RELEASE, signing.state, why)
    note(bench, person, "release.sign", made.id, signing.state)
    return made


def need_signed_release(bench: Workbench, person: Person) -> SignOff:
    """
    Return the signature under what would be released now, by another than *person*.

    Raises:
        SignRefused: If there is none.
    """
    need(person, Right.PUBLISH)
    book = open_book(bench.layout)
    signing = _weigh(book, RELEASE, digest_released(bench), person, None)
    if signing.signed is None or not signing.stands:
        raise SignRefused("not_signed")
    if _is_same(signing.signed.by, person.name):
        raise SignRefused("same_person")
    return signing.signed


def digest_released(bench: Workbench) -> str:
    """Return the digest of every incident as it stands, by what their rows say of them."""
    states = load_columns(bench.store).numbers["etag"]
    return hashlib.sha256(np.sort(states).tobytes()).hexdigest()


def _is_fresh(signing: Signing, seen: str) -> bool:
    return seen.partition("-")[0] == signing.state


def _known(seen: str) -> int | None:
    """
    Return how many decisions the record had when a person saw something.

    Examples:
        >>> _known("ab12-7"), _known("ab12-7-etag"), _known("ab12")
        (7, 7, None)
    """
    known = seen.partition("-")[2].partition("-")[0]
    return int(known) if known.isdecimal() else None


def _see(
    bench: Workbench, person: Person, incident_id: str, *, was_seen: bool = False
) -> tuple[Signing, frozenset[str]]:
    """Return how an incident stands with signatures, and the readings of its claims."""
    incident = find_meant(bench, person, incident_id, was_seen=was_seen)
    book = open_book(bench.layout)
    claims = find_claims(bench.store, incident.claims).values()
    documents = frozenset(claim.document_id for claim in claims)
    last = find_last_decider(book.forms_about(documents), claims)
    signing = _weigh(book, incident.id, digest_state(incident), person, last)
    return _tell_changes(bench, person, signing, documents), documents


def _tell_changes(
    bench: Workbench, person: Person, signing: Signing, documents: frozenset[str] | None
) -> Signing:
    """Return how something stands, with what was done since it was signed if that shows."""
    if signing.signed is None or signing.stands:
        return signing
    known = open_book(bench.layout).order[signing.signed.id] + 1
    return replace(signing, changes=changed_since(bench, person, known, documents))


def _weigh(book: Book, signs: str, state: str, person: Person, last: str | None) -> Signing:
    ids = (id_ for id_ in book.signatures.get(signs, ()) if book.stands(id_))
    lines = (from_json(SignOff, book.by_id[id_]) for id_ in ids if "signs" in book.by_id[id_])
    signed = max(lines, key=lambda one: book.order[one.id], default=None)
    if signed and not person.may(Right.READ_PRIVATE):
        signed = replace(signed, why="")  # it may name who was harmed
    stands = signed is not None and signed.state == state
    refused = None
    if stands:
        refused = "signed"
    elif last is None:
        refused = "nobody_decided"
    elif _is_same(last, person.name):
        refused = "same_person"
    known = len(book.forms) if person.may(Right.SIGN) else 0
    return Signing(state, signed, stands, refused, known)


def _append(layout: RecordLayout, person: Person, signs: str, state: str, why: str) -> SignOff:
    at = now_utc()
    id_ = open_book(layout).name_decision(at, person.name, "sign", signs, state)
    made = SignOff(id_, at, person.name, why, signs, state)
    append(layout, {"decisions": [to_json(made)]})
    return made


def _is_same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
