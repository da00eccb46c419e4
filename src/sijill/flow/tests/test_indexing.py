"""
The short rows say what the records say, whether a run made them or a decision's remaking.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sijill.flow.capturing import capture_into
from sijill.flow.indexing import Indexable
from sijill.flow.recording import init_record
from sijill.flow.reindexing import index_part
from sijill.flow.running import run_record
from sijill.flow.standing import load_claims
from sijill.model import Cluster, Incident, Refusal, Summary
from sijill.model.rows import ClaimRow, DocumentRow, IncidentRow, People, QueueRow, SummaryRow
from sijill.store import Store, open_store

REPORTS = {
    "a.txt": "SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Sarmin in "
    "Idlib on Thursday, killing Salim Testman, 9, and wounding 12 people, residents said.",
    "b.txt": "IDLIB, Oct. 7, 2023 (Other Agency) -- The death toll from Thursday's shelling of "
    "Sarmin rose to five, a local official said. On Friday, gunmen shot dead a teacher in "
    "Binnish, Idlib.",
    "c.txt": "IDLIB, Oct. 31, 2023 (Example Agency) -- At least 40 civilians were killed in "
    "separate attacks across Idlib province this month, a monitoring group said.",
    "d.txt": "سقطت قذائف على سوق بلدة سرمين يوم الخميس",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The derived store of a record of four invented reports."""
    folder = tmp_path_factory.mktemp("rows")
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    init_record(folder / "record")
    paths = [folder / "reports" / name for name in REPORTS]
    capture_into(folder / "record", paths, by="tester")
    run_record(folder / "record")
    with open_store(folder / "record" / "derived.sqlite") as opened:
        yield opened


def test_each_record_has_its_row(store: Store) -> None:
    """An incident's row has its numbers; a claim's row leads to its incident."""
    for incident in store.stream_records(Incident):
        row = store.rows.find(IncidentRow, incident.id)
        held = {store.rows.incident_of(claim) for claim in incident.claims}

        assert row is not None and (row.claims, row.violence) == (
            len(incident.claims), incident.violence
        )  # fmt: skip
        assert held == {incident.id}


def test_unknown_is_no_number(store: Store) -> None:
    """A number that no claim gives stays unknown, and what a sum does not explain is told."""
    rows = [store.rows.find(SummaryRow, item.id) for item in store.stream_records(Summary)]

    assert [row.harms["killed"] for row in rows if row] == [People(40, None)]
    assert [sorted(row.remainder) for row in rows if row] == [["killed"]]


def test_names_stand_in_private_fields_alone(store: Store) -> None:
    """The words that everybody may see have no name of a person harmed in them."""
    claims = [store.rows.find(ClaimRow, claim.id) for claim in load_claims(store)]
    told = [row for row in claims if row and "Testman" in (row.words or "")]

    assert len(told) == 1
    assert "Testman" not in told[0].open_words and "Salim" not in told[0].open_words


def test_refused_documents_are_listed(store: Store) -> None:
    """A document that no extractor can read has a row all the same, without claims."""
    refused = {item.id for item in store.stream_records(Refusal) if item.step != "reconcile"}
    rows = list(store.rows.find_many(DocumentRow, refused))

    assert [row.claims for row in rows] == [0]


def test_a_part_made_again_is_as_it_was(store: Store) -> None:
    """The rows of one incident, made anew by themselves, are those of the run."""
    incident = next(item for item in store.stream_records(Incident) if len(item.claims) > 1)
    claims = [claim for claim in load_claims(store) if claim.id in incident.claims]
    clusters = [
        c for c in store.stream_records(Cluster) if set(c.claims) & set(incident.claims)
    ]
    made = Indexable(claims, clusters, (incident,))
    rows, gone = index_part(store, made, was=Indexable(()))
    queue = set(store.rows.find_many(QueueRow, gone["queue"], by="target"))

    assert store.rows.find(IncidentRow, incident.id) in rows.incidents
    assert store.rows.claims_of(incident.id) == tuple(sorted(rows.claims, key=lambda c: c.id))
    assert {row for row in queue if row.target == incident.id} <= set(rows.queue)

    store.exchange_records(
        ("incidents", "all", "again"),
        gone={}, records=(incident, *clusters), rows=rows, gone_rows=gone,
    )  # fmt: skip

    again, _ = index_part(store, made, was=made)

    assert (again.incidents, again.claims, again.documents, again.words) == ((), (), (), ())
    assert store.find_record(Incident, incident.id) == incident
    assert set(store.rows.find_many(QueueRow, gone["queue"], by="target")) == queue
