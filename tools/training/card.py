"""
The card beside the weights: from what they were made, and how good they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from sijill.language.en.syntax import Syntax, load_tagger
from training.corpora import Sentence
from training.scoring import score_entities

SOURCES = {
    "gmb.jsonl.gz": "Groningen Meaning Bank, texts in the public domain",
    "ud-ewt/train.conllu.gz": "Universal Dependencies English EWT, CC BY-SA 4.0",
    "ud-ewt/test.conllu.gz": "Universal Dependencies English EWT, CC BY-SA 4.0",
}
CASES: dict[str, Callable[[str], str]] = {
    "as written": str,
    "capitals": str.upper,
    "small letters": str.lower,
}


def write_card(path: Path, data: Path, news: list[Sentence], trees: list[Sentence]) -> None:
    """Write digests of the data and of the weights, and the scores on what was held back."""
    weights = path.with_suffix(".npz").read_bytes()
    card = {
        "weights": {"sha256": hashlib.sha256(weights).hexdigest(), "bytes": len(weights)},
        "data": [
            {
                "file": name,
                "what": what,
                "sha256": hashlib.sha256((data / name).read_bytes()).hexdigest(),
            }
            for name, what in SOURCES.items()
        ],
        "scores": {case: _scores(change, news, trees) for case, change in CASES.items()},
    }
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _scores(
    change: Callable[[str], str], news: list[Sentence], trees: list[Sentence]
) -> dict[str, object]:
    found_news, found_trees = _parse(change, news), _parse(change, trees)
    entities = score_entities(
        [sentence.entities or () for sentence in news], [one.entities for one in found_news]
    )
    return {
        "news: part of speech": _share(news, found_news, lambda s, f, i: s.pos[i] == f.pos[i]),
        "news: entities": {
            kind: {"p": round(p, 3), "r": round(r, 3), "f": round(f, 3)}
            for kind, (p, r, f) in entities.items()
        },
        "web: part of speech": _share(trees, found_trees, lambda s, f, i: s.pos[i] == f.pos[i]),
        "web: head": _share(trees, found_trees, is_head_right),
        "web: head and label": _share(
            trees,
            found_trees,
            lambda s, f, i: is_head_right(s, f, i) and (s.labels or ())[i] == f.labels[i],
        ),
    }


def is_head_right(sentence: Sentence, found: Syntax, at: int) -> bool:
    """Say whether a word hangs where the treebank has it."""
    head = (sentence.heads or ())[at]
    return found.heads[at] == (head - 1 if head else at)


def _parse(change: Callable[[str], str], sentences: list[Sentence]) -> tuple[Syntax, ...]:
    return load_tagger().parse_sentences([[change(w) for w in s.words] for s in sentences])


def _share(
    sentences: Sequence[Sentence],
    found: Sequence[Syntax],
    is_right: Callable[[Sentence, Syntax, int], bool],
) -> float:
    right = [
        is_right(sentence, syntax, at)
        for sentence, syntax in zip(sentences, found, strict=True)
        for at in range(len(sentence.words))
    ]
    return round(sum(right) / len(right), 4)
