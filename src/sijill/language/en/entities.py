"""
Names in an English sentence: persons, places, peoples, organisations, times.
"""

from __future__ import annotations

from functools import lru_cache

from sijill.language.en.sentences import tag_tokens
from sijill.language.en.syntax import Entity, parse_sentences
from sijill.language.names import NamedWords
from sijill.model.span import Span


@lru_cache(maxsize=512)
def tag_entities(sentence: Span) -> tuple[NamedWords, ...]:
    """
    Return the names in *sentence*, in reading order.

    Examples:
        >>> text = "GUNMEN KILLED PEDRO EJEMPLO IN SAN MIGUEL."
        >>> [(name.kind, name.span.text) for name in tag_entities(Span(0, len(text), text))]
        [('person', 'PEDRO EJEMPLO'), ('place', 'SAN MIGUEL')]
    """
    tokens = tag_tokens(sentence.text)
    (syntax,) = parse_sentences([[token.text for token in tokens]], trees=False)
    return tuple(_place(sentence, tokens, entity) for entity in syntax.named())


def _place(sentence: Span, tokens: tuple[Span, ...], entity: Entity) -> NamedWords:
    start, end = tokens[entity.start].start, tokens[entity.end - 1].end
    words = sentence.text[start:end]
    return NamedWords(Span(start + sentence.start, end + sentence.start, words), entity.kind)
