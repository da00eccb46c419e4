"""
A language is found by its code, cuts text into true spans, and is refused by name if absent.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.errors import RefusedError
from sijill.language import find_language


@pytest.mark.parametrize("code", ["xx", "tests", "", "../en", "dates"])
def test_a_language_without_rules_is_refused(code: str) -> None:
    """
    Neither an unknown code nor another folder's or file's name is a language.
    """
    with pytest.raises(RefusedError) as refused:
        find_language(code)

    assert refused.value.reason == "no_extractor"


@given(st.text(alphabet='Aa .\n!?’"1', max_size=60))
def test_sentences_and_tokens_cover_the_text_in_order(text: str) -> None:
    """
    Sentences never overlap, keep every word, and cut their own words out of the text.
    """
    english = find_language("en")
    sentences = english.segment_sentences(text)

    assert all(text[s.start : s.end] == s.text for s in (*sentences, *english.tag_tokens(text)))
    assert "".join("".join(s.text for s in sentences).split()) == "".join(text.split())
