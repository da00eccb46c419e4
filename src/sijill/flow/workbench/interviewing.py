"""
A claim entered from testimony: the note sealed as its document, for those who may see it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sijill.errors import NotThere, SettingsError
from sijill.flow.clock import now_utc
from sijill.flow.correcting import fill_value
from sijill.flow.recording import PATIENCE_S, write_record
from sijill.flow.rereading import read_note
from sijill.flow.team.auditing import note
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.testimony import HOW
from sijill.flow.workbench.book import open_book
from sijill.flow.workbench.ground import find_ground, own_of
from sijill.flow.workbench.hiding import hidden_from
from sijill.flow.workbench.testimonies import load_held
from sijill.flow.workbench.working_in import work_in
from sijill.model import (
    Assessment,
    Claim,
    Count,
    CustodyEntry,
    DateRange,
    Document,
    Harm,
    Place,
    Reported,
    Span,
)
from sijill.model.claim import HARM_KINDS
from sijill.model.form import from_json, to_json
from sijill.model.ids import claim_id, digest_bytes
from sijill.model.person import Person
from sijill.model.role import Right, Role, is_within
from sijill.model.vocabulary import load_terms
from sijill.model.working import Restriction
from sijill.review import target_of, word_target

BY_PERSON = "sijill.person.v1"
_CODE = re.compile(r"[A-Za-z]{0,4}-?\d{1,8}")
_LONGEST = 200_000
_MOST = 9_999_999
PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """
    What was told, as whoever held the interview enters it.

    Attributes:
        code: What stands for the witness, such as ``W-12``; never a name.
        text: The note.
        held_on: When the interview was held.
        words: The passage of the note that makes the claim, letter by letter.
        violence: Term of ``vocabulary/violence.toml``.
        when: When it happened; ``None``: not told.
        place: Name of the place; empty: not told.
        harm: Kind of harm; empty: nobody is said to be harmed.
        low: Fewest people; ``None``: not told.
        high: Most people; ``None``: not told.
        why: A remark.
        language: Language of the note.
        role: The lowest role that may see it.
    """

    code: str
    text: str
    held_on: date
    words: str
    violence: str
    when: DateRange | None = None
    place: str = ""
    harm: str = ""
    low: int | None = None
    high: int | None = None
    why: str = ""
    language: str = "en"
    role: Role = Role.REVIEWER


@dataclass(frozen=True, slots=True)
class Interview:
    """
    An interview in a list.

    Attributes:
        document_id: The note's digest.
        code: What stands for the witness.
        held_on: When it was held.
        by: Who entered it.
        at: When it was entered.
        role: The lowest role that may see it; ``None``: nothing keeps it back.
    """

    document_id: str
    code: str
    held_on: str
    by: str
    at: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Interviews:
    """
    The interviews that a person may see.

    Attributes:
        items: The newest first.
        roles: The roles that one may be kept for: the person's own and lower.
        next: Where the next page begins; ``None``: there is none.
    """

    items: tuple[Interview, ...]
    roles: tuple[str, ...]
    next: int | None


def list_interviews(bench: Workbench, person: Person, *, start: int = 0) -> Interviews:
    """Return the interviews that *person* may see, the newest first."""
    need(person, Right.READ_PRIVATE)
    kept = {
        one.item: one.role for one in bench.desk.list(Restriction) if one.kind == "document"
    }
    hidden = hidden_from(bench, person)
    held = load_held(bench.layout).values()
    seen = [line for line in held if ("document", line["document_id"]) not in hidden]
    part = seen[::-1][start : start + PAGE]
    more = start + PAGE if len(seen) > start + PAGE else None
    roles = tuple(
        role.value for role in Role if role != Role.VIEWER and is_within(role, person.role)
    )
    items = tuple(_interview(from_json(CustodyEntry, line), kept) for line in part)
    return Interviews(items, roles, more)


def _interview(entry: CustodyEntry, kept: Mapping[str, str]) -> Interview:
    form, document = entry.document or {}, entry.document_id or ""
    return Interview(
        document, str(form.get("title")), str(form.get("published_on")),
        entry.by, entry.at, kept.get(document),
    )  # fmt: skip


def add_interview(bench: Workbench, person: Person, told: Told) -> Assessment:
    """
    Seal the note of an interview and append the claim that it makes.

    The restriction is written before the note, so that at no moment anybody sees it who may
    not. The note is read and the claim worked in at once, as the next run has it.

    Raises:
        SettingsError: If something that was told has not its form, the words do not stand in
            the note, or no place, or more than one, is called so.
        NotThere: If the note is kept for a role above the person's own.
    """
    need(person, Right.DECIDE)
    told = replace(told, text=_one_ending(told.text), words=_one_ending(told.words))
    _check(told)
    if not is_within(told.role, person.role):
        raise NotThere("role", told.role.value)
    data = told.text.encode("utf-8")
    document = Document(
        digest_bytes(data), len(data), "text/plain", file_name=f"{told.code}.txt",
        source=f"{HOW} {told.code}", published_on=told.held_on, published_origin="by_hand",
        title=told.code,
    )  # fmt: skip
    claim = _claim(bench, told, document)
    at = now_utc()
    target = target_of(claim)
    name = open_book(bench.layout).name_decision
    id_ = name(at, person.name, "missed", word_target(target))
    made = Assessment(id_, at, person.name, told.why, "missed", target, to_json(claim))
    bench.desk.drop(Restriction, kind="document", item=document.id)
    bench.desk.add(Restriction("document", document.id, told.role.value, person.id, at, HOW))
    with write_record(bench.layout.folder, wait_s=PATIENCE_S) as layout:
        layout.vault.save_bytes(data)
        layout.custody.save_entries([to_json(_entry(document, told, person, at))])
        read_note(layout, bench.store, document)
    work_in(find_ground(bench.layout, bench.store), made)
    note(bench, person, "interview.add", document.id, made.id)
    return made


def _one_ending(text: str) -> str:
    """Return a text as its reading will have it: a browser's form ends lines its own way."""
    return text.replace("\r\n", "\n").strip()


