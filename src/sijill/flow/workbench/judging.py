"""
Whether claims speak of one incident: linking, unlinking, and taking a decision back.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.errors import Change, NotThere, SettingsError, StaleDecision
from sijill.flow.clock import now_utc
from sijill.flow.standing import find_claims
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.assessing import Answer, see_claim, tell
from sijill.flow.workbench.book import Book, open_book
from sijill.flow.workbench.disclosing import need_known
from sijill.flow.workbench.freshness import find_claim_etag
from sijill.flow.workbench.ground import find_ground
from sijill.flow.workbench.heirs import find_meant
from sijill.flow.workbench.joining import judge_pairs, work_out_joining
from sijill.flow.workbench.judging_people import withdraw_judgements
from sijill.flow.workbench.making_again import Worked
from sijill.flow.workbench.peoplebook import open_people_book
from sijill.flow.workbench.previewing import Preview, if_unchanged, preview
from sijill.flow.workbench.since import decided_since
from sijill.flow.workbench.working_in import (
    Making,
    find_targets,
    work_in,
    work_in_made,
    work_out,
)
from sijill.model import Claim, Incident, Judgement, Withdrawal
from sijill.model.form import canonical_line
from sijill.model.person import Person
from sijill.model.role import Right

VERDICTS = ("same", "not_same", "unsure")


def judge(
    bench: Workbench,
    person: Person,
    left: str,
    right: str,
    *,
    verdict: str,
    why: str = "",
    etag: str | None = None,
) -> Answer:
    """
    Decide whether two claims speak of one incident.

    Args:
        bench: The workbench.
        person: Who decides.
        left: Id of one claim.
        right: Id of the other.
        verdict: One of `VERDICTS`.
        why: The reason.
        etag: Of the two as the person saw them; ``None``: whatever they are now.

    Raises:
        NotAllowed: If the person may not decide.
        NotThere: If there is no such claim.
        SettingsError: If the verdict is none, or both are one claim.
        StaleDecision: If one has changed since, or somebody judged the two.
    """
    need(person, Right.DECIDE)
    if verdict not in VERDICTS:
        raise SettingsError(
            f"a verdict is one of {', '.join(VERDICTS)}; got {verdict!r}.", phrase="no_verdict"
        )
    one, two = see_claim(bench, person, left), see_claim(bench, person, right)
    made = judge_pairs(
        open_book(bench.layout), {one.id: one, two.id: two}, [(one.id, two.id)], verdict,
        by=person.name, why=why,
    )  # fmt: skip
    documents = documents_of((one, two))

    def check() -> None:
        if etag is not None and etag != find_claim_etag(bench, left, right):
            changes = decided_since(bench, person, documents, etag)
            raise StaleDecision("one of the two", changes=changes)

    worked = work_in(find_ground(bench.layout, bench.store), *made, check=check)
    now = find_claim_etag(bench, left, right)
    return tell(bench, person, "decision.judge", made, worked, documents, now)


def link_incidents(
    bench: Workbench,
    person: Person,
    incident: str,
    other: str,
    *,
    why: str = "",
    etag: str | None = None,
    seen: str | None = None,
) -> Answer:
    """
    Decide that two incidents are one: all claims of both stand in one incident from then on.

    As many pairs of claims are judged the same as that takes, each with the same reason; who
    withdraws the answer's decisions together has the former incidents again.

    Args:
        bench: The workbench.
        person: Who decides.
        incident: Id of one.
        other: Id of the other.
        why: The reason.
        etag: Of the one as the person saw it; ``None``: whatever it is now.
        seen: Of all that the preview showed (`Preview.seen`); ``None``: whatever it is now.

    Raises:
        NotAllowed: If the person may not decide.
        NotThere: If there is no such incident.
        SettingsError: If both ids are one incident, or somebody decided that two of the claims
            are of different incidents.
        StaleDecision: If the incident, or what the preview showed, is not as it was, or it went
            into another since.
    """
    make = _linking(bench, person, incident, other, why)
    return _settle(bench, person, incident, etag, if_unchanged(bench, person, make, seen))


def part_claim(
    bench: Workbench,
    person: Person,
    incident: str,
    claim: str,
    *,
    why: str = "",
    etag: str | None = None,
    seen: str | None = None,
) -> Answer:
    """
    Decide that a claim does not belong to its incident: it is not the same as any other there.

    The arguments are as in `link_incidents`.

    Raises:
        NotAllowed: If the person may not decide.
        NotThere: If there is no such incident.
        SettingsError: If the claim is not in it, or alone in it.
        StaleDecision: If the incident, or what the preview showed, is not as it was.
    """
    make = _parting(bench, person, incident, claim, why)
    return _settle(bench, person, incident, etag, if_unchanged(bench, person, make, seen))


def preview_link(bench: Workbench, person: Person, incident: str, other: str) -> Preview:
    """
    Return what linking two incidents would change; nothing is written.

    Raises:
        SettingsError: As `link_incidents` does.
    """
    return preview(bench, person, _linking(bench, person, incident, other, ""))


def preview_parting(bench: Workbench, person: Person, incident: str, claim: str) -> Preview:
    """Return what taking a claim out of an incident would change; nothing is written."""
    return preview(bench, person, _parting(bench, person, incident, claim, ""))


def withdraw(bench: Workbench, person: Person, *decisions: str, why: str = "") -> Answer:
    """
    Take decisions back together; a withdrawal can be taken back itself.

    Raises:
        NotAllowed: If the person may not decide.
        NotThere: If there is no such decision, or none that the person may know of; what
            somebody coded stays, so that agreement is not made afterwards.
        SettingsError: If some are about people and others about claims.
        StaleDecision: If one was taken back already.
    """
    need(person, Right.DECIDE)
    of_people = open_people_book(bench.layout)
    if any(id_ in of_people for id_ in decisions):
        return _withdraw_people(bench, person, decisions, why)
    book = open_book(bench.layout)
    for id_ in decisions:
        if id_ not in book.by_id or book.signed_by(id_) or book.is_coding(id_):
            raise NotThere("decision", id_)
    need_known(bench, person, *decisions)
    at = now_utc()
    made = tuple(
        Withdrawal(
            book.name_decision(at, person.name, "withdraw", id_), at, person.name, why, id_
        )
        for id_ in decisions
    )
    targets = [target for one in made for target in find_targets(book, one)]

    def check() -> None:
        now = open_book(bench.layout)
        gone = [now.withdrawn[id_] for id_ in decisions if not now.stands(id_)]
        if gone:
            told = tuple(Change(one["by"], "withdraw", at=one["at"]) for one in gone)
            raise StaleDecision("the decision", changes=told)

    worked = work_in(find_ground(bench.layout, bench.store), *made, check=check)
    documents = tuple(sorted({target.document_id for target in targets}))
    return tell(bench, person, "decision.withdraw", made, worked, documents, "")


def _withdraw_people(
    bench: Workbench, person: Person, decisions: Sequence[str], why: str
) -> Answer:
    book = open_people_book(bench.layout)
    if not all(id_ in book for id_ in decisions):
        raise SettingsError(
            "some of the decisions are about people, others about claims; take those about "
            "people back by themselves.",
            phrase="mixed_withdrawal",
        )
    made = withdraw_judgements(bench, person, decisions, why=why)
    ends = {end.document_id.partition("#")[0] for one in made for end in book.people_of(one)}
    return Answer(tuple(one.id for one in made), tuple(sorted(ends)), (), ())


def find_incident(bench: Workbench, id: str) -> Incident:
    """
    Return an incident.

    Raises:
        NotThere: If there is none.
    """
    incident = bench.store.find_record(Incident, id)
    if incident is None:
        raise NotThere("incident", id)
    return incident


def incident_etag(bench: Workbench, incident: Incident, documents: Sequence[str]) -> str:
    """Return what changes with the incident, and with every decision about its documents."""
    return open_book(bench.layout).etag(documents, canonical_line(incident))


def documents_of(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return the readings that claims stand in, sorted."""
    return tuple(sorted({claim.document_id for claim in claims}))


