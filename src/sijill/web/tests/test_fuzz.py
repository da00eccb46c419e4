"""
Whatever fits the API's own description, and what nearly does, is answered without a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from sijill.flow.team import Workbench, open_workbench
from sijill.flow.team.accounts import add_account
from sijill.flow.team.tokens import make_token
from sijill.model.person import Person
from sijill.model.role import Right, Role
from sijill.web.app import make_app

EXAMPLES = 2  # of each operation; `--hypothesis-seed` and more of them find more


@pytest.fixture(scope="module")
def team(record: Path) -> Iterator[Workbench]:
    """Yield the record's workbench for a team."""
    with open_workbench(record, mode="team") as bench:
        cheap = replace(bench.rules, argon2_passes=1, argon2_mib=1, argon2_lanes=1)
        rules = replace(cheap, requests_minute=10**9)
        yield replace(bench, rules=rules)


def test_no_request_ends_in_a_fault(team: Workbench) -> None:
    """Each operation of the description is tried as an administrator, by a token."""
    account = add_account(team, "Fuzz", "quartz lamp on sunday", Role.ADMINISTRATOR)
    boss = Person(account.id, account.name, Role.ADMINISTRATOR)
    token = make_token(team, boss, "fuzz", list(Right), days=1).secret
    headers = {"Authorization": f"Bearer {token}", "Host": "127.0.0.1"}
    schema = schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", make_app(team), headers=headers
    )
    tried = []
    for found in schema.get_all_operations():
        if "/live" in found.ok().path:  # type: ignore[union-attr]
            continue  # it goes on for ever
        operation = found.ok()  # type: ignore[union-attr]
        tried.append(operation.label)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def try_it(case: schemathesis.Case[Any]) -> None:
            answer = case.call(headers=headers)

            assert answer.status_code < 500, (case.operation.label, answer.text[:200])

        try_it()

    assert len(tried) > 15
