"""
English words that may name a place: capitalised runs, with what stands around them.

No gazetteer is asked here. In a text of capitals alone the capital says nothing, and only
words after a place's preposition, beside a type word or after a comma are candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.language.en.capitals import find_place_spans
from sijill.language.en.entities import tag_entities
from sijill.language.en.place_cues import find_demonym, is_away, load_place_words, weigh_cue
from sijill.language.en.place_links import link_places
from sijill.language.en.place_patterns import load_patterns
from sijill.language.en.place_runs import read_run, read_short, read_type, split_run
from sijill.language.en.sentences import segment_sentences
from sijill.language.places import PlaceWords
from sijill.model.span import Span

_CAPS_SHARE = 0.75


def tag_places(text: str) -> tuple[PlaceWords, ...]:
    """
    Return the words of *text* that may name places, in reading order.

    Examples:
        >>> [found.name for found in tag_places("It hit the village of Sarmin in Idlib.")]
        ['Sarmin', 'Idlib']
        >>> tag_places("Syrian jets struck again.")[0].country
        'SY'
        >>> [found.within for found in tag_places("They hit Homs's Waer district.")]
        [(), ('Homs',)]
    """
    letters = [letter for letter in text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) > 20 and capitals > _CAPS_SHARE * len(letters):
        found = _tag_capitals(text)
    else:
        found = _tag_runs(text)
    found += _tag_here(text)
    return link_places(text, sorted(found, key=lambda item: item.span.start))


def _tag_here(text: str) -> Iterator[PlaceWords]:
    """Find what points to where the report was written: "in this city"."""
    for match in load_patterns()["here"].finditer(text):
        words = Span.of(text, *match.span("here"))
        yield PlaceWords(words, words.text, relation="here", cue=2.0 if match["cue"] else 1.0)


def _tag_runs(text: str) -> list[PlaceWords]:
    patterns = load_patterns()
    found: list[PlaceWords] = []
    taken: list[tuple[int, int]] = []
    for match in patterns["short"].finditer(text):
        if match.start() and (
            text[match.start() - 1].isalnum() or text[match.start() - 1] == "."
        ):
            continue
        if match.group() in load_place_words()["postal"] and not _is_postal(text, match):
            continue
        found.append(read_short(text, match))
        taken.append(match.span())
    for match in patterns["run"].finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            for start, end in split_run(text, *match.span()):
                found += read_run(text, start, end)
    for match in patterns["foreign"].finditer(text):
        found.append(PlaceWords(Span.of(text, *match.span()), match.group(), cue=1.5))
    return found


def _is_postal(text: str, match: re.Match[str]) -> bool:
    """Say whether a town stands before what may be an area's postal code."""
    begin = text.rfind(" ", 0, max(0, match.start() - 2)) + 1
    return bool(load_patterns()["postal"].fullmatch(text[begin : match.end()].strip('("“')))


def _tag_capitals(text: str) -> list[PlaceWords]:
    """Take what the tagger of names finds, since capitals tell nothing here."""
    found = []
    for sentence in segment_sentences(text):
        for name in tag_entities(sentence):
            if code := find_demonym(name.span.text):
                people = PlaceWords(name.span, name.span.text, None, "demonym", (), code, 2)
                found.append(people)
        for span in find_place_spans(sentence):
            if short := load_patterns()["short"].fullmatch(text, span.start, span.end):
                found.append(read_short(text, short))
            elif not find_demonym(span.text):
                found.append(_read_capitals(text, span))
    return found


def _read_capitals(text: str, span: Span) -> PlaceWords:
    """Read a place in capitals with the type word behind or before it."""
    types = load_place_words()["types"]
    name = re.sub(r"['’]S?$", "", span.text)
    kind, end = None, span.start + len(name)
    before = text[max(0, span.start - 40) : span.start].replace("\n", " ")
    words = name.split()
    if len(words) > 1 and words[-1].casefold() in types:
        kind, name = types[words[-1].casefold()], " ".join(words[:-1])
    elif after := load_patterns()["type_caps"].match(text, end):
        kind, end = read_type(after["type"]), after.end()
    elif of := load_patterns()["type_before"].search(before):
        kind = read_type(of["type"] or of["named"])
    relation = "near" if load_patterns()["near"].search(before) else "at"
    cue = weigh_cue(text, span.start, span.end, before) + (2.0 if kind else 1.0)
    return PlaceWords(
        Span.of(text, span.start, end), name, kind, relation, cue=cue, away=is_away(before)
    )
