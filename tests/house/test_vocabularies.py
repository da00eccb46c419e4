"""
Every coded term of the record is defined, sourced and mapped.
"""

from __future__ import annotations

import pytest

from sijill.model import claim, daterange, place
from sijill.model.vocabulary import list_vocabularies, load_terms

USED = {
    "harm": claim.HARM_KINDS,
    "status": claim.STATUSES,
    "scope": claim.SCOPES,
    "modality": claim.MODALITIES,
    "when_precision": daterange.PRECISIONS,
    "where_precision": place.PRECISIONS,
}
CODEBOOKS = {"acled", "ucdp", "sdg"}


@pytest.mark.parametrize("vocabulary", list_vocabularies())
def test_every_term_is_defined_and_sourced(vocabulary: str) -> None:
    """Each term has a definition that is a sentence, and a source."""
    terms = load_terms(vocabulary)

    assert terms
    assert [t.term for t in terms.values() if not t.definition.endswith((".", ")"))] == []
    assert [t.term for t in terms.values() if len(t.source) < 3] == []


@pytest.mark.parametrize("vocabulary", sorted(USED))
def test_the_model_uses_what_the_vocabulary_defines(vocabulary: str) -> None:
    """The values that a record may hold are the vocabulary's terms."""
    assert set(USED[vocabulary]) == set(load_terms(vocabulary))


def test_every_counted_act_is_mapped() -> None:
    """Each act of violence that is counted has its term in three codebooks."""
    terms = load_terms("violence").values()
    bare = [t.term for t in terms if t.counted and not set(t.mappings) >= CODEBOOKS]

    assert bare == []
