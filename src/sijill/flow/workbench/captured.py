"""
What was captured, by id: at hand, and brought forward when more is captured.
"""

from __future__ import annotations

from sijill.flow.recording import Captured
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.following import follow
from sijill.model import Document


def find_captured(bench: Workbench, id: str) -> Document | None:
    """Return a captured document; ``None``: there is none of that id."""
    return follow(bench.layout, "custody", Captured).documents.get(id)
