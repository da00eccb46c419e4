"""
Which ids the incidents and persons of a record have and had: read once, then what came since.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sijill.flow.recording import RecordLayout, strip_chain
from sijill.flow.workbench.following import follow
from sijill.model import Identity
from sijill.model.form import from_json
from sijill.review import Register


class Registers:
    """
    Both parts of the register of identities.

    Attributes:
        incidents: The part that is about incidents.
        victims: The part that is about persons.
    """

    def __init__(self) -> None:
        self.incidents, self.victims = Register("incident"), Register("victim")

    def add(self, line: Mapping[str, Any]) -> None:
        """Take in one line more."""
        one = from_json(Identity, strip_chain(line))
        self.incidents.add(one)
        self.victims.add(one)

    def of(self, kind: str) -> Register:
        """Return the part about ``incident`` or ``victim``."""
        return self.incidents if kind == "incident" else self.victims


def open_registers(layout: RecordLayout) -> Registers:
    """
    Return which ids the incidents and persons of a record have and had.

    Raises:
        ChainBroken: If the log is not whole.
    """
    return follow(layout, "identities", Registers)
