"""
A team's record of one report that two people have coded, one of them otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sijill.flow.capturing import capture_into
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.workbench.double_coding import (
    list_coding_tasks,
    save_coding,
    show_coding_sheet,
)
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.web.tests.visited import sign_in

REPORT = (
    "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in Idlib on "
    "Thursday, killing three farmers and wounding at least 12 people, residents said."
)
GIVEN = {
    "stands": "yes", "violence": "shelling", "when": "2023-10-05", "where": "Sarmin",
    "killed": "3", "injured": "12",
}  # fmt: skip
OTHERWISE = GIVEN | {"violence": "airstrike", "when": "2023-10-04", "killed": ""}
CODERS = {Role.CODER: GIVEN, Role.REVIEWER: OTHERWISE}


@contextmanager
def coded_by_two(folder: Path) -> Iterator[Workbench]:
    """Yield the workbench of a record made in *folder*; who coded has the name of a role."""
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    record = init_record(folder / "record")
    capture_into(record, [folder / "report.txt"], by="a tester")
    run_record(record)
    with open_workbench(record, mode="team") as bench:
        bench = replace(bench, rules=replace(bench.rules, double_coding=1.0))
        for role in CODERS:
            sign_in(bench, role)
        for role, given in CODERS.items():
            coder = Person(f"p-{role.value}", role.value, role)
            document = list_coding_tasks(bench, coder).tasks[0].document_id
            sheet = show_coding_sheet(bench, coder, document)
            answers = {
                one.key(field): value for one in sheet.claims for field, value in given.items()
            }
            save_coding(bench, coder, document, answers, etag=sheet.etag)
        yield bench
