"""
What the names of an English text name: the trained tagger's view, as spans of the text.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.language.en.sentences import tag_tokens
from sijill.language.en.syntax import Entity, parse_sentences
from sijill.language.names import NAME_KINDS, NamedWords
from sijill.model.span import Span


def tag_names(sentences: Sequence[Span]) -> tuple[tuple[NamedWords, ...], ...]:
    """
    Return the names of each sentence, in reading order.

    Examples:
        >>> text = "Gunmen killed a mayor in Iraq."
        >>> [(n.span.text, n.kind) for n in tag_names([Span(0, len(text), text)])[0]]
        [('Iraq', 'place')]
    """
    tokens = [tag_tokens(sentence.text) for sentence in sentences]
    words = [[token.text for token in group] for group in tokens]
    return tuple(
        tuple(
            _name(sentence, group, item) for item in syntax.named() if item.kind in NAME_KINDS
        )
        for sentence, group, syntax in zip(
            sentences, tokens, parse_sentences(words, trees=False), strict=True
        )
    )


def _name(sentence: Span, tokens: tuple[Span, ...], item: Entity) -> NamedWords:
    start, end = tokens[item.start].start, tokens[item.end - 1].end
    words = sentence.text[start:end]
    return NamedWords(Span(sentence.start + start, sentence.start + end, words), item.kind)
