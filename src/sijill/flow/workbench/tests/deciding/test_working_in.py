"""
What is worked into a record at once is what the next run makes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import select

from sijill.flow.listing import stream_records
from sijill.flow.recording import load_decisions
from sijill.flow.running import run_record
from sijill.flow.standing import load_claims
from sijill.flow.team import Workbench
from sijill.flow.workbench.ground import find_ground
from sijill.flow.workbench.working_in import Decision, preview_decision, work_in
from sijill.model import Assessment, Claim, Incident, Judgement, Target, Withdrawal
from sijill.model.assessment import DOCUMENT
from sijill.model.form import canonical_line
from sijill.review import target_of
from sijill.store.rows import NEAR, TABLES

_KINDS = ("claims", "clusters", "incidents", "summaries", "refusals", "unplaced")
_AT = "2024-01-01T00:00:{:02d}Z"
Step = Callable[[Sequence[Claim], Sequence[Decision]], Decision]


def _judge(left: Claim, right: Claim, verdict: str, n: int) -> Judgement:
    targets = (target_of(left), target_of(right))
    return Judgement(f"r-{n}", _AT.format(n), "tester", "a test", verdict, targets)


def _assess(claim: Claim, verdict: str, n: int, field: str = "claim", value: Any = None) -> Any:
    target = target_of(claim, field)
    return Assessment(f"r-{n}", _AT.format(n), "tester", "a test", verdict, target, value)


def _withdraw(decision: Decision, n: int) -> Withdrawal:
    return Withdrawal(f"r-{n}", _AT.format(n), "tester", "a test", decision.id)


def _named(claims: Sequence[Claim], *words: str) -> list[Claim]:
    return [one for one in claims if any(word in one.evidence[0].text for word in words)]


def _two_shelled(claims: Sequence[Claim]) -> list[Claim]:
    return [one for one in claims if one.violence == "shelling"]


def _not_sure(claim: Claim, n: int) -> Assessment:
    target = Target(claim.document_id, 0, 0, DOCUMENT)
    return Assessment(f"r-{n}", _AT.format(n), "tester", "which market?", "unsure", target)


def _nowhere(claim: Claim, n: int) -> Assessment:
    target = Target(claim.document_id, 0, 3, "claim")
    return Assessment(f"r-{n}", _AT.format(n), "tester", "a test", "accept", target)


STEPS: dict[str, list[Step]] = {
    "a misreading, taken back": [
        lambda claims, _: _assess(_two_shelled(claims)[0], "misreading", 1),
        lambda _, done: _withdraw(done[0], 2),
    ],
    "two incidents joined, and parted again": [
        lambda claims, _: _judge(
            _two_shelled(claims)[0], _named(claims, "teacher")[0], "same", 1
        ),
        lambda _, done: _withdraw(done[0], 2),
    ],
    "one incident parted": [
        lambda claims, _: _judge(
            _two_shelled(claims)[0], _two_shelled(claims)[1], "not_same", 1
        ),
    ],
    "another number, another day": [
        lambda claims, _: _assess(
            _two_shelled(claims)[0], "correct", 1, "harms.killed.count", {"low": 9, "high": 9}
        ),
        lambda claims, _: _assess(
            _two_shelled(claims)[0], "correct", 2, "when",
            {"earliest": "2023-09-01", "latest": "2023-09-01", "precision": "day"},
        ),
    ],
    "two claims of one incident accepted, and a document that nobody is sure of": [
        lambda claims, _: _assess(_two_shelled(claims)[0], "accept", 1),
        lambda claims, _: _assess(_two_shelled(claims)[1], "accept", 2),
        lambda claims, _: _not_sure(_two_shelled(claims)[1], 3),
    ],
    "an acceptance, taken back, and that taken back": [
        lambda claims, _: _assess(_two_shelled(claims)[0], "accept", 1),
        lambda _, done: _withdraw(done[0], 2),
        lambda _, done: _withdraw(done[1], 3),
    ],
    "one accepted and parted, and the acceptance taken back": [
        lambda claims, _: _assess(_two_shelled(claims)[0], "accept", 1),
        lambda claims, _: _judge(
            _two_shelled(claims)[0], _two_shelled(claims)[1], "not_same", 2
        ),
        lambda _, done: _withdraw(done[0], 3),
    ],
    "one parted, and both sides accepted": [
        lambda claims, _: _judge(
            _two_shelled(claims)[0], _two_shelled(claims)[1], "not_same", 1
        ),
        lambda claims, _: _assess(_two_shelled(claims)[0], "accept", 2),
        lambda claims, _: _assess(_two_shelled(claims)[1], "correct", 3, "violence", "ied"),
    ],
    "corrected twice, and the first taken back": [
        lambda claims, _: _assess(_two_shelled(claims)[0], "correct", 1, "violence", "ied"),
        lambda claims, _: _assess(_two_shelled(claims)[0], "correct", 2, "violence", "ied"),
        lambda _, done: _withdraw(done[0], 3),
    ],
    "about words that no claim has, taken back": [
        lambda claims, _: _nowhere(_two_shelled(claims)[0], 1),
        lambda _, done: _withdraw(done[0], 2),
    ],
    "a document that nobody is sure of, taken back": [
        lambda claims, _: _not_sure(_two_shelled(claims)[0], 1),
        lambda _, done: _withdraw(done[0], 2),
    ],
    "a sum that is none": [
        lambda claims, _: _assess(_named(claims, "separate")[0], "misreading", 1),
    ],
}  # fmt: skip


def _everything(bench: Workbench) -> dict[str, list[str]]:
    folder = bench.layout.folder
    return {
        kind: [canonical_line(one) for one in stream_records(folder, kind, canonical=True)]
        for kind in _KINDS
    }


def _rows(bench: Workbench) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that lists and the queue are made of, but for its running number."""
    found = {}
    with bench.store.engine.connect() as connection:
        for table in set(TABLES) - {NEAR}:  # who is near whom, only a run finds out
            columns = [one for one in table.c if one.name not in ("number", "changed")]
            found[table.name] = sorted(
                map(tuple, connection.execute(select(*columns))), key=str
            )
    return found


