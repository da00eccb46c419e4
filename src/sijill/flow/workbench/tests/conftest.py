"""
A team's workbench over an empty record, with passwords that cost little to check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from sijill.flow.recording import init_record
from sijill.flow.workbench import Workbench, open_workbench
from sijill.flow.workbench.accounts import add_account
from sijill.model.person import Person
from sijill.model.role import Role

PASSWORD = "quartz lamp on sunday"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Workbench]:
    """Yield a team's workbench in which nobody has an account."""
    with open_workbench(init_record(tmp_path / "record"), mode="team") as bench:
        cheap = replace(bench.rules, argon2_passes=1, argon2_mib=1, argon2_lanes=1)
        yield replace(bench, rules=cheap)


@pytest.fixture
def member(team: Workbench) -> Callable[[Role], Person]:
    """Return what makes an account with a role."""
    numbers = count(1)

    def make(role: Role) -> Person:
        name = f"{role.value} {next(numbers)}"
        account = add_account(team, name, PASSWORD, role)
        return Person(account.id, account.name, role)

    return make