def _settle(
    bench: Workbench,
    person: Person,
    incident: str,
    etag: str | None,
    make: Making,
) -> Answer:
    seen = find_meant(bench, person, incident, was_seen=etag is not None)
    documents = documents_of(tuple(find_claims(bench.store, seen.claims).values()))

    def check() -> None:
        now = bench.store.find_record(Incident, seen.id)
        fresh = now and incident_etag(bench, now, documents) == etag
        if etag is not None and not fresh:
            changes = decided_since(bench, person, documents, etag)
            raise StaleDecision("the incident", changes=changes)

    ground = find_ground(bench.layout, bench.store)
    made, worked = work_in_made(ground, make, check=check)
    book = open_book(bench.layout)
    targets = (target for one in made for target in find_targets(book, one))
    documents = tuple(sorted({*documents, *(target.document_id for target in targets)}))
    return tell(bench, person, "decision.judge", made, worked, documents, "")


def _linking(bench: Workbench, person: Person, incident: str, other: str, why: str) -> Making:
    need(person, Right.DECIDE)
    ground = find_ground(bench.layout, bench.store)

    def make(book: Book) -> tuple[tuple[Judgement, ...], Worked]:
        one, two = (find_meant(bench, person, id_) for id_ in (incident, other))
        if one.id == two.id:
            raise SettingsError(
                "both ids name one incident; give another one.", phrase="one_incident"
            )
        return work_out_joining(ground, book, one.claims, two.claims, by=person.name, why=why)

    return make


def _parting(bench: Workbench, person: Person, incident: str, claim: str, why: str) -> Making:
    need(person, Right.DECIDE)
    ground = find_ground(bench.layout, bench.store)

    def make(book: Book) -> tuple[tuple[Judgement, ...], Worked]:
        claims = find_claims(bench.store, find_meant(bench, person, incident).claims)
        if claim not in claims or len(claims) < 2:
            raise SettingsError(
                f"claim {claim} is not in the incident, or alone in it; nothing can be parted.",
                phrase="not_parted",
            )
        pairs = [(claim, other) for other in sorted(claims.keys() - {claim})]
        made = judge_pairs(book, claims, pairs, "not_same", by=person.name, why=why)
        return made, work_out(ground, book, made, leaving=claim)

    return make


__all__ = ["Preview", "Worked", "judge", "link_incidents", "part_claim", "withdraw"]
