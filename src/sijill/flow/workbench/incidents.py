"""
The page of an incident: who says what, what follows from it, and what people decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sijill.flow.standing import find_claims
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.book import Decided, gather_acts
from sijill.flow.workbench.captured import name_file
from sijill.flow.workbench.disclosing import open_history
from sijill.flow.workbench.drawing import (
    Leaf,
    LineDrawing,
    MapDrawing,
    draw_days,
    draw_origins,
    draw_places,
)
from sijill.flow.workbench.judging import documents_of, find_incident, incident_etag
from sijill.flow.workbench.seeing import find_names, hide_private, need_seen, sees
from sijill.flow.workbench.signing import Signing, show_signing
from sijill.model import (
    Claim,
    Count,
    DamageRange,
    DateRange,
    Disagreement,
    GradeReason,
    HarmRange,
    Incident,
    Involvement,
    LikelyCount,
    Place,
)
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.rows import ClaimRow, IncidentRow
from sijill.model.toll import toll_of
from sijill.model.withheld import FieldName

_MOST_ROWS = 100  # claims that the page shows at once
_MOST_NEAR = 6
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Row:
    """
    One claim of the matrix.

    Attributes:
        claim: The claim's id.
        document: Id of its reading.
        source: Who published it, or what else to call it.
        said_by: Whom its text names as the origin; ``None``: nobody.
        published_on: Day of publication; ``None``: not known.
        modality: As in `Claim`.
        when: Its days.
        place: Its place.
        actors: Who took part.
        counts: What it says of each kind of harm, in the order of the columns.
        words: The passages, without names for who may not see them.
        language: BCP 47 code of the words.
        origin: Number of its origin, from 1; 0: none.
        state: What people said of it.
    """

    claim: str
    document: str
    source: str
    said_by: str | None
    published_on: date | None
    modality: str
    when: DateRange | None
    place: Place | None
    actors: tuple[Involvement, ...]
    counts: tuple[Count | None, ...]
    words: str
    language: str | None
    origin: int
    state: str


@dataclass(frozen=True, slots=True)
class Range:
    """
    One range, and how it came about.

    Attributes:
        harm: The range.
        said: Who says what: the name of each source, and its number.
        is_first: Whether it is the first of its kind of harm.
    """

    harm: HarmRange
    said: tuple[tuple[str, int | None, int | None], ...]
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class Parted:
    """
    A disagreement, with who is on it.

    Attributes:
        field: Path of the field.
        reason: Term of ``vocabulary/disagreement.toml``; ``None``: it has none.
        why: One sentence in English.
        sources: Names of the sources that part.
    """

    field: str
    reason: str | None
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """
    Another incident that may be this one.

    Attributes:
        incident: Its row.
        p_same: Probability that the two nearest claims speak of one incident.
        mine: The claim here.
        theirs: The claim there.
    """

    incident: IncidentRow
    p_same: float
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """
    What the page of an incident shows.

    Attributes:
        id: Its id.
        violence: Term of ``vocabulary/violence.toml``.
        when: What the claims together allow.
        where: Its place.
        actors: Who took part.
        origins: How many independent origins.
        kinds: The kinds of harm, columns of the matrix.
        n: How many claims.
        rows: The claims.
        hidden: How many claims are not shown.
        ranges: The ranges, with how they came about.
        damages: What was hit.
        tree: Its origins, each followed by what goes back to it.
        parted: Where the claims part.
        grades: Its grades, each with the rule that gave it.
        caveats: Terms of ``vocabulary/caveat.toml``.
        map: Where it may lie; ``None``: nothing better than a country is known.
        line: When it was told; ``None``: no day is known.
        likely: Other incidents that may be this one.
        history: Every decision about its documents, newest first; those of one act as one.
        etag: Changes with it, and with every decision about its documents.
        signing: How it stands with signatures.
        counted: How many its reports bear out best, by kind of harm.
    """

    id: str
    violence: str
    when: DateRange | None
    where: Place | None
    actors: tuple[Involvement, ...]
    origins: int
    kinds: tuple[str, ...]
    n: int
    rows: tuple[Row, ...]
    hidden: int
    ranges: tuple[Range, ...]
    damages: tuple[DamageRange, ...]
    tree: tuple[Leaf, ...]
    parted: tuple[Parted, ...]
    grades: tuple[GradeReason, ...]
    caveats: tuple[str, ...]
    map: MapDrawing | None
    line: LineDrawing | None
    likely: tuple[Likely, ...]
    history: tuple[Decided, ...]
    etag: str
    signing: Signing
    counted: tuple[LikelyCount, ...] = ()


def show_incident(bench: Workbench, person: Person, id: str) -> IncidentPage:
    """
    Return an incident.

    Raises:
        NotThere: If there is none; `heirs.find_heir` says where one that was merged went.
    """
    need(person, Right.READ)
    incident = find_incident(bench, id)
    need_seen(bench, person, "incident", id)
    claims = find_claims(bench.store, incident.claims)
    ordered = sorted(claims.values(), key=lambda c: (str(c.reported.on or "9"), c.id))
    shown = ordered[:_MOST_ROWS]
    documents = documents_of(ordered)
    names = {claim.document_id: name_source(bench, person, claim) for claim in ordered}
    kinds = tuple(dict.fromkeys(harm.kind for harm in incident.harms))
    private = person.may(Right.READ_PRIVATE)
    page = IncidentPage(
        incident.id, incident.violence, incident.when, incident.where, incident.actors,
        incident.origins, kinds, len(ordered), _rows(bench, incident, shown, kinds, names),
        len(ordered) - len(shown), _ranges(incident, claims, names), incident.damages,
        draw_origins(incident, {claim.id: claim for claim in shown}, names),
        _parted(incident.disagreements, claims, names),
        incident.grade_reasons, incident.caveats,
        draw_places(incident.where, (one for c in shown for one in c.where[:1])),
        draw_days(incident.when, shown, names), _likely(bench, person, incident),
        gather_acts(_open(open_history(bench, person, documents), private=private)),
        incident_etag(bench, incident, documents), show_signing(bench, person, incident.id),
        incident.likely,
    )  # fmt: skip
    return hide_private(page, person, find_names(bench, person, documents=documents))


def name_source(bench: Workbench, person: Person, claim: Claim) -> str:
    """
    Return what to call a claim's document: its source, its title, its file, its digest.

    A title is for who may read words. A file may be called by the name of somebody harmed, in
    a spelling that nobody knows to mask: its name is for who may see such names alone.
    """
    reads = FieldName.TEXT not in person.withheld
    title = (claim.reported.title or "") if reads else ""
    short = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…"
    if name := claim.reported.by or short:
        return name
    sees = reads and person.may(Right.READ_PRIVATE)
    file = name_file(bench, claim.document_id.split("#")[0]) if sees else None
    return file or claim.document_id[:12]


def _open(history: Sequence[Decided], *, private: bool) -> tuple[Decided, ...]:
    """Return decisions without their values where these may name who was harmed."""
    if private:
        return tuple(history)
    return tuple(
        Decided(
            one.id, one.at, one.by, "", one.verdict, one.field, one.documents, one.spans,
            None, one.withdraws, one.withdrawn_by, one.withdrawn_at,
        )
        for one in history
    )  # fmt: skip


def _rows(
    bench: Workbench,
    incident: Incident,
    claims: Sequence[Claim],
    kinds: tuple[str, ...],
    names: Mapping[str, str],
) -> tuple[Row, ...]:
    groups = list(dict.fromkeys(item.origin for item in incident.origin_by_claim))
    numbers = {item.claim: groups.index(item.origin) + 1 for item in incident.origin_by_claim}
    states = {row.id: row.decided for row in bench.store.rows.find_many(
        ClaimRow, [claim.id for claim in claims])}  # fmt: skip
    rows = []
    for claim in claims:
        words = " … ".join(span.text for span in claim.evidence)
        rows.append(
            Row(
                claim.id, claim.document_id, names[claim.document_id],
                claim.attribution.name if claim.attribution else None,
                claim.reported.on,
                claim.modality, claim.when, claim.where[0] if claim.where else None,
                claim.actors, tuple(toll_of(claim.harms, kind) for kind in kinds),
                words, claim.reported.language,
                numbers.get(claim.id, 0), states.get(claim.id, "open"),
            )
        )  # fmt: skip
    return tuple(rows)


def _ranges(
    incident: Incident, claims: Mapping[str, Claim], names: Mapping[str, str]
) -> tuple[Range, ...]:
    return tuple(
        Range(
            harm,
            tuple(
                (names[claims[one.claim].document_id], one.low, one.high)
                for one in harm.by_claim
                if one.claim in claims
            ),
            is_first=all(other.kind != harm.kind for other in incident.harms[:n]),
        )
        for n, harm in enumerate(incident.harms)
    )


def _parted(
    items: Sequence[Disagreement], claims: Mapping[str, Claim], names: Mapping[str, str]
) -> tuple[Parted, ...]:
    """Return where claims part, once for each field and way, with the sources that do."""
    sources: dict[tuple[str, str | None, str], dict[str, None]] = {}
    for item in items:
        found = (names[claims[key].document_id] for key in item.claims if key in claims)
        key = (item.field, item.reason, item.why)
        sources.setdefault(key, {}).update(dict.fromkeys(found))
    return tuple(Parted(*key, tuple(names_)) for key, names_ in sources.items())


def _likely(bench: Workbench, person: Person, incident: Incident) -> tuple[Likely, ...]:
    mine = set(incident.claims)
    found = sorted(bench.store.rows.find_near(mine), key=lambda row: -row.p_same)
    pairs = [(row, row.right if row.left in mine else row.left) for row in found]
    rows = {row.id: row.incident for row in bench.store.rows.find_many(
        ClaimRow, [claim for _, claim in pairs])}  # fmt: skip
    ids = {claim: at for claim, at in rows.items() if at and at != incident.id}
    incidents = {row.id: row for row in bench.store.rows.find_many(IncidentRow, ids.values())}
    likely: dict[str, Likely] = {}
    for row, claim in pairs:
        at = ids.get(claim)
        if at in incidents and at not in likely and sees(bench, person, "incident", at):
            own = row.left if row.left in mine else row.right
            likely[at] = Likely(incidents[at], row.p_same, own, claim)
    return tuple(likely.values())[:_MOST_NEAR]
