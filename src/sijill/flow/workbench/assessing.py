"""
A person's word on a claim or a field of it: right, something else, misread, not sure, missed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sijill.errors import NotThere, SettingsError, StaleDecision
from sijill.flow.clock import now_utc
from sijill.flow.correcting import fill_value
from sijill.flow.standing import find_claims, load_standing
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.documents import document_etag, find_reading
from sijill.flow.workbench.double_coding import need_open
from sijill.flow.workbench.freshness import find_claim_etag
from sijill.flow.workbench.ground import find_ground, own_of
from sijill.flow.workbench.making_again import Worked
from sijill.flow.workbench.seeing import need_seen, seen_of
from sijill.flow.workbench.since import decided_since
from sijill.flow.workbench.working_in import Decision, work_in
from sijill.model import Assessment, Claim, Count, Harm, Reading, Reported, Span, Target
from sijill.model.assessment import DOCUMENT
from sijill.model.form import from_json, to_json
from sijill.model.ids import claim_id
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.vocabulary import load_terms
from sijill.review import correct_field, target_of, word_target

BY_PERSON = "sijill.person.v1"
VERDICTS = ("accept", "correct", "misreading", "unsure")
_LONGEST_WHY = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What became of a decision.

    Attributes:
        decisions: Ids of what was appended; withdrawing them undoes it.
        documents: The readings it touched.
        claims: Claims that stand otherwise than before.
        incidents: Incidents that are otherwise than before, are gone or are new.
        etag: Of the document or the incident that was decided about, as it is now.
    """

    decisions: tuple[str, ...]
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    incidents: tuple[str, ...]
    etag: str = ""


def assess(
    bench: Workbench,
    person: Person,
    claim: str,
    *,
    verdict: str,
    field: str = "claim",
    value: Any = None,
    why: str = "",
    etag: str | None = None,
) -> Answer:
    """
    Decide about a claim or a field of it.

    Args:
        bench: The workbench.
        person: Who decides.
        claim: Id of the claim.
        verdict: One of `VERDICTS`.
        field: Path in the claim; ``claim`` for all of it.
        value: For ``correct``: the right value in JSON form, or a place or an actor in words.
        why: The reason.
        etag: Of the document or of the claim as the person saw it; ``None``: whatever it is
            now.

    Raises:
        NotAllowed: If the person may not decide.
        NotThere: If there is no such claim.
        SettingsError: If the verdict is none, or the value no place or actor that is known.
        FormError: If the claim has no such field, or the value has not its form.
        StaleDecision: If somebody decided about the document since.
    """
    need(person, Right.DECIDE)
    _check_words(verdict, VERDICTS, why)
    found = see_claim(bench, person, claim)
    if verdict == "correct":
        value = _right_value(bench, found, field, value)
        correct_field(found, field, value)
    target = target_of(found, field)
    at = now_utc()
    id_ = open_book(bench.layout).name_decision(at, person.name, verdict, word_target(target))
    given = value if verdict == "correct" else None
    assessment = Assessment(id_, at, person.name, why, verdict, target, given)
    document = found.document_id

    def check() -> None:
        if etag is not None and etag != find_claim_etag(bench, claim):
            check_fresh(bench, person, document, etag)

    return keep(bench, person, document, check, assessment)


def assess_document(
    bench: Workbench,
    person: Person,
    document: str,
    *,
    verdict: str,
    why: str = "",
    etag: str | None = None,
) -> Answer:
    """
    Say that somebody looked at a document and was not sure of it as a whole.

    It stays in the queue with the reason until the decision is withdrawn.

    Args:
        bench: The workbench.
        person: Who looked.
        document: Id of the reading.
        verdict: ``unsure``: whatever is sure is said of a claim.
        why: The reason.
        etag: Of the document as the person saw it, or of the decisions about it alone.

    Raises:
        NotAllowed: If the person may not decide.
        NotThere: If there is no such reading.
        SettingsError: If the verdict is another.
        StaleDecision: If somebody decided about the document since.
    """
    need(person, Right.DECIDE)
    _check_words(verdict, ("unsure",), why)
    reading = find_reading(bench, document)
    need_seen(bench, person, "document", reading.id)
    target = Target(reading.id, 0, 0, DOCUMENT)
    at = now_utc()
    id_ = open_book(bench.layout).name_decision(at, person.name, verdict, word_target(target))
    made = Assessment(id_, at, person.name, why, verdict, target)

    def check() -> None:
        if etag is not None and etag != open_book(bench.layout).etag([reading.id]):
            check_fresh(bench, person, reading.id, etag)

    return keep(bench, person, reading.id, check, made)


def _right_value(bench: Workbench, claim: Claim, field: str, value: Any) -> Any:
    """Return a corrected value in the field's form; a field without any takes a list of one."""
    if field in ("where", "actors") and isinstance(value, dict):
        return [value]
    return fill_value(claim, field, value, own_of(bench.layout))


