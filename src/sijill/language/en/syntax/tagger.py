"""
From sentences to their syntax, many at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sijill.language.en.syntax.architecture import PADDING
from sijill.language.en.syntax.chains import best_chains
from sijill.language.en.syntax.features import Vocabulary, has_case
from sijill.language.en.syntax.form import Syntax
from sijill.language.en.syntax.network import (
    best_labels,
    best_of,
    encode,
    encode_for_trees,
    score,
    score_heads,
)
from sijill.language.en.syntax.pieces import cut_long
from sijill.language.en.syntax.trees import best_trees
from sijill.language.en.syntax.weights import Floats, Ints, Weights

_AT_ONCE = 2048  # words; the arrays of a step then fit a processor's cache
_SCORES_AT_ONCE = 250_000
_CONTINUES = "parataxis"  # the label of a later piece of a sentence that was cut
Piece = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tagger:
    """
    Tags sentences with the weights that were trained for it.

    Attributes:
        weights: What training found.
        vocabulary: The ids of what is seen of a word.
    """

    weights: Weights
    vocabulary: Vocabulary

    def parse_sentences(
        self, sentences: Sequence[Sequence[str]], *, trees: bool = True
    ) -> tuple[Syntax, ...]:
        """
        Return the syntax of each sentence; the others have no influence on it.

        Args:
            sentences: The tokens of each sentence.
            trees: Whether heads and labels are wanted; without them it is twice as fast.
        """
        cuts = [cut_long(words) for words in sentences]
        pieces = [
            tuple(words[start:end])
            for words, found in zip(sentences, cuts, strict=True)
            for start, end in found
        ]
        parts = iter(self._parse_pieces(pieces, trees))
        return tuple(_join([next(parts) for _ in found]) for found in cuts)

    def _parse_pieces(self, pieces: list[Piece], trees: bool) -> list[Syntax]:
        order = sorted(
            range(len(pieces)), key=lambda i: len(pieces[i])
        )  # like lengths together
        results: dict[int, Syntax] = {}
        for batch in _batches(pieces, order):
            found = self._parse_batch([pieces[i] for i in batch], trees)
            results.update(zip(batch, found, strict=True))
        return [results[i] for i in range(len(pieces))]

    def _parse_batch(self, pieces: list[Piece], trees: bool) -> list[Syntax]:
        ids, rows, starts = _lay_out(self.vocabulary, pieces)
        mask = (rows > 0).astype(np.float32)[:, None]
        x = encode(self.weights, ids, rows, mask)
        pos = best_of(self.weights, "pos", x).tolist()
        lengths = [len(words) for words in pieces]
        chains = best_chains(
            score(self.weights, "entity", x),
            self.weights.arrays["entity.next"],
            starts,
            lengths,
        )
        names = self.weights.names
        tagged = [
            Syntax(
                words,
                tuple(names["pos"][i] for i in pos[start : start + len(words)]),
                _mend([names["entity"][i] for i in chain]),
            )
            for words, start, chain in zip(pieces, starts, chains, strict=True)
        ]
        if not trees:
            return tagged
        q = encode_for_trees(self.weights, x, mask)
        return list(self._hang(tagged, q, starts))

    def _hang(self, tagged: list[Syntax], q: Floats, starts: list[int]) -> Iterator[Syntax]:
        names = self.weights.names["label"]
        lengths = [len(syntax.words) for syntax in tagged]
        for group in _alike(lengths):
            width = lengths[group.stop - 1]
            at = np.array(starts[group])[:, None] + np.arange(width)[None, :]
            seen = q[np.minimum(at, len(q) - 1)]
            heads = best_trees(score_heads(self.weights, seen, lengths[group]), lengths[group])
            labels = best_labels(self.weights, seen, heads).tolist()
            for syntax, above, called in zip(
                tagged[group], heads.tolist(), labels, strict=True
            ):
                n = len(syntax.words)
                yield Syntax(
                    syntax.words,
                    syntax.pos,
                    syntax.entities,
                    tuple(head - 1 if head else i for i, head in enumerate(above[:n])),
                    tuple(
                        names[label] if head else "root"
                        for label, head in zip(called[:n], above[:n], strict=True)
                    ),
                )


def _batches(pieces: list[Piece], order: list[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    n_words = 0
    for i in order:
        batch.append(i)
        n_words += len(pieces[i])
        if n_words >= _AT_ONCE:
            yield batch
            batch, n_words = [], 0
    if batch:
        yield batch


def _alike(lengths: list[int]) -> Iterator[slice]:
    """Yield runs of sentences, shortest first, whose scores together are not too many."""
    start = 0
    for at, length in enumerate(lengths):
        far = length > 1.25 * lengths[start] + 2
        if far or (at - start + 1) * length * length > _SCORES_AT_ONCE:
            if at > start:
                yield slice(start, at)
            start = at
    if start < len(lengths):
        yield slice(start, len(lengths))


def _lay_out(vocabulary: Vocabulary, pieces: list[Piece]) -> tuple[Ints, Ints, list[int]]:
    index: dict[tuple[int, ...], int] = {vocabulary.nothing: 0}
    rows: list[int] = [0] * PADDING
    starts: list[int] = []
    for words in pieces:
        starts.append(len(rows))
        cased = has_case(words)
        for word in words:
            rows.append(index.setdefault(vocabulary.ids_of(word, cased), len(index)))
        rows += [0] * PADDING
    return np.array(list(index)), np.array(rows), starts


def _mend(tags: list[str]) -> tuple[str, ...]:
    """Let each entity begin with a beginning."""
    mended: list[str] = []
    before = "O"
    for tag in tags:
        torn = tag[0] == "I" and before[2:] != tag[2:]
        mended.append(f"B{tag[1:]}" if torn else tag)
        before = tag
    return tuple(mended)


def _join(parts: list[Syntax]) -> Syntax:
    """Return the pieces of one sentence as one: later roots hang on the first."""
    if len(parts) == 1:
        return parts[0]
    heads: list[int] = []
    labels: list[str] = []
    root = next((i for part in parts[:1] for i, head in enumerate(part.heads) if i == head), 0)
    for part in parts:
        start = len(heads)
        for at, (head, label) in enumerate(zip(part.heads, part.labels, strict=True)):
            later = head == at and start > 0
            heads.append(root if later else start + head)
            labels.append(_CONTINUES if later else label)
    return Syntax(
        tuple(word for part in parts for word in part.words),
        tuple(tag for part in parts for tag in part.pos),
        tuple(tag for part in parts for tag in part.entities),
        tuple(heads),
        tuple(labels),
    )
