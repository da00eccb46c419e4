"""
Where an id leads that is no more: to whoever its words are with now.

An address, an assignment and a filter that name an incident which was linked with another mean
the one that it went into, until that is undone; a restriction stays with the words that it was
made for, whichever incidents have them.
"""

from __future__ import annotations

from itertools import product

from sijill.errors import NotThere, StaleDecision
from sijill.flow.recording import RecordLayout
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.registers import open_registers
from sijill.flow.workbench.seeing import need_seen, sees
from sijill.flow.workbench.since import decided_since
from sijill.model import Incident, Victim
from sijill.model.person import Person
from sijill.review import Register

_RECORDS = {"incident": Incident, "victim": Victim}


def find_heir(bench: Workbench, person: Person, kind: str, id: str) -> str:
    """
    Return whom an id that is no more went into.

    Args:
        bench: The workbench.
        person: Who asks.
        kind: ``incident`` or ``victim``.
        id: The id.

    Raises:
        NotThere: If there was none like it, nothing came after it, or *person* may see neither.
    """
    heir = open_registers(bench.layout).of(kind).heir(id)
    if heir in (None, id) or bench.store.find_record(_RECORDS[kind], heir) is None:
        raise NotThere(kind, id)
    if not all(sees(bench, person, kind, one) for one in (id, heir)):
        raise NotThere(kind, id)
    return heir


def find_meant(
    bench: Workbench, person: Person, id: str, *, was_seen: bool = False
) -> Incident:
    """
    Return the incident that an id means to who decides: its own, or the one that it went into.

    Args:
        bench: The workbench.
        person: Who decides.
        id: The id.
        was_seen: Whether the decision rests on how that incident was.

    Raises:
        NotThere: If there is none, or none that *person* may see.
        StaleDecision: If it was seen, and went into another since.
    """
    incident = bench.store.find_record(Incident, id)
    if incident is not None:
        need_seen(bench, person, "incident", id)
        return incident
    heir = find_heir(bench, person, "incident", id)
    if was_seen:
        documents = tuple(sorted({row.document for row in bench.store.rows.claims_of(heir)}))
        raise StaleDecision("the incident", changes=decided_since(bench, person, documents, ""))
    return find_meant(bench, person, heir)


def lead_on(layout: RecordLayout, incident: str) -> str:
    """Return the incident that an id is or went into; an id that never was is returned."""
    return open_registers(layout).incidents.heir(incident) or incident


def lead_item(register: Register, item: str) -> str:
    """
    Return what the queue calls a row now whose incidents went into others.

    Examples:
        >>> lead_item(Register("incident"), "doubtful_claim:c-1")
        'doubtful_claim:c-1'
    """
    reason, *ids = item.split(":")
    return ":".join([reason, *sorted({register.heir(id_) or id_ for id_ in ids})])


def items_before(register: Register, item: str) -> set[str]:
    """Return what the queue called a row before others went into its incidents."""
    reason, *ids = item.split(":")
    sides = [sorted({id_, *register.guests([id_])}) for id_ in ids]
    return {":".join([reason, *sorted(pair)]) for pair in product(*sides)} - {item}
