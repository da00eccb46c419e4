"""
Sentences that divide people told of before: "Among the dead were a nurse and two clerks."
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.language.en.lexemes import Lexeme, Noun, load_lexicon
from sijill.language.en.parts import chain_left, chain_right, part_of
from sijill.language.en.people import Phrase
from sijill.language.statements import DivisionWords, PartWords
from sijill.model.count import Count
from sijill.model.span import Span

_LOOSE = ("most", "many", "some", "half", "majority", "all")
_REACH = 4


@dataclass(frozen=True, slots=True)
class _Whole:
    """Words for a number of people told of before, lexemes ``[start, end)``."""

    start: int
    end: int
    kind: str | None


def tag_divisions(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase]
) -> tuple[DivisionWords, ...]:
    """
    Return what the sentence says of the parts of people told of before.

    Args:
        text: The whole text.
        lexemes: The sentence, cut.
        phrases: Its phrases for people; those read here are marked *part* and *taken*.
    """
    found = []
    for whole in _wholes(lexemes):
        parts = (
            _some_of(text, lexemes, phrases, whole)
            or _listed(lexemes, phrases, whole)
            or _among(lexemes, phrases, whole)
        )
        if parts:
            span = Span.of(text, lexemes[whole.start].start, lexemes[whole.end - 1].end)
            found.append(DivisionWords(whole.kind, span, parts))
    return tuple(found)


def _wholes(lexemes: tuple[Lexeme, ...]) -> list[_Whole]:
    kinds: dict[str, str] = load_lexicon("harms")["wholes"]
    found = []
    for at, word in enumerate(lexemes):
        if word.low in kinds and at:
            before = lexemes[at - 1].low
            if before in ("the", "those"):
                found.append(_Whole(at - 1, at + 1, kinds[word.low] or None))
        elif word.low.removeprefix("the ") in kinds and word.low.startswith("the "):
            found.append(_Whole(at, at + 1, kinds[word.low.removeprefix("the ")] or None))
    return found


def _listed(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], whole: _Whole
) -> tuple[PartWords, ...]:
    """Read "the dead include X and Y", "among the wounded was X"."""
    verb = whole.end
    while verb < len(lexemes) and lexemes[verb].tag in ("adv", "have"):
        verb += 1
    if verb >= len(lexemes):
        return ()
    among = whole.start > 0 and lexemes[whole.start - 1].low == "among"
    includes = lexemes[verb].low in ("include", "includes", "included")
    if not (includes or (lexemes[verb].tag == "be" and (among or _is_plain(lexemes, verb)))):
        return ()
    for number, phrase in enumerate(phrases):
        if phrase.start == verb + 1:
            phrase.part = False
            return _take(lexemes, chain_right(lexemes, _apart(phrases), number))
    return ()


def _is_plain(lexemes: tuple[Lexeme, ...], verb: int) -> bool:
    """Say whether "the victims were" names them, and goes on with no verb."""
    following = lexemes[verb + 1] if verb + 1 < len(lexemes) else None
    return following is not None and following.tag in ("num", "det", "people")


def _apart(phrases: list[Phrase]) -> list[Phrase]:
    for phrase in phrases:
        phrase.part = False
    return phrases


def _among(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], whole: _Whole
) -> tuple[PartWords, ...]:
    """Read "X and his daughter were among the dead"."""
    at = whole.start - 1
    if at < 2 or lexemes[at].low != "among" or lexemes[at - 1].tag != "be":
        return ()
    subject = at - 1
    while subject and lexemes[subject - 1].tag in ("adv", "have", "modal", "be"):
        subject -= 1
    for number, phrase in enumerate(phrases):
        if phrase.end == subject:
            return _take(lexemes, chain_left(lexemes, phrases, number))
    return ()


def _some_of(
    text: str, lexemes: tuple[Lexeme, ...], phrases: list[Phrase], whole: _Whole
) -> tuple[PartWords, ...]:
    """Read "three of the victims were women", "most of the dead are children"."""
    at = whole.start - 1
    if at < 1 or lexemes[at].low != "of":
        return ()
    amount = lexemes[at - 1]
    if not (amount.count or amount.low in _LOOSE):
        return ()
    noun = _named_behind(lexemes, whole.end)
    if noun is None:
        return ()
    words = Span.of(text, amount.start, lexemes[whole.end - 1].end)
    loose = Count(None, None, "vague", words)
    count = loose if amount.low in _LOOSE or amount.count is None else amount.count
    for phrase in phrases:
        if at - 2 <= phrase.start < whole.end:
            phrase.part = phrase.taken = True
    return (PartWords(noun.term or "other", count, noun.status),)


def _named_behind(lexemes: tuple[Lexeme, ...], verb: int) -> Noun | None:
    """Return the noun of "were women", "have been civilians"."""
    if verb >= len(lexemes) or lexemes[verb].tag not in ("be", "have"):
        return None
    for word in lexemes[verb + 1 : verb + 1 + _REACH]:
        if isinstance(word.entry, Noun):
            return word.entry
        if word.tag in ("prep", "punct", "harm"):
            return None
    return None


def _take(lexemes: tuple[Lexeme, ...], chain: list[Phrase]) -> tuple[PartWords, ...]:
    for phrase in chain:
        phrase.part = phrase.taken = True
    return tuple(part_of(lexemes, phrase) for phrase in chain)
