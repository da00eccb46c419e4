"""
A spaCy pipeline that the reader of this has installed, in place of our own models.

spaCy is imported only when a pipeline is named, and is no dependency. Its labels of English
are put into the forms of `Syntax`: prepositions hang on their nouns, and passives say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from sijill.errors import SettingsError
from sijill.language.en.syntax.form import Syntax

_ENTITIES = {
    "PERSON": "person", "PER": "person", "GPE": "place", "LOC": "place", "FAC": "place",
    "NORP": "nation", "ORG": "organisation", "DATE": "time", "TIME": "time",
}  # fmt: skip
_LABELS = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "dobj": "obj", "dative": "iobj", "relcl": "acl:relcl", "poss": "nmod:poss",
    "npadvmod": "obl", "prt": "compound:prt", "neg": "advmod", "ROOT": "root",
    "nn": "compound", "num": "nummod", "oprd": "xcomp", "attr": "xcomp",
}  # fmt: skip
_AFTER_PREPOSITION = {"pobj", "pcomp"}


@dataclass(frozen=True, slots=True)
class SpacyTagger:
    """
    Gives what a spaCy pipeline finds, in our forms.

    Attributes:
        pipeline: The pipeline, as ``spacy.load`` returns it.
        make_doc: What makes a document of words: ``spacy.tokens.Doc``.
    """

    pipeline: Any
    make_doc: Any

    def parse_sentences(
        self, sentences: Sequence[Sequence[str]], *, trees: bool = True
    ) -> tuple[Syntax, ...]:
        """Return the syntax of each sentence."""
        docs = [self.make_doc(self.pipeline.vocab, words=list(words)) for words in sentences]
        return tuple(_syntax(list(doc), trees) for doc in self.pipeline.pipe(docs))


def load_spacy(name: str) -> SpacyTagger:
    """
    Return a tagger out of the spaCy pipeline *name*: a package or a folder.

    Raises:
        SettingsError: If spaCy or the pipeline is not installed.
    """
    try:
        spacy, tokens = import_module("spacy"), import_module("spacy.tokens")
        return SpacyTagger(spacy.load(name), tokens.Doc)
    except ImportError as error:
        raise SettingsError(
            f"syntax 'spacy:{name}' needs spaCy, which is not installed here. "
            "Install it beside Sijill, or leave the setting out."
        ) from error
    except OSError as error:
        raise SettingsError(
            f"spaCy has no pipeline '{name}'. Name an installed package or a folder."
        ) from error


def _syntax(tokens: list[Any], trees: bool) -> Syntax:
    words = tuple(token.text for token in tokens)
    pos = tuple(token.tag_ for token in tokens)
    entities = _entities(tokens)
    if not trees:
        return Syntax(words, pos, entities)
    arcs = [_arc(token) for token in tokens]
    top = next((at for at, (head, _) in enumerate(arcs) if head == at), 0)
    for at, (head, _) in enumerate(arcs):
        if head == at:
            arcs[at] = (top, "root" if at == top else "parataxis")
    return Syntax(
        words, pos, entities, tuple(head for head, _ in arcs), tuple(label for _, label in arcs)
    )


def _entities(tokens: Iterable[Any]) -> tuple[str, ...]:
    tags = []
    for token in tokens:
        kind = _ENTITIES.get(token.ent_type_)
        tags.append(f"{token.ent_iob_}-{kind}" if kind and token.ent_iob_ in "BI" else "O")
    return tuple(tags)


def _arc(token: Any) -> tuple[int, str]:
    """Return the head and the label of a word, its preposition stepped over."""
    above = token.head
    if token.dep_ in _AFTER_PREPOSITION and above.dep_ in ("prep", "agent", "dative"):
        return _behind_preposition(above)
    if token.dep_ in ("prep", "agent"):
        noun = next((t for t in token.children if t.dep_ in _AFTER_PREPOSITION), None)
        return (noun.i, "case") if noun is not None else (above.i, "advmod")
    return above.i, _LABELS.get(token.dep_, token.dep_)


def _behind_preposition(preposition: Any) -> tuple[int, str]:
    if preposition.head.i == preposition.i:  # nothing above it: the noun is the top
        return next(t.i for t in preposition.children if t.dep_ in _AFTER_PREPOSITION), "root"
    if preposition.dep_ == "agent":
        return preposition.head.i, "obl:agent"
    verbal = preposition.head.tag_.startswith(("VB", "JJ", "RB"))
    return _past_prepositions(preposition.head), "obl" if verbal else "nmod"


def _past_prepositions(token: Any) -> int:
    """Return the first word upwards that is no preposition ("from behind the wall")."""
    while token.dep_ == "prep" and token.head.i != token.i:
        token = token.head
    return int(token.i)
