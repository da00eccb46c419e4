"""
The whole network while it learns: its parameters, and one step over a batch of sentences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijill.language.en.syntax.architecture import ENCODER, PADDING, PARSER, Window
from sijill.language.en.syntax.distances import N_BUCKETS
from sijill.language.en.syntax.features import CHANNELS
from training.adam import by_row
from training.arcs import learn_arcs
from training.chain import learn_chain
from training.layers import Floats, Params, backward, forward, softmax_loss

Ints = NDArray[np.int64]
WIDTH_WORD, WIDTH, WIDTH_ARC = 64, 96, 64


@dataclass(frozen=True, slots=True)
class Batch:
    """
    Sentences one after another, with rows of nothing between; what is not known is below 0.
    """

    ids: Ints
    mask: Floats
    pos: Ints
    entities: Ints
    rows: Ints
    heads: Ints | None = None
    labels: Ints | None = None


def make_params(sizes: dict[str, int], rng: np.random.Generator) -> Params:
    """Return random parameters; *sizes* has the length of each channel and of each output."""

    def draw(*shape: int, n_in: int) -> Floats:
        return (rng.standard_normal(shape) * np.sqrt(2 / n_in)).astype(np.float32)

    params = {c: draw(sizes[c], WIDTH_WORD, n_in=2 * len(CHANNELS) * 4) for c in CHANNELS}
    for layer in (*ENCODER, *PARSER):
        n_in = WIDTH if layer.residual else WIDTH_WORD
        n_seen = len(layer.offsets) * n_in * (2 if layer.residual else 1)
        params[layer.name] = draw(len(layer.offsets), n_in, WIDTH, n_in=n_seen)
        params[f"{layer.name}.bias"] = np.zeros(WIDTH, np.float32)
    for out in ("pos", "entity"):
        params[out] = draw(WIDTH, sizes[out], n_in=4 * WIDTH)
        params[f"{out}.bias"] = np.zeros(sizes[out], np.float32)
    params["entity.next"] = np.zeros((sizes["entity"] + 1, sizes["entity"]), np.float32)
    params["dep"] = draw(WIDTH, WIDTH_ARC, n_in=2 * WIDTH)
    params["dep.bias"] = np.zeros(WIDTH_ARC, np.float32)
    params["head"] = draw(WIDTH, WIDTH_ARC, n_in=4 * WIDTH)
    params["root"] = np.zeros(WIDTH_ARC, np.float32)
    params["distance"] = np.zeros((N_BUCKETS, WIDTH_ARC), np.float32)
    params["label.own"] = draw(WIDTH, WIDTH_ARC, n_in=2 * WIDTH)
    params["label.other"] = draw(WIDTH, WIDTH_ARC, n_in=2 * WIDTH)
    params["label.apart"] = np.zeros((N_BUCKETS + 1, WIDTH_ARC), np.float32)
    params["label.out"] = draw(WIDTH_ARC, sizes["label"], n_in=2 * WIDTH_ARC)
    params["label.out.bias"] = np.zeros(sizes["label"], np.float32)
    return params


def learn(
    params: Params, batch: Batch, rng: np.random.Generator, drop: float
) -> tuple[float, Params, dict[str, Ints]]:
    """Return the loss over a batch, the gradients, and the rows of the tables they are of."""
    grads: Params = {}
    x = sum(params[c][batch.ids[:, k]] for k, c in enumerate(CHANNELS)) * batch.mask
    states, ons, drops = [x], [], []

    def climb(layers: tuple[Window, ...], x: Floats) -> Floats:
        for layer in layers:
            kept = (rng.random(x.shape, np.float32) >= drop) / np.float32(1 - drop)
            states[-1] = x = x * kept
            drops.append(kept)
            x, on = forward(layer, params, x, batch.mask)
            ons.append(on)
            states.append(x)
        return x

    def descend(layers: tuple[Window, ...], grad: Floats) -> Floats:
        for layer in reversed(layers):
            states.pop()
            grad = backward(layer, params, grads, states[-1], ons.pop(), grad) * drops.pop()
        return grad

    top = climb(ENCODER, x)
    loss, grad = 0.0, np.zeros_like(top)
    n = max(1.0, float(batch.mask.sum()))
    for name, weight in (("pos", 0.5), ("entity", 1.0)):
        scores = top @ params[name] + params[f"{name}.bias"]
        if name == "pos":
            part, g = softmax_loss(scores, batch.pos)
        elif batch.entities.max() >= 0:
            part, g = learn_chain(params, grads, scores, batch.rows, batch.entities)
            grads["entity.next"] /= np.float32(n)
        else:
            continue
        g *= np.float32(weight / n)
        loss += weight * part / n
        grads[name], grads[f"{name}.bias"] = top.T @ g, g.sum(0)
        grad += g @ params[name].T
    if batch.heads is not None and batch.labels is not None:
        q = climb(PARSER, top)
        part, dq = learn_arcs(params, grads, q, batch.rows, batch.heads, batch.labels)
        arc = {
            name
            for name in grads
            if name.split(".")[0] in ("dep", "head", "root", "distance", "label")
        }
        for name in arc:
            grads[name] /= np.float32(n)
        loss += part / n
        grad += descend(PARSER, dq / np.float32(n))
    grad = descend(ENCODER, grad) * batch.mask
    seen = batch.mask[:, 0] > 0
    rows = {}
    for k, channel in enumerate(CHANNELS):
        rows[channel], grads[channel] = by_row(batch.ids[seen, k], grad[seen])
    return loss, grads, rows


def lay_out(lengths: list[int]) -> tuple[list[int], int]:
    """Return where each sentence begins among the rows, and how many rows there are."""
    starts, at = [], PADDING
    for length in lengths:
        starts.append(at)
        at += length + PADDING
    return starts, at
