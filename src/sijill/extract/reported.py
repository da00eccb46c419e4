"""
What a claim must carry of its reading, whichever extractor makes it.
"""

from __future__ import annotations

from sijill.extract.credits import find_credits
from sijill.model import Reading, Reported
from sijill.model.phrases import sketch_phrases
from sijill.model.signs import sketch_signs
from sijill.model.sketch import sketch_text
from sijill.model.wording import sketch_words


def make_reported(reading: Reading) -> Reported:
    """
    Return what later steps need of *reading*, since they read nothing but claims.

    Examples:
        >>> make_reported(Reading("d1", "Shells fell.", source="Example Agency")).by
        'Example Agency'
    """
    return Reported(
        reading.published_on,
        reading.published_origin,
        reading.source,
        reading.dateline,
        reading.language,
        reading.title,
        sketch_text(reading.text),
        sketch_words(f"{reading.title or ''}\n{reading.text}"),
        phrase_sketch=sketch_phrases(reading.text),
        sign_sketch=sketch_signs(reading.text),
        credits=find_credits(reading),
    )
