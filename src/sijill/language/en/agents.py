"""
Armed groups and forces that an English sentence names as those who act, or blames for it.
"""

from __future__ import annotations

import re
from functools import cache

from sijill.language.en.lexemes import load_lexicon
from sijill.language.statements import AgentWords, OriginWords
from sijill.model.span import Span

_REACH = 40


def tag_named_agents(sentence: Span, origin: OriginWords | None) -> tuple[AgentWords, ...]:
    """
    Return the groups that *sentence* names as acting, in reading order.

    A group that only speaks, that is fought ("operations against the FARC") or that is one
    of a talk's sides is left out.

    Examples:
        >>> text = "The attack was claimed by the FARC, police operating against the ELN said."
        >>> [item.span.text for item in tag_named_agents(Span(0, len(text), text), None)]
        ['FARC']
    """
    found = []
    for match in _names().finditer(sentence.text):
        span = Span(match.start() + sentence.start, match.end() + sentence.start, match.group())
        if not (origin and origin.span.overlap(span)) and _acts(sentence.text, match):
            found.append(AgentWords(span, _certainty(sentence.text, match), named=True))
    return tuple(found)


def _acts(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - _REACH) : match.start()], text[match.end() :]
    return not (_fought().search(before) or _speaks().match(after))


def _certainty(text: str, match: re.Match[str]) -> str:
    near = text[max(0, match.start() - 60) : match.end() + 60]
    return next((term for term, cue in _cues() if cue.search(near)), "asserted")


@cache
def _names() -> re.Pattern[str]:
    names = sorted(load_lexicon("people")["names"]["agents"], key=len, reverse=True)
    body = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    exact = rf"(?<![\w-])(?:{body})(?![\w])"
    return re.compile(exact, re.IGNORECASE)


@cache
def _fought() -> re.Pattern[str]:
    words = "|".join(load_lexicon("agents")["fought"])
    return re.compile(rf"\b(?:{words})\s(?:the\s|an?\s|alleged\s)*$", re.IGNORECASE)


@cache
def _speaks() -> re.Pattern[str]:
    words = "|".join(load_lexicon("agents")["speaks"])
    return re.compile(rf"[^\w]{{1,3}}(?:{words})\b", re.IGNORECASE)


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    cues = load_lexicon("agents")["certainty"]
    return tuple(
        (term, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE))
        for term, words in cues.items()
    )
