"""
Hold a dataset of a record against everything else in it: who has what, and what they say.

The dataset's own rows are looked up in the incidents that linking put them in; nothing is
matched a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor
from pathlib import Path

from sijill.errors import SettingsError, say_command
from sijill.flow.agreement import (
    Agreement,
    LackingIncident,
    RowAgreement,
    SaidKilled,
)
from sijill.flow.agreement_totals import Party, total_up
from sijill.flow.datasets import Datasets, find_use, load_datasets
from sijill.flow.recording import open_record
from sijill.flow.standing import load_claims
from sijill.link.weights import load_weights
from sijill.model import Claim, Count, DateRange, Incident, Place, Reading, Refusal
from sijill.model.mapping import NO_ACT, RowMapping
from sijill.model.toll import toll_of
from sijill.model.vocabulary import load_terms
from sijill.reconcile.distance import distance_km
from sijill.store import Store, open_store

_CELL = 0.5  # degrees; the dataset covers cells that a row lies in, and those beside them
_ABOUT = ("about", "nearly")


def agree_dataset(folder: Path, name: str) -> Agreement:
    """
    Return how a dataset and the rest of the record stand to each other.

    Args:
        folder: The record, brought up to date.
        name: The dataset's name in it.

    Raises:
        SettingsError: If there is no such dataset, or its rows are not in the record yet.
    """
    layout = open_record(folder)
    datasets = load_datasets(layout)
    use = find_use(datasets, name)
    with open_store(layout.derived) as store:
        if str(use.document_id) not in store.marks("claims"):
            raise SettingsError(
                f"the rows of {name!r} are not in the record yet. Run "
                f"`{say_command('run', folder)}`."
            )
        return _agree(store, datasets, name, str(use.document_id))


def _agree(store: Store, datasets: Datasets, name: str, document: str) -> Agreement:
    mapping = datasets.by_name[name]
    claims = load_claims(store)
    incidents = tuple(store.stream_records(Incident))
    book = _Book(document, mapping, claims, incidents)
    refused, read = _count_rows(store, document)
    rows = tuple(book.compare(claim) for claim in book.rows)
    lacking = tuple(book.list_lacking())
    return Agreement(
        dataset=name,
        title=mapping.title,
        read=read,
        no_act=max(0, read - refused - len(rows)),
        refused=refused,
        rows=rows,
        lacking=lacking,
        totals=total_up(book.parties()),
    )


def _count_rows(store: Store, document: str) -> tuple[int, int]:
    """Return how many rows were refused, and how many there are."""
    refusals = store.stream_records(Refusal)
    refused = sum(
        one.step == "extract" and one.id.startswith(f"{document}#") for one in refusals
    )
    readings = store.stream_records(Reading, document_id=document)
    return refused, sum(1 for _ in readings)


@dataclass(frozen=True)
class _Book:
    """The dataset's claims, the record's incidents, and what belongs to which."""

    document: str
    mapping: RowMapping
    claims: Sequence[Claim]
    incidents: Sequence[Incident]

    @cached_property
    def rows(self) -> Sequence[Claim]:
        """The dataset's claims, in the file's order."""
        found = (claim for claim in self.claims if self.is_row(claim))
        return sorted(found, key=lambda claim: (int(row_of(claim)), claim.id))

    def is_row(self, claim: Claim) -> bool:
        """Say whether a claim is a row's of this dataset."""
        return claim.document_id.partition("#")[0] == self.document

    @cached_property
    def by_id(self) -> Mapping[str, Claim]:
        """Every claim by its id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def incident_of(self) -> Mapping[str, Incident]:
        """The incident of each claim that is in one."""
        return {key: incident for incident in self.incidents for key in incident.claims}

    def members(self, incident: Incident, *, rows: bool) -> list[Claim]:
        """Return an incident's claims, those of this dataset or the others."""
        found = (self.by_id[key] for key in incident.claims if key in self.by_id)
        return [claim for claim in found if self.is_row(claim) == rows]

    @cached_property
    def acts(self) -> frozenset[str]:
        """The acts that the dataset has terms for; empty: any."""
        terms = set(self.mapping.violence.terms.values()) - {NO_ACT}
        anything = self.mapping.violence.otherwise or "attack" in terms
        return frozenset() if anything else frozenset(terms)

    def knows_act(self, act: str) -> bool:
        """Say whether the dataset has a term for an act, or for one of its kin."""
        if not load_terms("violence")[act].counted:
            return False
        families = load_weights().families
        kin = {name for term in self.acts for name in families.get(term, ())}
        return not self.acts or act in self.acts or bool(kin & families.get(act, frozenset()))

    @cached_property
    def cells(self) -> frozenset[tuple[int, int]]:
        """The cells of a grid that some row lies in or beside."""
        at = [cell_of(place) for row in self.rows if (place := point_of(row.where))]
        steps = (-1, 0, 1)
        return frozenset((a + i, b + j) for a, b in at for i in steps for j in steps)

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """First and last day of any row, as ordinals; ``None``: no row has a day."""
        spans = [span for row in self.rows if (span := span_of(row.when))]
        return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None

    def is_covered(self, incident: Incident) -> bool:
        """Say whether an incident lies in the dataset's days, area and kinds of act."""
        span, days = span_of(incident.when), self.days
        place = incident.where if incident.where and incident.where.is_resolved else None
        return (
            span is not None
            and days is not None
            and days[0] <= span[1]
            and span[0] <= days[1]
            and place is not None
            and cell_of(place) in self.cells
            and self.knows_act(incident.violence)
        )

    @cached_property
    def unrowed(self) -> Sequence[Incident]:
        """The incidents within what the dataset covers that no row of it is in."""
        return [
            incident
            for incident in self.incidents
            if not self.members(incident, rows=True) and self.is_covered(incident)
        ]

    @cached_property
    def unrowed_by_day(self) -> Mapping[int, list[Incident]]:
        """Those incidents by their first day."""
        found: dict[int, list[Incident]] = defaultdict(list)
        for incident in self.unrowed:
            span = span_of(incident.when)
            if span:
                found[span[0]].append(incident)
        return found

    def covers(self, claim: Claim) -> list[Incident]:
        """Return the incidents without a row that lie within a row's days and place."""
        span, place = span_of(claim.when), point_of(claim.where)
        if span is None or place is None or span[1] - span[0] > 366:
            return []
        days = range(span[0], span[1] + 1)
        near = (one for day in days for one in self.unrowed_by_day.get(day, ()))
        return [
            one
            for one in near
            if one.where
            and one.where.uncertainty_km
            and one.where.uncertainty_km <= max(25.0, place.uncertainty_km or 0.0)
            and (distance_km(place, one.where) or 0.0) <= (place.uncertainty_km or 0.0) + 1.0
        ]

    def compare(self, claim: Claim) -> RowAgreement:
        """Return what the record has beside a row."""
        incident = self.incident_of.get(claim.id)
        others = self.members(incident, rows=False) if incident else []
        beside = self.members(incident, rows=True) if incident else []
        place = point_of(claim.where) or (claim.where[0] if claim.where else None)
        status = "matched" if others else "alone" if incident else "unfounded"
        said = tuple(map(say_killed, (*others, *(one for one in beside if one != claim))))
        own = say_killed(claim)
        return RowAgreement(
            row=row_of(claim),
            event=claim.reported.title,
            claim=claim.id,
            status="sum" if claim.scope != "incident" else status,
            incident=incident.id if incident else None,
            violence=claim.violence,
            day=claim.when.earliest if claim.when else None,
            last_day=claim.when.latest if claim.when else None,
            place=place.name if place else None,
            admin1=admin1_of(claim),
            killed=own if own.low is not None or own.high is not None else None,
            others=said,
            days_apart=days_between(claim, others),
            km_apart=km_between(claim, others),
            killed_stands=_stands(claim, others),
            rows_beside=tuple(row_of(one) for one in beside if one != claim),
            covers=tuple(one.id for one in self.covers(claim)),
        )

    def list_lacking(self) -> Iterable[LackingIncident]:
        """Yield the incidents that the dataset lacks, oldest first."""
        held: dict[str, list[str]] = defaultdict(list)
        for claim in self.rows:
            for one in self.covers(claim):
                held[one.id].append(row_of(claim))
        for incident in sorted(self.unrowed, key=lambda one: (str(span_of(one.when)), one.id)):
            claims = self.members(incident, rows=False)
            low, high = range_killed(claims)
            yield LackingIncident(
                incident.id,
                incident.violence,
                incident.when.earliest if incident.when else None,
                incident.where.name if incident.where else None,
                incident.where.admin1 if incident.where else None,
                low,
                high,
                tuple(map(say_killed, claims)),
                tuple(held.get(incident.id, ())),
            )

    def parties(self) -> Iterable[Party]:
        """Yield what each incident, and each row by itself, adds to the totals."""
        for claim in self.rows:
            if claim.scope == "incident":
                count = toll_of(claim.harms, "killed")
                bounds = (count.low, count.high) if count else (None, None)
                yield Party(claim.when, admin1_of(claim), "row", *bounds)
        for incident in self.incidents:
            others = self.members(incident, rows=False)
            rows = self.members(incident, rows=True)
            if others and (rows or self.is_covered(incident)):
                where = admin1_of(rows[0]) if rows else None
                area = where or (incident.where.admin1 if incident.where else None)
                when = rows[0].when if rows else incident.when
                kind = "both" if rows else "others"
                yield Party(when, area, kind, *range_killed(others))


