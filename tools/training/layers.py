"""
The parts of the network while it learns: each knows its output and its gradient.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sijill.language.en.syntax.architecture import Window, slices

Floats = NDArray[np.float32]
Params = dict[str, Floats]


def forward(layer: Window, params: Params, x: Floats, mask: Floats) -> tuple[Floats, Floats]:
    """Return a layer's output and which of its units were on."""
    weights, n = params[layer.name], len(x)
    out = np.zeros((n, weights.shape[2]), x.dtype) + params[f"{layer.name}.bias"]
    for offset, weight in zip(layer.offsets, weights, strict=True):
        here, there = slices(offset, n)
        out[here] += x[there] @ weight
    on = (out > 0) * mask
    out *= on
    return (out + x if layer.residual else out), on


def backward(
    layer: Window, params: Params, grads: Params, x: Floats, on: Floats, grad: Floats
) -> Floats:
    """Add a layer's gradients to *grads*; return that of its input."""
    weights, n = params[layer.name], len(x)
    inner = grad * on
    back = grad.copy() if layer.residual else np.zeros_like(x)
    grads[f"{layer.name}.bias"] = inner.sum(0)
    grads[layer.name] = np.empty_like(weights)
    for at, offset in enumerate(layer.offsets):
        here, there = slices(offset, n)
        back[there] += inner[here] @ weights[at].T
        grads[layer.name][at] = x[there].T @ inner[here]
    return back


def softmax_loss(scores: Floats, gold: NDArray[np.int64]) -> tuple[float, Floats]:
    """Return the summed loss of rows of scores, and its gradient; gold below 0 is not known."""
    known = gold >= 0
    top = scores - scores.max(-1, keepdims=True)
    p = np.exp(top)
    p /= p.sum(-1, keepdims=True)
    picked = np.take_along_axis(p, np.maximum(gold, 0)[..., None], -1)[..., 0]
    loss = -float(np.log(np.maximum(picked[known], 1e-9)).sum())
    np.put_along_axis(
        p, np.maximum(gold, 0)[..., None], (picked - 1)[..., None].astype(np.float32), -1
    )
    p *= known[..., None]
    return loss, p
