"""
Which language a text is in, and how sure that is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from sijill.read.settings import Settings

_SAMPLE_CHARS = 4000  # more text makes the answer slower and no better

_ARABIC_SCRIPT = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
# What Arabic is written with; whoever writes Persian, Urdu, Kurdish, Pashto or Uighur has
# letters besides in nearly each sentence.
_ARABIC_LETTERS = re.compile(r"[ء-ي\u064b-\u0655\u0670ٱ\u0660-\u0669،؛؟٪٫٬]")
# What those do not write even on a keyboard for Arabic: the feminine ending, the article but
# in a few names that they borrowed, and the commonest short words.
_TELLING = re.compile(
    r"\w{2}ة\b|\bإ|\b[وفبك]?ال(?!له\b|قاعده\b|ان\b)\w{2}|\bلل\w{2}|\b(?:في|إلى|على|عن|هذا|الذي|التي)\b"
)


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

    A text shorter than the settings ask is not guessed at, unless its letters tell: one in
    Arabic, which a sentence shows. Where the guess at a longer one is unsure, they tell too.

    Examples:
        >>> read_language("قتل ثلاثة مدنيين في قصف على سرمين", None, settings=Settings())
        ('ar', ())
        >>> read_language("سه نفر در حمله كشته شدند", None, settings=Settings())
        (None, ())
    """
    if told:
        return told.replace("_", "-").split("-")[0].lower() or None, ()
    if sum(sign.isalpha() for sign in text[:_SAMPLE_CHARS]) < settings.min_language_chars:
        return ("ar" if is_in_arabic(text) else None), ()
    code, p_language = detect_language(text)
    unsure = p_language < settings.min_p_language
    if unsure and is_in_arabic(text):
        return "ar", ()
    return code, ("low_language_certainty",) if unsure else ()


def is_in_arabic(text: str) -> bool:
    """
    Say whether a text is in Arabic for certain, by its letters alone.

    Two words in three or more are in Arabic script, no letter of it belongs to another
    language, and something is written as only Arabic writes it. Names in Latin letters may
    stand between.

    Examples:
        >>> [is_in_arabic(text) for text in ("أصيب سبعة في Sarmin", "تین افراد ہلاک", "قصف")]
        [True, False, False]
    """
    sample = unicodedata.normalize("NFKC", text[:_SAMPLE_CHARS])
    signs = _ARABIC_SCRIPT.findall(sample)
    if not all(map(_ARABIC_LETTERS.fullmatch, signs)):
        return False
    words = re.findall(r"[^\W\d_]+", sample)
    in_script = sum(bool(_ARABIC_SCRIPT.match(word)) for word in words)
    return len(words) > 1 and 3 * in_script >= 2 * len(words) and bool(_TELLING.search(sample))


@cache
def _identifier() -> Any:
    # Here, not above: the model is read at import, which takes most of a second.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
