"""
The table of match weights, as data that can be read, reviewed and trained.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from sijill.errors import SettingsError
from sijill.link.words import Rarity


@dataclass(frozen=True, slots=True)
class Weights:
    """
    Weights by feature and level.

    Attributes:
        version: Name of the table.
        source: How it was made, in a sentence.
        prior: Weight before anything is compared, in bits.
        features: Weight in bits, by feature and level.
        families: Kindred acts: families of terms of ``vocabulary/violence.toml``, by term.
        rarity: How rare words are; counted with the table and as fixed as it is.
    """

    version: str
    source: str
    prior: float
    features: Mapping[str, Mapping[str, float]]
    families: Mapping[str, frozenset[str]]
    rarity: Rarity = field(default_factory=Rarity)


def read_weights(text: str, *, name: str = "weights") -> Weights:
    """
    Return the weights that a TOML *text* holds; without its own words, the bundled ones.

    Raises:
        SettingsError: If it is no TOML, or a table, feature or level is missing or unknown.
    """
    try:
        body = tomllib.loads(text)
    except tomllib.TOMLDecodeError as why:
        raise SettingsError(f"{name} is no TOML: {why}. Correct the line it names.") from why
    missing = [key for key in ("version", "prior", "features", "families") if key not in body]
    if missing:
        raise SettingsError(
            f"{name} holds no match weights: it lacks {', '.join(missing)}. Make the file anew "
            "with sijill link --train."
        )
    families: dict[str, set[str]] = {}
    for family, terms in body["families"].items():
        for term in terms:
            families.setdefault(term, set()).add(family)
    weights = Weights(
        version=body["version"],
        source=body.get("source", ""),
        prior=float(body["prior"]),
        features={name: dict(levels) for name, levels in body["features"].items()},
        families={term: frozenset(names) for term, names in families.items()},
        rarity=_read_rarity(body["words"]) if "words" in body else _bundled_rarity(),
    )
    _check_levels(weights, name)
    return weights


def _check_levels(weights: Weights, name: str) -> None:
    from sijill.link.features import FEATURES

    known = {feature.name: set(feature.levels) for feature in FEATURES}
    for feature, levels in weights.features.items():
        extra = set(levels) - known.get(feature, set())
        if extra or feature not in known:
            what = f"level {sorted(extra)[0]!r} of " if extra and feature in known else ""
            raise SettingsError(
                f"{name}: {what}feature {feature!r} is unknown to this version. Make the file "
                "anew with sijill link --train."
            )
    lacking = sorted(set(known) - set(weights.features))
    if lacking:
        raise SettingsError(f"{name} lacks the features {', '.join(lacking)}.")


def _read_rarity(body: Mapping[str, Any]) -> Rarity:
    pairs = (item.partition(":") for item in body["counts"].split())
    counts = {word: int(number) for word, _, number in pairs}
    return Rarity(int(body["documents"]), counts, int(body["rest"]))


def write_weights(weights: Weights) -> str:
    """
    Return *weights* as the TOML that `read_weights` reads.

    Examples:
        >>> read_weights(write_weights(load_weights())) == load_weights()
        True
    """
    lines = [
        "# Match weights in bits: how much more likely a comparison ends at this level for two",
        "# claims about one incident than for two about different ones, as a power of two.",
        f'version = "{weights.version}"',
        f'source = "{weights.source}"',
        "",
        "# How rarely two candidates taken at random speak of one incident.",
        f"prior = {weights.prior}",
    ]
    for feature, levels in weights.features.items():
        lines += ["", f"[features.{feature}]"]
        lines += [f"{level} = {bits}" for level, bits in levels.items()]
    lines += ["", "[families]", *_families(weights)]
    return "\n".join([*lines, "", *_words(weights.rarity)]) + "\n"


def _families(weights: Weights) -> list[str]:
    names = sorted({name for names in weights.families.values() for name in names})
    members = {
        name: sorted(term for term, names in weights.families.items() if name in names)
        for name in names
    }
    quoted = {name: ", ".join(f'"{term}"' for term in terms) for name, terms in members.items()}
    return [f"{name} = [{terms}]" for name, terms in quoted.items()]


def _words(rarity: Rarity) -> list[str]:
    items = [f"{word}:{number}" for word, number in sorted(rarity.counts.items())]
    rows = [" ".join(items[n : n + 8]) for n in range(0, len(items), 8)]
    return [
        "# In how many documents each hashed word stands; all others stand in `rest`.",
        "[words]",
        f"documents = {rarity.documents}",
        f"rest = {rarity.rest}",
        'counts = """',
        *rows,
        '"""',
    ]


@cache
def _bundled_rarity() -> Rarity:
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return _read_rarity(tomllib.loads(text)["words"])


@cache
def load_weights() -> Weights:
    """
    Return the bundled weights.

    Examples:
        >>> load_weights().features["names"]["shared"] > 0
        True
    """
    text = files(__package__).joinpath("weights.toml").read_text(encoding="utf-8")
    return read_weights(text, name="weights.toml")
