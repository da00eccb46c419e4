"""
From sentences to the numbers that the network learns from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sijill.language.en.syntax.features import CHANNELS, Vocabulary, channels_of, has_case
from training.corpora import Sentence
from training.network import Batch, Ints, lay_out

FEWEST = {"word": 2, "suffix4": 4, "suffix2": 3, "prefix3": 4, "shape": 5, "lists": 1}
_DROP = 0.3  # a word seen this often is hidden from the network half of the time
_DROP_ANY = 0.03


@dataclass(frozen=True, slots=True)
class Names:
    """
    The vocabulary of each channel and the names of each output, in the order of their ids.
    """

    channels: tuple[tuple[str, ...], ...]
    outputs: dict[str, tuple[str, ...]]
    counts: Ints  # how often each word was seen


def collect_names(sentences: Sequence[Sentence]) -> Names:
    """Return what is frequent enough to have a row, and every name that an output may have."""
    counts = [Counter[str]() for _ in CHANNELS]
    outputs: dict[str, set[str]] = {"pos": set(), "entity": set(), "label": set()}
    for sentence in sentences:
        for cased in (has_case(sentence.words), False):
            for word in sentence.words:
                for counter, seen in zip(counts, channels_of(word, cased), strict=True):
                    counter[seen] += 1
        outputs["pos"].update(sentence.pos)
        outputs["entity"].update(sentence.entities or ())
        outputs["label"].update(sentence.labels or ())
    rows = tuple(
        ("", *sorted(seen for seen, n in counter.items() if n >= 2 * FEWEST[channel]))
        for channel, counter in zip(CHANNELS, counts, strict=True)
    )
    known = np.array([counts[0][word] / 2 for word in rows[0]])
    return Names(rows, {name: tuple(sorted(found)) for name, found in outputs.items()}, known)


@dataclass(frozen=True, slots=True)
class Numbered:
    """
    A sentence in numbers: the ids of its words with and without case, and what is known.
    """

    ids: tuple[Ints, Ints]
    pos: Ints
    entities: Ints
    heads: Ints | None
    labels: Ints | None


def number(sentences: Sequence[Sentence], names: Names) -> list[Numbered]:
    """Return sentences in numbers."""
    rows = [{text: i for i, text in enumerate(rows)} for rows in names.channels]
    vocabulary = Vocabulary(rows)
    index = {name: {text: i for i, text in enumerate(t)} for name, t in names.outputs.items()}

    def numbers(kind: str, values: Sequence[str] | None, n: int) -> Ints:
        return np.array([index[kind].get(v, -1) for v in values] if values else [-1] * n)

    result = []
    for s in sentences:
        n = len(s.words)
        cased = has_case(s.words)
        both = [
            np.array([vocabulary.ids_of(word, case) for word in s.words])
            for case in (cased, False)
        ]
        result.append(
            Numbered(
                (both[0], both[1]),
                numbers("pos", s.pos, n),
                numbers("entity", s.entities, n),
                np.array(s.heads) if s.heads else None,
                numbers("label", s.labels, n) if s.labels else None,
            )
        )
    return result


def make_batch(
    sentences: Sequence[Numbered], rng: np.random.Generator, p_flat: float, hide: Ints | None
) -> Batch:
    """Return sentences as one batch; *p_flat* of them are shown without case."""
    starts, n = lay_out([len(s.pos) for s in sentences])
    ids = np.zeros((n, len(CHANNELS)), np.int64)
    pos, entities = np.full(n, -1), np.full(n, -1)
    mask = np.zeros((n, 1), np.float32)
    for start, s in zip(starts, sentences, strict=True):
        here = slice(start, start + len(s.pos))
        ids[here] = s.ids[int(rng.random() < p_flat)]
        pos[here], entities[here], mask[here] = s.pos, s.entities, 1
    if hide is not None:
        p = _DROP / (_DROP + hide[ids[:, 0]]) + _DROP_ANY
        hidden = rng.random(n) < p
        ids[hidden, 0] = 0
        ids[hidden & (rng.random(n) < 0.5), 1] = 0
    width = max(len(s.pos) for s in sentences)
    rows = np.full((len(sentences), width), n - 1)
    for at, (start, s) in enumerate(zip(starts, sentences, strict=True)):
        rows[at, : len(s.pos)] = np.arange(start, start + len(s.pos))
    if any(s.heads is None for s in sentences):
        return Batch(ids, mask, pos, entities, rows)
    return Batch(ids, mask, pos, entities, rows, *_trees(sentences, rows))


def _trees(sentences: Sequence[Numbered], rows: Ints) -> tuple[Ints, Ints]:
    heads, labels = np.full(rows.shape, -1), np.full(rows.shape, -1)
    for at, s in enumerate(sentences):
        heads[at, : len(s.pos)], labels[at, : len(s.pos)] = s.heads, s.labels
    return heads, labels
