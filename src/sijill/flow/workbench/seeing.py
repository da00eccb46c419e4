"""
What a person may see of a record: emptied, masked, or as if it were not there at all.

It is decided here, before a page or the API gets a record. The privacy marks in the fields'
types say what is private; a field that is added tomorrow is hidden by its mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, get_args

from sijill.errors import NotThere
from sijill.flow.standing import find_claims, load_standing
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.fieldgate import veil
from sijill.flow.workbench.hiding import hidden_from
from sijill.model import Claim
from sijill.model.form import hints_of
from sijill.model.person import Person
from sijill.model.privacy import Privacy, privacy_by_field
from sijill.model.role import Right
from sijill.model.rows import ClaimRow
from sijill.protect.masks import NameMask

R = TypeVar("R")
NO_NAMES = NameMask(())


def hide_private(record: R, person: Person, names: NameMask = NO_NAMES) -> R:
    """
    Return a record as a person may see it.

    Who may see what is private gets it as it is. What is withheld from somebody is not there at
    all (see `fieldgate`). For others private fields are empty, and in
    the team's own fields the names of those harmed are masked, letter by letter, so that
    places in a text stay where they are.

    Args:
        record: A record, or a context of a page that holds records.
        person: Who asks.
        names: The names that may stand in its words (see `find_names`).

    Examples:
        >>> from sijill.model import Count, Harm, Span, VictimName
        >>> from sijill.model.role import Role
        >>> name = VictimName(Span(0, 8, "Ali Test"), "Ali Test")
        >>> harm = Harm("killed", Count(1, 1), words=Span(0, 11, "Ali Test, 9"), names=(name,))
        >>> seen = hide_private(harm, Person("p", "P", Role.VIEWER), NameMask(["Ali Test"]))
        >>> seen.names, seen.words.text
        ((), '███ ████, 9')
    """
    if person.may(Right.READ_PRIVATE):
        return record
    shown: R = _shown(record, names)
    return veil(shown, person.withheld)


def _shown(value: Any, names: NameMask) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        marks, hints = privacy_by_field(type(value)), hints_of(type(value))
        changed = {}
        for item in fields(value):
            old = getattr(value, item.name)
            if marks[item.name] is Privacy.PRIVATE:
                new = _empty(hints[item.name], old)
            elif isinstance(old, str):
                public = marks[item.name] is Privacy.PUBLIC
                new = old if public else names.mask(old)
            else:
                new = _shown(old, names)
            if new is not old:
                changed[item.name] = new
        return replace(value, **changed) if changed else value
    if isinstance(value, tuple):
        return tuple(_shown(item, names) for item in value)
    if isinstance(value, Mapping):
        return {key: _shown(item, names) for key, item in value.items()}
    return names.mask(value) if isinstance(value, str) else value


def _empty(hint: Any, old: Any) -> Any:
    """Return what stands for nothing in a field of a type."""
    if type(None) in get_args(hint) or old is None:
        return None
    for kind, nothing in ((tuple, ()), (Mapping, {}), (str, ""), (bool, False), (int, 0)):
        if isinstance(old, kind):
            return nothing
    return None


def find_names(
    bench: Workbench,
    person: Person,
    *,
    documents: Iterable[str] = (),
    claims: Iterable[str] = (),
) -> NameMask:
    """
    Return the names of those harmed that could stand in the words of some documents.

    They are the names that the claims of these documents hold, and those of the other claims
    about the same incidents, since one report leaves out what another tells.

    Args:
        bench: The workbench.
        person: Who asks; nothing is looked for where they may see all.
        documents: Ids of readings.
        claims: Ids of claims.
    """
    if person.may(Right.READ_PRIVATE):
        return NO_NAMES
    found = load_standing(bench.store, documents) | find_claims(bench.store, claims)
    rows = bench.store.rows.find_many(ClaimRow, found)
    incidents = {row.incident for row in rows if row.incident}
    beside = {row.id for row in bench.store.rows.find_many(ClaimRow, incidents, by="incident")}
    found |= find_claims(bench.store, beside - found.keys())
    return NameMask(name for claim in found.values() for name in names_in(claim))


def names_in(claim: Claim) -> Iterable[str]:
    """Yield the names of those harmed that a claim holds, as written in every way."""
    for harm in claim.harms:
        for name in harm.names:
            yield name.name
            yield name.words.text


def need_seen(
    bench: Workbench, person: Person, kind: str, id_: str, *, blind: bool = True
) -> None:
    """
    Go on if nothing keeps *person* from seeing something.

    Args:
        bench: The workbench.
        person: Who asks.
        kind: ``document``, ``claim``, ``incident`` or ``victim``.
        id_: Its id; of a document, or of a reading of it.
        blind: As in `hidden_from`.

    Raises:
        NotThere: If it is for others; as if it were not there.
    """
    hidden = hidden_from(bench, person, blind=blind)
    if hidden and _is_hidden(bench, hidden, kind, id_):
        raise NotThere(kind, id_)


def sees(bench: Workbench, person: Person, kind: str, id_: str) -> bool:
    """Say whether nothing keeps *person* from seeing something; see `need_seen`."""
    hidden = hidden_from(bench, person)
    return not (hidden and _is_hidden(bench, hidden, kind, id_))


def seen_of(bench: Workbench, person: Person, kind: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return those of some ids that nothing keeps *person* from seeing; see `need_seen`."""
    hidden = hidden_from(bench, person)
    every = tuple(ids)
    if not hidden:
        return every
    return tuple(id_ for id_ in every if not _is_hidden(bench, hidden, kind, id_))


def find_placed(bench: Workbench, person: Person, claims: Iterable[str]) -> dict[str, ClaimRow]:
    """
    Return the rows of some claims by id, without an incident that is hidden from *person*.

    A claim may be seen while another of its incident may not, and the incident neither.
    """
    rows = bench.store.rows.find_many(ClaimRow, claims)
    every = {row.id: row for row in rows}
    incidents = {row.incident for row in every.values() if row.incident}
    seen = {*seen_of(bench, person, "incident", incidents), None}
    return {
        key: row if row.incident in seen else replace(row, incident=None)
        for key, row in every.items()
    }


def _is_hidden(
    bench: Workbench, hidden: frozenset[tuple[str, str]], kind: str, id_: str
) -> bool:
    if (kind, id_) in hidden:
        return True
    if kind == "document":
        return ("document", id_.partition("#")[0]) in hidden
    rows = bench.store.rows
    if kind == "claim":
        row = rows.find(ClaimRow, id_)
        return row is not None and (
            _is_hidden(bench, hidden, "document", row.document)
            or ("incident", row.incident) in hidden
        )
    claims = rows.claims_of(id_) if kind == "incident" else ()
    return any(
        ("claim", row.id) in hidden or _is_hidden(bench, hidden, "document", row.document)
        for row in claims
    )
