"""
Things that were hit: objects beside a verb of damage in an English sentence.
"""

from __future__ import annotations

import re
from functools import cache

from sijill.language.en.lexemes import load_lexicon
from sijill.language.en.numbers import tag_numbers
from sijill.language.statements import ObjectWords
from sijill.model.count import Count
from sijill.model.span import Span

_REACH = 60
_LISTED = r"and\s|or\s|as\s+well|an?\s|the\s|one\s|two\s|three\s|four\s|five\s|several\s|\d"
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\s(?:\w+ly\s|also\s)?$", re.IGNORECASE)
_BARRIER = re.compile(
    rf"[.;:]|,\s(?!{_LISTED})|\b(?:that|which|who|when|while|from|after|before|killing|killed|"
    r"wounding|said|says|say)\b",
    re.IGNORECASE,
)


def tag_objects(sentence: Span) -> tuple[ObjectWords, ...]:
    """
    Return the objects that the sentence says were hit, in reading order.

    Examples:
        >>> text = "Shells hit a school and damaged two homes."
        >>> [(o.object, o.effect, o.count.low) for o in tag_objects(Span(0, len(text), text))]
        [('school', 'hit', 1), ('home', 'damaged', 2)]
    """
    triggers = [
        (m.start(), m.end(), _effects()[1][_fold(m)])
        for m in _effects()[0].finditer(sentence.text)
    ]
    ends: dict[int, int] = {}  # of each verb, where what it reaches goes on
    if not triggers:
        return ()
    found: list[ObjectWords] = []
    numbers = tag_numbers(sentence.text)
    for match in _objects()[0].finditer(sentence.text):
        near = _nearest(sentence.text, match, triggers, ends)
        if near is None:
            continue
        start, end, effect = near
        ends[start] = match.end()
        object_, plural = _objects()[1][_fold(match)]
        count, begin = _count(sentence, match, numbers, plural)
        words = Span.of(sentence.text, begin, match.end())
        found.append(
            ObjectWords(
                object_,
                _move(words, sentence.start),
                count,
                effect,
                _move(Span.of(sentence.text, start, end), sentence.start),
            )
        )
    return tuple(found)


def _nearest(
    text: str,
    match: re.Match[str],
    triggers: list[tuple[int, int, str]],
    ends: dict[int, int],
) -> tuple[int, int, str] | None:
    """Return the verb whose object the words are: before them, or after in the passive."""
    before = [
        item
        for item in triggers
        if item[1] <= match.start()
        and _reaches(text, ends.get(item[0], item[1]), match.start())
    ]
    after = [
        item
        for item in triggers
        if item[0] >= match.end() and _is_passive(text, match.end(), item[0])
    ]
    if after:
        return after[0]
    return before[-1] if before else None


def _reaches(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return len(between) <= _REACH and not _BARRIER.search(between)


def _is_passive(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return (
        len(between) <= 45
        and bool(_PASSIVE.search(between))
        and not re.search(r"[.;]|\b(?:said|says|say|killed)\b", between, re.IGNORECASE)
    )


def _count(
    sentence: Span, match: re.Match[str], numbers: tuple[Count, ...], plural: bool
) -> tuple[Count, int]:
    """Return how many objects, and where the phrase begins."""
    for number in numbers:
        words = number.words
        gap = sentence.text[words.end : match.start()] if words else ""
        if words and words.end <= match.start() and re.fullmatch(r"\s(?:[\w'’-]+\s){0,2}", gap):
            moved = _move(words, sentence.start)
            return Count(number.low, number.high, number.qualifier, moved), words.start
    start = match.start()
    article = re.search(
        r"\b(?:a|an|the|another|several|many|some)\s(?:[\w'’.-]+\s){0,2}$",
        sentence.text[:start],
        re.IGNORECASE,
    )
    begin = article.start() if article else start
    words = _move(Span.of(sentence.text, begin, match.end()), sentence.start)
    return (Count(2, None, "vague", words) if plural else Count(1, 1, "exact", words)), begin


def _move(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.text)


def _fold(match: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", match.group().lower().replace("’", "'"))


@cache
def _objects() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    table: dict[str, tuple[str, bool]] = {}
    for entry in load_lexicon("objects")["objects"]:
        for pair in entry["words"]:
            one, _, many = pair.partition("/")
            table.setdefault(one, (entry["object"], False))
            table.setdefault(many or one + "s", (entry["object"], True))
    low = {words.lower(): value for words, value in table.items()}
    return _any_of(low), low


@cache
def _effects() -> tuple[re.Pattern[str], dict[str, str]]:
    effects = load_lexicon("objects")["effects"]
    table = {words: effect for effect, phrases in effects.items() for words in phrases}
    return _any_of(table), table


def _any_of(
    table: dict[str, object] | dict[str, str] | dict[str, tuple[str, bool]],
) -> re.Pattern[str]:
    phrases = sorted(table, key=len, reverse=True)
    body = "|".join(
        re.escape(words).replace(r"\ ", r"\s+").replace("'", "['’]") for words in phrases
    )
    return re.compile(rf"\b(?:{body})\b", re.IGNORECASE)