def _ids(bench: Workbench) -> set[tuple[str, tuple[str, ...]]]:
    return {(item.id, item.claims) for item in bench.store.stream_records(Incident)}


@pytest.mark.parametrize("steps", STEPS.values(), ids=STEPS)
def test_working_in_gives_what_a_run_gives(bench: Workbench, steps: list[Step]) -> None:
    """
    Claims, clusters, incidents with their ids, sums and refusals are the same, and the run
    does make them again.
    """
    done: list[Decision] = []
    for step in steps:
        decision = step(load_claims(bench.store), done)
        work_in(find_ground(bench.layout, bench.store), decision)
        done.append(decision)
    worked, ids, rows = _everything(bench), _ids(bench), _rows(bench)
    report = run_record(bench.layout.folder)

    assert report.changed
    assert worked == _everything(bench)
    assert ids == _ids(bench)
    assert rows == _rows(bench)


def test_a_preview_tells_what_changes_and_writes_nothing(bench: Workbench) -> None:
    """
    Two claims part company; neither log nor record changes.
    """
    claims = {claim.id: claim for claim in load_claims(bench.store)}
    several = next(i for i in bench.store.stream_records(Incident) if len(i.claims) > 1)
    decision = _judge(claims[several.claims[0]], claims[several.claims[1]], "not_same", 1)
    before = _everything(bench)
    worked = preview_decision(find_ground(bench.layout, bench.store), decision)

    held = {claim: item.id for item in worked.after for claim in item.claims}

    assert held[several.claims[0]] != held[several.claims[1]]
    assert several in worked.before
    assert not load_decisions(bench.layout).judgements
    assert before == _everything(bench)
