"""
Names in an English sentence: persons, places, peoples, organisations, times.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sijill.language.en.sentences import tag_tokens
from sijill.language.en.syntax import Entity, Syntax, load_tagger
from sijill.language.names import NamedWords
from sijill.model.span import Span

_CHOSEN: ContextVar[str | None] = ContextVar("tagger", default=None)


@contextmanager
def use_tagger(name: str | None) -> Iterator[None]:
    """Read names with the tagger called *name* for as long as the block runs."""
    token = _CHOSEN.set(name)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


def tag_entities(sentence: Span) -> tuple[NamedWords, ...]:
    """
    Return the names in *sentence*, in reading order.

    Examples:
        >>> text = "GUNMEN KILLED PEDRO EJEMPLO IN SAN MIGUEL."
        >>> [(name.kind, name.span.text) for name in tag_entities(Span(0, len(text), text))]
        [('person', 'PEDRO EJEMPLO'), ('place', 'SAN MIGUEL')]
    """
    (found,) = tag_entities_of([sentence])
    return found


def tag_entities_of(
    sentences: Sequence[Span], *, trees: Callable[[str], bool] | None = None
) -> tuple[tuple[NamedWords, ...], ...]:
    """
    Return the names in each of *sentences*; all at once is fastest.

    Args:
        sentences: The sentences.
        trees: Says of a sentence's words whether its tree may be asked for later on, which
            then costs little.
    """
    tagger = _CHOSEN.get()
    new = dict.fromkeys(s.text for s in sentences if (tagger, s.text) not in _REMEMBERED)
    hung = [text for text in new if trees is not None and trees(text)]
    if hung:
        _remember(tagger, hung, trees=True)
    if flat := [text for text in new if (tagger, text) not in _REMEMBERED]:
        _remember(tagger, flat, trees=False)
    found = tuple(_moved(_REMEMBERED[tagger, s.text].names, s.start) for s in sentences)
    while len(_REMEMBERED) > _MOST:
        _REMEMBERED.popitem(last=False)
    return found


def read_syntax(sentence: Span) -> Syntax:
    """
    Return the syntax of *sentence* with its tree.

    Examples:
        >>> read_syntax(Span(0, 12, "Shells fell.")).labels
        ('nsubj', 'root', 'punct')
    """
    key = (_CHOSEN.get(), sentence.text)
    if key not in _REMEMBERED or not _REMEMBERED[key].syntax.heads:
        _remember(key[0], [sentence.text], trees=True)
    return _REMEMBERED[key].syntax


@dataclass(frozen=True, slots=True)
class _Read:
    names: tuple[NamedWords, ...]
    syntax: Syntax


_MOST = 4096  # sentences; the taggers of one document ask for the same ones in turn
_REMEMBERED: OrderedDict[tuple[str | None, str], _Read] = OrderedDict()


def _remember(tagger: str | None, texts: list[str], *, trees: bool) -> None:
    tokens = [tag_tokens(text) for text in texts]
    words = [[token.text for token in row] for row in tokens]
    parsed = load_tagger(tagger).parse_sentences(words, trees=trees)
    for text, row, syntax in zip(texts, tokens, parsed, strict=True):
        names = tuple(_place(text, row, entity) for entity in syntax.named())
        _REMEMBERED[tagger, text] = _Read(names, syntax)


def _place(text: str, tokens: tuple[Span, ...], entity: Entity) -> NamedWords:
    start, end = tokens[entity.start].start, tokens[entity.end - 1].end
    return NamedWords(Span.of(text, start, end), entity.kind)


def _moved(names: tuple[NamedWords, ...], by: int) -> tuple[NamedWords, ...]:
    return tuple(
        NamedWords(Span(n.span.start + by, n.span.end + by, n.span.text), n.kind) for n in names
    )
