"""
The release as tables: which columns, and what stands in each row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sijill.model.incident import HarmRange, LikelyCount
from sijill.model.public import PublicActor, PublicCount, PublicDate, PublicPlace
from sijill.model.release import PublicClaim, PublicIncident, PublicRecord
from sijill.model.summary import Comparison

Cell = str | int | float | None
Row = dict[str, Cell]

_WHEN = {
    "earliest": "First possible day; empty: open or not known.",
    "latest": "Last possible day; empty: open or not known.",
    "when_precision": "Term of the vocabulary when_precision.",
}
_WHERE = {
    "place": "The gazetteer's name; empty: not resolved, or withheld.",
    "admin1": "Name of the first-level area.",
    "country": "ISO 3166-1 alpha-2 code.",
    "latitude": "Degrees north, WGS 84: the middle of the area, never without its width.",
    "longitude": "Degrees east, WGS 84: the middle of the area, never without its width.",
    "uncertainty_km": "Radius in km within which the true place lies.",
    "where_precision": "Term of the vocabulary where_precision.",
}
_LIKELY = {
    "killed_likely": "The dead that the reports bear out best, whatever their status; empty: "
    "none counts them. A reading and no bound: the ranges stand in harms.csv.",
    "killed_likely_low": "Lowest number that one claim more could lift above it.",
    "killed_likely_high": "Highest number that one claim more could lift above it.",
    "injured_likely": "Those hurt who did not die, likewise.",
    "injured_likely_low": "Lowest number that one claim more could lift above it.",
    "injured_likely_high": "Highest number that one claim more could lift above it.",
}
_BOUNDS = {
    "low": "Lower bound; empty: no floor stated. Empty is not zero.",
    "high": "Upper bound; empty: no ceiling stated.",
}


@dataclass(frozen=True, slots=True)
class Table:
    """
    One table of a release.

    Attributes:
        name: File name without its ending.
        about: One sentence: what a row is.
        columns: Meaning by column, in order.
        rows: The rows, each with every column.
    """

    name: str
    about: str
    columns: Mapping[str, str]
    rows: tuple[Row, ...]


def list_tables(public: PublicRecord) -> tuple[Table, ...]:
    """Return every table of the release."""
    return (
        _incidents(public),
        _harms(public),
        _claims(public),
        _summaries(public),
        _documents(public),
    )


def _incidents(public: PublicRecord) -> Table:
    columns = {
        "id": "The incident.",
        "violence": "Term of the vocabulary violence.",
        **_WHEN,
        **_WHERE,
        **_LIKELY,
        "actors": "Role, term and certainty of each actor, as sources say; parts by `;`.",
        "origins": "How many independent origins.",
        "grades": "Scheme and grade; parts by `;`.",
        "claims": "Ids of the claims; parts by `;`.",
        "disagreements": "Fields on which the claims part; parts by `;`.",
        "caveats": "Terms of the vocabulary caveat; parts by `;`.",
    }
    rows = tuple(_incident_row(item) for item in public.incidents)
    return Table("incidents", "One row is one incident.", columns, rows)


def _incident_row(item: PublicIncident) -> Row:
    return {
        "id": item.id,
        "violence": item.violence,
        **_when(item.when),
        **_where(item.where),
        **_likely(item.likely),
        "actors": _actors(item.actors),
        "origins": item.origins,
        "grades": "; ".join(f"{scheme} {grade}" for scheme, grade in item.grades.items()),
        "claims": "; ".join(item.claims),
        "disagreements": "; ".join(part.field for part in item.disagreements),
        "caveats": "; ".join(item.caveats),
    }


def _likely(likely: Iterable[LikelyCount]) -> Row:
    row: Row = dict.fromkeys(_LIKELY)
    for one in likely:
        name = f"{one.kind}_likely"
        row |= {name: one.best, f"{name}_low": one.low, f"{name}_high": one.high}
    return row


def _harms(public: PublicRecord) -> Table:
    columns = {
        "incident_id": "The incident.",
        "kind": "Term of the vocabulary harm.",
        "status": "Term of the vocabulary status.",
        "group": "Term of the vocabulary group for a part; empty: all of them.",
        **_BOUNDS,
        "best": "Best value by codebook; it may lie outside the range; parts by `;`.",
        "claims": "How many claims give a number.",
    }
    rows = tuple(
        row for item in public.incidents for harm in item.harms for row in _harm(item, harm)
    )
    about = "One row is one range: an incident, a kind of harm, a status, a group."
    return Table("harms", about, columns, rows)


def _harm(item: PublicIncident, harm: HarmRange) -> Iterator[Row]:
    start: Row = {"incident_id": item.id, "kind": harm.kind, "status": harm.status}
    best = "; ".join(f"{book} {value}" for book, value in harm.best.items())
    whole: Row = {"group": None, "low": harm.low, "high": harm.high, "best": best}
    yield {**start, **whole, "claims": len(harm.by_claim)}
    for group in harm.groups:
        part: Row = {"group": group.term, "low": group.low, "high": group.high, "best": None}
        yield {**start, **part, "claims": len(group.by_claim)}


def _claims(public: PublicRecord) -> Table:
    columns = {
        "claim_id": "The claim.",
        "incident_id": "The incident it belongs to; empty: it belongs to a summary.",
        "document_id": "SHA-256 of the document; a row of a table adds # and its number.",
        "source": "Who published it.",
        "published_on": "Day of publication, which is not the day of the incident.",
        "attribution": "Kind of the origin that the text names.",
        "violence": "Term of the vocabulary violence.",
        "scope": "Term of the vocabulary scope.",
        "modality": "Term of the vocabulary modality.",
        **_WHEN,
        **_WHERE,
        "actors": "Role, term and certainty of each actor; parts by `;`.",
        "figure": "What the number counts: a harm, or an object; empty: no number.",
        "status": "Status of those harmed.",
        "group": "A part of those harmed.",
        **_BOUNDS,
        "qualifier": "The way the number was put.",
        "start": "First code point of the number's words in the reading.",
        "end": "First code point after them.",
        "words": "The words; empty: withheld, or no single wording.",
        "caveats": "Terms of the vocabulary caveat; parts by `;`.",
    }
    incident_by_claim = {key: item.id for item in public.incidents for key in item.claims}
    rows = tuple(
        {**_claim_row(claim, incident_by_claim.get(claim.id)), **figure}
        for claim in public.claims
        for figure in _figures(claim)
    )
    return Table("claims", "One row is one number that one claim gives.", columns, rows)


def _claim_row(claim: PublicClaim, incident_id: str | None) -> Row:
    return {
        "claim_id": claim.id,
        "incident_id": incident_id,
        "document_id": claim.document_id,
        "source": claim.reported.by,
        "published_on": _day(claim.reported.on),
        "attribution": claim.attribution.kind if claim.attribution else None,
        "violence": claim.violence,
        "scope": claim.scope,
        "modality": claim.modality,
        **_when(claim.when),
        **_where(claim.where[0] if claim.where else None),
        "actors": _actors(claim.actors),
        "caveats": "; ".join(claim.caveats),
    }


def _figures(claim: PublicClaim) -> Iterator[Row]:
    if not claim.harms and not claim.damages:
        yield _figure(None, None, None, None)
    for harm in claim.harms:
        yield _figure(harm.kind, harm.status, None, harm.count)
        for group in harm.groups:
            yield _figure(harm.kind, harm.status, group.term, group.count)
    for damage in claim.damages:
        yield _figure(damage.object, None, None, damage.count)


def _figure(
    figure: str | None, status: str | None, group: str | None, count: PublicCount | None
) -> Row:
    words = count.words if count else None
    return {
        "figure": figure,
        "status": status,
        "group": group,
        "low": count.low if count else None,
        "high": count.high if count else None,
        "qualifier": count.qualifier if count else None,
        "start": words.start if words else None,
        "end": words.end if words else None,
        "words": words.text if words else None,
    }


def _summaries(public: PublicRecord) -> Table:
    columns = {
        "summary_id": "The summary.",
        "claim_id": "The claim that gives the sum.",
        **_WHEN,
        **_WHERE,
        "part": "claimed, accounted (by incidents), remainder, or contradicted.",
        "kind": "Term of the vocabulary harm.",
        "status": "Term of the vocabulary status.",
        **_BOUNDS,
        "incidents": "Ids of the incidents inside the sum; parts by `;`.",
    }
    rows: list[Row] = []
    for item in public.summaries:
        start: Row = {"summary_id": item.id, "claim_id": item.claim}
        start |= {**_when(item.window), **_where(item.area)}
        start |= {"incidents": "; ".join(item.incidents)}
        parts: dict[str, tuple[HarmRange | Comparison, ...]] = {
            "claimed": item.harms,
            "accounted": item.accounted,
            "remainder": item.remainder,
            "contradicted": item.contradicted,
        }
        for part, harms in parts.items():
            for harm in harms:
                row: Row = {"part": part, "kind": harm.kind, "status": harm.status}
                rows.append({**start, **row, "low": harm.low, "high": harm.high})
    about = "One row is one number of a sum, or what the incidents inside it support."
    return Table("summaries", about, columns, tuple(rows))


def _documents(public: PublicRecord) -> Table:
    columns = {
        "id": "SHA-256 of the captured bytes.",
        "size_bytes": "Length.",
        "media_type": "As detected at capture.",
        "source": "Who published it.",
        "published_on": "Day of publication.",
        "url": "Public address; empty: none, or withheld.",
        "claims": "How many claims of this release it makes.",
    }
    made: dict[str, int] = {}
    for claim in public.claims:
        key = claim.document_id.partition("#")[0]
        made[key] = made.get(key, 0) + 1
    rows: tuple[Row, ...] = tuple(
        {
            "id": item.id,
            "size_bytes": item.size_bytes,
            "media_type": item.media_type,
            "source": item.source,
            "published_on": _day(item.published_on),
            "url": item.url,
            "claims": made.get(item.id, 0),
        }
        for item in public.documents
    )
    return Table("documents", "One row is one captured document.", columns, rows)


def _when(when: PublicDate | None) -> Row:
    return {
        "earliest": _day(when.earliest) if when else None,
        "latest": _day(when.latest) if when else None,
        "when_precision": when.precision if when else None,
    }


def _where(place: PublicPlace | None) -> Row:
    if place is None:
        return dict.fromkeys(_WHERE)
    return {
        "place": place.name,
        "admin1": place.admin1,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "uncertainty_km": place.uncertainty_km,
        "where_precision": place.precision,
    }


def _actors(actors: tuple[PublicActor, ...]) -> str:
    parts = (f"{a.role} {a.actor_id or 'not_resolved'} {a.certainty}" for a in actors)
    return "; ".join(dict.fromkeys(parts))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
