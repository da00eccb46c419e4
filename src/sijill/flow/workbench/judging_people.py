"""
Whether two rows or names are one person: deciding it, and taking that back.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.errors import Change, NotThere, StaleDecision
from sijill.flow.clock import now_utc
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.victims import make_judgement
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.ground import find_ground
from sijill.flow.workbench.hiding import hidden_from
from sijill.flow.workbench.peoplebook import open_people_book
from sijill.flow.workbench.regrouping import work_in_people
from sijill.flow.workbench.seeing import need_seen
from sijill.model import NamedPerson, PersonJudgement, Withdrawal
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.victim import person_id


def judge_pair(
    bench: Workbench, person: Person, left: str, right: str, verdict: str, *, why: str = ""
) -> PersonJudgement:
    """
    Decide whether two rows or names are one person; the victims are up to date at once.

    Raises:
        NotAllowed: If the person may not decide, or not see who was harmed.
        NotThere: If one of the two is of what *person* may not see.
        SettingsError: If an id names nobody, or both name one row.
        ModelError: If the verdict is none.
    """
    need(person, Right.DECIDE)
    _need_both_seen(bench, person, (left, right))
    made = make_judgement(
        bench.store, open_book(bench.layout), left, right, verdict=verdict, by=person.name,
        why=why,
    )  # fmt: skip
    work_in_people(find_ground(bench.layout, bench.store), made)
    note(bench, person, "victim.judge", made.id)
    return made


def withdraw_judgements(
    bench: Workbench, person: Person, decisions: Sequence[str], *, why: str = ""
) -> tuple[Withdrawal, ...]:
    """
    Take judgements about people back together; a withdrawal can be taken back itself.

    Args:
        bench: The workbench.
        person: Who takes them back.
        decisions: Ids, each of a judgement about two people or of what takes one back.
        why: The reason.

    Raises:
        NotAllowed: If the person may not decide, or not see who was harmed.
        NotThere: If there is no such judgement, or none for *person*.
        StaleDecision: If one was taken back already.
    """
    need(person, Right.DECIDE)
    book = open_people_book(bench.layout)
    for id_ in decisions:
        if id_ not in book:
            raise NotThere("decision", id_)
    at, by = now_utc(), person.name
    name = open_book(bench.layout).name_decision
    made = tuple(
        Withdrawal(name(at, by, "withdraw", id_), at, by, why, id_) for id_ in decisions
    )
    for one in made:
        _need_both_seen(bench, person, [person_id(end) for end in book.people_of(one)])

    def check() -> None:
        withdrawn = open_people_book(bench.layout).withdrawn()
        gone = [withdrawn[id_] for id_ in decisions if id_ in withdrawn]
        if gone:
            told = tuple(Change(one.by, "withdraw", at=one.at) for one in gone)
            raise StaleDecision("the decision", changes=told)

    work_in_people(find_ground(bench.layout, bench.store), *made, check=check)
    note(bench, person, "decision.withdraw", *(one.id for one in made))
    return made


def _need_both_seen(bench: Workbench, person: Person, ids: Sequence[str]) -> None:
    """Go on if *person* may see both rows or names, and what names them."""
    need(person, Right.READ_PRIVATE)
    for id_ in ids:
        need_seen(bench, person, "document", id_.partition("#")[0].partition(":")[0])
    if hidden := hidden_from(bench, person):
        for one in bench.store.find_records(NamedPerson, ids).values():
            if is_hidden(one, hidden):
                raise NotThere("document", one.anchor.document_id)


def is_hidden(one: NamedPerson, hidden: frozenset[tuple[str, str]]) -> bool:
    """Say whether a row or name is of what, or of whom, is hidden (`hidden_from`)."""
    document = one.anchor.document_id.partition("#")[0]
    held = (("document", document), ("claim", one.claim or ""), ("victim", one.victim or ""))
    return any(each in hidden for each in held)
