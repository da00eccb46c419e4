"""
Mappings read from TOML and checked: every mistake is told in a sentence, all at once.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sijill.errors import FormError, SettingsError
from sijill.model.actor import ROLES
from sijill.model.claim import HARM_KINDS, SCOPES, STATUSES
from sijill.model.form import from_json
from sijill.model.mapping.forms import NO_ACT, ORDERS, ROWS, RowMapping
from sijill.model.vocabulary import load_terms

_NAME = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_ZEROS = ("none", "unknown")


def list_mappings() -> tuple[str, ...]:
    """
    Return the names of the bundled mappings.

    Examples:
        >>> list_mappings()
        ('acled', 'gtd', 'ucdp_ged')
    """
    names = (item.name for item in files(__package__).iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml")))


@cache
def load_mapping(name: str) -> RowMapping:
    """
    Return a bundled mapping.

    Raises:
        SettingsError: If there is none of that name.
    """
    return read_mapping(mapping_text(name), name)


def mapping_text(name: str) -> str:
    """
    Return a bundled mapping as it is written.

    Raises:
        SettingsError: If there is none of that name.
    """
    known = list_mappings()
    if name not in known:
        raise SettingsError(
            f"there is no mapping {name!r}; bundled: {', '.join(known)}. Name one of them, or "
            "a file MAPPING.toml (`sijill datasets guess FILE` writes a first one)."
        )
    return files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")


def read_mapping(text: str, where: str) -> RowMapping:
    r"""
    Return the mapping that TOML says.

    Args:
        text: The TOML; with ``like`` it begins from a bundled mapping and changes it.
        where: Name of the file, for sentences.

    Raises:
        SettingsError: If it is no TOML, has not the form, or uses unknown terms; all that is
            wrong is told at once.

    Examples:
        >>> read_mapping('name = "ours"\ntitle = "Our list"\nlike = "acled"', "m.toml").title
        'Our list'
    """
    try:
        body = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise SettingsError(f"{where} is no TOML: {why}. Correct the line it names.") from why
    like = body.get("like")
    if isinstance(like, str):
        body = _laid_over(tomllib.loads(mapping_text(like)), body)
    try:
        mapping = from_json(RowMapping, body)
    except FormError as why:
        said = str(why).replace("RowMapping.", "").replace("RowMapping", "the mapping")
        raise SettingsError(f"{where}: {said}") from why
    wrong = list(_list_wrong(mapping))
    if wrong:
        raise SettingsError(f"{where}: {' '.join(wrong)}")
    return mapping


def _laid_over(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return *under* changed by *over*: tables key by key, everything else as a whole."""
    both = dict(under)
    for key, value in over.items():
        old = both.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            both[key] = _laid_over(old, value)
        else:
            both[key] = value
    return both


def _list_wrong(mapping: RowMapping) -> Iterator[str]:
    if not _NAME.fullmatch(mapping.name):
        yield f"name is one word in letters, digits, - and _; got {mapping.name!r}."
    if not mapping.title.strip():
        yield "title is empty; say who reports, as readers know the dataset."
    yield from _one_of("rows", [mapping.rows], ROWS)
    when, where = mapping.when, mapping.where
    if not when.date and not when.year:
        yield "[when] names no date; say which column has the day, or the year."
    if bool(where.latitude) != bool(where.longitude):
        yield "[where] names one coordinate; a point has latitude and longitude, or neither."
    if not mapping.violence.columns and not mapping.violence.otherwise:
        yield "[violence] names no column; without one, say the act in otherwise."
    if not mapping.harms and not mapping.objects.columns and not mapping.taxonomies:
        yield "it counts nobody; say in [[harms]] which column counts whom."
    yield from _one_of("when.order", filter(None, [when.order]), ORDERS)
    yield from _one_of("when.precisions", when.precisions.values(), _terms("when_precision"))
    near = [*where.precisions.values(), where.otherwise]
    yield from _one_of("where", (item.term for item in near), _terms("where_precision"))
    if any(item.km <= 0 for item in near):
        yield "where: km is above 0, since no point is known to the metre."
    yield from _list_wrong_terms(mapping)
    for name, taxonomy in mapping.taxonomies.items():
        if len({len(terms) for terms in taxonomy.levels.values()}) != 1:
            yield f"taxonomies.{name}: every value has as many levels as the others."


def _list_wrong_terms(mapping: RowMapping) -> Iterator[str]:
    parts = (
        ("violence", mapping.violence, (*_terms("violence"), NO_ACT)),
        ("scope", mapping.scope, SCOPES),
        ("means", mapping.means, _terms("means")),
        ("objects", mapping.objects, _terms("object")),
    )
    for name, part, known in parts:
        yield from _one_of(name, filter(None, (*part.terms.values(), part.otherwise)), known)
    yield from _one_of("actors: role", (item.role for item in mapping.actors), ROLES)
    for harm in mapping.harms:
        yield from _one_of("harms: kind", [harm.kind], HARM_KINDS)
        yield from _one_of("harms: status", [harm.status], STATUSES)
        yield from _one_of("harms: zero", [harm.zero], _ZEROS)
        yield from _one_of("harms: groups", (g.term for g in harm.groups), _terms("group"))


def _terms(vocabulary: str) -> tuple[str, ...]:
    return tuple(load_terms(vocabulary))


def _one_of(what: str, given: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each of *given* that is not *known*, the nearest named."""
    allowed = tuple(known)
    for term in dict.fromkeys(given):
        if term not in allowed:
            near = difflib.get_close_matches(term, allowed, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(allowed)}."
            yield f"{what}: {term!r} is no term. {hint}"
