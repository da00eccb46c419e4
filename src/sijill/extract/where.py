"""
Where it happened: the place words that stand best for a statement, near words first.
"""

from __future__ import annotations

from sijill.extract.circumstances import gap, neighbours
from sijill.extract.pages import Page
from sijill.language.places import PlaceWords
from sijill.model import Span

_WIDTH = {"admin1": 1, "admin2": 1, "region": 2, "water": 2, "country": 3}
_WIDTH_COST = 1.0
_FAR_COST = 1 / 60
_NEAR_COST = 1.0
_SPEAKER_COST = 3.0
_AROUND_COST = 3.0
_SURE_CUE = 2.0  # of words behind "in", whatever the tagger takes them for


def find_places(
    page: Page, number: int, near: Span, scope: str = "incident"
) -> tuple[PlaceWords, ...]:
    """
    Return where it happened, most specific first.

    A town of the sentence, or of those around it that speak of the same, stands before a
    country or a region. A sum over several acts takes no town from a sentence behind it.
    """
    best = _sentence_places(page, number, near)
    if best and find_width(best[0]) == 0:
        return best
    for other in neighbours(page, number):
        if other > number and scope != "incident":
            continue
        found = _sentence_places(page, other, near)
        if found and (not best or find_width(found[0]) < find_width(best[0])):
            return (*found, *(item for item in best if item.name not in found[0].within))
    return best


def _sentence_places(page: Page, number: int, near: Span) -> tuple[PlaceWords, ...]:
    found = [item for item in page.places[number] if _may_be(page, number, item)]
    if not found:
        return ()
    around = {name for item in found for name in item.within}
    weight = {
        item.span: _weigh(page, number, item, near) - _AROUND_COST * (item.name in around)
        for item in found
    }
    best = max(found, key=lambda item: weight[item.span])
    return (best, *(item for item in found if item.name in best.within))


def _may_be(page: Page, number: int, item: PlaceWords) -> bool:
    """Say whether the words may name where something happened."""
    words = page.sentences[number]
    taken = [*words.people, *(date.span for date in page.dates[number])]
    if words.origin:
        taken.append(words.origin.span)
    if item.relation == "demonym" or any(span.overlap(item.span) for span in taken):
        return False
    kinds = _named(page, number, item)
    if "place" in kinds:
        return item.cue >= 0
    return item.cue >= _SURE_CUE if kinds & {"person", "nation"} else item.cue > 0


def _named(page: Page, number: int, item: PlaceWords) -> set[str]:
    return {name.kind for name in page.names[number] if name.span.overlap(item.span)}


def _weigh(page: Page, number: int, item: PlaceWords, near: Span) -> float:
    """Return how well the words stand for the place of what *near* tells."""
    weight = min(item.cue, 3.0) + ("place" in _named(page, number, item))
    weight -= _WIDTH_COST * find_width(item) + _FAR_COST * gap(item.span, near)
    weight -= _NEAR_COST * (item.relation == "near")
    return weight - _SPEAKER_COST * _is_speakers(page, number, item)


def _is_speakers(page: Page, number: int, item: PlaceWords) -> bool:
    """Say whether the place tells where the speaker is: "the U.S. military in Iraq says"."""
    origin = page.sentences[number].origin
    if origin is None:
        return False
    between = page.reading.text[origin.span.end : item.span.start]
    return 0 < len(between) < 20 and between.strip() in ("in", "at", "from", "of")


def find_width(item: PlaceWords) -> int:
    """Return how wide the place is: a town, an area, a region, a country."""
    return _WIDTH.get(item.kind or "", 0)
