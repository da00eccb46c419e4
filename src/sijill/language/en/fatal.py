"""
How many of those who were hit died of it, and acts that tell their number in their name.

"Six shot, two fatally", "three were shot, one of them fatally"; "a double shooting".
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from sijill.language.en.lexemes import Lexeme, Trigger, load_lexicon
from sijill.language.statements import HarmWords, PeopleWords
from sijill.model.count import Count
from sijill.model.span import Span

_OF_THEM = (["of", "them"], ["of", "whom"])


def read_fatal(
    text: str, lexemes: tuple[Lexeme, ...], found: list[HarmWords]
) -> list[HarmWords]:
    """Return the dead of "six shot, two fatally", which no verb of its own tells."""
    dead = []
    for at, word in enumerate(lexemes):
        if word.low not in load_lexicon("harms")["fatal"]["words"] or _goes_on(lexemes, at):
            continue
        count = _count_before(text, lexemes, at)
        struck = [harm for harm in found if harm.trigger.end <= word.start]
        if count is None or count.words is None or not struck:
            continue
        most = struck[-1].victims.count.high
        if struck[-1].kind in ("affected", "injured") and (most is None or _fits(count, most)):
            people = PeopleWords(count.words, count, struck[-1].victims.status)
            span = Span.of(text, word.start, word.end)
            dead.append(replace(struck[-1], kind="killed", trigger=span, victims=people))
    return dead


def _fits(count: Count, most: int) -> bool:
    return count.low is not None and count.low <= most


def _goes_on(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """Say whether a verb follows: "one fatally wounded" tells of the death by itself."""
    return at + 1 < len(lexemes) and lexemes[at + 1].tag in ("harm", "word")


def _count_before(text: str, lexemes: tuple[Lexeme, ...], at: int) -> Count | None:
    pointed = [word.low for word in lexemes[max(0, at - 2) : at]] in _OF_THEM
    number = lexemes[at - 1 - 2 * pointed] if at > 2 * pointed else None
    if number is not None and pointed and number.low == "one":
        return Count(1, 1, "exact", Span.of(text, number.start, number.end))
    return number.count if number is not None and number.tag == "num" else None


def read_another(
    text: str, lexemes: tuple[Lexeme, ...], found: list[HarmWords]
) -> list[HarmWords]:
    """Return the one hurt of a headline's "teen killed, another wounded"."""
    hurt = []
    for comma, word, verb in zip(lexemes, lexemes[1:], lexemes[2:], strict=False):
        trigger = verb.entry
        dead = [harm for harm in found if harm.trigger.end == comma.start]
        if (comma.low, word.low) != (",", "another") or not isinstance(trigger, Trigger):
            continue
        if dead and dead[-1].kind == "killed" and trigger.kind == "injured":
            span = Span.of(text, word.start, word.end)
            people = PeopleWords(span, Count(1, 1, "exact", span), beside=True)
            words = Span.of(text, verb.start, verb.end)
            hurt.append(HarmWords("injured", words, people, None, trigger.act, trigger.means))
    return hurt


def read_sized(text: str, lexemes: tuple[Lexeme, ...]) -> list[HarmWords]:
    """
    Return those whom "a triple shooting", "a double homicide" count.

    Examples:
        >>> from sijill.language.en.lexemes import lex_sentence
        >>> text = "Police investigate a triple shooting"
        >>> [(h.kind, h.victims.count.low) for h in
        ...  read_sized(text, lex_sentence(Span(0, len(text), text)))]
        [('affected', 3)]
    """
    sized = load_lexicon("harms")["sized"]
    found = []
    for first, second in pairwise(lexemes):
        size = sized["sizes"].get(first.low)
        act = sized["acts"].get(second.low)
        if size and act:
            span = Span.of(text, first.start, second.end)
            words = Span.of(text, first.start, first.end)
            people = PeopleWords(span, Count(size, size, "exact", words))
            trigger = Span.of(text, second.start, second.end)
            found.append(
                HarmWords(act["kind"], trigger, people, None, act["act"], act.get("means"))
            )
    return found
