"""
What names an incident means the one that it went into, and itself again once that is undone.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sijill.errors import NotThere, SettingsError, StaleDecision
from sijill.flow.team import Workbench
from sijill.flow.team.restricting import lift_restriction, restrict
from sijill.flow.workbench.assigning import NOBODY, assign
from sijill.flow.workbench.heirs import find_heir
from sijill.flow.workbench.incidents import show_incident
from sijill.flow.workbench.judging import (
    link_incidents,
    part_claim,
    preview_link,
    withdraw,
)
from sijill.flow.workbench.listing import list_claims, list_incidents
from sijill.flow.workbench.queueing import list_queue
from sijill.flow.workbench.seeing import sees
from sijill.flow.workbench.signing import show_signing, sign_incident
from sijill.model import Incident
from sijill.model.account import Account
from sijill.model.filters import ClaimFilter, IncidentFilter, QueueFilter
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.working import Assignment, Restriction
from sijill.testing.disagreeing import BOMBED, SHELLED, SHOT

BOSS = Person("p-0", "Boss", Role.ADMINISTRATOR)
DANA = Person("p-1", "Dana", Role.CODER)
RANA = Person("p-2", "Rana", Role.REVIEWER)
VERA = Person("p-3", "Vera", Role.VIEWER)
BEFORE = "2020-01-01T00:00:00Z"  # before any link: two acts of one second are not told apart


@pytest.fixture(scope="session")
def made_record(tell_record: Callable[..., Path]) -> Path:
    """A record of two disputed incidents, which each test links, and of a smaller one."""
    return tell_record(*SHELLED, *BOMBED, *SHOT)


class _Linked:
    """Two incidents that were made one, and who they were."""

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        every = {one.id: one.claims for one in bench.store.stream_records(Incident)}
        self.third, first, second = sorted(every, key=lambda id_: len(every[id_]))
        self.claims = every
        made = link_incidents(bench, DANA, first, second, why="one attack")
        self.decisions = made.decisions
        self.heir = next(one for one in (first, second) if one in self.now())
        self.ended = second if self.heir == first else first

    def now(self) -> dict[str, tuple[str, ...]]:
        """Return the claims of each incident, by its id."""
        return {one.id: one.claims for one in self.bench.store.stream_records(Incident)}

    def undo(self) -> None:
        """Take the link back."""
        withdraw(self.bench, RANA, *self.decisions)


@pytest.fixture
def linked(bench: Workbench) -> _Linked:
    """Two incidents that were made one."""
    return _Linked(bench)


def _seen(bench: Workbench) -> set[str]:
    """Return the incidents that a viewer sees, in the list and by their addresses alike."""
    listed = {row.id for row in list_incidents(bench, VERA, IncidentFilter()).rows}
    every = {one.id for one in bench.store.stream_records(Incident)}

    assert listed == {id_ for id_ in every if sees(bench, VERA, "incident", id_)}
    return listed


def _claims_seen(bench: Workbench) -> set[str]:
    return {row.id for row in list_claims(bench, VERA, ClaimFilter()).rows}


@pytest.mark.parametrize("side", ["ended", "heir"])
def test_what_was_restricted_is_not_opened_by_a_link(bench: Workbench, side: str) -> None:
    """The two as one are shut, with every claim; undone, only what was restricted is."""
    linked = _Linked(bench)
    linked.undo()
    shut, other = linked.ended, linked.heir
    if side == "heir":
        shut, other = other, shut
    bench.desk.add(Restriction("incident", shut, "coder", BOSS.id, BEFORE, "kin asked"))
    held = {*linked.claims[shut]}
    again = link_incidents(bench, DANA, shut, other).decisions
    both = held.union(linked.claims[other])

    assert _seen(bench) == {linked.third}
    assert not _claims_seen(bench) & both
    with pytest.raises(NotThere):
        find_heir(bench, VERA, "incident", linked.ended)
    assert find_heir(bench, BOSS, "incident", linked.ended) == linked.heir
    withdraw(bench, RANA, *again)
    assert _seen(bench) == {linked.third, other}
    assert not _claims_seen(bench) & held
    lift_restriction(bench, BOSS, "incident", shut)
    assert _seen(bench) == {*linked.claims}


def test_what_is_parted_from_what_was_restricted_stays_shut(linked: _Linked) -> None:
    """A claim that is taken out, and all of the other side where the two were shut as one."""
    bench = linked.bench
    restrict(bench, BOSS, "incident", linked.heir, Role.CODER, why="kin asked")
    part_claim(bench, DANA, linked.heir, linked.claims[linked.heir][0])

    assert _seen(bench) == {linked.third}
    linked.undo()
    assert _seen(bench) == {linked.third}
    assert not _claims_seen(bench) - {*linked.claims[linked.third]}


def _disputed(bench: Workbench, assigned: str | None = None) -> dict[str, str | None]:
    """Return who looks at the disputed incidents, by the incident."""
    items = list_queue(
        bench, DANA, QueueFilter(reason="disputed", assigned=assigned), limit=50
    ).items
    return {item.row.target: item.assigned for item in items}


def test_an_assignment_goes_along_and_comes_back(bench: Workbench) -> None:
    """Who looks at one of the two looks at both as one; undone, each has its own again."""
    bench.desk.add(Account("p-2", "rana", "Rana", "reviewer", "x", BEFORE))
    linked = _Linked(bench)
    linked.undo()
    assign(bench, DANA, f"disputed:{linked.ended}", to="me")
    one = f"disputed:{linked.heir}"
    alone = _disputed(bench)
    again = link_incidents(bench, DANA, linked.heir, linked.ended).decisions
    ended, heir = linked.ended, linked.heir

    assert (alone[ended], alone[heir]) == (DANA.id, None)
    assert _disputed(bench)[heir] == DANA.id
    assert heir in _disputed(bench, assigned="me")
    assert heir not in _disputed(bench, assigned="nobody")
    with pytest.raises(StaleDecision):
        assign(bench, RANA, one, to="me", was=NOBODY)
    assign(bench, RANA, one, to="me", was=DANA.id)
    assert _disputed(bench)[heir] == RANA.id
    assert heir not in _disputed(bench, assigned="me")
    withdraw(bench, RANA, *again)
    assert (_disputed(bench)[ended], _disputed(bench)[heir]) == (DANA.id, RANA.id)


def test_whom_nobody_looks_at_is_left_by_both(linked: _Linked) -> None:
    """Taken from who looks at the two as one, it is nobody's when they are two again."""
    bench, one = linked.bench, f"disputed:{linked.heir}"
    bench.desk.add(Assignment("queue", f"disputed:{linked.ended}", DANA.id, DANA.id, BEFORE))
    assign(bench, DANA, one, to="me")
    assign(bench, DANA, one, to=None)

    assert _disputed(bench)[linked.heir] is None
    linked.undo()
    assert {*_disputed(bench).values()} == {None}


