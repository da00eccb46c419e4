"""
The page of a document: its text with the claims marked in it, and every field of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import pairwise

from sijill.errors import NotThere
from sijill.flow.standing import load_standing
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.workbench.book import Decided, gather_acts, open_book
from sijill.flow.workbench.captured import find_captured
from sijill.flow.workbench.disclosing import find_shut, open_history
from sijill.flow.workbench.double_coding import need_open
from sijill.flow.workbench.fields import ClaimView, Placing, share_history, view_claim
from sijill.flow.workbench.pictures import NO_PICTURES, Pictures, list_pictures
from sijill.flow.workbench.seeing import find_placed, need_seen
from sijill.model import Claim, Document, Reading, Refusal
from sijill.model.assessment import DOCUMENT
from sijill.model.claim import HARM_KINDS, MODALITIES, SCOPES, STATUSES
from sijill.model.form import canonical_line
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.model.rows import ClaimRow
from sijill.model.vocabulary import load_terms

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "ku", "yi", "sd", "ug", "dv"})


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A stretch of text that the same claims and fields speak of.

    Attributes:
        start: Its first code point.
        text: The words.
        claims: Numbers of the claims whose passage it is in.
        fields: The fields whose words it is in: claim's number, a colon, path.
    """

    start: int
    text: str
    claims: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """
    What the page of a document shows.

    Attributes:
        id: The reading's id.
        document: The document's digest.
        title: Its title.
        source: Who published it.
        published_on: Day of publication; ``None``: not known.
        language: BCP 47 code; ``None``: not known.
        direction: ``rtl``, ``ltr``, or ``auto`` where the language is not known.
        url: Public address.
        media_type: Of the captured bytes; ``None``: the capture is not known.
        file_name: Of the captured file.
        caveats: Terms of ``vocabulary/caveat.toml``.
        pieces: The text.
        claims: The claims that stand, in reading order.
        misread: Those that a person called misread.
        unplaced: Decisions about it that hold on to no claim any more.
        refused: Why no claim could be made of it; ``None``: it could.
        unsure: Decisions that say that somebody was not sure of it as a whole.
        etag: Changes with every decision about it.
        before: Id of the reading before it in the same document (rows of a table).
        after: Id of the one after it.
        choices: The terms that each coded field may have.
        pictures: Its pictures and videos.
    """

    id: str
    document: str
    title: str | None
    source: str | None
    published_on: date | None
    language: str | None
    direction: str
    url: str | None
    media_type: str | None
    file_name: str | None
    caveats: tuple[str, ...]
    pieces: tuple[Piece, ...]
    claims: tuple[ClaimView, ...]
    misread: tuple[ClaimView, ...]
    unplaced: tuple[Decided, ...]
    unsure: tuple[Decided, ...]
    refused: str | None
    etag: str
    before: str | None = None
    after: str | None = None
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pictures: Pictures = NO_PICTURES


def show_document(bench: Workbench, person: Person, id: str) -> DocumentPage:
    """
    Return a document with its claims.

    Args:
        bench: The workbench.
        person: Who asks.
        id: Id of a reading; of a document that is a table, its first row is shown.

    Raises:
        NotAllowed: If the person may not read the sources' own words.
        NotThere: If there is no such reading.
    """
    need(person, Right.READ_PRIVATE)
    reading = find_reading(bench, id)
    need_seen(bench, person, "document", reading.id, blind=False)
    need_open(bench, person, reading.id)
    stood = load_standing(bench.store, [reading.id])
    claims = sorted(stood.values(), key=_order)
    read = {one.id: one for one in bench.store.stream_records(Claim, document_id=reading.id)}
    misread = [one for key, one in sorted(read.items()) if key not in stood]
    shut = find_shut(bench, person, (*claims, *misread))
    claims = [one for one in claims if one.id not in shut]
    misread = [one for one in misread if one.id not in shut]
    history = open_history(bench, person, [reading.id])
    placed = find_placed(bench, person, [one.id for one in claims])
    views = _view(claims, misread, history, placed)
    standing = [view for view in views if view.state != "misread"]
    held = {one.id for view in views for one in view.history}
    refusal = bench.store.find_record(Refusal, reading.id)
    document = _find_document(bench, reading)
    before, after = _beside(bench, reading)
    return DocumentPage(
        reading.id, reading.document_id or reading.id, reading.title, reading.source,
        reading.published_on,
        reading.language, direction_of(reading.language), reading.url,
        document.media_type if document else None,
        document.file_name if document else None,
        reading.caveats, cut_text(reading.text, standing), tuple(standing),
        tuple(view for view in views if view.state == "misread"),
        tuple(
            one for one in history
            if one.id not in held and one.verdict != "withdraw" and one.field != DOCUMENT
        ),
        tuple(one for one in history if one.verdict == "unsure" and one.field == DOCUMENT),
        refusal.reason if refusal else None,
        document_etag(bench, reading.id, stood.values()), before, after, list_choices(),
        list_pictures(bench, person, document) if document else NO_PICTURES,
    )  # fmt: skip


