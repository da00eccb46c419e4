"""
Phrases for people that are one: "Nour Example, a teacher", "the farmers A. Example and …".
"""

from __future__ import annotations

from dataclasses import replace

from sijill.language.en.lexemes import Lexeme
from sijill.language.en.people import Phrase
from sijill.model.count import Count
from sijill.model.span import Span


def join_phrases(text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase]) -> list[Phrase]:
    """
    Return *phrases* with each apposition made one, and listed names given to their people.
    """
    return _absorb_names(text, lexemes, _join_appositions(text, lexemes, phrases))


def _join_appositions(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase]
) -> list[Phrase]:
    """Make one of "Nour Example, a teacher" and of "the teacher, Sister Nour Example"."""
    found: list[Phrase] = []
    for phrase in phrases:
        before = found[-1] if found else None
        if before and _is_apposition(lexemes, before, phrase):
            found[-1] = _as_one(text, before, phrase)
        else:
            found.append(phrase)
    return found


def _is_apposition(lexemes: tuple[Lexeme, ...], one: Phrase, other: Phrase) -> bool:
    gap = [word.low for word in lexemes[one.end : other.start]]
    if gap != [","] and not (gap[:1] == gap[-1:] == [","] and gap[1:-1] and gap[-2].isdigit()):
        return False
    if one.count.high != 1 or other.count.high != 1 or (one.name and other.name):
        return False
    if not one.name and not other.name:
        return _tells_more(lexemes, one, other)
    role = other if one.name else one
    return role.noun is not None and lexemes[role.start].low in ("a", "an", "the")


def _tells_more(lexemes: tuple[Lexeme, ...], one: Phrase, other: Phrase) -> bool:
    """Say whether "a father" says more of "the mechanic" before it, no list going on."""
    openers = lexemes[one.start].low, lexemes[other.start].low
    following = [word.low for word in lexemes[other.end : other.end + 2]]
    goes_on = bool({"and", "or"} & set(following))
    return openers in (("the", "a"), ("the", "an")) and not goes_on


def _as_one(text: str, one: Phrase, other: Phrase) -> Phrase:
    role, named = (other, one) if one.name else (one, other)
    span = Span.of(text, one.span.start, other.span.end)
    joined = replace(one, end=other.end, span=span, count=Count(1, 1, "exact", span))
    joined.noun = named.noun if named.noun and named.noun.term else role.noun
    if named.name:
        joined.name = replace(named.name, description=named.name.description or role.span.text)
    return joined


def _absorb_names(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase]
) -> list[Phrase]:
    """Give the names of "the farmers Adam Example and Omar Sample" to the farmers."""
    found: list[Phrase] = []
    at = 0
    while at < len(phrases):
        named = _names_behind(lexemes, phrases, at)
        found.append(_with_names(text, phrases[at], named) if named else phrases[at])
        at += 1 + len(named)
    return found


def _names_behind(lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int) -> list[Phrase]:
    """Return the persons, two or more, who are listed right behind a phrase for several."""
    whole = phrases[at]
    if whole.noun is None or whole.count.high == 1 or not whole.noun.plural:
        return []
    named: list[Phrase] = []
    for phrase in phrases[at + 1 :]:
        gap = lexemes[(named[-1] if named else whole).end : phrase.start]
        opening = not named and (not gap or [word.low for word in gap] in ([","], [":"], ["-"]))
        listed = named and gap and all(word.low in (",", "and", ";", "&") for word in gap)
        if phrase.name is None or phrase.noun is not None or not (opening or listed):
            break
        named.append(phrase)
    most = whole.count.high
    return named if len(named) > 1 and (most is None or len(named) <= most) else []


def _with_names(text: str, whole: Phrase, named: list[Phrase]) -> Phrase:
    """Return the phrase with its names; "the farmers" with three names are three."""
    span = Span.of(text, whole.span.start, named[-1].span.end)
    bare = whole.count.words == whole.span
    count = Count(len(named), len(named), "exact", span) if bare else whole.count
    names = tuple(replace(one.name, description=whole.span.text) for one in named if one.name)
    return replace(whole, end=named[-1].end, span=span, count=count, names=names)
