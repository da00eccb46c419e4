"""
The receipt: from an incident down to the words, the document and its custody line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import SijillError
from sijill.extract import Reason
from sijill.flow.answers import VaultAnswers
from sijill.flow.choosing import is_model, recall_model
from sijill.flow.extracting import explain_reading
from sijill.flow.finding import find_id, find_of_kind
from sijill.flow.recording import (
    RecordLayout,
    load_custody,
    load_decisions,
    load_documents,
    open_record,
)
from sijill.flow.remembering import recall_gone
from sijill.flow.settings import load_settings
from sijill.flow.standing import load_claims
from sijill.flow.weighing import load_weights, word_comparison
from sijill.flow.wording import (
    explain_lessons,
    word_actors,
    word_count,
    word_damages,
    word_edge,
    word_grade,
    word_harms,
    word_likely,
    word_place,
    word_summary,
    word_when,
)
from sijill.link import compare_claims
from sijill.model import Claim, Cluster, Incident, Reading, Refusal, Summary
from sijill.store import Store, open_store


@dataclass(frozen=True, slots=True)
class Explanation:
    """
    What is known of one record, and what it stands on.

    Attributes:
        title: What it is.
        lines: What is said of it, a sentence or value a line.
        parts: What it stands on.
    """

    title: str
    lines: tuple[str, ...]
    parts: tuple[Explanation, ...] = ()


def explain(folder: Path, id: str) -> Explanation:
    """
    Explain a record by its id or the beginning of it; two ids of claims are compared.

    Of an incident that merged or split, it is told where it went.

    Raises:
        SettingsError: If nothing, or more than one thing, has the id.
    """
    layout = open_record(folder)
    with open_store(layout.derived) as store:
        ids = id.split()
        if len(ids) == 2:
            return _compare(store, layout, ids[0], ids[1])
        gone = None if store.find_prefix(id) else recall_gone(layout, id)
        if gone:
            return Explanation(f"Incident {gone[0]} is no more", gone[1])
        kind, found = find_id(store, layout, id)
        return _EXPLAINERS[kind](_Record(store, layout), found)


class _Record:
    """A record opened for explaining; claims and custody are read once."""

    def __init__(self, store: Store, layout: RecordLayout) -> None:
        self.store, self.layout = store, layout
        self.claims = {claim.id: claim for claim in load_claims(store)}
        self.custody = load_custody(layout)
        self.documents = load_documents(layout)


def _explain_incident(record: _Record, id_: str) -> Explanation:
    incident = record.store.find_record(Incident, id_)
    assert incident is not None
    names = _name_documents(record.claims[claim] for claim in incident.claims)
    lines = [
        f"when: {word_when(incident.when)}",
        f"where: {word_place(incident.where)}",
        *(f"who: {words}" for words in word_actors(incident.actors)),
        *word_harms(incident.harms),
        *word_likely(incident.likely),
        *(
            f"{harm.kind} best by {book}: {value}"
            for harm in incident.harms
            for book, value in harm.best.items()
        ),
        f"origins: {incident.origins}; grades: {_pairs(incident.grades)}",
        *(f"grade: {word_grade(reason)}" for reason in incident.grade_reasons),
        *(f"origin: {word_edge(edge, names)}" for edge in incident.origin_edges),
        *(f"disagreement: {item.why}" for item in incident.disagreements),
        *(f"caveat: {term}" for term in incident.caveats),
    ]
    parts = tuple(_explain_claim(record, claim) for claim in incident.claims)
    return Explanation(f"Incident {id_}: {incident.violence}", tuple(lines), parts)


def _name_documents(claims: Iterable[Claim]) -> dict[str, str]:
    """Return what to call each document: its source and the beginning of its id."""
    return {
        claim.document_id: f"{claim.reported.by or 'a document'} ({claim.document_id[:12]})"
        for claim in claims
    }


def _pairs(values: object) -> str:
    items = values.items() if isinstance(values, dict) else ()
    return ", ".join(f"{key} {value}" for key, value in items) or "none"


def _explain_claim(record: _Record, id_: str) -> Explanation:
    claim = record.claims.get(id_) or record.store.find_record(Claim, id_)
    assert claim is not None
    return Explanation(
        f"Claim {id_}: {claim.violence}, {claim.scope}, {claim.modality}",
        tuple(_claim_lines(claim, record)),
        (*_explain_reasons(record, claim), _explain_reading(record, claim.document_id)),
    )


def _explain_reasons(record: _Record, claim: Claim) -> tuple[Explanation, ...]:
    """Say by which words and rules the extractor came to the claim, and how sure it is."""
    reading = record.store.find_record(Reading, claim.document_id)
    if reading and is_model(claim.extractor):
        return (_explain_model(record, reading, claim),)
    reasons = explain_reading(reading, claim) if reading else ()
    rules = tuple(_word_reason(item) for item in reasons if item.weight is None)
    weights = tuple(
        f"{item.weight:+.2f} {item.rule}" for item in reasons if item.weight is not None
    )
    told = f"Certainty {claim.confidence:.2f}, as log-odds"
    return (
        *((Explanation("Why it was read so", rules),) if rules else ()),
        *((Explanation(told, weights),) if weights else ()),
    )


def _word_reason(reason: Reason) -> str:
    words = f"“{reason.words.text}” – " if reason.words else ""
    return f"{reason.field}: {words}{reason.rule}"


def _explain_model(record: _Record, reading: Reading, claim: Claim) -> Explanation:
    """Say which words a model copied, and what it said that was dropped."""
    answers = VaultAnswers(record.layout, address="", by="")
    try:
        model = recall_model(load_settings(record.layout.settings).extract, answers)
        same = model.name == claim.extractor
        reasons = model.explain_claim(reading, claim.id) if same else ()
    except SijillError:
        reasons = ()
    if not reasons:
        reasons = (Reason("model", None, "its settings or answers are others now; run again"),)
    told = f"A language model gave it, {claim.extractor}; only words of the text were kept"
    return Explanation(told, tuple(map(_word_reason, reasons)))


def _claim_lines(claim: Claim, record: _Record) -> list[str]:
    said = claim.attribution.name if claim.attribution else None
    lines = [f"“{' … '.join(span.text for span in claim.evidence)}”"]
    lines += [
        f"{harm.kind}: {word_count(harm.count)} ({harm.status})"
        + (f", by the words “{harm.words.text}”" if harm.words else "")
        for harm in claim.harms
    ]
    lines += word_damages(claim.damages)
    lines += [
        f"when: {word_when(claim.when)}",
        *(f"where: {word_place(place)}" for place in claim.where),
        *(f"who: {words}" for words in word_actors(claim.actors)),
        f"said by: {said or claim.reported.by or 'the document itself'}",
        f"read by: {claim.extractor}, certainty {claim.confidence:.2f}",
        *(f"unknown: {field} ({reason})" for field, reason in claim.absent.items()),
        *(f"caveat: {term}" for term in claim.caveats),
    ]
    assessments = load_decisions(record.layout).assessments
    lines += explain_lessons(claim, record.store.find_record(Claim, claim.id), assessments)
    lines += [
        f"decided {item.verdict} ({item.target.field}) by {item.by} on {item.at}: {item.why}"
        for item in assessments
        if item.target.document_id == claim.document_id
        and any(
            span.start < item.target.end and item.target.start < span.end
            for span in claim.evidence
        )
    ]
    return lines


def _explain_reading(record: _Record, id_: str) -> Explanation:
    reading = record.store.find_record(Reading, id_)
    document_id = reading.document_id if reading else id_.split("#")[0]
    lines = []
    if reading:
        day = reading.published_on.isoformat() if reading.published_on else "unknown"
        lines = [
            f"published: {day} ({reading.published_origin or 'not said'})",
            f"source: {reading.source or 'not said'}; language: {reading.language}",
            f"read by: {reading.reader}",
        ]
    return Explanation(
        f"Reading {id_}", tuple(lines), (_explain_document(record, document_id or id_),)
    )


def _explain_document(record: _Record, id_: str) -> Explanation:
    document = record.documents.get(id_)
    lines = []
    if document:
        name = document.url or document.file_name or "no name"
        lines.append(f"{name}, {document.media_type}, {document.size_bytes:,} bytes")
    lines += [
        f"custody line {entry.number}: {entry.act} on {entry.at} by {entry.by} "
        f"({entry.how}), SHA-256 {id_}"
        for entry in record.custody
        if entry.document_id == id_
    ]
    return Explanation(f"Document {id_}", tuple(lines))


def _explain_cluster(record: _Record, id_: str) -> Explanation:
    cluster = record.store.find_record(Cluster, id_)
    assert cluster is not None
    lines = [f"one incident with probability {cluster.p_same:.3f}"]
    if cluster.weakest:
        pair = " and ".join(cluster.weakest.claims)
        lines.append(f"weakest link: {pair}, {cluster.weakest.p_same:.3f}")
    parts = tuple(_explain_claim(record, claim) for claim in cluster.claims)
    return Explanation(f"Cluster {id_}", tuple(lines), parts)


def _explain_summary(record: _Record, id_: str) -> Explanation:
    summary = record.store.find_record(Summary, id_)
    assert summary is not None
    lines = [
        f"window: {word_when(summary.window)}",
        f"area: {word_place(summary.area)}",
        *word_harms(summary.harms),
        *word_summary(summary),
        *(f"inside: incident {key}" for key in summary.incidents),
        *(f"may be inside: incident {key}" for key in summary.possible),
    ]
    return Explanation(f"Summary {id_}", tuple(lines), (_explain_claim(record, summary.claim),))


def _explain_refusal(record: _Record, id_: str) -> Explanation:
    refusal = record.store.find_record(Refusal, id_)
    assert refusal is not None
    lines = (f"{refusal.reason}: {refusal.text}", f"by {refusal.step} ({refusal.version})")
    known = refusal.kind in ("document", "reading")
    parts = (_explain_document(record, id_.split("#")[0]),) if known else ()
    return Explanation(f"Refused {refusal.kind} {id_}", lines, parts)


def _compare(store: Store, layout: RecordLayout, left: str, right: str) -> Explanation:
    settings = load_settings(layout.settings)
    claims = {claim.id: claim for claim in load_claims(store)}
    one, two = (
        claims[find_of_kind(store, layout, given, "Claim")[1]] for given in (left, right)
    )
    table = compare_claims(
        one, two, settings=settings.link, weights=load_weights(layout, settings.link)
    )
    return Explanation(f"Claims {one.id} and {two.id}", word_comparison(table))


_EXPLAINERS: dict[str, Callable[[_Record, str], Explanation]] = {
    "Incident": _explain_incident,
    "Claim": _explain_claim,
    "Reading": _explain_reading,
    "Document": _explain_document,
    "Cluster": _explain_cluster,
    "Summary": _explain_summary,
    "Refusal": _explain_refusal,
}
