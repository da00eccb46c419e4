"""
What stands in an English sentence and how it hangs together: parts of speech, names, trees.

Small trained networks do it, in whole numbers, with numpy alone; docs/reference/models.md is
their card. Sentences go in as the tokens of `sijill.language.en.sentences.tag_tokens`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.language.en.syntax.choosing import SyntaxTagger, load_tagger
from sijill.language.en.syntax.clauses import Clause, Oblique, tag_clauses
from sijill.language.en.syntax.form import Entity, Syntax
from sijill.language.en.syntax.phrases import NounPhrase, tag_noun_phrases

__all__ = [
    "Clause",
    "Entity",
    "NounPhrase",
    "Oblique",
    "Syntax",
    "SyntaxTagger",
    "load_tagger",
    "parse_sentences",
    "tag_clauses",
    "tag_noun_phrases",
]


def parse_sentences(
    sentences: Sequence[Sequence[str]], *, trees: bool = True
) -> tuple[Syntax, ...]:
    """
    Return the syntax of each sentence of a document; all at once is fastest.

    Args:
        sentences: The tokens of each sentence, in the case they were written in.
        trees: Whether heads and labels are wanted.

    Examples:
        >>> (syntax,) = parse_sentences([["Gunmen", "killed", "a", "mayor", "in", "Iraq", "."]])
        >>> syntax.pos[1], syntax.entities[5]
        ('VBD', 'B-place')
    """
    return load_tagger().parse_sentences(sentences, trees=trees)