def test_a_filter_of_an_incident_means_the_one_that_it_went_into(linked: _Linked) -> None:
    """A saved address of the claims of one shows those of both, and its own after the undo."""
    bench = linked.bench

    def claims() -> set[str]:
        chosen = ClaimFilter(incident=linked.ended)
        return {row.id for row in list_claims(bench, DANA, chosen).rows}

    assert claims() == {*linked.now()[linked.heir]}
    linked.undo()
    assert claims() == {*linked.claims[linked.ended]}


def test_who_decides_on_what_was_linked_meanwhile_hears_of_it(bench: Workbench) -> None:
    """On a page of one of two that are one by now, one hears who linked them."""
    linked = _Linked(bench)
    linked.undo()
    seen = show_incident(bench, DANA, linked.ended).etag
    signing = show_signing(bench, RANA, linked.ended).seen
    link_incidents(bench, RANA, linked.heir, linked.ended, why="one attack")
    claim = linked.claims[linked.ended][0]
    with pytest.raises(StaleDecision) as linking:
        link_incidents(bench, DANA, linked.ended, linked.third, etag=seen)
    with pytest.raises(StaleDecision) as parting:
        part_claim(bench, DANA, linked.ended, claim, etag=seen)
    with pytest.raises(StaleDecision):
        sign_incident(bench, RANA, linked.ended, seen=signing, why="")

    for told in (linking, parting):
        assert told.value.changes[0].by == RANA.name
    assert {*linked.now()} == {linked.heir, linked.third}


def test_an_id_that_is_no_more_is_linked_as_the_one_that_it_went_into(linked: _Linked) -> None:
    """Its number, noted down before, names the two as one, which are not linked once more."""
    bench = linked.bench
    before = preview_link(bench, DANA, linked.third, linked.ended).before

    assert {side.id for side in before} == {linked.third, linked.heir}
    with pytest.raises(SettingsError):
        link_incidents(bench, DANA, linked.heir, linked.ended)
    link_incidents(bench, DANA, linked.third, linked.ended)
    assert len(linked.now()) == 1


def test_an_id_that_is_no_more_opens_nothing(linked: _Linked) -> None:
    """Who may not see the two as one is not told that they were linked, nor what was done."""
    bench = linked.bench
    restrict(bench, BOSS, "incident", linked.heir, Role.REVIEWER, why="kin asked")
    with pytest.raises(NotThere):
        link_incidents(bench, DANA, linked.third, linked.ended)
    with pytest.raises(NotThere):
        part_claim(bench, DANA, linked.ended, linked.claims[linked.ended][0], etag="2-x")
