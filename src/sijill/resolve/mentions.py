"""
Everything in a reading that names a day, a place, a number, an actor or a weapon.
"""

from __future__ import annotations

from typing import Any

from sijill.language import Language, find_language
from sijill.language.dates import flatten_ranges
from sijill.language.places import PlaceWords
from sijill.model import DateRange, Place, Reading
from sijill.model.form import to_json
from sijill.resolve.actors import ActorVocabulary
from sijill.resolve.dates import ResolvedDate, is_story, resolve_dates
from sijill.resolve.namesakes import Scored
from sijill.resolve.places import ResolvedPlace, as_place, resolve_places
from sijill.resolve.protocol import Gazetteer
from sijill.resolve.settings import Settings
from sijill.resolve.spotting import spot_places
from sijill.resolve.timex import timex_value

_MOST_RIVALS = 3


def resolve_mentions(
    reading: Reading,
    *,
    gazetteer: Gazetteer | None,
    actors: ActorVocabulary | None,
    settings: Settings | None = None,
) -> dict[str, Any]:
    """
    Return the mentions of *reading*: ``id``, ``dates``, ``places``, ``numbers``, ``actors``.

    Args:
        reading: The reading; its language must be known.
        gazetteer: Where places are looked up; ``None``: no places are sought.
        actors: The vocabulary of actors; ``None``: none are sought.
        settings: Settings of `resolve`.

    Returns:
        Lists in reading order; each mention with ``start``, ``end`` and ``text``. A date
        has its ``timex`` type and value and its days in EDTF; ranges are given by their two
        ends.

    Raises:
        RefusedError: If the language is not known, or has no grammar.
    """
    language = find_language(reading.language or "und")
    text, chosen = reading.text, settings or Settings()
    dates = flatten_ranges(language.tag_dates(text))
    story = is_story(dates, reading.published_on)
    places = (
        spot_places(text, _tag_named(language, text), gazetteer=gazetteer) if gazetteer else ()
    )
    return {
        "id": reading.id,
        "dates": [
            _date(item, "publication" if reading.published_on else "text")
            for item in resolve_dates(dates, published=reading.published_on)
            if story or item.words.kind != "reference" or not item.words.vague
        ],
        "places": [
            _place(item, chosen)
            for item in (
                resolve_places(places, gazetteer=gazetteer, settings=chosen)
                if gazetteer
                else ()
            )
        ],
        "numbers": [
            _without_words(to_json(count)) | _at(to_json(count.words))
            for count in language.tag_numbers(text)
        ],
        "actors": [
            {**_at(to_json(match.span)), "actor_id": match.actor_id}
            for match in (actors.stream_actors(text) if actors else ())
            if match.candidates or match.hostile or " " in match.key
        ],
    }


def _tag_named(language: Language, text: str) -> tuple[PlaceWords, ...]:
    """Return the words that name a place; "this city" names none."""
    return tuple(item for item in language.tag_places(text) if item.relation != "here")


def _at(span: dict[str, Any] | None) -> dict[str, Any]:
    return dict(span) if span else {}


def _without_words(form: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in form.items() if key != "words"}


def _date(result: ResolvedDate, anchor: str) -> dict[str, Any]:
    days: DateRange = result.range
    timex = {
        "type": result.words.timex_type,
        "value": timex_value(result.words, result.known),
    }
    found = {**_at(to_json(result.words.span)), **_without_words(to_json(days))}
    return {**found, "edtf": days.edtf, "timex": timex, "why": _why_date(result, anchor)}


def _place(result: ResolvedPlace, settings: Settings) -> dict[str, Any]:
    span = result.words.span
    found = as_place(result, Place(words=span, name=result.words.name), settings)
    shown = {**_at(to_json(span)), **_without_words(to_json(found)), "why": _why_place(result)}
    return shown | {"not_taken": [_passed_over(item, result) for item in _rivals(result)]}


def _rivals(result: ResolvedPlace) -> tuple[Scored, ...]:
    """Return the best candidates that were not taken."""
    others = [item for item in result.scored if item.entry != result.entry]
    return tuple(others[:_MOST_RIVALS])


def _passed_over(item: Scored, result: ResolvedPlace) -> dict[str, Any]:
    """Say which candidate was not taken, and by how many points it lay behind."""
    entry, best = item.entry, result.scored[0]
    return {
        "gazetteer_id": entry.ref, "name": entry.name, "kind": entry.kind,
        "admin1": entry.admin1, "country": entry.country,
        "points": round(item.points, 1), "behind": round(best.points - item.points, 1),
    }  # fmt: skip


def _why_date(result: ResolvedDate, anchor: str) -> str:
    """Say by which rule the words were read, and from which day they count."""
    words = result.words
    counted = anchor if words.anchor == "publication" else words.anchor
    rule = f"{words.kind} expression"
    if words.kind in ("weekday", "relative", "part"):
        rule += f", counted from the {counted} day"
    return f"{rule}; not anchored: {result.reason}" if result.reason else rule


def _why_place(result: ResolvedPlace) -> str:
    """Say what speaks for the words as a place, and for the place that was taken."""
    words = result.words
    said = f"{words.relation}, cue {words.cue:+.1f}"
    if result.stand_in and result.entry:
        return f"{said}; not known itself, so {result.entry.name}, which it is told by"
    if not result.scored or result.entry is None:
        return f"{said}; no place taken: {result.reason or 'not_found'}"
    best = result.scored[0]
    why = ", ".join(f"{reason} {points:+.1f}" for reason, points in best.reasons)
    return f"{said}; {best.points:.1f} points of {len(result.scored)} candidates: {why}"
