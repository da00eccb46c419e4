"""
Whom an English sentence names as the origin of what it says.
"""

from __future__ import annotations

import re
from functools import cache

from sijill.language.en.lexemes import load_lexicon
from sijill.language.statements import OriginWords
from sijill.model.span import Span

_NAME = r"(?:[A-Z][\w.’'-]*|of|for|the|in|from|and|with|at|on|a|an|by|U\.S\.|[a-z][\w’'-]*)"
_DATELINE = re.compile(
    r"[^()\n.]{0,80}(?:\([^()\n]{2,40}\)[ \t]*)?(?:--+|—|–)[ \t]+(?=[A-Z\"“])"
)
_SHORT = re.compile(r"\b(?:[A-Za-z]|Inc|Ltd|Corp|Co|Bros|Dept|Jr|Sr)\.$")
_PRONOUNS = {"he", "she", "it", "they", "which", "who"}


def tag_origin(sentence: Span) -> OriginWords | None:
    """
    Return the origin that the sentence names; ``None``: the document's own voice.

    Examples:
        >>> text = "Local police said two farmers were shot."
        >>> tag_origin(Span(0, len(text), text)).span.text
        'Local police'
        >>> text = "Two farmers were shot, according to the town's mayor."
        >>> tag_origin(Span(0, len(text), text)).kind
        'official'
        >>> text = "Two were shot, according to the Plain Observatory."
        >>> tag_origin(Span(0, len(text), text)).span.text
        'the Plain Observatory'
        >>> text = "Two were shot, according to Example Media Inc."
        >>> tag_origin(Span(0, len(text), text)).span.text
        'Example Media Inc.'
    """
    line = _DATELINE.match(sentence.text)
    start = line.end() if line else 0
    for pattern in _patterns():
        for match in pattern.finditer(sentence.text[start:]):
            origin = _read(sentence, start + match.start("who"), start + match.end("who"))
            if origin:
                return origin
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    speech = load_lexicon("signs_speech")["speech"]
    verbs = "|".join(speech["verbs"])
    according = "|".join(speech["according"])
    adverbs = r"(?:(?:also|later|earlier|has|have|had|now|[a-z]\w+ly|\w+day)\s+)*"
    who = rf"(?P<who>{_NAME}(?:\s+{_NAME}){{0,11}}?)"
    return (
        re.compile(rf"\b(?:{according})\s+(?P<who>{_NAME}(?:\s+{_NAME}){{0,9}})", re.I),
        re.compile(
            rf"^\W*(?:[^,]{{2,40}},\s+)?{who}(?:,[^,]{{2,80}},)?\s+{adverbs}(?:{verbs})\b"
        ),
        re.compile(
            rf"[,”\"]\s+{who}\s+{adverbs}(?:{verbs})\b(?:\s+(?:in|on|by|\w+day)\b[^.]*)?[.]?$"
        ),
        re.compile(
            rf"[,”\"]\s+(?:said|says)\s+(?P<who>(?:the |an? )?[A-Za-z][\w.’'-]*"
            rf"(?:\s+{_NAME}){{0,6}})(?=[,.]|\s+(?:in|on|who|at)\b)"
        ),
        re.compile(rf"\b(?:{verbs})\s+by\s+(?P<who>{_NAME}(?:\s+{_NAME}){{0,6}})", re.I),
    )


def _read(sentence: Span, start: int, end: int) -> OriginWords | None:
    words = sentence.text[start:end]
    cut = re.search(r"\s+(?:who|which|that|has|have|had|as|after|when|on|in)\s", words)
    if cut and cut.start() > 3:
        words = words[: cut.start()]
    words = _trim(words)
    opener = re.match(r"(?:And|But|Meanwhile|Earlier|Later|Also)\s+", words)
    start += opener.end() if opener else 0
    words = words[opener.end() :] if opener else words
    if (
        not words
        or words.lower() in ("the", "a", "an", "some", "other")
        or re.search(r"\b(?:was|were|is|are|be|been|being)$", words)
    ):
        return None
    span = Span(sentence.start + start, sentence.start + start + len(words), words)
    if words.lower() in _PRONOUNS:
        return OriginWords(span, None, again=True)
    kind, known = _kind(words)
    if not known and not re.search(r"[A-Z]", words[1:]) and not words[:1].isupper():
        return None
    return OriginWords(span, kind) if known or _looks_named(words) else None


def _trim(words: str) -> str:
    """Return words without the marks behind them, and a full stop only if it is theirs."""
    words = words.strip(" ,;")
    return words if _SHORT.search(words) else words.rstrip(".")


def _looks_named(words: str) -> bool:
    capitals = [word for word in words.split() if word[:1].isupper()]
    return len(capitals) >= 1 and len(words.split()) <= 6 and not re.search(r"\d", words)


def _kind(words: str) -> tuple[str | None, bool]:
    """Return the kind of source, and whether any known word for a source is among *words*."""
    speech = load_lexicon("signs_speech")["speech"]
    low = [word.strip(".,'’s") if len(word) > 4 else word.lower() for word in words.split()]
    lows = {word.lower() for word in low} | {word.lower().strip(",.") for word in words.split()}
    for kind, nouns in speech["kind"].items():
        if lows & set(nouns):
            return kind, True
    return None, bool(lows & set(speech["nouns"]))
