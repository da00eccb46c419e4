"""
From the floats of training to the whole numbers that ship.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sijill.language.en.syntax.architecture import ENCODER, PARSER
from sijill.language.en.syntax.features import CHANNELS
from sijill.language.en.syntax.network import MOST, MOST_ARC
from sijill.language.en.syntax.weights import OUTPUTS, pack_texts
from training.batching import Names
from training.layers import Floats, Params

_EXACT = 2**24
_BYTE = 127
_FINEST = 12  # bits behind the point of a weight, at most
UNIT_BITS = 6  # a unit's 1.0 is 64
ARC_BITS = 4

Stored = dict[str, NDArray[np.generic]]


def quantise(params: Params, names: Names) -> Stored:
    """Return all that the tagger needs, as arrays of whole numbers."""
    stored: Stored = {}
    for channel, rows in zip(CHANNELS, names.channels, strict=True):
        stored[f"rows/{channel}"] = pack_texts(rows)
    for output in OUTPUTS:
        stored[f"names/{output}"] = pack_texts(names.outputs[output])
    table_bits = _table_bits(params)
    for channel in CHANNELS:
        scaled = np.rint(params[channel] * 2.0**table_bits)
        stored[f"table/{channel}"] = scaled.clip(-_BYTE, _BYTE).astype(np.int8)
    in_most, in_bits = len(CHANNELS) * _BYTE, table_bits
    for layer in (*ENCODER, *PARSER):
        _store(stored, layer.name, params, in_bits, in_most, UNIT_BITS)
        in_most, in_bits = MOST, UNIT_BITS
    for output in ("pos", "entity"):
        _store(stored, output, params, UNIT_BITS, MOST, None)
    bits = weight_bits([params["entity"]], [params["entity.bias"]], UNIT_BITS, MOST)
    chain = np.rint(params["entity.next"] * 2.0 ** (bits + UNIT_BITS))
    stored["layer/entity.next"] = chain.astype(np.int32)
    _store(stored, "dep", params, UNIT_BITS, MOST, ARC_BITS)
    _store(stored, "head", params, UNIT_BITS, MOST, ARC_BITS)
    for name in ("root", "distance"):
        scaled = np.rint(params[name] * 2.0**ARC_BITS).clip(-MOST_ARC, MOST_ARC)
        stored[f"layer/{name}"] = scaled.astype(np.int16)
    _store_labels(stored, params)
    return stored


def _table_bits(params: Params) -> int:
    largest = max(float(np.quantile(np.abs(params[c]), 0.9999)) for c in CHANNELS)
    return int(np.floor(np.log2(_BYTE / largest)))


def weight_bits(matrices: list[Floats], biases: list[Floats], in_bits: int, most: int) -> int:
    """Return how finely weights can be kept so that no sum of theirs reaches 2**24."""
    reach = sum(np.abs(m).reshape(-1, m.shape[-1]).sum(0) for m in matrices) * most
    for bits in range(_FINEST, -8, -1):
        rest = sum(np.abs(b).max() for b in biases) * 2.0 ** (bits + in_bits)
        rounding = most * sum(m.size // m.shape[-1] for m in matrices)
        if float(np.max(reach)) * 2.0**bits + rest + rounding < _EXACT:
            return bits
    raise ValueError("weights too large to be kept as whole numbers")


def _store(
    stored: Stored, name: str, params: Params, in_bits: int, most: int, out_bits: int | None
) -> None:
    weights, bias = params[name], params.get(f"{name}.bias")
    bits = weight_bits([weights], [] if bias is None else [bias], in_bits, most)
    stored[f"layer/{name}"] = np.rint(weights * 2.0**bits).astype(np.int16)
    if bias is not None:
        stored[f"layer/{name}.bias"] = np.rint(bias * 2.0 ** (bits + in_bits)).astype(np.int32)
    if out_bits is not None:
        stored[f"shift/{name}"] = np.array(bits + in_bits - out_bits)


def _store_labels(stored: Stored, params: Params) -> None:
    own, other = params["label.own"], params["label.other"]
    apart = params["label.apart"]
    bits = weight_bits([own, other], [apart], UNIT_BITS, MOST)
    stored["layer/label.own"] = np.rint(own * 2.0**bits).astype(np.int16)
    stored["layer/label.other"] = np.rint(other * 2.0**bits).astype(np.int16)
    scale = 2.0 ** (bits + UNIT_BITS)
    stored["layer/label.apart"] = np.rint(apart * scale).astype(np.int32)
    stored["shift/label"] = np.array(bits)
    _store(stored, "label.out", params, UNIT_BITS, MOST, None)


def save_weights(stored: Stored, path: Path) -> None:
    """Write the arrays, the same bytes for the same numbers."""
    path.parent.mkdir(exist_ok=True)
    np.savez(path, **dict(sorted(stored.items())))
