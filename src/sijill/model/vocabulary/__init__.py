"""
The coded terms of the record: one TOML file a vocabulary, readable without Python.

Each term has a definition, its source, and where there are any its mappings to other
codebooks. A term that is not in its file cannot stand in a record.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from sijill.errors import UnknownTerm
from sijill.model.privacy import Public


@dataclass(frozen=True, slots=True)
class Term:
    """
    One coded term.

    Attributes:
        term: The term itself.
        definition: What it means, in one or two sentences.
        source: Where the definition comes from.
        counted: Whether claims of it enter totals (``False`` for exclusions).
        mappings: Term of another codebook, by codebook (``acled``, ``ucdp``, ``sdg`` …).
        sentence: How a receipt puts it, with the parts of a record in braces; ``None``: the
            term stands in no sentence of its own.
        within: Terms of the same vocabulary that it is a part of.
        apart: Terms with one such name share nobody; ``None``: it may overlap with any.
    """

    term: Public[str]
    definition: Public[str]
    source: Public[str]
    counted: Public[bool] = True
    mappings: Public[Mapping[str, str]] = field(default_factory=dict)
    sentence: Public[str | None] = None
    within: Public[tuple[str, ...]] = ()
    apart: Public[str | None] = None


@cache
def load_terms(vocabulary: str) -> Mapping[str, Term]:
    """
    Return the terms of a vocabulary by name, in the file's order.

    Examples:
        >>> load_terms("violence")["accident"].counted
        False
    """
    text = files(__package__).joinpath(f"{vocabulary}.toml").read_text(encoding="utf-8")
    body = tomllib.loads(text)
    default = body.get("source", "")
    return {
        name: Term(
            term=name,
            definition=entry["definition"],
            source=entry.get("source", default),
            counted=entry.get("counted", True),
            mappings=entry.get("mappings", {}),
            sentence=entry.get("sentence"),
            within=tuple(entry.get("within", ())),
            apart=entry.get("apart"),
        )
        for name, entry in body["terms"].items()
    }


def check_term(vocabulary: str, term: str) -> str:
    """
    Return *term* if it is in the vocabulary.

    Raises:
        UnknownTerm: If it is not; the error names the nearest term.
    """
    terms = load_terms(vocabulary)
    if term not in terms:
        near = difflib.get_close_matches(term, terms, n=1)
        raise UnknownTerm(vocabulary, term, nearest=near[0] if near else None)
    return term


def list_vocabularies() -> tuple[str, ...]:
    """Return the names of all vocabularies, sorted."""
    names = (item.name for item in files(__package__).iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml")))
