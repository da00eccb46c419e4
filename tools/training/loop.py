"""
The passes over the sentences, in an order that the seed fixes.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from sijill.language.en.syntax.features import CHANNELS
from training.adam import Adam
from training.batching import Names, Numbered, make_batch
from training.corpora import batches
from training.layers import Params
from training.network import learn, make_params

WORDS_A_BATCH = 1000
DROP = 0.15
RATE = 0.003
P_FLAT = 0.45
_LONGEST = 100  # words of a training sentence


def train(
    news: list[Numbered],
    trees: list[Numbered],
    names: Names,
    *,
    seed: int,
    passes: int,
    tree_passes: int = 2,
) -> Params:
    """Return parameters learned from both corpora; the last passes are averaged."""
    rng = np.random.default_rng(seed)
    sizes = {channel: len(rows) for channel, rows in zip(CHANNELS, names.channels, strict=True)}
    params = make_params(sizes | {k: len(v) for k, v in names.outputs.items()}, rng)
    optimiser = Adam(params)
    mean = {name: np.zeros_like(p) for name, p in params.items()}
    n_mean = 0
    began = time.monotonic()
    for at in range(passes):
        plan = [(news, b) for b in _plan(news, rng)]
        for _ in range(tree_passes):
            plan += [(trees, b) for b in _plan(trees, rng)]
        total = 0.0
        for step, which in enumerate(rng.permutation(len(plan))):
            part, positions = plan[which]
            done = (at + step / len(plan)) / passes
            batch = make_batch([part[i] for i in positions], rng, P_FLAT, names.counts)
            loss, grads, rows = learn(params, batch, rng, DROP)
            optimiser.step(grads, rows, RATE * (1 - done) + 1e-5)
            total += loss
            if done > 0.7 and step % 50 == 0:
                n_mean += 1
                for name, p in params.items():
                    mean[name] += (p - mean[name]) / n_mean
        spent = time.monotonic() - began
        print(
            f"pass {at + 1}: loss {total / len(plan):.4f}, {spent:.0f} s",
            file=sys.stderr,
            flush=True,
        )
    return mean if n_mean else params


def _plan(sentences: list[Numbered], rng: np.random.Generator) -> list[list[int]]:
    lengths = [len(s.pos) for s in sentences]
    usable = [i for i, n in enumerate(lengths) if n <= _LONGEST]
    jitter = rng.random(len(lengths)) * 8
    order = sorted(
        (usable[i] for i in rng.permutation(len(usable))), key=lambda i: lengths[i] + jitter[i]
    )
    return list(batches(lengths, order, WORDS_A_BATCH))
