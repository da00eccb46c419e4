"""
A name that one report tells stays hidden in the others, whatever is decided about them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.flow.capturing import capture_into
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.flow.standing import load_claims
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.workbench.assessing import assess
from sijill.flow.workbench.judging import part_claim
from sijill.model import Incident
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.rows import ClaimRow, DocumentRow

NAME = "Sami Testov"
RANA = Person("p-1", "Rana", Role.ADMINISTRATOR)
REPORTS = {
    "told.txt": "SARMIN, May 4, 2023 (Example Agency) -- Shells hit the market of Sarmin in "
    f"Idlib on Wednesday, killing three farmers. {NAME}, 30, was killed in the shelling, "
    "residents said.",
    "beside.html": f"<html><head><title>{NAME} remembered</title></head><body><p>IDLIB, May 5, "
    "2023 (Other Agency) -- Shells hit the market of Sarmin in Idlib on Wednesday, killing "
    "three farmers. On Thursday, gunmen shot dead a teacher in Binnish, Idlib, where "
    f"{NAME} was born.</p></body></html>",
    "other.txt": "BINNISH, May 5, 2023 (Third Agency) -- Gunmen shot dead a teacher in "
    "Binnish, Idlib, on Thursday, residents said.",
}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Two incidents; a document tells of both, and names one's victim beside the other's."""
    paths = [tmp_path / name for name in REPORTS]
    for path in paths:
        path.write_text(REPORTS[path.name], encoding="utf-8")
    folder = init_record(tmp_path / "record")
    capture_into(folder, paths, by="tester")
    run_record(folder)
    return folder


def _shown(bench: Workbench) -> list[str]:
    """Return what rows show of documents and claims to those who may see no names."""
    documents = sorted({claim.document_id for claim in load_claims(bench.store)})
    rows = bench.store.rows
    claims = sorted(rows.find_many(ClaimRow, documents, by="document"), key=lambda row: row.id)
    pages = sorted(rows.find_many(DocumentRow, documents), key=lambda row: row.id)
    return [row.open_words for row in claims] + [row.open_title or "" for row in pages]


def _teacher(bench: Workbench) -> tuple[str, str]:
    """Return the incident of the teacher, and its claim of the document that tells of both."""
    claims = {claim.id: claim for claim in load_claims(bench.store)}
    for item in bench.store.stream_records(Incident):
        for key in item.claims:
            if NAME in claims[key].evidence[0].text and not claims[key].harms[0].names:
                return item.id, key
    raise AssertionError("the record lacks the claim that this test is about")


@pytest.mark.parametrize("what", ["accepted", "parted"])
def test_a_decision_about_another_incident_shows_no_name(record: Path, what: str) -> None:
    """
    Neither in the title nor in the passages, nor is it found by it; a run shows the same.
    """
    with open_workbench(record, owner="tester") as bench:
        before = _shown(bench)
        incident, claim = _teacher(bench)
        if what == "accepted":
            assess(bench, RANA, claim, verdict="accept", why="a test")
        else:
            part_claim(bench, RANA, incident, claim, why="a test")
        after = _shown(bench)
    run_record(record)
    with open_workbench(record, owner="tester") as bench:
        again = _shown(bench)

    assert sum("···" in text for text in before) == 3
    assert not any(NAME in text for text in before)
    assert before == after == again
