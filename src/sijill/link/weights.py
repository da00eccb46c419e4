"""
The table of match weights, as data that can be read, reviewed and trained.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """
    Weights by feature and level.

    Attributes:
        version: Name of the table.
        prior: Weight before anything is compared, in bits.
        features: Weight in bits, by feature and level.
        families: Kindred acts: families of terms of ``vocabulary/violence.toml``, by term.
    """

    version: str
    prior: float
    features: Mapping[str, Mapping[str, float]]
    families: Mapping[str, frozenset[str]]


def read_weights(text: str) -> Weights:
    """Return the weights that a TOML *text* holds."""
    body = tomllib.loads(text)
    families: dict[str, set[str]] = {}
    for name, terms in body["families"].items():
        for term in terms:
            families.setdefault(term, set()).add(name)
    return Weights(
        version=body["version"],
        prior=float(body["prior"]),
        features={name: dict(levels) for name, levels in body["features"].items()},
        families={term: frozenset(names) for term, names in families.items()},
    )


@cache
def load_weights() -> Weights:
    """
    Return the bundled weights.

    Examples:
        >>> load_weights().features["names"]["shared"] > 0
        True
    """
    text = files(__package__).joinpath("weights.toml").read_text(encoding="utf-8")
    return read_weights(text)
