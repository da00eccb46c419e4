"""
Base noun phrases: a noun with what belongs to it before the next phrase begins.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.language.en.syntax.form import Syntax

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "WP", "EX", "$"})
_INSIDE = frozenset({"compound", "flat", "amod", "nummod", "det", "fixed", "goeswith"})
_OWNED = frozenset({*_INSIDE, "nmod:poss", "det:predet", "advmod"})
_LATER = frozenset({"flat", "compound", "nummod", "fixed", "goeswith"})


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """
    A noun phrase without what hangs behind it: ``words[start:end]``.

    Attributes:
        start: The first word's place in the sentence.
        end: The place behind the last word.
        head: The word that the others belong to.
    """

    start: int
    end: int
    head: int


def tag_noun_phrases(syntax: Syntax) -> tuple[NounPhrase, ...]:
    """
    Return the base noun phrases of a sentence with a tree, in order.

    Examples:
        >>> s = Syntax(
        ...     ("Three", "armed", "men", "fled", "."), ("CD", "JJ", "NNS", "VBD", "."),
        ...     ("O",) * 5, (2, 2, 3, 3, 3), ("nummod", "amod", "nsubj", "root", "punct"),
        ... )  # fmt: skip
        >>> tag_noun_phrases(s)
        (NounPhrase(start=0, end=3, head=2),)
    """
    heads = [at for at in range(len(syntax.words)) if _is_head(syntax, at)]
    return tuple(NounPhrase(_start(syntax, at), _end(syntax, at), at) for at in heads)


def _is_head(syntax: Syntax, at: int) -> bool:
    if syntax.pos[at] not in _NOUNS:
        return False
    above = syntax.heads[at]
    inner = syntax.labels[at] in _INSIDE and syntax.pos[above] in _NOUNS
    return not (inner and abs(above - at) <= _span_between(syntax, at, above))


def _span_between(syntax: Syntax, at: int, above: int) -> int:
    """Return how far the two may be apart: no word of another phrase lies between."""
    low, high = sorted((at, above))
    stops = {"IN", "CC", ",", "VBD", "VBZ", "VBP", "MD", ":"}
    return 0 if any(tag in stops for tag in syntax.pos[low + 1 : high]) else high - low


def _start(syntax: Syntax, head: int) -> int:
    start = head
    while start > 0 and _belongs(syntax, start - 1, head):
        start -= 1
    return start


def _belongs(syntax: Syntax, at: int, head: int) -> bool:
    """Say whether the word at *at* hangs on *head*, by labels of the inside of a phrase."""
    for _ in range(len(syntax.words)):
        above, label = syntax.heads[at], syntax.labels[at]
        owner = label == "case" and syntax.pos[at] == "POS"
        if not (label in _OWNED or owner):
            return False
        if above == head:
            return True
        at = above
    return False


def _end(syntax: Syntax, head: int) -> int:
    end = head + 1
    while end < len(syntax.words) and _follows(syntax, end, head):
        end += 1
    return end


def _follows(syntax: Syntax, at: int, head: int) -> bool:
    return syntax.labels[at] in _LATER and head <= syntax.heads[at] < at
