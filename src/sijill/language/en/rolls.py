"""
Sentences that name people told of before: "The dead were named as Adam Example, 34, and …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sijill.language.en.lexemes import Lexeme, load_lexicon
from sijill.language.en.people import Phrase, word_list
from sijill.language.statements import NameWords, RollWords
from sijill.model.span import Span

_REACH = 4  # lexemes between the words that open a roll and its first name
_GAP = 14  # lexemes between two names, for an age and a role
_AGE = re.compile(r"\s*[,(]?\s*(?:aged\s+)?(\d{1,2})\b(?![,.:]?\d|\s*(?:km|kilomet|per))", re.I)


def tag_rolls(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase]
) -> tuple[RollWords, ...]:
    """
    Return the rolls of names in a sentence, in reading order.

    Args:
        text: The whole text.
        lexemes: The sentence, cut.
        phrases: Its phrases for people.
    """
    found = []
    for kind, start, end in _openings(lexemes, phrases):
        names = tuple(_listed(text, lexemes, phrases, end))
        if names:
            span = Span.of(text, lexemes[start].start, lexemes[end - 1].end)
            found.append(RollWords(kind, span, names))
    return tuple(found)


def _openings(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase]
) -> Iterator[tuple[str | None, int, int]]:
    """Yield harm and lexemes ``[start, end)`` of the words that open a roll."""
    for at, word in enumerate(lexemes):
        if word.low in word_list("naming"):
            opened = _naming(lexemes, phrases, at)
        elif word.tag == "be":
            opened = _being(lexemes, at)
        else:
            continue
        if opened:
            yield opened


def _naming(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int
) -> tuple[str | None, int, int] | None:
    """Read "were identified as", and "named the dead as"."""
    end = at + 1
    while end < len(lexemes) and end - at < _REACH + 1 and lexemes[end].low != "as":
        end += 1
    if end >= len(lexemes) or lexemes[end].low != "as":
        return None
    behind = _whole_in(lexemes, at + 1, end)
    if behind is not None:
        return behind or None, at, end + 1
    subject = at
    while subject and lexemes[subject - 1].tag in ("be", "have", "adv", "pron"):
        subject -= 1
    if end != at + 1 or any(p.is_agent and p.end == subject for p in phrases):
        return None
    before = _whole_in(lexemes, max(0, subject - _REACH), subject)
    return before or None, subject, end + 1


def _being(lexemes: tuple[Lexeme, ...], at: int) -> tuple[str | None, int, int] | None:
    """Read "the dead are", "those killed were"."""
    end = at + 1
    if end < len(lexemes) and lexemes[end].low in word_list("naming"):
        return None
    kind = _whole_in(lexemes, max(0, at - 2), at)
    return None if kind is None else (kind or None, max(0, at - 2), end)


def _whole_in(lexemes: tuple[Lexeme, ...], start: int, end: int) -> str | None:
    """Return the harm of "the dead" in lexemes ``[start, end)``, "" where they tell none."""
    kinds: dict[str, str] = load_lexicon("harms")["wholes"]
    for word in lexemes[start:end]:
        low = word.low.removeprefix("the ").removeprefix("those ")
        if low in kinds:
            return kinds[low]
    return None


def _listed(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int
) -> Iterator[NameWords]:
    """Yield the names that follow one another from lexeme *at* on."""
    reach = _REACH
    for phrase in phrases:
        if phrase.start < at:
            continue
        if phrase.start - at > reach or _breaks(lexemes[at : phrase.start]):
            return
        if phrase.name is not None:
            yield with_age(text, phrase.name)
        elif at and reach == _GAP and phrase.noun is None:
            return
        at, reach = max(phrase.end, at), _GAP


def _breaks(between: tuple[Lexeme, ...]) -> bool:
    tags = {word.tag for word in between}
    return bool(tags & {"be", "have", "modal", "harm"}) or any(
        word.low in ("by", "said", "who", ".") for word in between
    )


def with_age(text: str, name: NameWords) -> NameWords:
    """Return *name* with the age that stands right behind it, if one does."""
    age = _AGE.match(text[name.span.end : name.span.end + 14])
    if name.age is not None or age is None:
        return name
    return NameWords(name.span, name.description, name.sex, int(age[1]))
