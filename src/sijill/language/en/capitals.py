"""
Where places stand in a sentence of capitals: what the tagger of names finds, mended.

Without case the tagger cuts "SAN MIGUEL" behind "SAN" now and then, and takes an area for a
body. Both show in the words themselves.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from sijill.language.en.entities import tag_entities
from sijill.language.names import NamedWords
from sijill.model.span import Span

_NEXT = re.compile(r"\s+([^\W\d_][\w’'-]*)")
_PLACED = re.compile(r"\b(?:in|near|at|outside|around|from|to|of)\s+$", re.IGNORECASE)


def find_place_spans(sentence: Span) -> tuple[Span, ...]:
    """
    Return the words in *sentence*, all capitals, that name places.

    Examples:
        >>> text = "TWO PEASANTS WERE KILLED IN SAN MIGUEL, USULUTAN DEPARTMENT."
        >>> [span.text for span in find_place_spans(Span(0, len(text), text))]
        ['SAN MIGUEL', 'USULUTAN DEPARTMENT']
    """
    found: list[Span] = []
    names = tag_entities(sentence)
    for name in names:
        if found and name.span.start < found[-1].end:
            continue
        if _is_place(sentence, name):
            found.append(_whole(sentence, name.span, names))
    return tuple(span for span in found if _last(span) not in _words()["name_openers"])


def _is_place(sentence: Span, name: NamedWords) -> bool:
    if name.kind == "place":
        return True
    words = name.span.text.casefold().split()
    if name.kind == "organisation" and len(words) > 1:
        return words[-1] in _words()["area_words"]
    before = sentence.text[: name.span.start - sentence.start]
    opened = words[0] in _words()["name_openers"] and bool(_PLACED.search(before))
    return name.kind in ("person", "organisation") and opened


def _whole(sentence: Span, span: Span, names: tuple[NamedWords, ...]) -> Span:
    """Go on behind "SAN" or "SANTA ROSA DE" up to the end of the name."""
    while _last(span) in _words()["name_openers"]:
        following = _NEXT.match(sentence.text, span.end - sentence.start)
        if following is None:
            break
        end = following.end() + sentence.start
        ends = [n.span.end for n in names if n.span.start < end <= n.span.end]
        end = max(ends, default=end)
        start = span.start - sentence.start
        span = Span(span.start, end, sentence.text[start : end - sentence.start])
    return span


def _last(span: Span) -> str:
    return span.text.casefold().split()[-1]


@cache
def _words() -> dict[str, frozenset[str]]:
    body = tomllib.loads(files("sijill.language.en").joinpath("places.toml").read_text("utf-8"))
    return {key: frozenset(body[key]) for key in ("name_openers", "area_words")}