def _check(told: Told) -> None:
    if not _CODE.fullmatch(told.code):
        raise SettingsError(
            "the witness's code is letters and a number, such as W-12; no name.",
            phrase="witness_code",
        )
    if not told.text.strip() or len(told.text) > _LONGEST:
        raise SettingsError(
            f"the note has 1 to {_LONGEST:,} characters.", phrase="note_long", most=_LONGEST
        )
    if not told.words.strip() or told.words not in told.text:
        raise SettingsError(
            "the words of the claim must stand in the note, letter by letter.",
            phrase="words_not_there",
        )
    if told.violence not in load_terms("violence"):
        raise SettingsError("the kind of violence is none of the vocabulary.", phrase="no_act")
    if told.harm and told.harm not in HARM_KINDS:
        raise SettingsError("the kind of harm is none of the vocabulary.", phrase="no_harm")
    if told.when and told.when.earliest and told.when.earliest > told.held_on:
        raise SettingsError(
            "it cannot have happened after the interview was held.", phrase="after_held"
        )
    if max(told.low or 0, told.high or 0) > _MOST or min(told.low or 0, told.high or 0) < 0:
        raise SettingsError(
            "how many is a number of persons from 0 to 9,999,999.", phrase="number_range"
        )
    if _has_surrogates(told.text + told.why + told.place + told.language):
        raise SettingsError(
            "the note holds signs that are no text; type it again.", phrase="no_text"
        )
    if told.low is not None and told.high is not None and told.low > told.high:
        raise SettingsError(
            "the fewest people are not more than the most.", phrase="low_above_high"
        )


def _has_surrogates(text: str) -> bool:
    """Say whether a text holds halves of signs, which no file can keep."""
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _entry(document: Document, told: Told, person: Person, at: str) -> CustodyEntry:
    return CustodyEntry(
        number=0,
        at=at,
        by=person.name,
        act="captured",
        how=HOW,
        document_id=document.id,
        size_bytes=document.size_bytes,
        media_type=document.media_type,
        address=f"{HOW}:{told.code}",
        document=to_json(document),
    )


def _claim(bench: Workbench, told: Told, document: Document) -> Claim:
    start = told.text.index(told.words)
    passage = Span(start, start + len(told.words), told.words)
    absent = {} if told.when else {"when": "not_stated"}
    if not told.place:
        absent["where"] = "not_stated"
    claim = Claim(
        claim_id(document.id, [passage], extractor=BY_PERSON), document.id, BY_PERSON,
        (passage,), told.violence,
        reported=Reported(
            told.held_on, "by_hand", document.source, None, told.language, told.code
        ),
        when=told.when,
        harms=(Harm(told.harm, _count(told)),) if told.harm else (),
        absent=absent,
    )  # fmt: skip
    if not told.place:
        return claim
    form = fill_value(claim, "where", told.place, own_of(bench.layout))
    where = from_json(Place, form[0])  # type: ignore[index]
    return from_json(Claim, {**to_json(claim), "where": [to_json(where)]})


def _count(told: Told) -> Count:
    low, high = told.low, told.high
    if low is None and high is None:
        return Count(None, None, "vague")
    if low is None:
        return Count(None, high, "up_to")
    if high is None:
        return Count(low, None, "at_least")
    return Count(low, high, "exact" if low == high else "between")
