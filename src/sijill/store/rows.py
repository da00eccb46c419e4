"""
The tables that lists, maps and searches are read from: one short row for each record.

They stand beside the records, are written in the same transaction, and know no record's form:
what a row says is decided in `flow`. Search has a file of its own (`fulltext`), since each
database has its own words for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from math import asinh, pi, radians, tan
from typing import Any, TypeVar

import sqlalchemy as sa

from sijill.model.form import hints_of
from sijill.model.incident import LikelyCount
from sijill.model.rows import (
    ROW_HARMS,
    ClaimRow,
    DocumentRow,
    IncidentRow,
    NearRow,
    People,
    QueueRow,
    RowPlace,
    RowTime,
    SummaryRow,
)
from sijill.store.database import TEXT
from sijill.store.fulltext import plain_text

T = TypeVar("T")
MAP_BITS = 30  # cells of a map are made by shifting the two numbers of a point
_MOST_NORTH = 85.05112878  # where the square map ends, in degrees
_METADATA = sa.MetaData()
Columns = tuple["sa.Column[Any]", ...]


def _people(*names: str) -> Columns:
    ends = (f"{name}_{end}" for name in names for end in ("low", "high"))
    return tuple(sa.Column(end, sa.Integer) for end in ends)


def _when_where() -> Columns:
    texts = ("earliest", "latest", "when_precision", "month", "country", "admin1", "place")
    floats = ("latitude", "longitude", "uncertainty_km")
    return (
        *(sa.Column(name, TEXT) for name in texts),
        *(sa.Column(name, sa.Float) for name in floats),
        sa.Column("where_precision", TEXT),
        sa.Column("x", sa.Integer),
        sa.Column("y", sa.Integer),
    )


def _harms() -> Columns:
    return (sa.Column("kinds", TEXT, nullable=False), *_people(*ROW_HARMS))


def _texts(*names: str) -> Columns:
    return tuple(sa.Column(name, TEXT) for name in names)


def _numbers(*names: str) -> Columns:
    return tuple(sa.Column(name, sa.Integer, nullable=False) for name in names)


def _id(name: str = "id") -> sa.Column[Any]:
    return sa.Column(name, TEXT, primary_key=True)


INCIDENTS = sa.Table(
    "incident_rows", _METADATA, _id(), *_numbers("number", "changed"), *_texts("violence"),
    *_when_where(), *_harms(),
    *_people("civilians"), *_texts("grade"), sa.Column("clarity", sa.Integer),
    *_numbers("origins", "claims", "documents", "disagreements"),
    sa.Column("p_same", sa.Float, nullable=False), *_texts("reason", "state", "etag", "likely"),
    sa.Index("incident_rows_by_change", "changed"),
)  # fmt: skip
CLAIMS = sa.Table(
    "claim_rows", _METADATA, _id(), *_numbers("number", "changed"),
    *_texts("document", "incident", "violence"),
    sa.Column("confidence", sa.Float, nullable=False), *_texts("scope", "modality"),
    *_when_where(), *_harms(), *_texts("said_by", "source", "published_on", "words"),
    *_texts("open_words", "decided", "left_out"),
    sa.Index("claim_rows_by_document", "document"),
    sa.Index("claim_rows_by_incident", "incident"),
    sa.Index("claim_rows_by_source", "source", "incident"),
)  # fmt: skip
DOCUMENTS = sa.Table(
    "document_rows", _METADATA, _id(), *_numbers("number", "changed"),
    *_texts("document", "title", "open_title", "source"),
    *_texts("published_on", "language"), *_numbers("claims", "decided"), *_texts("refused"),
    sa.Index("document_rows_by_document", "document"),
)  # fmt: skip
SUMMARIES = sa.Table(
    "summary_rows", _METADATA, _id(), *_numbers("number", "changed"),
    *_texts("claim", "document"), *_when_where(), *_harms(),
    sa.Column("unexplained", TEXT, nullable=False),
    *_people(*(f"rest_{kind}" for kind in ROW_HARMS)),
    sa.Column("contradicted", sa.Boolean, nullable=False), *_numbers("inside", "perhaps"),
    sa.Index("summary_rows_by_claim", "claim"),
)  # fmt: skip
QUEUE = sa.Table(
    "queue_rows", _METADATA, _id(), *_texts("reason", "target", "other", "claims"),
    sa.Column("rank", sa.Float, nullable=False), sa.Column("doubt", sa.Float),
    sa.Column("number", sa.Integer), *_texts("country", "source"),
    sa.Column("unsure", sa.Boolean, nullable=False),
    sa.Index("queue_rows_by_rank", "rank", "id"),
    sa.Index("queue_rows_by_reason", "reason", "rank", "id"),
    sa.Index("queue_rows_by_target", "target"),
    sa.Index("queue_rows_by_other", "other"),
)  # fmt: skip
NEAR = sa.Table(
    "near_rows", _METADATA, _id("left_claim"), _id("right_claim"),
    sa.Column("p_same", sa.Float, nullable=False),
    sa.Index("near_rows_by_right", "right_claim"),
)  # fmt: skip
GONE = sa.Table("gone_rows", _METADATA, _id("kind"), _id(), *_numbers("changed"))
VERSIONS = sa.Table(
    "row_versions", _METADATA, _id("name"), sa.Column("version", sa.Integer, nullable=False)
)
TABLES = (INCIDENTS, CLAIMS, DOCUMENTS, SUMMARIES, QUEUE, NEAR)


def to_columns(row: Any) -> dict[str, Any]:
    """Return a row as the values of its table's columns."""
    if isinstance(row, NearRow):
        return {"left_claim": row.left, "right_claim": row.right, "p_same": row.p_same}
    values: dict[str, Any] = {}
    for item in fields(row):
        value = getattr(row, item.name)
        match item.name:
            case "when":
                values |= _time_columns(value)
            case "where":
                values |= _place_columns(value)
            case "harms":
                values |= _people_columns(value, "kinds", "")
            case "remainder":
                values |= _people_columns(value, "unexplained", "rest_")
            case "likely":
                values[item.name] = " ".join(
                    f"{one.kind} {one.low} {one.best} {one.high}" for one in value
                )
            case "civilians":
                values |= {"civilians_low": value.low, "civilians_high": value.high}
            case _ if isinstance(value, tuple):
                values[item.name] = " ".join(value)
            case _:
                values[item.name] = value.isoformat() if isinstance(value, date) else value
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    return values | {name: plain_text(text) for name, text in texts.items()}


