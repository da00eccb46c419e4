"""
Which tagger reads English: ours, or a pipeline that the settings name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from sijill.errors import SettingsError
from sijill.language.en.syntax.features import Vocabulary
from sijill.language.en.syntax.form import Syntax
from sijill.language.en.syntax.spacy_pipeline import load_spacy
from sijill.language.en.syntax.tagger import Tagger
from sijill.language.en.syntax.weights import load_weights

_SPACY = "spacy:"


class SyntaxTagger(Protocol):
    """
    What reads the syntax of sentences.
    """

    def parse_sentences(
        self, sentences: Sequence[Sequence[str]], *, trees: bool = True
    ) -> tuple[Syntax, ...]:
        """Return the syntax of each sentence, given as its tokens."""
        ...


def load_tagger(name: str | None = None) -> SyntaxTagger:
    """
    Return the tagger called *name*; without a name, the one that ships with the package.

    Args:
        name: ``spacy:`` and the name or folder of an installed spaCy pipeline.

    Raises:
        SettingsError: If the name is of no known kind, or what it names is not installed.
    """
    if name is None:
        return load_ours()
    if not name.startswith(_SPACY):
        raise SettingsError(
            f"syntax is '{name}'; name a pipeline as '{_SPACY}NAME' or leave it out."
        )
    return load_spacy(name.removeprefix(_SPACY))


@cache
def load_ours() -> Tagger:
    """Return the tagger with the weights that ship with the package."""
    weights = load_weights()
    return Tagger(weights, Vocabulary(weights.vocabulary))
