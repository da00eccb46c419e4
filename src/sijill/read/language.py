"""
Which language a text is in, and how sure that is.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sijill.read.settings import Settings

_SAMPLE_CHARS = 4000  # more text makes the answer slower and no better


def detect_language(text: str) -> tuple[str, float]:
    """
    Return the likeliest language of *text* by its BCP 47 code, and its probability.

    Examples:
        >>> detect_language("Shells fell on the market in the centre of the town.")[0]
        'en'
    """
    code, p_language = _identifier().classify(text[:_SAMPLE_CHARS])
    return str(code), float(p_language)


def read_language(
    text: str, told: str | None, *, settings: Settings
) -> tuple[str | None, tuple[str, ...]]:
    """
    Return the language of a reading: as told, else as detected, else ``None``.

    A text shorter than the settings ask is not guessed at.
    """
    if told:
        return told.replace("_", "-").split("-")[0].lower() or None, ()
    if sum(sign.isalpha() for sign in text[:_SAMPLE_CHARS]) < settings.min_language_chars:
        return None, ()
    code, p_language = detect_language(text)
    unsure = p_language < settings.min_p_language
    return code, ("low_language_certainty",) if unsure else ()


@cache
def _identifier() -> Any:
    # Here, not above: the model is read at import, which takes most of a second.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
