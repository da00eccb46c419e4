"""
What an incident's page calls the documents that it stands on, for whom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sijill.flow.team import Workbench, open_workbench
from sijill.flow.workbench.incidents import show_incident
from sijill.model import Incident
from sijill.model.form import json_line
from sijill.model.person import Person
from sijill.model.role import Role

TOLD = (
    "SARMIN, Oct. 6, 2023 -- Shells hit the market of Sarmin in Idlib on Thursday, killing "
    "three farmers, residents said."
)


@pytest.fixture
def bench(tell_record: Callable[..., Path]) -> Iterator[Workbench]:
    """Yield the workbench over one report without a title or a source."""
    with open_workbench(tell_record(TOLD), mode="team") as opened:
        yield opened


@pytest.mark.parametrize("role", Role)
def test_a_file_is_named_to_who_may_see_names(bench: Workbench, role: Role) -> None:
    """It may be called by the name of somebody harmed, spelt as nobody knows to mask it."""
    [incident] = bench.store.stream_records(Incident)
    page = show_incident(bench, Person("p-1", "somebody", role), incident.id)

    assert ("0.txt" in json_line(page)) == (role is not Role.VIEWER)
