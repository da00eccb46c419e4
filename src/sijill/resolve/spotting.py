"""
Which capitalised words of a text are places: words, cues and gazetteer weighed together.

`language` proposes; here a proposal stands if a gazetteer knows it (or the longest part of
it) and if cues, size and repetition in the text outweigh what speaks for a person's name
or an ordinary word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sijill.language.places import PlaceWords
from sijill.model import Span
from sijill.resolve.folding import fold_name
from sijill.resolve.protocol import Entry, Gazetteer

# Points that a proposal needs; tuned on development halves, see docs/decisions/0032.
_NEEDED = 1.5
_KNOWN_AREA = {"country": 5.0, "admin1": 3.0, "region": 3.0}
_SIZES = ((500_000, 3.0), (100_000, 2.0), (15_000, 1.0), (2_000, 0.4))
_PART_PENALTY = 1.5
_SURE_CUE = 2.0  # "in X, Y": a place that no gazetteer knows, with what it lies in


def spot_places(
    text: str, proposed: Sequence[PlaceWords], *, gazetteer: Gazetteer
) -> tuple[PlaceWords, ...]:
    """
    Return the proposals that are places, narrowed to the words that a gazetteer knows.

    A name that stands once among clear cues ("in Sarmin") is believed where it stands again
    without them.
    """
    narrowed = [item for words in proposed for item in _narrow(text, words, gazetteer)]
    lower = _lower_words(text)
    believed: Counter[str] = Counter()
    points: list[float] = []
    for words, entries in narrowed:
        found = _points(words, entries, lower)
        points.append(found)
        if found >= _NEEDED and words.relation != "demonym":
            believed[fold_name(words.name)] += 1
    return tuple(
        words
        for (words, _), found in zip(narrowed, points, strict=True)
        if found >= _NEEDED or (found > -1.5 and believed[fold_name(words.name)])
    )


def _lower_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?<![\w’'-])[a-z]{3,}", text))


def _narrow(
    text: str, words: PlaceWords, gazetteer: Gazetteer
) -> list[tuple[PlaceWords, tuple[Entry, ...]]]:
    if words.relation == "demonym":
        return [(words, ())]
    entries = () if _is_body(words) else _ask(words, gazetteer)
    if entries:
        return [(words, entries)]
    if words.kind in ("admin1", "admin2", "place") and words.cue >= 2:
        return [(words, ())]
    parts = _parts(text, words, gazetteer)
    if not parts and words.cue >= _SURE_CUE and _has_area(words, gazetteer):
        return [(words, ())]
    return parts


def _is_body(words: PlaceWords) -> bool:
    """Say whether a run of capitals goes on behind the place with what serves it."""
    return words.relation == "body" and words.span.text != words.name


def _ask(words: PlaceWords, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    return gazetteer.find_places(words.name) or gazetteer.find_places(words.span.text)


def _has_area(words: PlaceWords, gazetteer: Gazetteer) -> bool:
    """Say whether an area that the gazetteer knows is told around the place."""
    outer = (entry for name in words.within[:1] for entry in gazetteer.find_places(name))
    return any(entry.kind in _KNOWN_AREA and entry.grade < 2 for entry in outer)


def _parts(
    text: str, words: PlaceWords, gazetteer: Gazetteer
) -> list[tuple[PlaceWords, tuple[Entry, ...]]]:
    """Look for the longest known parts of a run that is not known as a whole."""
    tokens = list(re.finditer(r"[^\s]+", words.span.text))
    found: list[tuple[PlaceWords, tuple[Entry, ...]]] = []
    at = 0
    while at < len(tokens) and len(tokens) > 1:
        part = _longest_part(words, tokens, at, gazetteer)
        if part is None:
            at += 1
            continue
        size, start, end, entries = part
        span = Span.of(text, words.span.start + start, words.span.start + end)
        cue = words.cue - _PART_PENALTY * (at > 0 or words.cue < 0 or size == 1)
        within = words.within if at + size == len(tokens) else ()
        found.append(
            (PlaceWords(span, span.text, words.kind, words.relation, within, cue=cue), entries)
        )
        at += size
    return found


def _longest_part(
    words: PlaceWords, tokens: list[re.Match[str]], at: int, gazetteer: Gazetteer
) -> tuple[int, int, int, tuple[Entry, ...]] | None:
    for size in range(min(4, len(tokens) - at), 0, -1):
        start, end = tokens[at].start(), tokens[at + size - 1].end()
        name = re.sub(r"[’']s?$", "", words.span.text[start:end])
        if name[:1].islower() or len(name) < 3 or name.casefold() in words.common:
            continue
        entries = tuple(entry for entry in gazetteer.find_places(name) if entry.grade < 2)
        if entries and (size > 1 or _is_major(entries)):
            return size, start, start + len(name), entries
    return None


def _is_major(entries: tuple[Entry, ...]) -> bool:
    return any(
        entry.kind in ("country", "admin1", "region") or entry.population >= 100_000
        for entry in entries
    )


def _points(words: PlaceWords, entries: tuple[Entry, ...], lower: frozenset[str]) -> float:
    points = words.cue
    if words.relation == "demonym":
        return points
    points += max((_evidence(entry) for entry in entries), default=0.0)
    folded = words.name.casefold()
    if words.span.text.count(" ") == 0 and folded in lower:
        points -= 3.0
    if words.opens and words.cue < 1:
        points -= 1.0
    if len(words.name) < 3 and "." not in words.span.text and not words.span.text.isupper():
        points -= 3.0
    return points


def _evidence(entry: Entry) -> float:
    worth = _KNOWN_AREA.get(entry.kind, 0.0)
    if entry.kind == "place":
        worth = next((points for limit, points in _SIZES if entry.population >= limit), 0.0)
    whole = 0.3 if " " in entry.name.strip() else 1.0  # two words are seldom alike by chance
    return worth - (0.0, 0.3, whole)[entry.grade]


def as_words(name: str, span: Span, *, cue: float = 0.0) -> PlaceWords:
    """Return a name whose language has no place words, as a proposal of its own."""
    return replace(PlaceWords(span, name), cue=cue)
