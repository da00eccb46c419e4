"""
Mappings: what the columns of other people's datasets mean, one TOML file a dataset.
"""

from __future__ import annotations

from sijill.model.mapping.forms import (
    NO_ACT,
    ActorPart,
    HarmPart,
    Nearness,
    RowMapping,
    Sheet,
    TermPart,
)
from sijill.model.mapping.loading import (
    list_mappings,
    load_mapping,
    mapping_text,
    read_mapping,
)

__all__ = [
    "NO_ACT",
    "ActorPart",
    "HarmPart",
    "Nearness",
    "RowMapping",
    "Sheet",
    "TermPart",
    "list_mappings",
    "load_mapping",
    "mapping_text",
    "read_mapping",
]
