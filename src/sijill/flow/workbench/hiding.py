"""
What is as if it were not there for a person: what is restricted, and what they code blind.
"""

from __future__ import annotations

from sijill.flow.team.bench import Workbench
from sijill.flow.team.restricting import restricted_from
from sijill.flow.workbench.blind import coded_blind
from sijill.model.person import Person


def hidden_from(
    bench: Workbench, person: Person, *, blind: bool = True
) -> frozenset[tuple[str, str]]:
    """
    Return what is as if it were not there for a person, each with its kind.

    Args:
        bench: The workbench.
        person: Who asks.
        blind: Whether documents that they have still to code are among it; not where they
            code them.
    """
    found = restricted_from(bench, person)
    if blind and (documents := coded_blind(bench, person)):
        found |= {("document", one) for one in documents}
    return found
