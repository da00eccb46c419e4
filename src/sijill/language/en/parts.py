"""
Chains of people and their parts: "three soldiers and a civilian", "including 21 children".
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from sijill.language.en.lexemes import Lexeme, Noun, Trigger
from sijill.language.en.people import Phrase, word_list
from sijill.language.statements import PartWords, PeopleWords
from sijill.model.count import Count
from sijill.model.span import Span
from sijill.model.toll import sum_counts

_LONG_ITEM = 16  # lexemes
_BESIDE = re.compile(
    r"\b(?:another|others?|additional|further|more(?! than))\b"
    r"|^an?\s+(?:second|third|fourth|fifth|sixth|seventh|eighth)\b",
    re.IGNORECASE,
)
_LINKS = {
    *(",", ";", "and", "or", "plus", "&", "then"),
    *("as", "well", "along", "together", "with", "also"),
}


def mark_parts(lexemes: tuple[Lexeme, ...], phrases: list[Phrase]) -> None:
    """Mark the phrases that stand behind "including" and its like, up to the next break."""
    for number, phrase in enumerate(phrases):
        opened = _opens_part(lexemes, phrase)
        goes_on = (
            number > 0
            and phrases[number - 1].part
            and is_linked(lexemes, phrases[number - 1].end, phrase.start)
            and not _is_subject(lexemes, phrase)
        )
        phrase.part = opened or goes_on


def _opens_part(lexemes: tuple[Lexeme, ...], phrase: Phrase) -> bool:
    before = [word.low for word in lexemes[max(0, phrase.start - 4) : phrase.start]]
    while before and before[-1] in ("at", "the", "were", "was", "are"):
        before = before[:-1]
    for size in (1, 2, 3, 4):
        if " ".join(before[-size:]) in word_list("part_openers"):
            return True
    after = [word.low for word in lexemes[phrase.end : phrase.end + 2]]
    if after == ["of", "them"] and (
        _is_told_of(lexemes, phrase.end + 2)
        or (phrase.start and _is_verb(lexemes[phrase.start - 1]))
    ):
        return False
    within = [word.low for word in lexemes[phrase.start : phrase.end]]
    return after in (["of", "them"], ["of", "whom"]) or ("of" in within and "them" in within)


def _is_told_of(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """Say whether the verb follows at once: "four of them died", "four of them were shot"."""
    verb = lexemes[at] if at < len(lexemes) else None
    return verb is not None and (verb.tag in ("be", "have") or _is_finite(verb))


def is_linked(lexemes: tuple[Lexeme, ...], start: int, end: int) -> bool:
    """Say whether nothing but commas and "and" stands in lexemes ``[start, end)``."""
    lows = _without_age([word.low for word in lexemes[start:end]])
    if ";" in lows:
        named = end < len(lexemes) and lexemes[end].name == "person"
        return (named or lows[-1] == "and") and _is_one_item(lexemes[start:end])
    if "with" in lows and not {"along", "together"} & set(lows):
        return False
    return 0 < len(lows) <= 4 and all(low in _LINKS for low in lows)


def _is_one_item(between: tuple[Lexeme, ...]) -> bool:
    """Say whether the lexemes only end an item of a list whose items semicolons part."""
    verbs = any(word.tag in ("be", "have", "modal", "harm") for word in between)
    verbs = verbs and not any(word.low == "who" for word in between)
    return len(between) <= _LONG_ITEM and not verbs and between[-1].low in (";", "and")


def _without_age(lows: list[str]) -> list[str]:
    """Step over the age in "the girl, aged 9, and her brother"."""
    if len(lows) > 2 and lows[-1] == "-" and lows[-2].isdigit():
        lows = lows[:-2]  # "and 16-year-old Sara Sample"
    if lows[:1] == [","] and lows[1:2] in (["aged"], ["both"], ["all"]):
        lows = [",", *lows[2:]]
    if len(lows) > 4 and lows[1].isdigit() and lows[2] == "and" and lows[3].isdigit():
        lows = [",", *lows[3:]]
    if len(lows) > 2 and lows[0] == "," and lows[1].isdigit() and lows[2] == ",":
        return lows[2:]
    return lows


def _is_subject(lexemes: tuple[Lexeme, ...], phrase: Phrase) -> bool:
    """Say whether a verb follows at once, so that the phrase opens a clause of its own."""
    after = lexemes[phrase.end : phrase.end + 2]
    while after and after[0].tag == "adv":
        after = after[1:]
    if not after:
        return False
    speaks = after[0].low in ("said", "says", "say", "told", "reported", "added")
    return speaks or after[0].tag in ("be", "have", "modal") or _is_finite(after[0])


def _is_finite(word: Lexeme) -> bool:
    return word.tag == "harm" and not word.low.endswith("ing")


def _is_verb(word: Lexeme) -> bool:
    return isinstance(word.entry, Trigger) and word.entry.type == "verb"


def chain_right(lexemes: tuple[Lexeme, ...], phrases: list[Phrase], first: int) -> list[Phrase]:
    """Return the phrase *first* and those joined to it on its right."""
    chain = [phrases[first]]
    for phrase in phrases[first + 1 :]:
        joined = is_linked(lexemes, chain[-1].end, phrase.start)
        if not joined or phrase.part or _is_subject(lexemes, phrase):
            break
        chain.append(phrase)
    return chain


def chain_left(lexemes: tuple[Lexeme, ...], phrases: list[Phrase], last: int) -> list[Phrase]:
    """Return the phrase *last* and those joined to it on its left."""
    chain = [phrases[last]]
    for phrase in reversed(phrases[:last]):
        joined = is_linked(lexemes, phrase.end, chain[0].start)
        if not joined or phrase.part or phrase.taken:
            break
        chain.insert(0, phrase)
    return chain


def parts_after(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], end: int
) -> tuple[PartWords, ...]:
    """Return the parts named behind lexeme *end*, as far as they belong to what is there."""
    parts: list[PartWords] = []
    for phrase in phrases:
        if phrase.start < end:
            continue
        if not phrase.part or phrase.start - end > 14:
            break
        parts.append(part_of(lexemes, phrase))
        end = phrase.end
    return tuple(parts)


def part_of(lexemes: tuple[Lexeme, ...], phrase: Phrase) -> PartWords:
    """Return what the phrase is as a part of a larger number."""
    noun = _behind_of(lexemes, phrase) or phrase.noun
    term = (noun.term if noun else None) or "other"
    before = [word.low for word in lexemes[max(0, phrase.start - 3) : phrase.start]]
    loose = {"mostly", "mainly", "most", "many", "half", "some"} & set(before)
    bare = phrase.count.qualifier == "vague" and phrase.count.words == phrase.span
    count = Count(None, None, "vague", phrase.span) if loose and bare else phrase.count
    return PartWords(term, count, noun.status if noun else "unknown")


def _behind_of(lexemes: tuple[Lexeme, ...], phrase: Phrase) -> Noun | None:
    """Return the noun of "three of them children"."""
    after = lexemes[phrase.end : phrase.end + 5]
    if [word.low for word in after[:2]] not in (["of", "them"], ["of", "whom"]):
        return None
    entries = (word.entry for word in after[2:])
    return next((entry for entry in entries if isinstance(entry, Noun)), None)


def join_people(
    text: str, chain: list[Phrase], parts: tuple[PartWords, ...]
) -> tuple[PeopleWords, ...]:
    """
    Return the people of *chain*: fighters apart from civilians, the rest as one sum.
    """
    _inherit_status(chain)
    groups = _sides(chain)
    last = groups[-1]
    return tuple(_join(text, group, parts if group is last else ()) for group in groups)


_REBELS = {"fighter", "attacker"}
_FORCES = {"soldier", "police", "peacekeeper"}


def _sides(chain: list[Phrase]) -> list[list[Phrase]]:
    """
    Return those of *chain* who belong in one claim: rebels and state forces are never
    added up, nor are fighters and civilians.
    """
    terms = [phrase.noun.term if phrase.noun else None for phrase in chain]
    opposed = bool(_REBELS & set(terms) and _FORCES & set(terms))
    mixed = {"combatant", "civilian"} <= {phrase.status for phrase in chain}
    if not (opposed or mixed):
        return [chain]
    groups: dict[str, list[Phrase]] = {}
    for term, phrase in zip(terms, chain, strict=True):
        fights = "rebels" if opposed and term in _REBELS else "forces"
        side = fights if phrase.status == "combatant" else "others"
        groups.setdefault(side, []).append(phrase)
    return list(groups.values())


def _inherit_status(chain: list[Phrase]) -> None:
    """Take "five others" for what those named just before them are."""
    for before, phrase in pairwise(chain):
        if phrase.noun and phrase.noun.term is None and phrase.span.text.endswith("others"):
            status = before.status if before.count.high != 1 else "unknown"
            phrase.noun = replace(phrase.noun, status=status)


def _join(text: str, chain: list[Phrase], parts: tuple[PartWords, ...]) -> PeopleWords:
    span = Span.of(text, chain[0].span.start, chain[-1].span.end)
    own = _own_parts(chain)
    _share_count(chain)
    statuses = {phrase.status for phrase in chain}
    total = sum_counts(phrase.count for phrase in chain)
    assert total is not None
    if len(chain) > 1:
        exact = all(phrase.count.qualifier == "exact" for phrase in chain)
        if chain[1].count.high == 0:
            total = chain[0].count
        else:
            total = Count(total.low, total.high, "exact" if exact else _loosest(chain), span)
    return PeopleWords(
        span,
        total,
        statuses.pop() if len(statuses) == 1 else "unknown",
        (*own, *parts),
        tuple(n for phrase in chain for n in (phrase.name, *phrase.names) if n is not None),
        definite=all(phrase.definite for phrase in chain),
        sure=any(phrase.sure for phrase in chain),
        beside=bool(_BESIDE.search(chain[0].span.text)),
    )


def _share_count(chain: list[Phrase]) -> None:
    """In "1,000 children, parents and teachers" the one number counts all of them."""
    first = chain[0].count
    if first.words == chain[0].span or not all(is_bare(phrase) for phrase in chain[1:]):
        return
    for phrase in chain[1:]:
        phrase.count = Count(0, 0, first.qualifier, phrase.span)


def is_bare(phrase: Phrase) -> bool:
    """Say whether the phrase is a plural without a number, such as "militants"."""
    return phrase.count.qualifier == "vague" and phrase.count.words == phrase.span


def _loosest(chain: list[Phrase]) -> str:
    return next(p.count.qualifier for p in chain if p.count.qualifier != "exact")


def _own_parts(chain: list[Phrase]) -> tuple[PartWords, ...]:
    several = len(chain) > 1
    return tuple(
        PartWords((phrase.noun and phrase.noun.term) or "other", phrase.count, phrase.status)
        for phrase in chain
        if (several or (phrase.noun and phrase.noun.term)) and phrase.count.high != 0
    )
