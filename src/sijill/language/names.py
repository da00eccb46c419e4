"""
Words that name something: persons, places, bodies of people, times.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.span import Span

NAME_KINDS = ("person", "place", "nation", "organisation", "time")


@dataclass(frozen=True, slots=True)
class NamedWords:
    """
    A name, and what it most likely names.

    Attributes:
        span: The words of the name.
        kind: One of `NAME_KINDS`; ``nation`` for a people or its adjective.
    """

    span: Span
    kind: str
