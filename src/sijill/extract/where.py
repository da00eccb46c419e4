"""
Where it happened: the place words that stand best for a statement, near words first.
"""

from __future__ import annotations

from sijill.extract.circumstances import gap, neighbours
from sijill.extract.pages import Page
from sijill.extract.when import find_days, is_coarse
from sijill.language.places import PlaceWords
from sijill.model import Span

_LOOK_BACK = 4
_POINT_REACH = 130
_WIDTH = {"admin1": 1.0, "admin2": 0.5, "region": 1.5, "water": 1.5, "country": 3.0}
_SITES = ("facility", "street")
_FAR_COST = 1 / 60
_NEAR_COST = 1.0
_SPEAKER_COST = 1.5
_AROUND_COST = 3.0
_AWAY_COST = 1.5
_SURE_CUE = 2.0  # of words behind "in", whatever the tagger takes them for
_FAIR_CUE = 1.0  # of words behind "of" and a sign more, where the tagger knows no place


def find_places(
    page: Page, number: int, near: Span, scope: str = "incident"
) -> tuple[PlaceWords, ...]:
    """
    Return where it happened, most specific first.

    A town of the sentence, or of those around it that speak of the same, stands before a
    country or a region. "In the town" points back to a town told before. A sum over years
    takes no place that its own sentence does not tell or point to.
    """
    best = _sentence_places(page, number, near)
    pointed = _points_back(page, number, near)
    near_it = pointed and best and best[0].relation in ("near", "here")
    certain = best and find_width(best[0]) == 0 and not near_it
    if certain or (scope == "cumulative" and not pointed):
        return best
    for other in _around(page, number, pointed=pointed):
        found = _sentence_places(page, other, near)
        if not found or (other < number and not pointed and _is_long_ago(page, number, other)):
            continue
        if pointed == "town" and find_width(found[0]) > 0:
            continue
        narrower = not best or find_width(found[0]) < find_width(best[0]) + 0.5 * bool(pointed)
        if narrower and (not best or pointed or _tells_same(page, other, best, found, scope)):
            return (*found, *(item for item in best if item.name not in found[0].within))
    return best


def _around(page: Page, number: int, *, pointed: str | None) -> list[int]:
    if pointed:
        return list(range(number - 1, max(-1, number - _LOOK_BACK - 1), -1))
    return neighbours(page, number)


def _points_back(page: Page, number: int, near: Span) -> str | None:
    """Return what the words around *near* point back to: "in the town", "in the region"."""
    signs = [sign for sign in page.sentences[number].signs if sign.kind == "there"]
    close = (sign.term for sign in signs if gap(sign.span, near) < _POINT_REACH)
    return next(close, None)


def _is_long_ago(page: Page, number: int, other: int) -> bool:
    """Say whether one sentence is dated by a month or year that the other does not name."""
    told = {day.span.text for day in find_days(page, other)}
    own = find_days(page, number)
    return bool(own) and all(is_coarse(day) and day.span.text not in told for day in own)


def _tells_same(
    page: Page,
    other: int,
    best: tuple[PlaceWords, ...],
    found: tuple[PlaceWords, ...],
    scope: str,
) -> bool:
    """Say whether another sentence tells where in this sentence's wide place it was."""
    if scope != "incident":
        return False
    inside = any(best[0].name in (item.name, *item.within) for item in found)
    words = page.sentences[other]
    return inside or (not words.harms and any(sign.kind == "act" for sign in words.signs))


def _sentence_places(page: Page, number: int, near: Span) -> tuple[PlaceWords, ...]:
    found = [
        item
        for item in page.places[number]
        if _may_be(page, number, item) and not _is_others(page, number, item, near)
    ]
    if not found:
        return ()
    around = {name for item in found for name in item.within}
    weight = {
        item.span: _weigh(page, number, item, near) - _AROUND_COST * (item.name in around)
        for item in found
    }
    best = max(found, key=lambda item: weight[item.span])
    return (best, *(item for item in found if item.name in best.within))


def _is_others(page: Page, number: int, item: PlaceWords, near: Span) -> bool:
    """Say whether the place is that of another act that the same sentence tells of."""
    words = page.sentences[number]
    if not words.span.overlap(near):
        return False
    for sign in words.signs:
        if sign.kind == "other" and near.start < sign.span.start < item.span.start:
            return True
    mine = gap(item.span, near)
    rivals = [
        harm.trigger
        for harm in words.harms
        if near.end < harm.trigger.start or harm.trigger.end < near.start
    ]
    return any(
        one.end <= item.span.start < near.start and gap(item.span, one) < mine for one in rivals
    )


def _may_be(page: Page, number: int, item: PlaceWords) -> bool:
    """Say whether the words may name where something happened."""
    if _is_home(page, item) and item.cue > 0:
        return True
    words = page.sentences[number]
    kinds = _named(page, number, item)
    typed = item.kind is not None and item.cue >= _SURE_CUE
    typed = typed or (item.kind in _SITES and item.cue >= _FAIR_CUE)
    taken = [date.span for date in page.dates[number]]
    taken += [agent.span for agent in words.agents if agent.named]
    taken += [span for span in words.people if not (typed or _heads(item, span, kinds))]
    if words.origin:
        taken.append(words.origin.span)
    if item.relation == "demonym" or any(span.overlap(item.span) for span in taken):
        return False
    if item.kind in _SITES and item.cue > 0:
        return True
    if "place" in kinds:
        return item.cue > 0 or (item.cue == 0 and item.kind != "country")
    if kinds & {"person", "nation"}:
        return item.cue >= _SURE_CUE
    return item.cue >= _FAIR_CUE if item.away else item.cue > 0


def _is_home(page: Page, item: PlaceWords) -> bool:
    """Say whether the words are the dateline's town, whatever the tagger takes them for."""
    town = (page.reading.dateline or "").partition(",")[0].strip()
    return bool(town) and item.name.casefold() == town.casefold()


def _heads(item: PlaceWords, people: Span, kinds: set[str]) -> bool:
    """Say whether people are told of by their town: "Basra policemen"."""
    return kinds == {"place"} and people.end > item.span.end


def _named(page: Page, number: int, item: PlaceWords) -> set[str]:
    return {name.kind for name in page.names[number] if name.span.overlap(item.span)}


def _weigh(page: Page, number: int, item: PlaceWords, near: Span) -> float:
    """Return how well the words stand for the place of what *near* tells."""
    weight = min(item.cue, 3.0) + ("place" in _named(page, number, item))
    weight -= find_width(item) + _FAR_COST * gap(item.span, near)
    weight -= _NEAR_COST * (item.relation == "near") + _AWAY_COST * item.away
    return weight - _SPEAKER_COST * _is_speakers(page, number, item)


def _is_speakers(page: Page, number: int, item: PlaceWords) -> bool:
    """Say whether the place tells where the speaker is: "the U.S. military in Iraq says"."""
    origin = page.sentences[number].origin
    if origin is None:
        return False
    between = page.reading.text[origin.span.end : item.span.start]
    return 0 < len(between) < 20 and between.strip() in ("in", "at", "from", "of")


def find_width(item: PlaceWords) -> float:
    """Return how wide the place is: a town, an area, a region, a country or a part of one."""
    width = _WIDTH.get(item.kind or "", 0.0)
    return width - 1.0 if item.kind == "country" and item.relation == "part" else width
