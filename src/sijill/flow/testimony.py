"""
Interviews: notes that a person enters with the claim they make, and how they are kept back.

A note is captured like any document and read, but no extractor makes claims of it: what it
says is entered by whoever held the interview. Its words leave in no release.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sijill.flow.recording import RecordLayout, load_custody
from sijill.model import Claim, Document
from sijill.model.form import from_json, to_json

HOW = "interview"
_SPAN = {"start", "end", "text"}
_MASK = "█"


def find_interviews(layout: RecordLayout) -> frozenset[str]:
    """Return the digests of the notes of interviews."""
    return frozenset(
        entry.document_id
        for entry in load_custody(layout)
        if entry.how == HOW and entry.document_id
    )


def without_words(claim: Claim) -> Claim:
    """
    Return a claim from testimony as a release may have it: figures, and no word of the note.

    Examples:
        >>> from sijill.model import Count, Harm, Span
        >>> told = Claim("c-1", "d1", "x.v1", (Span(0, 9, "They came"),), "shooting",
        ...              harms=(Harm("killed", Count(2, 2)),))
        >>> shown = without_words(told)
        >>> shown.evidence[0].text, shown.harms[0].count.low
        ('█████████', 2)
    """
    form = to_json(claim)
    for harm in form["harms"]:
        harm["names"] = []
    bare = from_json(Claim, _silenced(form))
    kept = replace(bare.reported, by=HOW, title=None, text_sketch=None, word_sketch=None)
    return replace(bare, reported=replace(kept, phrase_sketch=None, sign_sketch=None))


def _silenced(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == _SPAN:
            return {**value, "text": _MASK * len(value["text"])}
        return {key: _silenced(item) for key, item in value.items()}
    return [_silenced(item) for item in value] if isinstance(value, list) else value


def without_source(document: Document) -> Document:
    """Return a note's line in a release: that there is one, and nothing of whom or when."""
    return replace(
        document, source=HOW, title=None, file_name=None, published_on=None,
        published_origin=None,
    )  # fmt: skip
