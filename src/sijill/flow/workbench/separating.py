"""
A row or name that is not the person it was taken for: what that changes, and deciding it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from sijill.errors import Change, NotThere, SettingsError, StaleDecision
from sijill.flow.clock import now_utc
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.assessing import Answer
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.ground import find_ground
from sijill.flow.workbench.hiding import hidden_from
from sijill.flow.workbench.judging_people import is_hidden
from sijill.flow.workbench.knowing_people import know_people
from sijill.flow.workbench.peoplebook import open_people_book
from sijill.flow.workbench.regrouping import foresee_people, work_in_people
from sijill.flow.workbench.since import MOST
from sijill.flow.workbench.victims import are_seen, show_victim
from sijill.model import NamedPerson, PersonJudgement, Victim
from sijill.model.form import canonical_line
from sijill.model.ids import digest_words
from sijill.model.person import Person
from sijill.model.role import Right


@dataclass(frozen=True, slots=True)
class Separation:
    """
    What it changes that a row or name is another person.

    Attributes:
        victim: The person it is taken for.
        row: The row or name.
        others: The other rows and names of the person.
        after: The people that come of it, each by its rows and names, the one with *row* first.
        etag: Of the person as it is now.
    """

    victim: Victim
    row: NamedPerson
    others: tuple[NamedPerson, ...]
    after: tuple[tuple[NamedPerson, ...], ...]
    etag: str


def preview_separation(bench: Workbench, person: Person, victim: str, row: str) -> Separation:
    """
    Return what setting a row or name apart from a person would change; nothing is decided.

    Args:
        bench: The workbench.
        person: Who asks.
        victim: Id of the person.
        row: Id of the row or name.

    Raises:
        NotAllowed: If who asks may not decide, or not see who was harmed.
        NotThere: If there is no such person for who asks.
        SettingsError: If the row is none of the person's, or the only one.
    """
    shown, one, others = _find(bench, person, victim, row)
    made = _judge(bench, person, one, others, "")
    hidden, known = hidden_from(bench, person), know_people(bench).rows
    groups = foresee_people(find_ground(bench.layout, bench.store), *made)
    seen = ([known[id_] for id_ in ids if not is_hidden(known[id_], hidden)] for ids in groups)
    after = sorted((tuple(each) for each in seen if each), key=lambda each: one not in each)
    etag = _etag(bench, (one, *others, *(each for people in after for each in people)))
    return Separation(shown, one, others, tuple(after), etag)


def separate(
    bench: Workbench,
    person: Person,
    victim: str,
    row: str,
    *,
    why: str = "",
    etag: str | None = None,
) -> Answer:
    """
    Decide that a row or name is not the person it was taken for.

    Each pair of it with another row of the person is judged as two people, with the same
    reason; who withdraws the answer's decisions together has the person again. Rows that are
    hidden from *person* are neither told of nor judged.

    Args:
        bench: The workbench.
        person: Who decides.
        victim: Id of the person.
        row: Id of the row or name.
        why: The reason.
        etag: Of the person as it was seen; ``None``: whatever it is now.

    Raises:
        NotAllowed: If *person* may not decide, or not see who was harmed.
        NotThere: If there is no such person for them.
        SettingsError: If the row is none of the person's, or the only one.
        StaleDecision: If other rows are held to be the person by now.
    """
    _, one, others = _find(bench, person, victim, row)
    made = _judge(bench, person, one, others, why)
    rows = (one, *others)

    def check() -> None:
        if etag is not None and _is_stale(bench, person, victim, row, etag):
            changes = _decided_since(bench, person, rows, etag)
            raise StaleDecision("the person", changes=changes)

    work_in_people(find_ground(bench.layout, bench.store), *made, check=check)
    ids = tuple(judgement.id for judgement in made)
    note(bench, person, "victim.judge", *ids)
    documents = {each.anchor.document_id.partition("#")[0] for each in rows}
    return Answer(ids, tuple(sorted(documents)), (), ())


def _find(
    bench: Workbench, person: Person, victim: str, row: str
) -> tuple[Victim, NamedPerson, tuple[NamedPerson, ...]]:
    """Return a person, one of its rows, and the others, as *person* may see them."""
    need(person, Right.DECIDE)
    shown = show_victim(bench, person, victim)
    others = tuple(one for one in shown.named if one.id != row)
    found = next((one for one in shown.named if one.id == row), None)
    if found is None or not others:
        raise SettingsError(
            f"row {row} is not of person {victim}, or the only one; it cannot be set apart.",
            phrase="not_separated",
        )
    return shown.victim, found, others


def _judge(
    bench: Workbench, person: Person, row: NamedPerson, others: Sequence[NamedPerson], why: str
) -> tuple[PersonJudgement, ...]:
    """Return that a row is nobody of the others, one decision a pair; nothing is kept."""
    at, by, name = now_utc(), person.name, open_book(bench.layout).name_decision
    pairs = [sorted((row, other), key=lambda one: one.anchor) for other in others]
    return tuple(
        PersonJudgement(
            name(at, by, "not_same", left.id, right.id), at, by, why, "not_same",
            (left.anchor, right.anchor),
        )
        for left, right in pairs
    )  # fmt: skip


def _etag(bench: Workbench, rows: Sequence[NamedPerson]) -> str:
    """Return how many decisions there were, and what changes with what was foreseen."""
    foreseen = digest_words(*map(canonical_line, rows))[:16]
    return f"{len(open_book(bench.layout).forms)}-{foreseen}"


def _is_stale(bench: Workbench, person: Person, victim: str, row: str, etag: str) -> bool:
    try:
        now = preview_separation(bench, person, victim, row)
    except (NotThere, SettingsError):
        return True
    return now.etag.partition("-")[2] != etag.partition("-")[2]


def _decided_since(
    bench: Workbench, person: Person, rows: Sequence[NamedPerson], etag: str
) -> tuple[Change, ...]:
    """Return what was decided about some rows since an etag, newest first."""
    seen, _, _ = etag.partition("-")
    new = open_book(bench.layout).forms[int(seen) if seen.isdecimal() else 0 :]
    book, anchors = open_people_book(bench.layout), {one.anchor for one in rows}
    known, hidden = know_people(bench), hidden_from(bench, person)
    ends = ((one, book.ends_of(one["id"])) for one in reversed(new))
    about = (
        Change(one["by"], one.get("verdict", "withdraw"), at=one["at"])
        for one, two in ends
        if anchors.intersection(two) and are_seen(known, hidden, two)
    )
    return tuple(islice(about, MOST))