def row_of(claim: Claim) -> str:
    """Return the line of the row that makes a claim."""
    return claim.document_id.partition("#")[2] or "0"


def cell_of(place: Place) -> tuple[int, int]:
    """Return the cell of the grid that a point lies in."""
    return floor((place.latitude or 0.0) / _CELL), floor((place.longitude or 0.0) / _CELL)


def point_of(where: Sequence[Place]) -> Place | None:
    """Return the first place with a point."""
    return next((place for place in where if place.is_resolved), None)


def admin1_of(claim: Claim) -> str | None:
    """Return the first-level area of a claim, as its first place has it."""
    return next((place.admin1 for place in claim.where if place.admin1), None)


def span_of(when: DateRange | None) -> tuple[int, int] | None:
    """Return first and last day as ordinals; ``None``: neither is known."""
    if when is None or not when.is_resolved:
        return None
    ends = [day.toordinal() for day in (when.earliest, when.latest) if day]
    return ends[0], ends[-1]


def days_between(claim: Claim, others: Iterable[Claim]) -> int | None:
    """Return the days between a claim and the nearest of others; ``None``: not known."""
    own = span_of(claim.when)
    spans = [span for one in others if (span := span_of(one.when))]
    if own is None or not spans:
        return None
    return min(max(0, span[0] - own[1], own[0] - span[1]) for span in spans)


