"""
How often each comparison ends at each level for one person and for two: what linking knows.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2

from sijill.errors import SettingsError
from sijill.link.people.comparisons import COMPARISONS


@dataclass(frozen=True, slots=True)
class PeopleWeights:
    """
    What linking people knows.

    Attributes:
        source: Where it was learned.
        matched: Share of the pairs worth comparing that are of one person, in (0, 1).
        same: Of one person's pairs, the share that ends at each level, by comparison; the
            most alike first.
        other: Of two people's pairs, likewise.
    """

    source: str
    matched: float
    same: Mapping[str, tuple[float, ...]]
    other: Mapping[str, tuple[float, ...]]

    def bits(self, comparison: str, level: int) -> float:
        """
        Return what an outcome weighs, in bits: by how many doublings one person is likelier.

        Args:
            comparison: Name of the comparison.
            level: Place of its level, 0 the most alike.
        """
        return log2(self.same[comparison][level] / self.other[comparison][level])


@cache
def load_people_weights() -> PeopleWeights:
    """Return the bundled weights, learned without labels from generated lists."""
    return read_people_weights(
        files("sijill.link").joinpath("people_weights.toml").read_text("utf-8")
    )


def read_people_weights(text: str) -> PeopleWeights:
    """
    Return the weights of a file.

    Raises:
        SettingsError: If it holds none, or those of other comparisons.
    """
    try:
        told = tomllib.loads(text)
        same = {one.name: tuple(map(float, told["same"][one.name])) for one in COMPARISONS}
        other = {one.name: tuple(map(float, told["other"][one.name])) for one in COMPARISONS}
        found = PeopleWeights(str(told["source"]), float(told["matched"]), same, other)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as why:
        raise SettingsError(
            "the file holds no weights for linking people. Make one with "
            "`sijill victims train`."
        ) from why
    for one in COMPARISONS:
        for shares in (same[one.name], other[one.name]):
            if len(shares) != len(one.levels) or min(shares) <= 0:
                raise SettingsError(
                    f"the weights of {one.name!r} do not fit: expected {len(one.levels)} "
                    "shares above 0. Train them anew with `sijill victims train`."
                )
    return found


def write_people_weights(weights: PeopleWeights) -> str:
    """Return the weights as the text of a file."""
    lines = [
        "# Shares of pairs that end at each level, the most alike first; read by "
        "`sijill victims link`.",
        f'source = "{weights.source}"',
        f"matched = {weights.matched:.8f}",
    ]
    for title, shares in (("same", weights.same), ("other", weights.other)):
        lines += ["", f"[{title}]"]
        lines += [f"{name} = [{_row(row)}]" for name, row in shares.items()]
    return "\n".join(lines) + "\n"


def _row(shares: Sequence[float]) -> str:
    return ", ".join(f"{share:.8f}" for share in shares)