def add_missed(
    bench: Workbench,
    person: Person,
    document: str,
    *,
    start: int,
    end: int,
    violence: str,
    harm: str | None = None,
    count: Any = None,
    why: str = "",
    etag: str | None = None,
) -> Answer:
    """
    Add a claim that no extractor found, by the words that make it.

    When, where and who are corrected on it afterwards, each by its words.

    Args:
        bench: The workbench.
        person: Who decides.
        document: Id of the reading.
        start: First code point of the passage.
        end: First code point after it.
        violence: Term of ``vocabulary/violence.toml``.
        harm: What was done to people; ``None``: nobody is said to be harmed.
        count: How many, in the form of a count.
        why: The reason.
        etag: As in `assess`.

    Raises:
        NotThere: If there is no such reading.
        SettingsError: If the term is none, or there are no such words.
        FormError: If the count has not its form.
    """
    need(person, Right.DECIDE)
    _check_words("missed", ("missed",), why)
    reading = find_reading(bench, document)
    need_seen(bench, person, "document", reading.id)
    passage = words_at(reading, start, end)
    if violence not in load_terms("violence"):
        raise SettingsError(
            f"there is no act {violence!r}; choose one of the vocabulary.", phrase="no_act"
        )
    made = from_json(Count, count) if count else Count(None, None, "vague")
    harms = (Harm(harm, made),) if harm else ()
    id_ = claim_id(reading.id, [passage], extractor=BY_PERSON, order=len(harms))
    if id_ in load_standing(bench.store, [reading.id]):
        raise SettingsError(
            "these words make a claim already; correct that one.", phrase="claim_there"
        )
    claim = Claim(
        id_, reading.id, BY_PERSON, (passage,), violence, reported=_reported(bench, reading),
        harms=harms, absent={"when": "not_stated", "where": "not_stated"},
    )  # fmt: skip
    target = target_of(claim)
    at = now_utc()
    name = open_book(bench.layout).name_decision(at, person.name, "missed", word_target(target))
    missed = Assessment(name, at, person.name, why, "missed", target, to_json(claim))

    def check() -> None:
        if etag is not None:
            check_fresh(bench, person, reading.id, etag)

    return keep(bench, person, reading.id, check, missed)


def _reported(bench: Workbench, reading: Reading) -> Reported:
    """Return what a claim carries of its document, as its other claims have it."""
    if found := bench.store.find_in_documents((Claim,), (reading.id,))[Claim]:
        reported: Reported = found[min(found)].reported
        return reported
    return Reported(
        reading.published_on, reading.published_origin, reading.source, reading.dateline,
        reading.language, reading.title,
    )  # fmt: skip


def keep(
    bench: Workbench,
    person: Person,
    document: str,
    check: Callable[[], None],
    *decisions: Decision,
) -> Answer:
    """Work decisions about one document in, if *check* finds it as the person saw it."""
    need_open(bench, person, document)
    worked = work_in(find_ground(bench.layout, bench.store), *decisions, check=check)
    claims = load_standing(bench.store, [document]).values()
    now = document_etag(bench, document, claims)
    return tell(bench, person, "decision.assess", decisions, worked, (document,), now)


def check_fresh(bench: Workbench, person: Person, document: str, etag: str) -> None:
    """
    Go on if a document is as it was.

    Raises:
        StaleDecision: If it is not, with what was decided since.
    """
    claims = load_standing(bench.store, [document]).values()
    if document_etag(bench, document, claims) != etag:
        changes = decided_since(bench, person, (document,), etag)
        raise StaleDecision("the document", changes=changes)


def tell(
    bench: Workbench,
    person: Person,
    act: str,
    decisions: tuple[Decision, ...],
    worked: Worked,
    documents: tuple[str, ...],
    etag: str,
) -> Answer:
    """Note a decision in the audit log, and return its answer, as the person may see it."""
    ids = tuple(one.id for one in decisions)
    touched = {item.id for item in (*worked.before, *worked.after)}
    incidents = seen_of(bench, person, "incident", sorted(touched))
    claims = seen_of(bench, person, "claim", worked.claims)
    answer = Answer(ids, documents, claims, incidents, etag)
    note(bench, person, act, *ids)
    return answer


def find_claim(bench: Workbench, id: str) -> Claim:
    """
    Return a claim as it stands, or as the machine read it where a person called it misread.

    Raises:
        NotThere: If there is none.
    """
    claim = find_claims(bench.store, [id]).get(id) or bench.store.find_record(Claim, id)
    if claim is None:
        raise NotThere("claim", id)
    return claim


def see_claim(bench: Workbench, person: Person, id: str) -> Claim:
    """
    Return a claim that the person may see.

    Raises:
        NotThere: If there is none, or none for them.
    """
    claim = find_claim(bench, id)
    need_seen(bench, person, "claim", claim.id)
    return claim


def words_at(reading: Reading, start: int, end: int) -> Span:
    """
    Return some words of a reading.

    Raises:
        SettingsError: If there are none there.
    """
    if not 0 <= start < end <= len(reading.text):
        raise SettingsError(
            "these words do not stand in the text; select them again.", phrase="no_such_words"
        )
    return Span.of(reading.text, start, end)


def _check_words(verdict: str, known: tuple[str, ...], why: str) -> None:
    if verdict not in known:
        raise SettingsError(
            f"a verdict is one of {', '.join(known)}; got {verdict!r}.", phrase="no_verdict"
        )
    if len(why) > _LONGEST_WHY:
        raise SettingsError(
            f"a reason has at most {_LONGEST_WHY} letters.",
            phrase="reason_long",
            most=_LONGEST_WHY,
        )
