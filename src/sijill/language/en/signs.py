"""
English words that tell what kind of act is meant, how wide, and how sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sijill.language.en.lexemes import load_lexicon
from sijill.language.statements import SignWords
from sijill.model.span import Span

_ENDINGS = r"(?:s|es|d|ed|ing|ings|er|ers|ation|ations|ists?|ions?|ies|y|ped|ping|ding|bed|bing|ation)?"


def tag_signs(sentence: Span) -> tuple[SignWords, ...]:
    """
    Return the sentence's words for acts, scope and modality, in reading order.

    Examples:
        >>> text = "A suicide car bomber blew up a bus."
        >>> [(sign.term, sign.means) for sign in tag_signs(Span(0, len(text), text))][:1]
        [('ied', 'suicide_bomb')]
    """
    found = sorted(
        (*_tag_acts(sentence), *_tag_speech(sentence)), key=lambda sign: sign.span.start
    )
    return tuple(found)


def _tag_acts(sentence: Span) -> Iterator[SignWords]:
    pattern, entries, weak = _act_pattern()
    for match in pattern.finditer(sentence.text):
        entry = entries[int((match.lastgroup or "a0")[1:])]
        span = _span(sentence, match)
        low = match.group().lower()
        yield SignWords("act", entry["act"], span, entry.get("means"), low in weak)


def _tag_speech(sentence: Span) -> Iterator[SignWords]:
    for kind, term, pattern in _speech_patterns():
        for match in pattern.finditer(sentence.text):
            yield SignWords(kind, term, _span(sentence, match))


def _span(sentence: Span, match: re.Match[str]) -> Span:
    return Span(match.start() + sentence.start, match.end() + sentence.start, match.group())


@cache
def _act_pattern() -> tuple[re.Pattern[str], list[dict[str, str]], frozenset[str]]:
    """Return one pattern of all acts; longer phrases win, then the earlier entry."""
    lexicon = load_lexicon("signs")
    entries = lexicon["acts"]
    phrases = [
        (phrase, number) for number, entry in enumerate(entries) for phrase in entry["words"]
    ]
    phrases.sort(key=lambda item: (-item[0].count(" "), item[1], -len(item[0])))
    parts = [f"(?P<p{n}>{_as_pattern(phrase)})" for n, (phrase, _) in enumerate(phrases)]
    numbered = [entries[number] for _, number in phrases]
    body = "|".join(parts)
    return (
        re.compile(rf"\b(?:{body})\b", re.IGNORECASE),
        numbered,
        frozenset(lexicon["weak"]["acts"]),
    )


def _as_pattern(phrase: str) -> str:
    words = [
        re.escape(word.rstrip("~")) + (_ENDINGS if word.endswith("~") else "")
        for word in phrase.split()
    ]
    return r"\s+".join(words)


@cache
def _speech_patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    lexicon = load_lexicon("signs_speech")
    patterns = [
        (kind, term, _any_of(lexicon[kind][term]))
        for kind in ("scope", "modality")
        for term in lexicon[kind]
    ]
    return (*patterns, ("separate", "separate", _any_of(lexicon["separate"]["words"])))


def _any_of(fragments: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(fragments)})", re.IGNORECASE)
