"""
What a decision makes again of the groups that hold together with what it speaks of: few.

An incident is made again where its group's claims are otherwise than before, and where it
shares a document with such a group that took over another's text, or that another took over:
such a document's steps to its origin bear on all its claims. Of a group that is as before, but
that people decided about, or whose reports tell other names now, the rows alone are made again.
Everything else stays, as what lies out of reach does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from sijill.flow.namewords import names_told
from sijill.flow.standing import Component, Membership, list_memberships
from sijill.flow.workbench.touching import Touched
from sijill.link import Linked
from sijill.model import Cluster, Incident


@dataclass(frozen=True, slots=True)
class Regrouped:
    """
    What linking the touched claims again came to.

    Attributes:
        touched: What is touched; of its members, those alone that something is made again of.
        again: The groups whose incidents are made again.
        kept: The groups that are as before, and of which rows alone are made again.
        before: What these groups' claims belonged to before.
        linked: All groups of the claims that hold together, and what they were cut from.
        places: Where all of these belonged before, by claim.
    """

    touched: Touched
    again: tuple[Cluster, ...]
    kept: tuple[Cluster, ...]
    before: tuple[Cluster, ...]
    linked: Linked
    places: Mapping[str, Membership]

    @property
    def listed(self) -> tuple[Cluster, ...]:
        """The groups of which rows are made again."""
        return (*self.again, *self.kept)

    def belonging(self, made: Iterable[Incident]) -> tuple[Membership | Component, ...]:
        """Return where all the claims belong, once *made* stand for the groups made again."""
        own = {key for one in self.again for key in one.claims}
        kept = (place for key, place in self.places.items() if key not in own)
        return tuple(list_memberships(self.linked, made, kept=kept))


def list_copied(incidents: Iterable[Incident]) -> set[str]:
    """Return the documents that took over another's text or were taken over themselves."""
    steps = [
        (edge.document, edge.to_document)
        for one in incidents
        for edge in one.origin_edges
        if edge.to_document
    ]
    return {document for step in steps for document in step}


def leave_groups(
    touched: Touched, linked: Linked, before: Mapping[str, Cluster], copied: Set[str]
) -> Regrouped:
    """
    Leave aside the groups that a decision leaves as they were.

    Args:
        touched: What the decision touches.
        linked: The groups that came of it.
        before: The groups of the same claims before it, by id.
        copied: The documents that `list_copied` finds, before it and after it.
    """
    again = tuple(_made_again(touched, linked, before, copied))
    own = {key for one in again for key in one.claims}
    rest = [one for one in linked.clusters if not own.issuperset(one.claims)]
    names = _renamed(touched, again, before)
    kept = tuple(
        one
        for one in rest
        if not touched.spoken_of.isdisjoint(one.claims)
        or not names.isdisjoint(touched.after[key].document_id for key in one.claims)
    )
    stays = {key for one in linked.clusters for key in one.claims}
    stays -= own.union(*(one.claims for one in kept))
    places = {key: place for key, place in touched.places.items() if key not in stays}
    return Regrouped(
        replace(touched, members=touched.members - stays, places=places),
        again,
        kept,
        tuple(before[name] for name in sorted({place.cluster for place in places.values()})),
        linked,
        touched.places,
    )


def _made_again(
    touched: Touched, linked: Linked, before: Mapping[str, Cluster], copied: Set[str]
) -> Iterator[Cluster]:
    """Yield the groups that are not as before or founded nothing, and those bound to them."""
    every = {**touched.before, **touched.after}
    waiting = {one: {every[key].document_id for key in one.claims} for one in linked.clusters}
    founded = {place.cluster for place in touched.places.values() if place.incident}
    as_before = {
        one
        for one in linked.clusters
        if before.get(one.id) == one
        and (one.id in founded or touched.spoken_of.isdisjoint(one.claims))
    }
    documents = {every[key].document_id for key in touched.changed}
    while found := [
        one for one, own in waiting.items() if one not in as_before or documents & own
    ]:
        for one in found:
            documents |= waiting.pop(one) & copied
            yield one


def _renamed(
    touched: Touched, again: Sequence[Cluster], before: Mapping[str, Cluster]
) -> set[str]:
    """Return the documents in which other names may be told than before, by any report."""
    claims = {key for one in again for key in one.claims}
    held = {place.cluster for key, place in touched.places.items() if key in claims}
    was = names_told(touched.before, (before[name] for name in held))
    now = names_told(touched.after, again)
    return {document for document in was.keys() | now if was.get(document) != now.get(document)}
