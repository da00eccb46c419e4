"""
A process that warms up reads what pages stand on, and changes nothing.
"""

from __future__ import annotations

from sijill.errors import StoreError
from sijill.flow.recording import load_decisions
from sijill.flow.team import Workbench
from sijill.flow.workbench.warming import warm_up
from sijill.model import Incident


def test_a_rehearsed_decision_is_thrown_away(bench: Workbench) -> None:
    """Neither the log nor the record is otherwise than before, and all asked for is done."""
    before = list(bench.store.stream_records(Incident))
    version, asked = bench.store.rows.version(), list[str]()

    warm_up(bench, lambda: asked.append("done")).join(60)

    assert asked == ["done"]
    assert any(len(item.claims) > 1 for item in before)
    assert list(bench.store.stream_records(Incident)) == before
    assert bench.store.rows.version() == version
    assert not load_decisions(bench.layout).judgements


def test_what_cannot_be_read_keeps_nothing_else_from_it(bench: Workbench) -> None:
    """Whoever asks for the same is told; the others find theirs read."""
    asked = list[str]()

    def fail() -> None:
        raise StoreError("gone")

    warm_up(bench, fail, lambda: asked.append("done")).join(60)

    assert asked == ["done"]
