"""
A corrected value as a person writes it: a day, the name of a place, the term of an actor.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import replace

from sijill.errors import SettingsError
from sijill.flow.extracting import load_tools
from sijill.flow.owning import Own
from sijill.flow.typed_days import read_typed_day
from sijill.language.places import PlaceWords
from sijill.model import Claim, Place, Span
from sijill.model.form import to_json
from sijill.resolve import Entry
from sijill.resolve.actors import ActorVocabulary
from sijill.resolve.places import ResolvedPlace, as_place
from sijill.resolve.settings import Settings

_SHOWN = 8
_NOBODY = "—"


def fill_value(claim: Claim, field: str, value: object, own: Own) -> object:
    """
    Return *value* in the field's JSON form, where it is a place or an actor written as text.

    ``when`` takes a day such as ``2023-10-05`` or ``12 Ramadan 1445``. ``where.0`` takes the
    name of a place that the gazetteer knows, with its id where several
    bear it (``Tripoli, geonames:2210247``), or the id of a place of the name that stands
    there; ``actors.0`` takes a term. ``where`` and ``actors`` take one where none was read.

    Raises:
        SettingsError: If no place, or more than one, is called so, the term is not there, or
            it names no day.
    """
    head, _, rest = field.partition(".")
    if head == "actors" and rest.endswith("actor_id") and isinstance(value, str):
        return _find_term(value, load_tools(own)[1])
    if not isinstance(value, str) or (rest and not rest.isdecimal()):
        return value
    if field == "when":
        words = claim.when.words if claim.when else None
        return to_json(replace(read_typed_day(value), words=words))
    if head == "actors":
        term = _find_term(value, load_tools(own)[1])
        part = {"actor_id": term, "learned_from": None}
        return part if rest else [{**part, "words": None, "role": "perpetrator"}]
    if head == "where":
        old = claim.where[int(rest)] if rest and int(rest) < len(claim.where) else Place()
        place = to_json(_find_place(old, value, own))
        return {key: item for key, item in place.items() if key != "words"} if rest else [place]
    return value


def _find_term(term: str, actors: ActorVocabulary) -> str:
    if actors.current(term) in actors.actors:
        return actors.current(term)
    match = actors.match_words(term)
    near = difflib.get_close_matches(term, actors.actors, n=1)
    better = (match.actor_id if match else None) or next(iter(near), None)
    hint = f" Did you mean {better!r}?" if better else ""
    raise SettingsError(
        f"there is no actor {term!r}.{hint} Find the term with `sijill actors find`, or add it "
        "with `sijill actors add`.",
        phrase="no_actor",
        name=term[:80],
        near=better or _NOBODY,
    )


def name_place(value: str, own: Own, *around: Collection[str]) -> str | None:
    """
    Return the id of the one place that a name means; ``None``: none is known, or several.

    Of several it is the one that stands in the text: a reader of "Ariha" in a report from
    Idlib means no town of that name elsewhere.

    Args:
        value: The name of a place, with its id behind it where somebody gives one.
        own: The record's own places.
        around: Ids of places in the text, those that the name most likely stands for first.

    Examples:
        >>> from sijill.flow.owning import NOTHING
        >>> name_place("سرمين", NOTHING) == name_place("Sarmeen", NOTHING)
        True
        >>> name_place("أريحا", NOTHING), name_place("أريحا", NOTHING, ["geonames:172994"])
        (None, 'geonames:172994')
    """
    name, ref = _part(value)
    found = load_tools(own)[0].find_places(name)
    known = {one.ref for one in found}
    if ref:
        return ref if ref in known else None
    for ids in around:
        if len(meant := known.intersection(ids)) == 1:
            return meant.pop()
    best = {one.ref for one in _best(found)}
    return best.pop() if len(best) == 1 else None


def _part(value: str) -> tuple[str, str]:
    """Return the name and the id in what somebody wrote for a place."""
    name, _, ref = value.rpartition(", ") if ":" in value else (value, "", "")
    return name, ref


def _find_place(old: Place, value: str, own: Own) -> Place:
    name, ref = _part(value)
    written = old.words.text if old.words else old.name
    name = name or (ref and written) or value
    found = load_tools(own)[0].find_places(name)
    chosen = [one for one in found if one.ref == ref] if ref else _best(found)
    if len(chosen) == 1:
        words = PlaceWords(old.words or Span(0, len(name), name), name)
        made = as_place(ResolvedPlace(words, chosen[0]), replace(old), Settings())
        return replace(made, learned_from=None)
    if not found:
        raise SettingsError(
            f"no gazetteer at hand knows a place {name!r}; give its form as JSON, with "
            "latitude, longitude, uncertainty_km and precision, or add it with "
            "`sijill gazetteer add`.",
            phrase="no_place",
            name=name[:80],
        )
    listed = "; ".join(map(_word_entry, found[:_SHOWN]))
    raise SettingsError(
        f"{len(found)} places are called {name!r}: {listed}. Give one with its id, such as "
        f"'{name}, {found[0].ref}'.",
        phrase="several_places",
        name=name[:80],
        listed=listed,
        first=f"{name}, {found[0].ref}",
    )


def _best(found: tuple[Entry, ...]) -> list[Entry]:
    """Return the places that bear the very name, where there are any."""
    best = min((one.grade for one in found), default=0)
    return [one for one in found if one.grade == best]


def _word_entry(entry: Entry) -> str:
    where = ", ".join(filter(None, (entry.name, entry.admin1, entry.country)))
    return f"{where} ({entry.kind}, {entry.ref})"
