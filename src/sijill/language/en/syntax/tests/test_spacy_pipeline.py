"""
A spaCy pipeline can stand in for our models; a stand-in of it is enough to see that.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pytest

from sijill.errors import SettingsError
from sijill.language.en.syntax import load_tagger, tag_clauses

ROWS = [
    ("Two", "CD", 1, "nummod", "O", ""),
    ("nurses", "NNS", 3, "nsubjpass", "O", ""),
    ("were", "VBD", 3, "auxpass", "O", ""),
    ("shot", "VBN", 3, "ROOT", "O", ""),
    ("by", "IN", 3, "agent", "O", ""),
    ("gunmen", "NNS", 4, "pobj", "O", ""),
    ("in", "IN", 3, "prep", "O", ""),
    ("Aleppo", "NNP", 6, "pobj", "B", "GPE"),
]


@dataclass
class _Token:
    i: int
    text: str
    tag_: str
    dep_: str
    ent_iob_: str
    ent_type_: str
    head: Any = None
    children: list[Any] = field(default_factory=list)


class _Pipeline:
    vocab = None

    def pipe(self, docs: list[list[str]]) -> list[list[_Token]]:
        return [self._parse(doc) for doc in docs]

    def _parse(self, words: list[str]) -> list[_Token]:
        tokens = [
            _Token(i, word, tag, dep, iob, kind)
            for i, (word, (_, tag, _, dep, iob, kind)) in enumerate(
                zip(words, ROWS, strict=True)
            )
        ]
        for token, row in zip(tokens, ROWS, strict=True):
            token.head = tokens[row[2]]
            if token.head is not token:
                token.head.children.append(token)
        return tokens


@pytest.fixture
def spacy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a stand-in where spaCy would be."""
    module, tokens = ModuleType("spacy"), ModuleType("spacy.tokens")

    def load(name: str) -> _Pipeline:
        if name != "en_example":
            raise OSError(name)
        return _Pipeline()

    vars(module)["load"] = load
    vars(tokens)["Doc"] = lambda _vocab, words: words
    monkeypatch.setitem(sys.modules, "spacy", module)
    monkeypatch.setitem(sys.modules, "spacy.tokens", tokens)


@pytest.mark.usefixtures("spacy")
def test_its_labels_become_ours() -> None:
    """The agent is one, the preposition belongs to the place, and the voice is passive."""
    tagger = load_tagger("spacy:en_example")
    (syntax,) = tagger.parse_sentences([[row[0] for row in ROWS]])

    (clause,) = tag_clauses(syntax)

    assert (clause.passive, clause.doers, clause.done_to) == (True, (5,), (1,))
    assert [(one.preposition, one.noun) for one in clause.obliques] == [("in", 7)]
    assert syntax.entities[7] == "B-place"


@pytest.mark.usefixtures("spacy")
def test_an_unknown_pipeline_is_refused() -> None:
    """The message says which name was not found."""
    with pytest.raises(SettingsError, match="no_such"):
        load_tagger("spacy:no_such")


def test_without_spacy_the_setting_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what is missing."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(SettingsError, match="needs spaCy"):
        load_tagger("spacy:en_example")


def test_only_known_kinds_may_be_named() -> None:
    """What is neither ours nor spaCy's is a mistake in the settings."""
    with pytest.raises(SettingsError, match="spacy:"):
        load_tagger("other:thing")
