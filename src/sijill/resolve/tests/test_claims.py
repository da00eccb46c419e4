"""
A claim's words are resolved, and what stays unknown has its reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sijill.model import Claim, DateRange, Involvement, Place, Reading, Reported, Span
from sijill.resolve import (
    ActorVocabulary,
    BundledGazetteer,
    Settings,
    resolve_claim,
    resolve_mentions,
)

TEXT = (
    "Shells fell near Sarmin, in Idlib province, on Thursday. The regime forces denied it. "
    "Nothing stirred in Qwxyzzyville."
)


def span(words: str) -> Span:
    """Return the span of *words* in the text."""
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def make_claim(**changes: object) -> Claim:
    """Return a claim over the text with *changes*."""
    claim = Claim(
        "c-1", "d1", "test.v1", (Span.of(TEXT, 0, 56),), "shelling",
        reported=Reported(on=date(2023, 10, 6), language="en"),
    )  # fmt: skip
    return replace(claim, **changes)  # type: ignore[arg-type]


def test_no_date_said_is_no_date(gazetteer: BundledGazetteer, actors: ActorVocabulary) -> None:
    """The day of publication is never taken as the day of what happened."""
    claim = resolve_claim(make_claim(), gazetteer=gazetteer, actors=actors, settings=Settings())

    assert claim.when is None
    assert claim.absent["when"] == "not_stated"


def test_a_relative_date_without_publication_stays_open(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """The words are kept, the days are null, and the claim says why."""
    claim = make_claim(when=DateRange(span("Thursday")), reported=Reported(language="en"))
    claim = resolve_claim(claim, gazetteer=gazetteer, actors=actors, settings=Settings())

    assert claim.when == DateRange(span("Thursday"))
    assert claim.absent["when"] == "not_anchored"
    assert "publication_date_unknown" in claim.caveats


def test_near_a_town_is_wider_than_the_town(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """The words before the name in the evidence widen the place."""
    claim = make_claim(where=(Place(span("Sarmin"), "Sarmin"),))
    place = resolve_claim(claim, gazetteer=gazetteer, actors=actors, settings=Settings()).where[
        0
    ]

    assert (place.gazetteer_id, place.precision) == ("geonames:164782", "near")
    assert place.uncertainty_km and place.uncertainty_km > 10


def test_an_unknown_place_has_a_reason(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """A name that no gazetteer knows gets no coordinates."""
    claim = make_claim(where=(Place(span("Qwxyzzyville"), "Qwxyzzyville"),))
    claim = resolve_claim(claim, gazetteer=gazetteer, actors=actors, settings=Settings())

    assert not claim.where[0].is_resolved
    assert claim.absent["where"] == "not_found"


HOME = "Gunmen killed a teacher in El Poblado neighborhood of Medellin. A bomb hit this city."


def resolve_home(
    words: str, dateline: str | None, gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> Claim:
    """Return a claim at *words* of a report from *dateline*, resolved."""
    start = HOME.index(words)
    report = Reported(on=date(2023, 10, 6), language="en", dateline=dateline)
    claim = make_claim(
        evidence=(Span(0, len(HOME), HOME),),
        where=(Place(Span.of(HOME, start, start + len(words)), words),),
        reported=report,
    )
    return resolve_claim(claim, gazetteer=gazetteer, actors=actors, settings=Settings())


def test_a_quarter_is_not_pinned_in_another_country(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """Places of that name abroad are known; none is taken, and the claim says why."""
    claim = resolve_home("El Poblado neighborhood", "Medellin", gazetteer, actors)

    assert not claim.where[0].is_resolved
    assert claim.absent["where"] == "elsewhere"


def test_this_city_is_where_the_report_was_written(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """Without a dateline nobody knows which city is meant."""
    told = resolve_home("this city", "Medellin", gazetteer, actors)
    untold = resolve_home("this city", None, gazetteer, actors)

    assert (told.where[0].name, told.where[0].country) == ("Medellín", "CO")
    assert untold.absent["where"] == "not_anchored"


def test_what_an_unknown_camp_is_near_stands_in_for_it(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """The camp has no point; the town that it is told by has, widened and not exact."""
    text = "Shells hit the Qwxyzzy camp near El Fasher."
    claim = make_claim(
        evidence=(Span(0, len(text), text),),
        where=(Place(Span.of(text, 15, 22), "Qwxyzzy"),),
        reported=Reported(on=date(2025, 6, 4), language="en", dateline="Khartoum"),
    )
    claim = resolve_claim(claim, gazetteer=gazetteer, actors=actors, settings=Settings())
    (place,) = claim.where

    assert (place.country, place.precision) == ("SD", "near")
    assert place.uncertainty_km and place.uncertainty_km > 10


def test_the_area_stands_in_before_the_country(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """Of all that the words put a village in, the narrowest is taken."""
    text = "Myanmar jets bombed the village of Qwxyzzy in Sagaing Region."
    start = text.index("Qwxyzzy")
    claim = make_claim(
        evidence=(Span(0, len(text), text),),
        where=(Place(Span.of(text, start, start + 7), "Qwxyzzy"),),
    )
    claim = resolve_claim(claim, gazetteer=gazetteer, actors=actors, settings=Settings())

    assert claim.where[0].precision == "admin1"


def test_partisan_words_of_nobody_known_mean_nobody(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """A party's word for its enemy stays open where nobody knows whose word it is."""
    claim = make_claim(actors=(Involvement(span("regime forces"), "perpetrator"),))
    claim = resolve_claim(claim, gazetteer=gazetteer, actors=actors, settings=Settings())

    assert claim.actors[0].actor_id is None
    assert claim.absent["actors.0"] == "party_not_known"


def test_resolving_twice_changes_nothing(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """Only words are read, so a resolved claim resolves to itself, and keeps its id."""
    claim = make_claim(
        when=DateRange(span("Thursday")), where=(Place(span("Idlib province"), "Idlib"),)
    )
    once = resolve_claim(claim, gazetteer=gazetteer, actors=actors, settings=Settings())
    twice = resolve_claim(once, gazetteer=gazetteer, actors=actors, settings=Settings())

    assert once == twice
    assert once.id == claim.id


def test_mentions_point_into_the_text(
    gazetteer: BundledGazetteer, actors: ActorVocabulary
) -> None:
    """Every mention's words are the words that stand at its place."""
    reading = Reading("d1", TEXT, language="en", published_on=date(2023, 10, 6))
    found = resolve_mentions(reading, gazetteer=gazetteer, actors=actors)
    mentions = [item for kind in ("dates", "places", "actors") for item in found[kind]]

    assert {"Sarmin", "Thursday", "regime forces"} <= {item["text"] for item in mentions}
    assert all(TEXT[item["start"] : item["end"]] == item["text"] for item in mentions)
