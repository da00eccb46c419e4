"""
Who withholds a field, from whom, and what else follows from it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sijill.errors import NotAllowed, NotThere, SettingsError
from sijill.flow.team import Workbench
from sijill.flow.team.accounts import change_role
from sijill.flow.team.withholding import (
    find_withheld,
    lift_withholding,
    list_withholdings,
    withheld_from,
    withhold,
)
from sijill.flow.workbench.blind import find_coders
from sijill.model.account import Account
from sijill.model.person import Person
from sijill.model.role import Right, Role
from sijill.model.withheld import FieldName

PLACE, TEXT = FieldName.PLACE, FieldName.TEXT
Member = Callable[[Role], Person]


def _account(team: Workbench, person: Person) -> Account:
    [found] = team.desk.list(Account, id=person.id)
    return found


def test_the_words_go_with_whatever_is_withheld(team: Workbench, member: Member) -> None:
    """From a role and from one person, each with what was said last and no more."""
    boss, viewer, coder = (member(one) for one in (Role.ADMINISTRATOR, Role.VIEWER, Role.CODER))
    withhold(team, boss, PLACE, roles=[Role.CODER], why="kin")
    withhold(team, boss, PLACE, roles=[Role.VIEWER], accounts=[coder.id], why="kin of kin")
    kept = find_withheld(team, [_account(team, one) for one in (boss, viewer, coder)])
    other = member(Role.CODER)

    assert kept == {boss.id: frozenset(), viewer.id: {PLACE, TEXT}, coder.id: {PLACE, TEXT}}
    assert withheld_from(team, _account(team, other)) == frozenset()
    assert [one.why for one in list_withholdings(team, boss)] == ["kin of kin"]


def test_only_an_administrator_withholds_and_nothing_from_one(
    team: Workbench, member: Member
) -> None:
    """Who administers later is told everything; who administers no more is not."""
    boss, publisher = member(Role.ADMINISTRATOR), member(Role.PUBLISHER)
    with pytest.raises(NotAllowed):
        withhold(team, publisher, PLACE, roles=[Role.VIEWER], why="kin")
    with pytest.raises(SettingsError, match="administrator"):
        withhold(team, boss, PLACE, roles=[Role.ADMINISTRATOR], why="kin")
    with pytest.raises(NotThere):
        withhold(team, boss, PLACE, accounts=["p-none"], why="kin")
    with pytest.raises(NotThere):
        lift_withholding(team, boss, PLACE)
    withhold(team, boss, PLACE, accounts=[publisher.id], why="kin")
    change_role(team, boss, publisher.id, Role.ADMINISTRATOR)
    as_boss = withheld_from(team, _account(team, publisher))
    change_role(team, boss, publisher.id, Role.VIEWER)

    assert as_boss == frozenset()
    assert withheld_from(team, _account(team, publisher)) == {PLACE, TEXT}


def test_who_lacks_a_field_reads_and_codes_nothing(team: Workbench, member: Member) -> None:
    """Documents that two people code go to others."""
    boss, *coders = (member(one) for one in (Role.ADMINISTRATOR, *[Role.CODER] * 3))
    withhold(team, boss, TEXT, accounts=[coders[0].id], why="kin")
    kept = Person("p", "P", Role.PUBLISHER, withheld=frozenset({TEXT}))

    assert set(find_coders(team) or ()) == {one.name for one in coders[1:]}
    assert kept.rights == {Right.READ}
