"""
The page of a sum over several incidents: what is accounted for, what is not, what contradicts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sijill.errors import NotThere
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.allowance import allowance_of
from sijill.flow.workbench.assessing import find_claim
from sijill.flow.workbench.fieldgate import need_kind
from sijill.flow.workbench.seeing import find_names, hide_private, need_seen, sees
from sijill.model import Comparison, DateRange, HarmRange, Place, Summary
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.rows import IncidentRow, SummaryRow

_MOST = 100  # incidents that the page lists


@dataclass(frozen=True, slots=True)
class SumLine:
    """
    One number of a sum beside the incidents.

    Attributes:
        said: What the sum says.
        accounted: What the incidents inside come to; ``None``: nothing was compared.
        remainder: What no incident explains; ``None``: nothing was compared.
        contradicted: By how much the incidents exceed it; ``None``: they do not.
    """

    said: HarmRange
    accounted: Comparison | None
    remainder: Comparison | None
    contradicted: Comparison | None


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """
    What the page of a sum shows.

    Attributes:
        id: Its id.
        claim: Id of the claim that gives it.
        document: Id of the claim's reading.
        source: Who published it.
        published_on: Day of publication; ``None``: not known.
        scope: ``aggregate`` or ``cumulative``.
        words: The passages, without names for who may not see them.
        language: BCP 47 code of the words.
        window: The days that it sums over.
        areas: The areas that it sums over.
        lines: Its numbers.
        incidents: Incidents inside, by day.
        possible: Incidents that may be inside, by day.
        inside: How many are inside.
        perhaps: How many may be.
    """

    id: str
    claim: str
    document: str
    source: str | None
    published_on: date | None
    scope: str
    words: str
    language: str | None
    window: DateRange | None
    areas: tuple[Place, ...]
    lines: tuple[SumLine, ...]
    incidents: tuple[IncidentRow, ...]
    possible: tuple[IncidentRow, ...]
    inside: int
    perhaps: int


def show_summary(bench: Workbench, person: Person, id: str) -> SummaryPage:
    """
    Return a sum with the incidents that it was held against.

    Raises:
        FieldWithheld: If the sources are withheld from the person.
        NotThere: If there is none, or it was held against an incident that is hidden.
    """
    need(person, Right.READ)
    need_kind(person.withheld, SummaryRow)
    summary = bench.store.find_record(Summary, id)
    if summary is None:
        raise NotThere("summary", id)
    claim = find_claim(bench, summary.claim)
    need_seen(bench, person, "claim", claim.id)
    if summary.id in allowance_of(bench, person).hidden.sums:
        raise NotThere("summary", id)
    words = " … ".join(span.text for span in claim.evidence)
    areas = summary.areas or ((summary.area,) if summary.area else ())
    page = SummaryPage(
        summary.id, summary.claim, claim.document_id, claim.reported.by,
        claim.reported.on, claim.scope,
        words, claim.reported.language,
        summary.window, areas, tuple(_line(summary, said) for said in summary.harms),
        _incidents(bench, person, summary.incidents),
        _incidents(bench, person, summary.possible),
        summary.inside, summary.perhaps,
    )  # fmt: skip
    names = find_names(bench, person, documents=[claim.document_id])
    return hide_private(page, person, names)


def _line(summary: Summary, said: HarmRange) -> SumLine:
    found = [
        next((one for one in group if (one.kind, one.status) == (said.kind, said.status)), None)
        for group in (summary.accounted, summary.remainder, summary.contradicted)
    ]
    return SumLine(said, found[0], found[1], found[2])


def _incidents(
    bench: Workbench, person: Person, ids: tuple[str, ...]
) -> tuple[IncidentRow, ...]:
    found = bench.store.rows.find_many(IncidentRow, ids[:_MOST])
    rows = (row for row in found if sees(bench, person, "incident", row.id))
    return tuple(sorted(rows, key=lambda row: (str(row.when.earliest or ""), row.id)))
