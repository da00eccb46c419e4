"""
The card beside the weights is of these weights.
"""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files


def test_the_card_is_of_these_weights() -> None:
    """Digest and size are those of the file, and every score of every case is there."""
    folder = files("sijill.language.en.syntax").joinpath("weights")
    card = json.loads(folder.joinpath("en.json").read_text("utf-8"))
    weights = folder.joinpath("en.npz").read_bytes()

    assert card["weights"]["sha256"] == hashlib.sha256(weights).hexdigest()
    assert card["weights"]["bytes"] == len(weights) < 12_000_000
    assert set(card["scores"]) == {"as written", "capitals", "small letters"}
    assert all(len(source["sha256"]) == 64 for source in card["data"])