def km_between(claim: Claim, others: Iterable[Claim]) -> float | None:
    """Return the distance to the nearest point of others, in km; ``None``: not known."""
    own = point_of(claim.where)
    points = [place for one in others if (place := point_of(one.where))]
    if own is None or not points:
        return None
    return round(min(distance_km(own, place) or 0.0 for place in points), 1)


def say_killed(claim: Claim) -> SaidKilled:
    """Return who says how many were killed in a claim."""
    count = toll_of(claim.harms, "killed")
    said = claim.attribution.name if claim.attribution else None
    by = claim.reported.by or said or "an unnamed source"
    by = f"{by} (citing {said})" if said and said != by else by
    return SaidKilled(by, claim.id, count.low if count else None, count.high if count else None)


def range_killed(claims: Iterable[Claim]) -> tuple[int | None, int | None]:
    """Return the lowest and highest number of killed that claims support."""
    tolls = [toll for one in claims if (toll := _known(one))]
    lows = [toll.low for toll in tolls if toll.low is not None]
    highs = [toll.high for toll in tolls]
    known = [high for high in highs if high is not None]
    ceiling = max(known) if known and len(known) == len(highs) else None
    return min(lows, default=None), ceiling


def _known(claim: Claim) -> Count | None:
    toll = toll_of(claim.harms, "killed") if claim.modality != "denied" else None
    return toll if toll and toll.is_known else None


def _stands(claim: Claim, others: Sequence[Claim]) -> str:
    """Return how a row's number stands to the others'; "about" leaves a tenth open."""
    own, tolls = _known(claim), [toll for one in others if (toll := _known(one))]
    if own is None or not tolls:
        return "unknown"
    if any((_wide(own) & _wide(toll)) is not None for toll in tolls):
        return "agree"
    lowest = min(toll.low or 0 for toll in tolls)
    return "lower" if own.high is not None and own.high < lowest else "higher"


def _wide(count: Count) -> Count:
    if count.qualifier not in _ABOUT or count.low is None or count.high is None:
        return Count(count.low, count.high, "between")
    return Count(int(count.low * 0.9), int(count.high * 1.1 + 1), "between")
