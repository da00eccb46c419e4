"""
The interviews that were held, at hand: their lines of the custody log, read once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sijill.flow.recording import RecordLayout, strip_chain
from sijill.flow.testimony import HOW
from sijill.flow.workbench.following import follow


@dataclass(slots=True)
class Held:
    """
    The interviews that were held, from the lines of the custody log.

    Attributes:
        lines: The last line of each, by document.
    """

    lines: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def add(self, line: Mapping[str, Any]) -> None:
        """Take in one line more."""
        if line.get("how") == HOW and line.get("document_id"):
            self.lines[line["document_id"]] = strip_chain(line)


def load_held(layout: RecordLayout) -> Mapping[str, Mapping[str, Any]]:
    """Return the line of each interview of a record, by its note's document."""
    return follow(layout, "custody", Held).lines