def from_columns(kind: type[T], line: Mapping[str, Any]) -> T:
    """Return the row that `to_columns` made the columns of."""
    values: dict[str, Any] = {}
    for name, hint in hints_of(kind).items():  # type: ignore[arg-type]
        match name:
            case "when":
                values[name] = _time_of(line)
            case "where":
                values[name] = _place_of(line)
            case "harms":
                values[name] = _people_of(line, "kinds", "")
            case "remainder":
                values[name] = _people_of(line, "unexplained", "rest_")
            case "likely":
                values[name] = _likely_of(line[name] or "")
            case "civilians":
                values[name] = People(line["civilians_low"], line["civilians_high"])
            case _ if hint == tuple[str, ...]:
                values[name] = tuple((line[name] or "").split())
            case "published_on":
                values[name] = _date_of(line[name])
            case _:
                values[name] = line[name]
    return kind(**values)


def _time_columns(when: RowTime) -> dict[str, Any]:
    return {
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "when_precision": when.precision,
        "month": when.month,
    }


def _time_of(line: Mapping[str, Any]) -> RowTime:
    ends = _date_of(line["earliest"]), _date_of(line["latest"])
    return RowTime(*ends, line["when_precision"])


def _place_columns(where: RowPlace) -> dict[str, Any]:
    x, y = map_numbers(where.latitude, where.longitude)
    return {
        "country": where.country, "admin1": where.admin1, "place": where.name,
        "latitude": where.latitude, "longitude": where.longitude,
        "uncertainty_km": where.uncertainty_km, "where_precision": where.precision,
        "x": x, "y": y,
    }  # fmt: skip


def _place_of(line: Mapping[str, Any]) -> RowPlace:
    return RowPlace(
        line["country"], line["admin1"], line["place"], line["latitude"], line["longitude"],
        line["uncertainty_km"], line["where_precision"],
    )  # fmt: skip


def _people_columns(harms: Mapping[str, People], named: str, before: str) -> dict[str, Any]:
    none = People()
    ends = {}
    for kind in ROW_HARMS:
        people = harms.get(kind, none)
        ends[f"{before}{kind}_low"], ends[f"{before}{kind}_high"] = people.low, people.high
    return {named: " ".join(kind for kind in ROW_HARMS if kind in harms), **ends}


def _people_of(line: Mapping[str, Any], named: str, before: str) -> dict[str, People]:
    ends = (f"{before}{{}}_low".format, f"{before}{{}}_high".format)
    kinds = line[named].split()
    return {kind: People(*(line[end(kind)] for end in ends)) for kind in kinds}


def _likely_of(text: str) -> tuple[LikelyCount, ...]:
    words = text.split()
    return tuple(
        LikelyCount(words[n], *map(int, words[n + 1 : n + 4])) for n in range(0, len(words), 4)
    )


def _date_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def map_numbers(
    latitude: float | None, longitude: float | None
) -> tuple[int | None, int | None]:
    """
    Return where a point lies on a square map of the world of ``2 ** MAP_BITS`` cells a side.

    References:
        .. [1] OGC (2019). Two Dimensional Tile Matrix Set. (The square map, "WebMercatorQuad".)

    Examples:
        >>> map_numbers(0.0, 0.0) == (2 ** 29, 2 ** 29), map_numbers(None, None)
        (True, (None, None))
    """
    if latitude is None or longitude is None:
        return None, None
    north = radians(max(-_MOST_NORTH, min(_MOST_NORTH, latitude)))
    shares = (longitude + 180) / 360, (1 - asinh(tan(north)) / pi) / 2
    side = 1 << MAP_BITS
    x, y = (min(side - 1, max(0, int(share * side))) for share in shares)
    return x, y


KINDS: Mapping[type, sa.Table] = {
    IncidentRow: INCIDENTS, ClaimRow: CLAIMS, DocumentRow: DOCUMENTS, SummaryRow: SUMMARIES,
    QueueRow: QUEUE,
}  # fmt: skip
RECORD_OF: Mapping[type, str] = {
    IncidentRow: "Incident", ClaimRow: "Claim", DocumentRow: "Reading", SummaryRow: "Summary",
}  # fmt: skip
