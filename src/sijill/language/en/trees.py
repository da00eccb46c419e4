"""
The tree of an English sentence, looked up by the positions of the whole text.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from sijill.language.en.entities import read_syntax
from sijill.language.en.sentences import tag_tokens
from sijill.language.en.syntax import Clause, Syntax, tag_clauses
from sijill.language.en.syntax.phrases import NounPhrase, tag_noun_phrases
from sijill.model.span import Span


@dataclass(frozen=True, slots=True)
class Tree:
    """
    One sentence with its tree.

    Attributes:
        tokens: Its words, positions in the sentence.
        shift: Where the sentence begins in the whole text.
        syntax: Parts of speech, names, heads and labels.
        clauses: The clauses by the place of their verb.
        phrases: The base noun phrases by the place of their head.
    """

    tokens: tuple[Span, ...]
    shift: int
    syntax: Syntax
    clauses: dict[int, Clause]
    phrases: dict[int, NounPhrase]

    def places(self, start: int, end: int) -> range:
        """Return the places of the words in ``[start, end)`` of the whole text."""
        starts = [token.start + self.shift for token in self.tokens]
        return range(bisect_left(starts, start), bisect_left(starts, end))

    def span_of(self, head: int) -> tuple[int, int]:
        """Return where the base noun phrase of the word at *head* stands in the whole text."""
        phrase = self.phrases.get(head)
        first, last = (phrase.start, phrase.end - 1) if phrase else (head, head)
        return self.tokens[first].start + self.shift, self.tokens[last].end + self.shift

    def start_of(self, at: int) -> int:
        """Return where the word at *at* begins in the whole text."""
        return self.tokens[at].start + self.shift

    def low(self, at: int) -> str:
        """Return the word at *at* in small letters."""
        return self.syntax.words[at].lower()


def read_tree(sentence: Span) -> Tree:
    """
    Return the tree of *sentence*.

    Examples:
        >>> text = "The three men, who had left at dawn, were shot dead."
        >>> tree = read_tree(Span(0, len(text), text))
        >>> [tree.low(at) for at in tree.clauses[tree.places(42, 46)[0]].done_to]
        ['men']
    """
    tokens = tag_tokens(sentence.text)
    syntax = read_syntax(sentence)
    clauses = {clause.verb: clause for clause in tag_clauses(syntax)}
    phrases = {phrase.head: phrase for phrase in tag_noun_phrases(syntax)}
    return Tree(tokens, sentence.start, syntax, clauses, phrases)
