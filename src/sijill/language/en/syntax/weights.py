"""
The trained numbers: whole numbers in plain arrays, read without running anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from sijill.language.en.syntax.features import CHANNELS

Floats = NDArray[np.float32]  # whole numbers below 2**24, so that their sums are exact
Ints = NDArray[np.int64]
OUTPUTS = ("pos", "entity", "label")
FILE = "en.npz"


@dataclass(frozen=True, slots=True)
class Weights:
    """
    What training found.

    Attributes:
        vocabulary: For each channel the row of each text that is known.
        names: For each output the name of each of its columns.
        tables: For each channel a row of whole numbers for each id.
        arrays: The weights of the layers.
        shifts: By how many bits the sums of a layer are brought back to size.
    """

    vocabulary: tuple[Mapping[str, int], ...]
    names: Mapping[str, tuple[str, ...]]
    tables: tuple[NDArray[np.int8], ...]
    arrays: Mapping[str, Floats]
    shifts: Mapping[str, int]


@cache
def load_weights() -> Weights:
    """Return the weights that ship with the package."""
    file = files(__package__).joinpath("weights", FILE)
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        return unpack_weights({name: stored[name] for name in stored.files})


def unpack_weights(stored: Mapping[str, NDArray[np.generic]]) -> Weights:
    """Return weights out of the arrays of their file."""
    rows = [_texts(stored[f"rows/{channel}"]) for channel in CHANNELS]
    arrays = {
        name.removeprefix("layer/"): np.ascontiguousarray(array, dtype=np.float32)
        for name, array in stored.items()
        if name.startswith("layer/")
    }
    return Weights(
        vocabulary=tuple({text: at for at, text in enumerate(texts)} for texts in rows),
        names={name: _texts(stored[f"names/{name}"]) for name in OUTPUTS},
        tables=tuple(stored[f"table/{channel}"].astype(np.int8) for channel in CHANNELS),
        arrays=arrays,
        shifts={
            name.removeprefix("shift/"): int(array.item())
            for name, array in stored.items()
            if name.startswith("shift/")
        },
    )


def pack_texts(texts: tuple[str, ...]) -> NDArray[np.uint8]:
    """Return texts as one array of bytes, a line each."""
    return np.frombuffer("\n".join(texts).encode("utf-8"), np.uint8)


def _texts(stored: NDArray[np.generic]) -> tuple[str, ...]:
    return tuple(stored.astype(np.uint8).tobytes().decode("utf-8").split("\n"))
