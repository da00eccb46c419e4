"""
Selected words read into a value before it is sent: a number, a day, a place, an actor.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from sijill.errors import RefusedError, SettingsError
from sijill.flow.extracting import load_tools, resolve_one
from sijill.flow.team.bench import Workbench
from sijill.flow.team.rights import need
from sijill.flow.typed_days import read_typed_day
from sijill.flow.workbench.assessing import see_claim, words_at
from sijill.flow.workbench.documents import find_reading
from sijill.flow.workbench.ground import find_ground, own_of
from sijill.language import find_language
from sijill.model import Claim, Count, DateRange, Involvement, Place, Span
from sijill.model.form import to_json
from sijill.model.person import Person
from sijill.model.role import Right
from sijill.resolve import Entry

_MOST_PLACES = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A place that words may mean.

    Attributes:
        ref: Its id in the gazetteer.
        name: Its name.
        admin1: First-level area.
        country: ISO code.
        kind: What it is.
    """

    ref: str
    name: str
    admin1: str | None
    country: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class ReadWords:
    """
    What some words come to.

    Attributes:
        words: The words.
        value: In the field's JSON form; ``None``: they tell no value.
        shown: The value as the record has it, for a page to show.
        candidates: The places that bear the name, where the field is a place.
    """

    words: Span
    value: Any
    shown: Any
    candidates: tuple[Candidate, ...] = ()


def read_words(
    bench: Workbench, person: Person, claim: str, field: str, *, start: int, end: int
) -> ReadWords:
    """
    Read selected words for a field of a claim, by the same rules that read documents.

    Args:
        bench: The workbench.
        person: Who asks.
        claim: Id of the claim.
        field: Path of the field.
        start: First code point of the words.
        end: First code point after them.

    Raises:
        NotAllowed: If the person may not decide, or not read the sources' own words.
        NotThere: If there is no such claim.
        SettingsError: If the field takes no words, or there are none there.
    """
    need(person, Right.DECIDE)
    need(person, Right.READ_PRIVATE)
    found = see_claim(bench, person, claim)
    words = words_at(find_reading(bench, found.document_id), start, end)
    head, _, rest = field.partition(".")
    if rest.endswith("count") or head == "count":
        return _read_count(found, words)
    readers = {"when": _read_when, "where": _read_where, "actors": _read_actor}
    if head not in readers:
        raise SettingsError(
            f"the field {field!r} takes no words; choose its value.", phrase="no_words"
        )
    return readers[head](bench, found, rest, words)


def _read_count(claim: Claim, words: Span) -> ReadWords:
    count = _count_in(claim.reported.language, words)
    return ReadWords(words, to_json(count) if count else None, count)


def _count_in(language: str | None, words: Span) -> Count | None:
    try:
        found = find_language(language or "und").tag_numbers(words.text)
    except RefusedError:
        found = ()
    if found:
        return replace(found[0], words=words)
    digits = "".join(str(unicodedata.digit(sign, "")) for sign in words.text)
    return Count(int(digits), int(digits), "exact", words) if 0 < len(digits) < 7 else None


def _read_when(bench: Workbench, claim: Claim, rest: str, words: Span) -> ReadWords:  # noqa: ARG001
    made = _resolve(bench, replace(claim, when=DateRange(words))).when
    known = made if made and made.is_resolved else _read_day(words)
    return ReadWords(words, to_json(known) if known else None, known)


def _read_where(bench: Workbench, claim: Claim, rest: str, words: Span) -> ReadWords:
    n = int(rest) if rest.isdecimal() else 0
    asked = Place(words, words.text)
    places = (*claim.where[:n], asked, *claim.where[n + 1 :])
    made = _resolve(bench, replace(claim, where=places)).where
    known = next((one for one in made if one.words == words and one.is_resolved), None)
    entries = load_tools(own_of(bench.layout))[0].find_places(words.text)[:_MOST_PLACES]
    value = to_json(replace(known, learned_from=None)) if known else None
    return ReadWords(words, value, known, tuple(map(_candidate, entries)))


def _candidate(entry: Entry) -> Candidate:
    return Candidate(entry.ref, entry.name, entry.admin1, entry.country, entry.kind)


def _read_actor(bench: Workbench, claim: Claim, rest: str, words: Span) -> ReadWords:
    n = int(rest) if rest.isdecimal() else len(claim.actors)
    role = claim.actors[n].role if n < len(claim.actors) else "perpetrator"
    parts = (*claim.actors[:n], Involvement(words, role), *claim.actors[n + 1 :])
    made = _resolve(bench, replace(claim, actors=parts)).actors
    known = next((one for one in made if one.words == words and one.actor_id), None)
    return ReadWords(words, to_json(known) if known else None, known)


def _read_day(words: Span) -> DateRange | None:
    """Read a whole day in a language that has no rules here: "١٢ رمضان ١٤٤٥"."""
    try:
        return replace(read_typed_day(words.text), words=words)
    except SettingsError:
        return None


def _resolve(bench: Workbench, claim: Claim) -> Claim:
    settings = find_ground(bench.layout, bench.store).settings.resolve
    return resolve_one(claim, settings, own=own_of(bench.layout))
