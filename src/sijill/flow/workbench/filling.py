"""
Whether what lists, maps and the queue are made of is there: only a run fills it whole.
"""

from __future__ import annotations

from sijill.flow.team.bench import Workbench


def is_filled(bench: Workbench) -> bool:
    """Say whether a run has filled the rows since the record was made, moved or restored."""
    return bench.store.rows.version("filled") > 0
