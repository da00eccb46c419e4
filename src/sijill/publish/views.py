"""
What the page shows of incidents, claims and summaries, ready to be laid out.

A template does no work: every word and figure that it prints is made here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sijill.model.incident import HarmRange
from sijill.model.public import PublicActor, PublicCount, PublicWords
from sijill.model.release import PublicClaim, PublicDocument, PublicIncident, PublicSummary
from sijill.model.summary import Comparison
from sijill.publish.wording import (
    define_terms,
    word_dates,
    word_day,
    word_likely,
    word_place,
    word_precision,
    word_range,
    word_term,
)

COLUMN_KINDS = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class FigureView:
    """
    One thing that a claim says, and where.

    Attributes:
        label: What it is about.
        value: What it says.
        words: Where it says so; ``None``: no single wording.
        note: The way it was put.
        has_words: Whether there are words that could be shown; an actor's never are.
    """

    label: str
    value: str
    words: PublicWords | None
    note: str = ""
    has_words: bool = True


@dataclass(frozen=True, slots=True)
class ClaimView:
    """
    One claim on the page.

    Attributes:
        id: The claim's id.
        source: Who published it.
        published: The day, as words.
        attribution: The kind of origin that the text names; empty: none.
        document_id: The document's digest.
        url: Its public address; ``None``: none, or withheld.
        manner: How the claim is made, when not plainly.
        figures: What it says.
        absent: What it does not say, or what was withheld, as sentences.
        caveats: Sentences.
        language: BCP 47 code of the words.
    """

    id: str
    source: str
    published: str
    attribution: str
    document_id: str
    url: str | None
    manner: str
    figures: tuple[FigureView, ...]
    absent: tuple[str, ...]
    caveats: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """
    One incident on the page.

    Attributes:
        id: The incident's id.
        violence: The act, as words.
        violence_meaning: Its definition.
        when: The days, as words.
        when_order: To sort by; empty: unknown.
        where: The place, as words.
        precision: How well the place is known.
        columns: Range, its lower bound to sort by, and what is likely where that says more,
            for each column of the table.
        harms: Every range, as words.
        likely: What the reports bear out best, as words.
        damages: Every range of objects, as words.
        actors: Who took part, as sources say.
        origins: How many independent origins.
        origin_by_claim: Origin and reason of each claim, as words.
        grades: Scheme and grade, as words.
        disagreements: Sentences.
        caveats: Sentences.
        claims: Who said what.
    """

    id: str
    violence: str
    violence_meaning: str
    when: str
    when_order: str
    where: str
    precision: str
    columns: tuple[tuple[str, str, int, str], ...]
    harms: tuple[str, ...]
    likely: tuple[str, ...]
    damages: tuple[str, ...]
    actors: tuple[str, ...]
    origins: int
    origin_by_claim: Mapping[str, str]
    grades: tuple[str, ...]
    disagreements: tuple[str, ...]
    caveats: tuple[str, ...]
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class SummaryView:
    """
    One sum beside the incidents inside it.

    Attributes:
        id: The summary's id.
        window: The days, as words.
        area: The area, as words.
        rows: Kind, claimed, accounted, remainder, contradicted; each as words.
        incidents: Ids of the incidents inside it.
        claim: Who said it.
    """

    id: str
    window: str
    area: str
    rows: tuple[tuple[str, str, str, str, str], ...]
    incidents: tuple[str, ...]
    claim: ClaimView | None


@dataclass(frozen=True, slots=True)
class Index:
    """
    What views look up: documents, and the names of actors.

    Attributes:
        documents: By id.
        actors: Neutral name by term.
    """

    documents: Mapping[str, PublicDocument]
    actors: Mapping[str, str]


def view_incident(
    item: PublicIncident, claims: Mapping[str, PublicClaim], index: Index
) -> IncidentView:
    """Return what the page shows of *item*."""
    when = item.when
    return IncidentView(
        id=item.id,
        violence=word_term(item.violence),
        violence_meaning=define_terms("violence", (item.violence,))[0],
        when=word_dates(when),
        when_order=str((when.earliest or when.latest or "") if when else ""),
        where=word_place(item.where),
        precision=word_precision(item.where),
        columns=tuple(_column(kind, item) for kind in COLUMN_KINDS),
        harms=tuple(_harm(harm) for harm in item.harms),
        likely=tuple(f"{one.kind}: {word_likely(one)}" for one in item.likely),
        damages=tuple(
            f"{word_term(d.object)}, {d.effect}: {word_range(d.low, d.high)}"
            for d in item.damages
        ),
        actors=_actors(item.actors, index),
        origins=item.origins,
        origin_by_claim={
            part.claim: f"{part.origin} ({word_term(part.reason)})"
            for part in item.origin_by_claim
        },
        grades=tuple(f"{word_term(scheme)}: {g}" for scheme, g in item.grades.items()),
        disagreements=tuple(part.why for part in item.disagreements),
        caveats=define_terms("caveat", item.caveats),
        claims=tuple(view_claim(claims[key], index) for key in item.claims if key in claims),
    )


def view_claim(claim: PublicClaim, index: Index) -> ClaimView:
    """Return what the page shows of *claim*."""
    document = index.documents.get(claim.document_id.partition("#")[0])
    manner = [] if claim.modality == "asserted" else [word_term(claim.modality)]
    manner += [] if claim.scope == "incident" else [f"{claim.scope} figure"]
    reported = claim.reported
    return ClaimView(
        id=claim.id,
        source=reported.by or (document.source if document else None) or "source not known",
        published=word_day(reported.on) if reported.on else "day not known",
        attribution=word_term(claim.attribution.kind or "an origin")
        if claim.attribution
        else "",
        document_id=claim.document_id,
        url=document.url if document else None,
        manner=", ".join(manner),
        figures=tuple(_list_figures(claim, index)),
        absent=_absent(claim),
        caveats=define_terms("caveat", claim.caveats),
        language=reported.language or "",
    )


def view_summary(
    item: PublicSummary, claims: Mapping[str, PublicClaim], index: Index
) -> SummaryView:
    """Return what the page shows of *item*."""
    claim = claims.get(item.claim)
    parts = (item.accounted, item.remainder, item.contradicted)
    rows = tuple(
        (
            f"{word_term(harm.kind)}, {_status(harm.status)}",
            word_range(harm.low, harm.high),
            *(_compared(part, harm) for part in parts),
        )
        for harm in item.harms
    )
    return SummaryView(
        id=item.id,
        window=word_dates(item.window),
        area=word_place(item.area),
        rows=rows,  # type: ignore[arg-type]
        incidents=item.incidents,
        claim=view_claim(claim, index) if claim else None,
    )


def _compared(part: tuple[Comparison, ...], harm: HarmRange) -> str:
    found = (c for c in part if (c.kind, c.status) == (harm.kind, harm.status))
    return "; ".join(word_range(c.low, c.high) for c in found) or "–"


def _column(kind: str, item: PublicIncident) -> tuple[str, str, int, str]:
    ranges = [harm for harm in item.harms if harm.kind == kind]
    words = " · ".join(dict.fromkeys(word_range(h.low, h.high) for h in ranges))
    low = max((h.low if h.low is not None else 0 for h in ranges), default=-1)
    likely = "".join(word_likely(one) for one in item.likely if one.kind == kind)
    return kind, words or "–", low, "" if likely == f"likely {words}" else likely


def _harm(harm: HarmRange) -> str:
    said = f"{harm.kind}, {_status(harm.status)}: {word_range(harm.low, harm.high)}"
    parts = ", ".join(f"{word_term(g.term)} {word_range(g.low, g.high)}" for g in harm.groups)
    best = ", ".join(f"{book.upper()} {value}" for book, value in harm.best.items())
    said += f"; among them {parts}" if parts else ""
    return said + (f" (by codebook: {best})" if best else "")


def _status(status: str) -> str:
    return "status not said" if status == "unknown" else status


def _actors(actors: tuple[PublicActor, ...], index: Index) -> tuple[str, ...]:
    said = (
        f"{actor.role}: {index.actors.get(actor.actor_id or '', 'not resolved')} "
        f"({actor.certainty})"
        for actor in actors
    )
    return tuple(dict.fromkeys(said))


def _list_figures(claim: PublicClaim, index: Index) -> Iterator[FigureView]:
    yield FigureView("act", word_term(claim.violence), claim.violence_words)
    if claim.when:
        yield FigureView(
            "when", word_dates(claim.when), claim.when.words, claim.when.time or ""
        )
    for place in claim.where:
        yield FigureView("where", word_place(place), place.words, word_precision(place))
    for harm in claim.harms:
        yield _figure(f"{harm.kind}, {_status(harm.status)}", harm.count)
        for group in harm.groups:
            yield _figure(f"{harm.kind}, {word_term(group.term)}", group.count)
    for damage in claim.damages:
        label = f"{word_term(damage.object)}, {damage.effect}"
        yield _figure(label, damage.count, damage.words)
    for means in claim.means:
        yield FigureView("means", word_term(means.term), means.words)
    for actor in _actors(claim.actors, index):
        role, _, said = actor.partition(": ")
        yield FigureView(role, said, None, has_words=False)


def _figure(label: str, count: PublicCount, words: PublicWords | None = None) -> FigureView:
    note = "" if count.qualifier == "exact" else word_term(count.qualifier)
    return FigureView(label, word_range(count.low, count.high), count.words or words, note)


def _absent(claim: PublicClaim) -> tuple[str, ...]:
    reasons: dict[str, list[str]] = {}
    for path, reason in claim.absent.items():
        reasons.setdefault(reason, []).append(path.replace("_", " ").replace(".", " › "))
    return tuple(f"{word_term(reason)}: {', '.join(p)}" for reason, p in reasons.items())
