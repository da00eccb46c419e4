"""
From records to the short rows that lists, maps and searches are made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from sijill.flow.namewords import hide_names
from sijill.model import (
    Claim,
    Cluster,
    DateRange,
    HarmRange,
    Incident,
    Place,
    Reading,
    Refusal,
    Summary,
)
from sijill.model.form import canonical_line
from sijill.model.rows import (
    ROW_HARMS,
    ClaimRow,
    DocumentRow,
    IncidentRow,
    People,
    RowPlace,
    RowTime,
    SummaryRow,
    WordsRow,
)
from sijill.model.summary import Comparison
from sijill.model.toll import toll_of
from sijill.resolve.folding import fold_names
from sijill.review import digest_state

_BETWEEN = " … "


def claim_row(
    claim: Claim,
    *,
    incident: str | None,
    decided: str,
    left_out: str | None,
    names: re.Pattern[str] | None,
) -> ClaimRow:
    """Return a claim's row."""
    words = _BETWEEN.join(span.text for span in claim.evidence)
    tolls = {kind: toll_of(claim.harms, kind) for kind in ROW_HARMS}
    reported = claim.reported
    return ClaimRow(
        claim.id, claim.document_id, incident, claim.violence, claim.confidence, claim.scope,
        claim.modality, _time(claim.when), _place(claim.where[0] if claim.where else None),
        {kind: People(toll.low, toll.high) for kind, toll in tolls.items() if toll},
        claim.attribution.name if claim.attribution else reported.by, reported.by, reported.on,
        words, hide_names(words, names), decided, left_out,
    )  # fmt: skip


def incident_row(
    incident: Incident,
    *,
    cluster: Cluster | None,
    documents: int,
    decided: Sequence[str],
    signed: str | None = None,
) -> IncidentRow:
    """
    Return an incident's row.

    Args:
        incident: The incident.
        cluster: What it was made of; ``None``: not known.
        documents: How many documents its claims are of.
        decided: What people did about each of its claims, one of `model.rows.DECIDED`.
        signed: Digest of the state that was signed; ``None``: none was.
    """
    grade, clarity = (incident.grades.get(name) for name in ("airwars", "ucdp_clarity"))
    civilians = [line for line in incident.harms if line.status == "civilian"]
    state = state_of(decided, is_signed=signed is not None and signed == digest_state(incident))
    told = "\n".join((canonical_line(incident), *decided))
    return IncidentRow(
        incident.id, incident.violence, _time(incident.when), _place(incident.where),
        _people(incident.harms), _people(civilians).get("killed", People()),
        None if grade is None else str(grade), None if clarity is None else int(clarity),
        incident.origins, len(incident.claims), documents, len(incident.disagreements),
        cluster.p_same if cluster else 1.0, None, state,
        sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16], incident.likely,
    )  # fmt: skip


def state_of(decided: Sequence[str], *, is_signed: bool) -> str:
    """
    Return how far an incident is: one of `model.rows.STATES`.

    Examples:
        >>> state_of(["decided", "open"], is_signed=False), state_of(["open"], is_signed=True)
        ('open', 'signed')
    """
    if is_signed:
        return "signed"
    return "decided" if all(one == "decided" for one in decided) else "open"


def document_row(
    reading: Reading, claims: Sequence[ClaimRow], names: re.Pattern[str] | None
) -> DocumentRow:
    """Return the row of a reading and its claims."""
    title = reading.title
    return DocumentRow(
        reading.id, reading.document_id or reading.id, title,
        hide_names(title, names) if title else None, reading.source, reading.published_on,
        reading.language, len(claims), sum(row.decided == "decided" for row in claims),
    )  # fmt: skip


def refused_row(refusal: Refusal) -> DocumentRow:
    """Return the row of a document that could not be read."""
    return DocumentRow(refusal.id, refusal.id, refused=refusal.reason)


def summary_row(summary: Summary, claim: Claim) -> SummaryRow:
    """Return a summary's row."""
    return SummaryRow(
        summary.id, summary.claim, claim.document_id, _time(summary.window),
        _place(summary.area), _people(summary.harms), _people(summary.remainder),
        bool(summary.contradicted), summary.inside, summary.perhaps,
    )  # fmt: skip


def words_rows(
    claims: Sequence[Claim], readings: Sequence[Reading], names: Mapping[str, re.Pattern[str]]
) -> tuple[WordsRow, ...]:
    """Return the words by which claims and documents are found."""
    told = [("claim", claim.id, claim.document_id, _claim_words(claim)) for claim in claims]
    told += [
        ("document", one.id, one.id, " ".join(filter(None, (one.title, one.source))))
        for one in readings
    ]
    shown = fold_names([hide_names(text, names.get(document)) for *_, document, text in told])
    hidden = fold_names([_named(text, names.get(document)) for *_, document, text in told])
    return tuple(
        WordsRow(kind, id_, _each_once(open_), _each_once(secret))
        for (kind, id_, *_), open_, secret in zip(told, shown, hidden, strict=True)
    )


def join_words(
    incidents: Sequence[Incident], words: Sequence[WordsRow]
) -> tuple[WordsRow, ...]:
    """Return the words by which incidents are found: those of their claims."""
    by_claim = {row.id: row for row in words if row.kind == "claim"}
    found = []
    for incident in incidents:
        rows = [by_claim[claim] for claim in incident.claims]
        shown = _each_once(" ".join(row.open for row in rows))
        names = _each_once(" ".join(row.names for row in rows))
        found.append(WordsRow("incident", incident.id, shown, names))
    return tuple(found)


def _claim_words(claim: Claim) -> str:
    parts: list[str | None] = [claim.reported.title, *(span.text for span in claim.evidence)]
    for place in claim.where:
        parts += [place.words.text if place.words else None, place.name, place.admin1]
    for actor in claim.actors:
        parts += [actor.words.text if actor.words else None, actor.actor_id]
    parts += [claim.reported.by, claim.attribution.name if claim.attribution else None]
    return " ".join(filter(None, parts))


def _named(text: str, names: re.Pattern[str] | None) -> str:
    return " ".join(names.findall(text)) if names else ""


def _each_once(words: str) -> str:
    return " ".join(dict.fromkeys(words.split()))


def _time(when: DateRange | None) -> RowTime:
    return RowTime(when.earliest, when.latest, when.precision) if when else RowTime()


def _place(place: Place | None) -> RowPlace:
    if place is None:
        return RowPlace()
    return RowPlace(
        place.country, place.admin1, place.name, place.latitude, place.longitude,
        place.uncertainty_km, place.precision,
    )  # fmt: skip


def _people(lines: Iterable[HarmRange | Comparison]) -> dict[str, People]:
    """Return the sum of the lines of each kind; nobody stands in two of them."""
    ranges: dict[str, list[HarmRange | Comparison]] = {}
    for line in lines:
        if line.kind in ROW_HARMS:
            ranges.setdefault(line.kind, []).append(line)
    return {kind: _sum(found) for kind, found in ranges.items()}


def _sum(lines: Sequence[HarmRange | Comparison]) -> People:
    lows = [line.low for line in lines if line.low is not None]
    highs = [line.high for line in lines if line.high is not None]
    return People(sum(lows) if lows else None, sum(highs) if len(highs) == len(lines) else None)
