"""
A reading with all that its language's grammar finds in it, sentence by sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TypeVar

from sijill.language import Language
from sijill.language.dates import DateWords
from sijill.language.names import NamedWords
from sijill.language.places import PlaceWords
from sijill.language.statements import SentenceWords, SignWords
from sijill.model import Reading, Span

_T = TypeVar("_T")
_HEAD_CHARS = 300
_DASH = re.compile(r"\s(?:--|—|–|-)\s|--\s")


@dataclass(frozen=True, slots=True)
class Page:
    """
    A tagged reading.

    Attributes:
        reading: The reading.
        sentences: What each sentence says of harm, in order.
        dates: Time expressions of each sentence, same order.
        places: Place words of each sentence, same order.
        names: What the names of each sentence name, same order.
        asides: Those of each sentence's dates that date the telling, not the act.
        title_signs: Words for acts in the title, positions in the title.
        commonest: The act whose words stand in the text most often.
    """

    reading: Reading
    sentences: tuple[SentenceWords, ...]
    dates: tuple[tuple[DateWords, ...], ...]
    places: tuple[tuple[PlaceWords, ...], ...]
    names: tuple[tuple[NamedWords, ...], ...]
    asides: tuple[frozenset[Span], ...]
    title_signs: tuple[SignWords, ...]
    commonest: str | None = None


def tag_page(reading: Reading, language: Language) -> Page:
    """Return *reading* tagged; a text in which nothing tells of harm is tagged cheaply."""
    text = reading.text
    body = _body_start(reading)
    spans = _split_at(body, language.segment_sentences(text))
    names = language.tag_names(spans)  # first, since all sentences at once cost the least
    sentences = tuple(language.tag_statements(text, span) for span in spans)
    if not any(words.harms or words.objects for words in sentences):
        none: tuple[tuple[()], ...] = ((),) * len(spans)
        return Page(reading, sentences, none, none, none, (frozenset(),) * len(spans), ())
    dates = _by_sentence(
        spans, [(i.span, i) for i in language.tag_dates(text) if i.span.start >= body]
    )
    places = _by_sentence(
        spans, [(i.span, i) for i in language.tag_places(text) if i.span.start >= body]
    )
    title = reading.title or ""
    signs = language.tag_statements(title, Span(0, len(title), title)).signs if title else ()
    asides = tuple(
        _asides(language, words, found) for words, found in zip(sentences, dates, strict=True)
    )
    return Page(reading, sentences, dates, places, names, asides, signs, _commonest(sentences))


def _asides(
    language: Language, words: SentenceWords, found: tuple[DateWords, ...]
) -> frozenset[Span]:
    days = [item.span for item in found]
    return frozenset(language.tag_asides(words, days, deep=bool(words.harms or words.objects)))


def _commonest(sentences: tuple[SentenceWords, ...]) -> str | None:
    acts = Counter(
        sign.term for words in sentences for sign in words.signs if sign.kind == "act"
    )
    return acts.most_common(1)[0][0] if acts else None


def _body_start(reading: Reading) -> int:
    """Return where the report begins behind its dateline, whose day and town are its own."""
    head = reading.text[:_HEAD_CHARS]
    if not reading.dateline or reading.dateline not in head:
        return 0
    dash = _DASH.search(head, head.index(reading.dateline) + len(reading.dateline))
    return dash.end() if dash else 0


def _split_at(body: int, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Part the dateline from the sentence behind it, which is read without it."""
    parted: list[Span] = []
    for span in spans:
        if span.start < body < span.end:
            at = body - span.start
            line = span.text[:at].rstrip()
            parted.append(Span(span.start, span.start + len(line), line))
            parted.append(Span(body, span.end, span.text[at:]))
        else:
            parted.append(span)
    return tuple(parted)


def _by_sentence(
    spans: tuple[Span, ...], items: list[tuple[Span, _T]]
) -> tuple[tuple[_T, ...], ...]:
    starts = [span.start for span in spans]
    found: list[list[_T]] = [[] for _ in spans]
    for span, item in items:
        number = bisect_right(starts, span.start) - 1
        if number >= 0:
            found[number].append(item)
    return tuple(tuple(group) for group in found)
