"""
Running numbers: "the toll rose to 31 from 24", "brings to 24 the number of nurses killed".
"""

from __future__ import annotations

from dataclasses import replace

from sijill.language.en.lexemes import Lexeme, Trigger
from sijill.language.en.people import Phrase, word_list
from sijill.language.statements import HarmWords, PeopleWords
from sijill.model.count import Count
from sijill.model.span import Span

_REACH = 24
_BACK = 6
_SUMS = ("total", "tally", "number", "figure", "count", "totals")


def toll_count(lexemes: tuple[Lexeme, ...], at: int) -> Count | None:
    """Return the number a toll is said to have reached, not the one it came from."""
    if found := _count_before(lexemes, at):
        return found
    for index in range(at + 1, min(at + _REACH, len(lexemes))):
        word = lexemes[index]
        if _is_told_on(word) or word.low in (";", "while", "because", "but"):
            return None
        if word.tag == "num" and word.count and lexemes[index - 1].low != "from":
            following = lexemes[index + 1].low if index + 1 < len(lexemes) else ""
            if following not in word_list("things"):
                return word.count
    return None


def _is_told_on(word: Lexeme) -> bool:
    """Say whether another harm begins, or only what may come is told."""
    if isinstance(word.entry, Trigger):
        return word.entry.kind != "affected"
    return word.tag in ("harm", "modal")


def _count_before(lexemes: tuple[Lexeme, ...], at: int) -> Count | None:
    """Return the number of "brings to 24 the number of dead"."""
    start = at - (lexemes[at - 1].tag == "det") if at else at
    before = lexemes[max(0, start - 2) : start]
    if len(before) == 2 and before[0].low == "to" and before[1].tag == "num":
        return before[1].count
    return None


def reached_count(lexemes: tuple[Lexeme, ...], at: int) -> Count | None:
    """Return the number that "deaths from the attack" *reached*; ``None``: no such verb."""
    for index in range(at + 1, min(at + _REACH, len(lexemes))):
        word = lexemes[index]
        nominal = isinstance(word.entry, Trigger) and word.entry.type == "nominal"
        if word.tag == "punct" or (word.tag == "harm" and not nominal):
            return None
        if word.low in word_list("toll_verbs"):
            return toll_count(lexemes, index)
    return None


def read_numbered(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int
) -> PeopleWords | None:
    """Read "the number of peacekeepers killed in the town has risen to 24"."""
    for phrase in phrases:
        start = phrase.start
        opened = start > 1 and [w.low for w in lexemes[start - 2 : start]] == ["number", "of"]
        whole = start < at and lexemes[start].low.startswith("the number of")
        if phrase.end == at and (opened or whole):
            count = toll_count(lexemes, at) or _count_before(lexemes, start - 2)
            if count is None or count.words is None:
                return None
            phrase.taken = True
            for other in phrases:
                other.taken |= bool(other.span.overlap(count.words))
            status = phrase.status
            return PeopleWords(phrase.span, count, status, definite=phrase.definite)
    return None


def read_sums(
    text: str, lexemes: tuple[Lexeme, ...], found: list[HarmWords]
) -> list[HarmWords]:
    """Read "bringing the total to 14", of the harm that was told just before."""
    sums = []
    for at, word in enumerate(lexemes):
        if word.low in word_list("toll_bringers"):
            told = [harm for harm in found if harm.trigger.end <= word.start]
            sign = _sum_word(lexemes, at)
            count = toll_count(lexemes, sign) if sign and told else None
            if count and count.words and not _is_told(found, count.words):
                span = Span.of(text, lexemes[sign].start, lexemes[sign].end)
                people = PeopleWords(count.words, count, told[-1].victims.status)
                sums.append(replace(told[-1], trigger=span, victims=people, agent=None))
    return sums


def revise_counts(lexemes: tuple[Lexeme, ...], found: list[HarmWords]) -> list[HarmWords]:
    """Take the later number of "a count of 12 killed was corrected to nine"."""
    for at, word in enumerate(lexemes):
        told = [n for n, harm in enumerate(found) if harm.trigger.end <= word.start]
        if not told or word.low not in word_list("toll_revisers"):
            continue
        near = [w for w in lexemes[at + 1 : at + 5] if w.low not in ("down", "up")]
        counted = len(near) > 1 and near[0].low == "to" and near[1].tag == "num"
        before = {w.low for w in lexemes[:at]}
        if counted and near[1].count and before & {"count", "figure", "estimate", "report"}:
            harm, count = found[told[-1]], near[1].count
            if harm.victims.count != count:
                victims = replace(harm.victims, count=count)
                found[told[-1]] = replace(harm, victims=victims)
    return found


def _sum_word(lexemes: tuple[Lexeme, ...], at: int) -> int:
    for index in range(at + 1, min(at + _BACK, len(lexemes))):
        if lexemes[index].low in _SUMS:
            behind = [word.tag for word in lexemes[index + 1 : index + 4]]
            return 0 if "harm" in behind or "people" in behind else index
        if isinstance(lexemes[index].entry, Trigger):
            return 0
    return 0


def _is_told(found: list[HarmWords], words: Span) -> bool:
    return any(harm.victims.span.overlap(words) for harm in found)


def are_had(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """Say whether somebody "had multiple injuries": the wounds of one, and no persons."""
    before = lexemes[at - 2] if at > 1 and lexemes[at - 1].tag == "num" else None
    had = before is not None and (before.tag == "have" or before.low == "with")
    return had and lexemes[at].low == "injuries"
