"""
What is remembered of a claim is what would be made of it anew.
"""

from __future__ import annotations

import random
from dataclasses import fields
from typing import Any

import pytest

from sijill.link import Columns, load_weights, make_columns
from sijill.link.sets import Sets
from sijill.testing.claims import make_claims

CLAIMS = [one for one, _ in make_claims(3, 40, days=30)]
RARITY = load_weights().rarity


def _say(columns: Columns) -> list[tuple[str, Any, Any]]:
    """Return all that columns hold, as it lies in memory."""
    held = []
    for item in fields(Columns):
        value = getattr(columns, item.name)
        parts = (
            (value.starts, value.members, value.weights)
            if isinstance(value, Sets)
            else (value,)
        )
        held += [
            (item.name, part.dtype, part.tolist() if part.dtype == object else part.tobytes())
            for part in parts
        ]
    return held


@pytest.mark.parametrize("seed", range(4))
def test_columns_of_remembered_claims_are_those_made_anew(seed: int) -> None:
    """Whatever was asked for before, and in whatever order it comes."""
    rng = random.Random(seed)
    for _ in range(3):
        some = rng.sample(CLAIMS, rng.randrange(len(CLAIMS)))
        again = make_columns(some, RARITY, are_asked_often=True)
        assert _say(again) == _say(make_columns(some, RARITY))
