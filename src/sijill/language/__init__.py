"""
Languages: sentences, tokens, numbers, dates and place words, behind one protocol.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from sijill.errors import RefusedError
from sijill.language.protocol import Language

__all__ = ["Language", "find_language"]


@cache
def find_language(code: str, syntax: str | None = None) -> Language:
    """
    Return the language with the code *code*.

    Args:
        code: ISO 639 code.
        syntax: A tagger that the language may read names with instead of its own.

    Raises:
        RefusedError: If there is no folder for the language.

    Examples:
        >>> find_language("xx")
        Traceback (most recent call last):
        sijill.errors.RefusedError: no rules for the language 'xx'; give other readings.
    """
    name = f"{__name__}.{code}"
    if not re.fullmatch(r"[a-z]{2,3}", code) or find_spec(name) is None:
        text = f"no rules for the language {code!r}; give other readings."
        raise RefusedError("no_extractor", text)
    language: Language = import_module(name).make_language(syntax)
    return language
