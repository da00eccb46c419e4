"""
What places are called in the language of whoever reads: for showing, never for keeping.
"""

from __future__ import annotations

import re

from sijill.resolve.arabic_names import load_arabic_names

_JOINED = re.compile(r",? and |, ")


def name_place(name: str, country: str | None, language: str) -> str | None:
    """
    Return what a place of that Latin name is called in *language*; ``None``: it is not known.

    Args:
        name: A town or a first-level area, as the record has it.
        country: ISO 3166-1 alpha-2 code.
        language: Of the reader.

    Examples:
        >>> name_place("Idlib", "SY", "ar"), name_place("Idlib", "SY", "en")
        ('إدلب', None)
    """
    return load_arabic_names().find(name, country) if language == "ar" else None


def name_joined(name: str, country: str | None, language: str) -> tuple[str, ...]:
    """
    Return what several places that one name joins are called in *language*; none: not known.

    Args:
        name: As a source joins them, such as "Idlib and Aleppo".
        country: As in `name_place`; ``None``: they are first-level areas of any.
        language: Of the reader.

    Examples:
        >>> name_joined("Idlib and Aleppo", None, "ar")
        ('إدلب', 'حلب')
        >>> name_joined("Idlib and Dana Farm", None, "ar")
        ()
    """
    parts = _JOINED.split(name)
    named = [name_place(one, country, language) or name_area(one, language) for one in parts]
    return tuple(filter(None, named)) if len(parts) > 1 and all(named) else ()


def name_area(name: str, language: str) -> str | None:
    """
    Return what a first-level area is called in *language*; ``None``: it is not known.

    Where no country is said: an area whose namesakes are called otherwise has no name here.

    Examples:
        >>> name_area("Rif Dimashq", "ar")
        'ريف دمشق'
    """
    return load_arabic_names().find_area(name) if language == "ar" else None


def read_place_names() -> None:
    """Read the names once, so that no page waits for it."""
    load_arabic_names()
