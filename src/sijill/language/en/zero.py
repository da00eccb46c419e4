"""
What an English sentence says nobody suffered: "no casualties", "nobody was hurt".
"""

from __future__ import annotations

import re
from functools import cache

from sijill.language.en.lexemes import load_lexicon
from sijill.language.statements import HarmWords, PeopleWords
from sijill.model.count import Count
from sijill.model.span import Span


@cache
def _zero_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lexicon = load_lexicon("harms")["zero"]
    openers = "|".join(sorted(map(re.escape, lexicon["openers"]), key=len, reverse=True))
    patterns = []
    for kind in ("both", "killed", "injured"):
        nouns = "|".join(sorted(map(re.escape, lexicon[kind]), key=len, reverse=True))
        patterns.append(
            (kind, re.compile(rf"\b(?:{openers}) (?:one (?=one)|)(?:{nouns})\b", re.I))
        )
    return tuple(patterns)


def tag_zero(sentence: Span) -> tuple[HarmWords, ...]:
    """
    Return what the sentence says nobody suffered: "no casualties" is nought, not unknown.

    Examples:
        >>> [h.kind for h in tag_zero(Span(0, 25, "There were no casualties."))]
        ['killed', 'injured']
    """
    found: list[HarmWords] = []
    taken: list[Span] = []
    for kind, pattern in _zero_patterns():
        for match in pattern.finditer(sentence.text):
            words = Span(
                match.start() + sentence.start, match.end() + sentence.start, match.group()
            )
            if any(words.overlap(span) for span in taken):
                continue
            taken.append(words)
            people = PeopleWords(words, Count(0, 0, "none", words))
            kinds = ("killed", "injured") if kind == "both" else (kind,)
            found += [HarmWords(item, words, people) for item in kinds]
    return tuple(found)
