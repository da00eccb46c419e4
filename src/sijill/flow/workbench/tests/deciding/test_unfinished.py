"""
Deciding while a run is on, and after one that was interrupted.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from sijill.errors import RecordBusy, RunUnfinished
from sijill.flow.recording import load_decisions, write_record
from sijill.flow.running import run_record
from sijill.flow.team import Workbench
from sijill.flow.workbench import ground
from sijill.flow.workbench.assessing import assess
from sijill.flow.workbench.ground import find_ground
from sijill.flow.workbench.incidents import show_incident
from sijill.flow.workbench.judging import judge, link_incidents, part_claim
from sijill.model import Claim, Incident
from sijill.model.person import Person
from sijill.model.role import Role

DANA = Person("p-1", "Dana", Role.CODER)
Act = Callable[[Workbench, Incident, Incident], object]
ACTS: dict[str, Act] = {
    "accept": lambda bench, one, _: assess(bench, DANA, one.claims[1], verdict="accept"),
    "misread": lambda bench, one, _: assess(bench, DANA, one.claims[1], verdict="misreading"),
    "part": lambda bench, one, _: part_claim(bench, DANA, one.id, one.claims[1]),
    "judge": lambda bench, one, other: judge(
        bench, DANA, one.claims[1], other.claims[0], verdict="same"
    ),
    "link": lambda bench, one, other: link_incidents(bench, DANA, one.id, other.id),
}


def _interrupt(bench: Workbench) -> tuple[Incident, Incident]:
    """Leave what a run leaves that another extractor was chosen for, before it has linked."""
    one, *others = sorted(bench.store.stream_records(Incident), key=lambda i: -len(i.claims))
    claim = bench.store.find_records(Claim, one.claims[:1])[one.claims[0]]
    document = claim.document_id
    rest = [c for c in bench.store.stream_records(Claim, document_id=document) if c != claim]
    anew = replace(claim, id="c-anew", extractor="another.v1")
    bench.store.save_step("claims", document, "another", [anew, *rest])
    return one, others[0]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_after_an_interrupted_run_a_decision_is_refused_whole(
    bench: Workbench, act: Act
) -> None:
    """What rests on a claim that is no more says so; pages are read; a run mends it."""
    one, other = _interrupt(bench)
    with pytest.raises(RunUnfinished):
        act(bench, one, other)
    rows = show_incident(bench, DANA, one.id).rows
    nothing = load_decisions(bench.layout)
    run_record(bench.layout.folder)
    assess(bench, DANA, one.claims[1], verdict="accept")

    assert one.claims[1] in {row.claim for row in rows}
    assert not nothing.judgements and not nothing.assessments
    assert len(load_decisions(bench.layout).assessments) == 1


def test_who_waits_behind_another_is_told_as_soon(
    bench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a run holds the record nobody waits longer because others wait too."""
    monkeypatch.setattr(ground, "PATIENCE_S", 0.05)
    mine = find_ground(bench.layout, bench.store)

    def hold() -> None:
        with mine.hold():
            pass

    with ThreadPoolExecutor(1) as other:
        with mine.writing, pytest.raises(RecordBusy):
            other.submit(hold).result()
        with write_record(bench.layout.folder), pytest.raises(RecordBusy):
            other.submit(hold).result()
        other.submit(hold).result()
