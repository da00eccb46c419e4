"""
Whom an English text credits as the one whose text it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sijill.language.en.lexemes import load_lexicon
from sijill.model.span import Span

_WHO = (
    r"(?P<who>(?:[Tt]he )?[A-Z][\w&’'-]*"
    r"(?:[ ](?:(?:of|for|the|and|de|al|el)[ ])?[A-Z][\w&’'-]*){0,5})"
)


def tag_credits(text: str) -> tuple[Span, ...]:
    """
    Return the names that *text* credits itself to, in reading order.

    Examples:
        >>> [who.text for who in tag_credits("First published by the Example Wire in May.")]
        ['the Example Wire']
    """
    return tuple(sorted(_found(text), key=lambda span: span.start))


def _found(text: str) -> Iterator[Span]:
    for pattern in _patterns():
        for match in pattern.finditer(text):
            start, end = match.span("who")
            yield Span(start, end, text[start:end])


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load_lexicon("credits")["credit"]
    line, phrase = "|".join(words["line"]), "|".join(words["phrase"])
    return (
        re.compile(rf"^[ \t]*(?i:{line}):?[ \t]+{_WHO}[ \t]*[.]?[ \t]*$", re.MULTILINE),
        re.compile(rf"(?i:\b(?:{phrase})|©(?: \d{{4}})?(?: by)?)[ ]+{_WHO}"),
    )
