"""
What is as if it were not there for a person: what is restricted, and what they code blind.

A restriction of an incident or a victim stays with the words that it was made for: whoever has
them now is hidden too, since linking and parting would else bring into the open what was shut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sijill.flow.team.bench import Workbench
from sijill.flow.team.restricting import restrictions_on
from sijill.flow.workbench.blind import coded_blind
from sijill.flow.workbench.registers import Registers, open_registers
from sijill.model import Anchor
from sijill.model.person import Person
from sijill.model.working import Restriction

_NAMED = ("incident", "victim")


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
    restrictions = restrictions_on(bench, person)
    found = frozenset((one.kind, one.item) for one in restrictions)
    if named := [one for one in restrictions if one.kind in _NAMED]:
        found |= {*_holders(open_registers(bench.layout), named)}
    if blind and (documents := coded_blind(bench, person)):
        found |= {("document", one) for one in documents}
    return found


def words_shut(bench: Workbench, person: Person) -> frozenset[Anchor]:
    """Return the words of the incidents that are restricted, whatever has them now."""
    closed = [one for one in restrictions_on(bench, person) if one.kind == "incident"]
    if not closed:
        return frozenset()
    register = open_registers(bench.layout).incidents
    return frozenset(word for one in closed for word in register.words_since(one.item, one.at))


def _holders(
    registers: Registers, restrictions: Iterable[Restriction]
) -> Iterator[tuple[str, str]]:
    """Yield what has the words of restricted incidents and victims now."""
    for one in restrictions:
        register = registers.of(one.kind)
        for id_ in register.holders(register.words_since(one.item, one.at)):
            yield one.kind, id_
