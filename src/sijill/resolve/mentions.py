"""
Everything in a reading that names a day, a place, a number, an actor or a weapon.
"""

from __future__ import annotations

from typing import Any

from sijill.language import find_language
from sijill.language.dates import flatten_ranges
from sijill.model import DateRange, Place, Reading
from sijill.model.form import to_json
from sijill.resolve.actors import ActorVocabulary
from sijill.resolve.dates import ResolvedDate, resolve_dates
from sijill.resolve.places import ResolvedPlace, as_place, resolve_places
from sijill.resolve.protocol import Gazetteer
from sijill.resolve.settings import Settings
from sijill.resolve.spotting import spot_places
from sijill.resolve.timex import timex_value


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
        has its ``timex`` type and value; ranges are given by their two ends.

    Raises:
        RefusedError: If the language is not known, or has no grammar.
    """
    language = find_language(reading.language or "und")
    text, chosen = reading.text, settings or Settings()
    dates = flatten_ranges(language.tag_dates(text))
    places = (
        spot_places(text, language.tag_places(text), gazetteer=gazetteer) if gazetteer else ()
    )
    return {
        "id": reading.id,
        "dates": [_date(item) for item in resolve_dates(dates, published=reading.published_on)],
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
        ],
    }


def _at(span: dict[str, Any] | None) -> dict[str, Any]:
    return dict(span) if span else {}


def _without_words(form: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in form.items() if key != "words"}


def _date(result: ResolvedDate) -> dict[str, Any]:
    days: DateRange = result.range
    timex = {
        "type": result.words.timex_type,
        "value": timex_value(result.words, result.known),
    }
    return {**_at(to_json(result.words.span)), **_without_words(to_json(days)), "timex": timex}


def _place(result: ResolvedPlace, settings: Settings) -> dict[str, Any]:
    span = result.words.span
    found = as_place(result, Place(words=span, name=result.words.name), settings)
    return {**_at(to_json(span)), **_without_words(to_json(found))}
