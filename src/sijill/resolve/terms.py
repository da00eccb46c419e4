"""
Rows of the vocabularies of actors and sources, bundled or a record's own, and their changes.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from sijill.errors import FormError, ModelError, SettingsError
from sijill.model import Actor, Source
from sijill.model.form import from_json, to_json
from sijill.model.vocabulary import load_terms
from sijill.resolve.states import read_day

KINDS = {"actors": "actor_kind", "sources": "source_kind"}
_TYPES: dict[str, type] = {"actors": Actor, "sources": Source}


@dataclass(frozen=True, slots=True)
class TermChange:
    """
    One change of a vocabulary.

    Attributes:
        vocabulary: ``actors`` or ``sources``.
        term: The term that is added or changed, or that goes into another.
        row: What is said of it, as in a vocabulary file.
        into: The term that it goes into; ``None``: it is added or changed.
    """

    vocabulary: str
    term: str
    row: Mapping[str, Any]
    into: str | None = None


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """
    What a record adds to the vocabularies, in the order in which it counts.

    It can be hashed and sent to another process, so that a vocabulary is made once in each.

    Attributes:
        lines: Each change as JSON.
    """

    lines: tuple[str, ...] = ()

    def list_changes(self, vocabulary: str) -> Iterator[TermChange]:
        """Yield the changes of one vocabulary."""
        for line in self.lines:
            change = TermChange(**json.loads(line))
            if change.vocabulary == vocabulary:
                yield change

    def __bool__(self) -> bool:
        return bool(self.lines)


NO_TERMS = OwnTerms()


def make_own(changes: list[TermChange]) -> OwnTerms:
    """Return *changes* in the form in which they travel."""
    return OwnTerms(tuple(json.dumps(to_json(change), sort_keys=True) for change in changes))


@cache
def _bundled(name: str) -> str:
    return files("sijill.resolve").joinpath(f"{name}.toml").read_text(encoding="utf-8")


def load_rows(name: str, path: Path | None = None) -> dict[str, Any]:
    """
    Return a vocabulary file as it stands; *path*: another file than the bundled one.

    Raises:
        SettingsError: If the file is no TOML.
    """
    if path is None:
        return tomllib.loads(_bundled(name))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as why:
        raise SettingsError(
            f"{path.name} is no TOML: {why}. Correct the line it names."
        ) from why


def read_own_file(name: str, path: Path) -> list[TermChange]:
    """
    Return what a record's own vocabulary file adds and changes.

    Args:
        name: ``actors`` or ``sources``.
        path: The file; it need not be there.

    Raises:
        SettingsError: If it cannot be read, or a row has an unknown key or a wrong value.
    """
    if not path.is_file():
        return []
    body = load_rows(name, path)
    rows = body.get(name, {})
    if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
        raise SettingsError(f"{path.name}: write each term as a table, [{name}.some_term].")
    known = load_rows(name)[name]
    for slug, row in rows.items():
        _check_row(name, slug, row, f"{path.name}, [{name}.{slug}]", new=slug not in known)
    return [TermChange(name, slug, to_json(row)) for slug, row in rows.items()]


def _check_row(name: str, slug: str, row: Mapping[str, Any], where: str, *, new: bool) -> None:
    kinds = load_terms(KINDS[name])
    if "kind" in row and row["kind"] not in kinds:
        near = difflib.get_close_matches(str(row["kind"]), kinds, n=1)
        hint = f" Did you mean {near[0]!r}?" if near else ""
        raise SettingsError(
            f"{where}: kind {row['kind']!r} is none of {', '.join(kinds)}.{hint}"
        )
    known = {item.name for item in fields(_TYPES[name])} - {"id"} | {"without"}
    for key in row:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise SettingsError(f"{where}: unknown key {key!r}.{hint}")
    if new and not {"name", "kind"} <= set(row):
        raise SettingsError(f"{where}: a new term needs a name and a kind.")
    check_row(name, slug, row, where)


def check_row(name: str, slug: str, row: Mapping[str, Any], where: str) -> None:
    """
    Say whether a row can be a term.

    Raises:
        SettingsError: If a value has not its form; the sentence begins with *where*.
    """
    try:
        given = {"name": slug, "kind": "generic", **row}
        read_actor(slug, given) if name == "actors" else read_source(slug, given)
    except (ModelError, ValueError, TypeError, AttributeError) as why:
        raise SettingsError(f"{where}: {why}") from why


def read_actor(slug: str, row: Mapping[str, Any], before: Actor | None = None) -> Actor:
    """
    Return an actor from its row in a vocabulary file.

    Args:
        slug: Its term.
        row: Its row; ``without`` lists names that it no longer has.
        before: The actor as it stood; lists are added to, other values are replaced.

    Examples:
        >>> old = read_actor("x", {"name": "X", "kind": "militia", "aliases": ["Ex", "X-men"]})
        >>> read_actor("x", {"aliases": ["The X"], "without": ["X-men"]}, old).aliases
        ('Ex', 'The X')
    """
    given = dict(row)
    for key, ends in (("since", False), ("until", True)):
        if key in given:
            given[key] = read_day(given[key], ends=ends)
    return from_json(Actor, _join_row(slug, given, before))


def read_source(slug: str, row: Mapping[str, Any], before: Source | None = None) -> Source:
    """Return a source from its row in a vocabulary file; see `read_actor`."""
    return from_json(Source, _join_row(slug, row, before))


def _join_row(slug: str, row: Mapping[str, Any], before: Any) -> dict[str, Any]:
    old = to_json(before) if before else {}
    new = {key: to_json(value) for key, value in row.items() if key != "without"}
    unwanted = row.get("without", ())
    if isinstance(unwanted, str):
        raise FormError("'without' is a list of names; write it in square brackets.")
    form = {key: _join(old.get(key), value) for key, value in new.items()}
    whole = {**old, **form, "id": slug}
    return {key: _without(value, unwanted) for key, value in whole.items()}


def _join(old: Any, new: Any) -> Any:
    if isinstance(old, list) and isinstance(new, list):
        return list(dict.fromkeys((*old, *new)))
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _join(old.get(key), value) for key, value in new.items()}}
    return new


def _without(value: Any, unwanted: Any) -> Any:
    if isinstance(value, list) and unwanted:
        return [item for item in value if item not in unwanted]
    if isinstance(value, dict) and unwanted:
        return {key: _without(item, unwanted) for key, item in value.items()}
    return value
