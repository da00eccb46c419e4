"""
What no release holds: whatever is restricted, since who reads a release is nobody of the team.

The note of an interview is restricted as it is entered, and its figures are released without a
word of it (`flow.testimony`); one that an administrator restricts again is held back whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sijill.flow.recording import RecordLayout
from sijill.flow.testimony import HOW, find_interviews
from sijill.flow.workbench.registers import open_registers
from sijill.model import Claim, Document, Incident, Summary
from sijill.model.working import Restriction
from sijill.store.desk import open_desk


@dataclass(frozen=True, slots=True)
class HeldBack:
    """
    What is restricted in a record.

    Attributes:
        documents: Digests of documents.
        claims: Ids of claims.
        incidents: Ids of incidents, and of those that have the words of one now.
    """

    documents: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    incidents: frozenset[str] = frozenset()

    def open_documents(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """Return the documents that are not held back."""
        return tuple(one for one in documents if one.id not in self.documents)

    def open_incidents(
        self, incidents: Iterable[Incident], claims: Iterable[Claim]
    ) -> tuple[Incident, ...]:
        """
        Return the incidents that stand on nothing that is held back.

        Examples:
            >>> from sijill.model import Span
            >>> told = Claim("c-1", "d1#2", "x.v1", (Span(0, 3, "hit"),), "shelling")
            >>> made = Incident("i-1", ("c-1",), "shelling")
            >>> HeldBack(documents=frozenset({"d1"})).open_incidents([made], [told])
            ()
        """
        shut = {one.id for one in claims if self._holds(one)}
        return tuple(
            one
            for one in incidents
            if one.id not in self.incidents and shut.isdisjoint(one.claims)
        )

    def open_summaries(
        self, summaries: Iterable[Summary], claims: Iterable[Claim], shut: Collection[str]
    ) -> tuple[Summary, ...]:
        """Return the sums that are neither held back nor held against an incident of *shut*."""
        kept = {one.id for one in claims if self._holds(one)}
        apart = frozenset(shut)
        return tuple(
            one
            for one in summaries
            if one.claim not in kept and apart.isdisjoint((*one.incidents, *one.possible))
        )

    def _holds(self, claim: Claim) -> bool:
        return claim.id in self.claims or claim.document_id.partition("#")[0] in self.documents


def find_held_back(layout: RecordLayout) -> HeldBack:
    """Return what is restricted in a record, from whomever."""
    if isinstance(layout.desk, Path) and not layout.desk.exists():
        return HeldBack()
    with closing(open_desk(layout.desk)) as desk:
        every = desk.list(Restriction)
    told = find_interviews(layout)
    kept = [one for one in every if not (one.why == HOW and one.item in told)]
    by_kind = {
        kind: frozenset(one.item.partition("#")[0] for one in kept if one.kind == kind)
        for kind in ("document", "claim")
    }
    register = open_registers(layout).incidents
    incidents = frozenset(
        id_
        for one in kept
        if one.kind == "incident"
        for id_ in (one.item, *register.holders(register.words_since(one.item, one.at)))
    )
    return HeldBack(by_kind["document"], by_kind["claim"], incidents)