@cache
def list_choices() -> Mapping[str, tuple[str, ...]]:
    """Return the terms that each coded field may have."""
    return {
        "violence": tuple(load_terms("violence")), "harm": HARM_KINDS, "status": STATUSES,
        "scope": SCOPES, "modality": MODALITIES,
    }  # fmt: skip


def find_reading(bench: Workbench, id: str) -> Reading:
    """
    Return a reading by its id, or the first of a document's.

    Raises:
        NotThere: If there is none.
    """
    for key in (id, f"{id}#1"):
        if reading := bench.store.find_record(Reading, key):
            return reading
    raise NotThere("reading", id)


def direction_of(language: str | None) -> str:
    """
    Return in which direction a language is written.

    Examples:
        >>> direction_of("ar"), direction_of("en-GB"), direction_of(None)
        ('rtl', 'ltr', 'auto')
    """
    if not language or language == "und":
        return "auto"
    return "rtl" if language.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def document_etag(bench: Workbench, id: str, claims: Iterable[Claim]) -> str:
    """Return what changes with every decision about a reading, and with its claims."""
    lines = sorted(map(canonical_line, claims))
    return open_book(bench.layout).etag([id], *lines)


def _order(claim: Claim) -> tuple[int, int, str]:
    first = min(claim.evidence)
    return first.start, first.end, claim.id


def _view(
    claims: Sequence[Claim],
    misread: Sequence[Claim],
    history: tuple[Decided, ...],
    rows: Mapping[str, ClaimRow],
) -> list[ClaimView]:
    shared = share_history((*claims, *misread), history)
    placings = {
        key: Placing(row.incident, row.left_out, row.decided) for key, row in rows.items()
    }
    gone = Placing(state="misread")
    every = [(claim, placings.get(claim.id, Placing())) for claim in claims]
    every += [(claim, gone) for claim in misread]
    return [
        view_claim(claim, n, gather_acts(shared.get(claim.id, ())), placing, names=True)
        for n, (claim, placing) in enumerate(every, start=1)
    ]


def cut_text(text: str, claims: Sequence[ClaimView]) -> tuple[Piece, ...]:
    """
    Cut a text wherever a claim's passage or a field's words begin or end.

    Overlapping passages are thus no difficulty: each piece names all claims that it is in.

    Examples:
        >>> [piece.text for piece in cut_text("Shells fell.", [])]
        ['Shells fell.']
    """
    passages = [(s.start, s.end, c.number) for c in claims for s in c.evidence]
    named = [
        (item.words.start, item.words.end, f"{claim.number}:{item.path}")
        for claim in claims
        for item in claim.fields
        if item.words
    ]
    cuts = {0, len(text), *(n for start, end, _ in passages for n in (start, end))}
    cuts |= {n for start, end, _ in named for n in (start, end)}
    ends = sorted(cut for cut in cuts if cut <= len(text))
    pieces = []
    for start, end in pairwise(ends):
        inside = tuple(sorted({n for a, b, n in passages if a <= start and end <= b}))
        words = tuple(sorted({path for a, b, path in named if a <= start and end <= b}))
        pieces.append(Piece(start, text[start:end], inside, words))
    return tuple(pieces)


def _find_document(bench: Workbench, reading: Reading) -> Document | None:
    return find_captured(bench, reading.document_id or reading.id)


def _beside(bench: Workbench, reading: Reading) -> tuple[str | None, str | None]:
    """Return the rows before and after, where the reading is a row of a table."""
    document, mark, number = reading.id.rpartition("#")
    if not mark or not number.isdecimal():
        return None, None
    near = (f"{document}#{int(number) + step}" for step in (-1, 1))
    before, after = (key if bench.store.find_record(Reading, key) else None for key in near)
    return before, after
