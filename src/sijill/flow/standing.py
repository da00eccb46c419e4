"""
The claims as they stand: the machine's, with people's decisions laid on them; and where each
of them belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sijill.errors import RunUnfinished
from sijill.link import Linked
from sijill.model import Claim, Incident, Refusal
from sijill.store import Store


@dataclass(frozen=True, slots=True)
class AssessedClaim:
    """
    A claim as people's decisions have changed it; the machine's own stays beside it.

    Attributes:
        id: The claim's id.
        document_id: Its reading.
        claim: The claim as it now stands.
    """

    id: str
    document_id: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Membership:
    """
    Where a claim about one incident belongs, so that a decision finds what it touches.

    Attributes:
        id: The claim's id.
        cluster: Id of its cluster.
        incident: Id of its incident; ``None``: its cluster founds none.
        component: Id of the component that it was clustered in; ``None``: it stands alone.
    """

    id: str
    cluster: str
    incident: str | None = None
    component: str | None = None


@dataclass(frozen=True, slots=True)
class Component:
    """
    Claims that hold together, one way or another; they are clustered together.

    Attributes:
        id: Id of the first claim.
        claims: Ids of all, sorted.
    """

    id: str
    claims: tuple[str, ...]


def list_memberships(
    linked: Linked, incidents: Iterable[Incident], *, kept: Iterable[Membership] = ()
) -> Iterator[Membership | Component]:
    """
    Yield where each claim belongs, and the components of more than one claim.

    Args:
        linked: The groups of the claims.
        incidents: Those that were made of the groups.
        kept: Where claims belonged whose groups, and so their incidents, are as before.
    """
    incident_of = {place.id: place.incident for place in kept}
    incident_of |= {claim: item.id for item in incidents for claim in item.claims}
    component_of = {claim: held[0] for held in linked.components for claim in held}
    for cluster in linked.clusters:
        for claim in cluster.claims:
            yield Membership(claim, cluster.id, incident_of.get(claim), component_of.get(claim))
    yield from (Component(held[0], held) for held in linked.components)


def count_members(store: Store) -> int:
    """Return how many claims are linked."""
    return store.count_kept(Membership)


def load_claims(store: Store) -> tuple[Claim, ...]:
    """Return the claims that stand, by document and id."""
    changed = {item.id: item.claim for item in store.stream_records(AssessedClaim)}
    misread = {item.id for item in store.stream_records(Refusal) if item.reason == "misread"}
    standing = [
        changed.pop(claim.id, claim)
        for claim in store.stream_records(Claim)
        if claim.id not in misread
    ]
    return tuple(sorted((*standing, *changed.values()), key=lambda c: (c.document_id, c.id)))


def load_standing(store: Store, documents: Iterable[str]) -> dict[str, Claim]:
    """Return the claims of some readings that stand, by id."""
    return load_read(store, documents)[1]


def load_read(
    store: Store, documents: Iterable[str]
) -> tuple[tuple[Claim, ...], dict[str, Claim]]:
    """Return the machine's claims of some readings, and those that stand, by id."""
    found = store.find_in_documents((Claim, AssessedClaim), documents, beside=(Refusal,))
    misread = _misread(found[Refusal])
    standing = found[Claim] | _changed(found[AssessedClaim])
    kept = {key: one for key, one in standing.items() if key not in misread}
    return tuple(found[Claim].values()), kept


def find_claims(store: Store, ids: Iterable[str]) -> dict[str, Claim]:
    """Return those of some claims that stand, by id."""
    return _standing(store.find_several((Claim, AssessedClaim, Refusal), ids))


def find_with_places(
    store: Store, ids: Iterable[str]
) -> tuple[dict[str, Claim], dict[str, Membership]]:
    """Return those of some claims that stand, and where they belong, both by id."""
    found = store.find_several((Claim, AssessedClaim, Refusal, Membership), ids)
    return _standing(found), found[Membership]


def _standing(found: Mapping[type, Mapping[str, Any]]) -> dict[str, Claim]:
    """Return the claims that stand, of what was found about them by kind and id."""
    misread = _misread(found[Refusal])
    kept = {key: one for key, one in found[Claim].items() if key not in misread}
    return kept | _changed(found[AssessedClaim])


def need_claims(store: Store, ids: Iterable[str]) -> dict[str, Claim]:
    """
    Return some claims that stand, by id.

    Raises:
        RunUnfinished: If one of them stands no more: incidents still name it.
    """
    wanted = set(ids)
    found = find_claims(store, wanted)
    if len(found) < len(wanted):
        raise RunUnfinished
    return found


def _changed(laid: Mapping[str, AssessedClaim]) -> dict[str, Claim]:
    return {key: item.claim for key, item in laid.items()}


def _misread(refusals: Mapping[str, Refusal]) -> frozenset[str]:
    return frozenset(key for key, item in refusals.items() if item.reason == "misread")
