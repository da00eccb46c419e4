"""
The overview: what the record holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sijill.flow.team.bench import Workbench
from sijill.model import Claim, Incident, Reading, Summary
from sijill.model.person import Person


@dataclass(frozen=True, slots=True)
class Overview:
    """
    What the record holds.

    Attributes:
        title: Name of the record's folder.
        figures: How many of each kind.
    """

    title: str
    figures: Mapping[str, int]


def show_overview(bench: Workbench, person: Person) -> Overview:  # noqa: ARG001
    """Return what the record holds."""
    kinds = {
        "documents": Reading, "claims": Claim, "incidents": Incident, "summaries": Summary
    }  # fmt: skip
    count = bench.store.count_records
    return Overview(bench.layout.folder.resolve().name, {k: count(v) for k, v in kinds.items()})
