"""
The words of a claim's places and of its dateline, as the grammar of its language reads them.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.errors import RefusedError
from sijill.language import find_language
from sijill.language.places import PlaceWords
from sijill.model import Claim, Place, Span


def find_around(claim: Claim, words: Span) -> Span:
    """Return the evidence that *words* stand in, for the words before and after them."""
    holding = [span for span in claim.evidence if span.holds(words)]
    return min(holding, key=lambda span: len(span.text), default=words)


def read_dateline_place(language: str | None, line: str) -> PlaceWords:
    """Read a dateline as a town and what it lies in: "BENI, DR Congo", "SALEM, Ore."."""
    name, *within = (part.strip() for part in line.split(","))
    named = tag_words(language, ", ".join((name.title(), *within)))
    areas = [item.name for item in named if item.kind == "admin1"]
    return PlaceWords(
        Span(0, len(line), line), name, within=tuple(areas or filter(None, within))
    )


def read_place(claim: Claim, place: Place) -> PlaceWords:
    """Read the words of a place by its language's grammar; the first name leads."""
    span = place.words or Span(0, len(place.name or "?"), place.name or "?")
    if place.country and not place.is_resolved:
        return PlaceWords(span, span.text, relation="demonym", country=place.country)
    language = claim.reported.language
    named = tag_words(language, span.text)
    around = find_around(claim, span) if place.words else span
    shift = around.start
    wider = [
        item
        for item in tag_words(language, around.text)
        if shift + item.span.start < span.end and span.start < shift + item.span.end
    ]
    if not named:
        here = any(item.relation == "here" for item in wider)
        return PlaceWords(span, place.name or span.text, relation="here" if here else "at")
    told = wider[0] if wider else named[0]
    relation = told.relation
    kind = named[0].kind or (wider[0].kind if wider else None)
    outer = wider[-1].within if wider else ()
    within = (*named[0].within, *(item.name for item in named[1:]), *outer)
    return replace(
        named[0], span=span, kind=kind, within=tuple(dict.fromkeys(within)),
        relation="at" if relation == "demonym" else relation, km=told.km, side=told.side,
        beside=told.beside,
    )  # fmt: skip


def tag_words(language: str | None, text: str) -> list[PlaceWords]:
    """Return the words of *text* that may name places, no people's among them."""
    try:
        text = text.replace("\n", " ")  # a name goes on behind the end of a line
        found = find_language(language or "und").tag_places(text)
    except RefusedError:
        return []
    return [item for item in found if item.relation != "demonym"]
