"""
A claim that may be seen names no incident that is hidden because of another claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sijill.flow.team import Workbench, open_workbench
from sijill.flow.team.restricting import restrict
from sijill.flow.workbench.claims import compare_two
from sijill.flow.workbench.documents import show_document
from sijill.flow.workbench.listing import list_claims
from sijill.model import Claim, Incident
from sijill.model.filters import ClaimFilter
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.testing.disagreeing import BOMBED, SHELLED

BOSS = Person("p-0", "Boss", Role.ADMINISTRATOR)
DANA = Person("p-1", "Dana", Role.CODER)


@pytest.fixture
def bench(tell_record: Callable[..., Path]) -> Iterator[Workbench]:
    """A record of two disputed incidents."""
    with open_workbench(tell_record(*SHELLED, *BOMBED), mode="team") as bench:
        yield bench


def _told(bench: Workbench, person: Person, claims: tuple[str, ...]) -> set[str | None]:
    """Return the incidents that lists and pages name for some claims."""
    rows = list_claims(bench, person, ClaimFilter()).rows
    told = {row.incident for row in rows if row.id in claims}
    documents = {one.document_id for one in bench.store.find_records(Claim, claims).values()}
    for document in documents:
        page = show_document(bench, person, document)
        told |= {view.incident for view in page.claims if view.id in claims}
    both = compare_two(bench, person, *claims[:2])
    return told | {both.left.incident, both.right.incident}


def _held(bench: Workbench, person: Person, incident: str) -> set[str]:
    """Return the claims that the list gives for an incident."""
    return {row.id for row in list_claims(bench, person, ClaimFilter(incident=incident)).rows}


def test_what_is_open_beside_what_is_shut_names_no_incident(bench: Workbench) -> None:
    """The others of the incident stand as claims of none; of another incident as before."""
    shut, other = sorted(bench.store.stream_records(Incident), key=lambda one: -len(one.claims))
    assert _told(bench, DANA, shut.claims[1:]) == {shut.id}

    restrict(bench, BOSS, "claim", shut.claims[0], Role.ADMINISTRATOR, why="kin asked")

    assert _told(bench, DANA, shut.claims[1:]) == {None}
    assert _held(bench, DANA, shut.id) == set()
    assert _held(bench, BOSS, shut.id) == {*shut.claims}
    assert _told(bench, DANA, other.claims) == {other.id}
    assert _told(bench, BOSS, shut.claims) == {shut.id}
