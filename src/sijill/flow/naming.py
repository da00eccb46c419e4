"""
A record's own vocabularies of actors and sources: listed, asked, added to, merged.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sijill.errors import SettingsError
from sijill.flow.clock import now_utc
from sijill.flow.deciding import append_decision
from sijill.flow.owning import load_own_terms
from sijill.flow.recording import load_decisions, open_record
from sijill.flow.workbench.book import open_book
from sijill.model import Actor, Source, VocabularyChange
from sijill.model.form import to_json
from sijill.model.vocabulary import load_terms
from sijill.resolve.actors import ActorVocabulary, load_actors
from sijill.resolve.involvements import ActorContext, ResolvedActor, resolve_words
from sijill.resolve.sources import SourceVocabulary, load_sources
from sijill.resolve.terms import KINDS, NO_TERMS, OwnTerms, check_row

_TERM = re.compile(r"[a-z][a-z0-9_]*")
Term = Actor | Source
Vocabulary = ActorVocabulary | SourceVocabulary


@dataclass(frozen=True, slots=True)
class TermShown:
    """
    A term of a vocabulary, and where it is from.

    Attributes:
        value: The actor or source.
        origin: ``bundled``, ``record``, or ``bundled and record``.
        merged: Terms that were merged into it.
        changes: The decisions about it that stand.
    """

    value: Term
    origin: str
    merged: tuple[str, ...]
    changes: tuple[VocabularyChange, ...]


def list_terms(vocabulary: str, folder: Path | None) -> tuple[TermShown, ...]:
    """
    Return every actor or source, bundled and of a record, by term.

    Args:
        vocabulary: ``actors`` or ``sources``.
        folder: The record; ``None``: what is bundled.

    Raises:
        RecordError: If there is no record there.
        SettingsError: If a vocabulary file of the record cannot be read.
    """
    own, changes = _load_own(folder)
    bundled = _terms_of(_load(vocabulary, NO_TERMS))
    loaded = _load(vocabulary, own)
    added = {change.term for change in own.list_changes(vocabulary)}
    into: dict[str, list[str]] = {}
    for gone, kept in loaded.merged.items():
        into.setdefault(kept, []).append(gone)
    return tuple(
        TermShown(
            value,
            _origin(term in bundled, term in added or term in into),
            tuple(into.get(term, ())),
            tuple(
                one
                for one in changes
                if one.vocabulary == vocabulary and term in (one.term, one.into)
            ),
        )
        for term, value in sorted(_terms_of(loaded).items())
    )


def _origin(bundled: bool, own: bool) -> str:
    return " and ".join(
        name for name, is_it in (("bundled", bundled), ("record", own)) if is_it
    )


def _load_own(folder: Path | None) -> tuple[OwnTerms, tuple[VocabularyChange, ...]]:
    if folder is None:
        return NO_TERMS, ()
    layout = open_record(folder)
    return load_own_terms(layout), load_decisions(layout).changes


def _load(vocabulary: str, own: OwnTerms) -> Vocabulary:
    return load_actors(own=own) if vocabulary == "actors" else load_sources(own=own)


def _terms_of(vocabulary: Vocabulary) -> Mapping[str, Term]:
    if isinstance(vocabulary, ActorVocabulary):
        return vocabulary.actors
    return vocabulary.sources


def show_term(vocabulary: str, folder: Path | None, term: str) -> TermShown:
    """
    Return one term, under the one that it was merged into.

    Raises:
        SettingsError: If there is no such term; the nearest is named.
    """
    own, _ = _load_own(folder)
    loaded = _load(vocabulary, own)
    kept = loaded.merged.get(term, term)
    found = [one for one in list_terms(vocabulary, folder) if one.value.id == kept]
    if not found:
        raise SettingsError(_unknown(vocabulary, term, _terms_of(loaded)))
    return found[0]


def _unknown(vocabulary: str, term: str, known: Mapping[str, Term]) -> str:
    near = difflib.get_close_matches(term, known, n=1)
    hint = f" Did you mean {near[0]!r}?" if near else f" See `sijill {vocabulary} list`."
    return f"there is no term {term!r} among the {vocabulary}.{hint}"


def add_term(
    vocabulary: str,
    folder: Path,
    term: str,
    row: Mapping[str, Any],
    *,
    by: str,
    why: str,
    dry_run: bool = False,
) -> VocabularyChange:
    """
    Append a new actor or source to a record, or names and facts for one that is known.

    Args:
        vocabulary: ``actors`` or ``sources``.
        folder: The record.
        term: The term.
        row: What is new of it, as in a vocabulary file: lists are added to, other values
            take the place of what stood there; ``without`` takes names away.
        by: Who adds it.
        why: The reason.
        dry_run: Return the decision; write nothing.

    Raises:
        SettingsError: If the term or a value has not its form, names an actor that is not
            there, or says nothing new.
        RecordError: If there is no record, or another process writes to it.
    """
    own, _ = _load_own(folder)
    known = _terms_of(_load(vocabulary, own))
    _check_term(term)
    if not row:
        raise SettingsError(f"nothing is said of {term!r}; give a name, a kind, an alias ….")
    if term not in known and not {"name", "kind"} <= set(row):
        near = difflib.get_close_matches(term, known, n=1, cutoff=0.8)
        hint = f" Or did you mean {near[0]!r}?" if near else ""
        raise SettingsError(
            f"{term!r} is not known yet; a new term needs --name and --kind.{hint}"
        )
    if row.get("kind") and row["kind"] not in load_terms(KINDS[vocabulary]):
        kinds = ", ".join(load_terms(KINDS[vocabulary]))
        raise SettingsError(f"kind {row['kind']!r} is none of {kinds}.")
    check_row(vocabulary, term, row, term)
    _check_actors(own, row)
    at = now_utc()
    id_ = open_book(open_record(folder)).name_decision(at, by, "add", f"{vocabulary}:{term}")
    change = VocabularyChange(id_, at, by, why, vocabulary, "add", term, to_json(dict(row)))
    append_decision(folder, change, dry_run=dry_run)
    return change


def _check_term(term: str) -> None:
    if not _TERM.fullmatch(term):
        better = re.sub(r"[^a-z0-9]+", "_", term.casefold()).strip("_") or "some_name"
        raise SettingsError(
            f"{term!r} cannot be a term: small letters, digits and _ make one, such as "
            f"{better!r}."
        )


def _check_actors(own: OwnTerms, row: Mapping[str, Any]) -> None:
    """Check that every actor and country that a row names is there."""
    actors = load_actors(own=own)
    named = [row.get("parent"), row.get("party"), *row.get("called_by", {})]
    for term in filter(None, named):
        if actors.current(term) not in actors.actors:
            raise SettingsError(_unknown("actors", term, actors.actors))
    codes = [row.get("country"), *row.get("active_in", ()), *row.get("beat", ())]
    for code in filter(None, codes):
        if ("government", code) not in actors.states.forces:
            raise SettingsError(
                f"{code!r} is no country; give its code of two capital letters, such as SY."
            )


def merge_terms(
    vocabulary: str,
    folder: Path,
    gone: str,
    into: str,
    *,
    by: str,
    why: str,
    dry_run: bool = False,
) -> VocabularyChange:
    """
    Append that two terms are one; the names of the first mean the second from the next run on.

    Raises:
        SettingsError: If a term is not there, both are one, or one stands for nobody.
        RecordError: If there is no record, or another process writes to it.
    """
    own, _ = _load_own(folder)
    loaded = _load(vocabulary, own)
    known = _terms_of(loaded)
    for term in (gone, into):
        if term in loaded.merged:
            raise SettingsError(f"{term!r} was merged into {loaded.merged[term]!r} already.")
        if term not in known:
            raise SettingsError(_unknown(vocabulary, term, known))
        if known[term].kind == "generic":
            raise SettingsError(f"{term!r} stands for nobody in particular; add an alias.")
    if gone == into:
        raise SettingsError(f"{gone!r} cannot be merged into itself; name another term.")
    at = now_utc()
    id_ = open_book(open_record(folder)).name_decision(
        at, by, "merge", f"{vocabulary}:{gone}:{into}"
    )
    change = VocabularyChange(id_, at, by, why, vocabulary, "merge", gone, None, into)
    append_decision(folder, change, dry_run=dry_run)
    return change


def find_actor_words(
    words: str,
    folder: Path | None,
    *,
    country: str | None = None,
    on: date | None = None,
    said_by: str | None = None,
) -> tuple[ResolvedActor, TermShown | None]:
    """
    Return whom words mean in a country, on a day, in a party's mouth.

    Args:
        words: The words.
        folder: The record; ``None``: what is bundled.
        country: ISO code of the place; ``None``: not known.
        on: The day; ``None``: not known.
        said_by: Term of the party that speaks, or a source's name; ``None``: not known.

    Raises:
        SettingsError: If *said_by* is neither an actor nor a source.
    """
    own, _ = _load_own(folder)
    actors = load_actors(own=own)
    party = _party(said_by, actors, load_sources(own=own))
    countries = (country,) if country else ()
    context = ActorContext(on, on, countries, actors.lineage(party))
    found = resolve_words(words, actors, context)
    shown = show_term("actors", folder, found.actor_id) if found.actor_id else None
    return found, shown


def _party(
    said_by: str | None, actors: ActorVocabulary, sources: SourceVocabulary
) -> str | None:
    if said_by is None:
        return None
    if actors.current(said_by) in actors.actors:
        return said_by
    source = sources.sources.get(said_by) or sources.find_source(said_by)
    if source:
        return source.party
    match = actors.match_words(said_by)
    if match and match.actor_id:
        return match.actor_id
    raise SettingsError(_unknown("actors", said_by, actors.actors))


def find_sources(name: str, folder: Path | None) -> TermShown | None:
    """Return the source of that name or web address, or that is named in it; none: unknown."""
    own, _ = _load_own(folder)
    found = load_sources(own=own).find_source(name)
    return show_term("sources", folder, found.id) if found else None


def list_namesakes(
    vocabulary: str, folder: Path | None, term: str, names: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Return each of *names* that another term bears too, with that term."""
    own, _ = _load_own(folder)
    found = []
    for name in names:
        if vocabulary == "sources":
            source = load_sources(own=own).find_source(name)
            others = [source.id] if source else []
        else:
            match = load_actors(own=own).match_words(name)
            others = list(match.candidates) if match and match.span.text == name else []
        found += [(name, other) for other in others if other != term]
    return tuple(found)
