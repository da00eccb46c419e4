"""
The training sentences, cut into the tokens of the house.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sijill.language.en.sentences import tag_tokens

ENTITIES = {
    "per": "person", "geo": "place", "gpe": "nation", "org": "organisation", "tim": "time",
}  # fmt: skip
PENN = {
    "LRB": "-LRB-", "RRB": "-RRB-", ";": ":", "''": "``", "AFX": "JJ", "GW": "NN",
    "XX": "FW", "NFP": ":", "HYPH": ":", "ADD": "NN", "LS": "CD", "-LRB-": "-LRB-",
}  # fmt: skip
_UNITED_NATIONS = {"U.N.", "UN"}  # a place in much of the corpus; a body in all of ours
HELD_BACK = 0.05


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    One sentence with what is known of it; what is not known is ``None``.
    """

    words: tuple[str, ...]
    pos: tuple[str, ...]
    entities: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    labels: tuple[str, ...] | None = None


def load_news(path: Path, *, seed: int) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences of news with entities: those to learn from, those held back."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    unique = {tuple(row["tokens"]): row for row in rows if row["tokens"]}
    sentences = [_news_sentence(row) for row in unique.values()]
    random.Random(seed).shuffle(sentences)
    n_back = int(len(sentences) * HELD_BACK)
    return sentences[n_back:], sentences[:n_back]


def _news_sentence(row: dict[str, list[str]]) -> Sentence:
    words: list[str] = []
    pos: list[str] = []
    entities: list[str] = []
    for token, tag, entity in zip(row["tokens"], row["pos"], row["ner"], strict=True):
        parts = [span.text for span in tag_tokens(token)]
        label = _entity(token, entity)
        words += parts
        pos += _split_tag(parts, PENN.get(tag, tag))
        inner = label.replace("B-", "I-")
        entities += [inner if at else label for at in range(len(parts))]
    return Sentence(tuple(words), tuple(pos), tuple(entities))


def _entity(token: str, entity: str) -> str:
    if token in _UNITED_NATIONS and entity != "O":
        return "B-organisation"
    kind = ENTITIES.get(entity[2:])
    return f"{entity[:2]}{kind}" if kind else "O"


def _split_tag(parts: list[str], tag: str) -> list[str]:
    return [tag if part[0].isalnum() or len(parts) == 1 else _mark(part) for part in parts]


def _mark(part: str) -> str:
    return {".": ".", ",": ",", "$": "$", "'": "POS"}.get(part, ":")


def load_trees(path: Path) -> list[Sentence]:
    """Return the sentences of a treebank, its words joined or cut to the house's tokens."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        blocks = lines.read().split("\n\n")
    return [sentence for block in blocks if (sentence := _tree(block))]


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    pos: str
    head: int
    label: str


def _tree(block: str) -> Sentence | None:
    rows = [line.split("\t") for line in block.splitlines() if line and line[0] != "#"]
    plain = [row for row in rows if row[0].isdigit()]
    joined = {}  # the first word of those written together: how many they are, and the whole
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            joined[first] = (last - first + 1, row[1], "SpaceAfter=No" not in row[9])
    text, words, at = "", list[_Word](), 0
    while at < len(plain):
        n, form, space = joined.get(
            at + 1, (1, plain[at][1], "SpaceAfter=No" not in plain[at][9])
        )
        group = plain[at : at + n]
        words += _placed(group, form, len(text))
        text += form + " " * space
        at += n
    return _on_tokens(text, words) if words else None


def _placed(group: list[list[str]], form: str, start: int) -> list[_Word]:
    exact = "".join(row[1] for row in group) == form
    placed = []
    for row in group:
        end = start + len(row[1] if exact else form)
        placed.append(_Word(start, end, row[4], int(row[6]), row[7]))
        start = end if exact else start
    return placed


def _on_tokens(text: str, words: list[_Word]) -> Sentence:
    tokens = tag_tokens(text)
    owners = [
        [i for i, w in enumerate(words) if w.start < span.end and span.start < w.end]
        for span in tokens
    ]
    chief = [_highest(owned, words) for owned in owners]
    first_token = {}
    for at, owned in enumerate(owners):
        for word in owned:
            first_token.setdefault(word, at)
    pos, heads, labels = [], [], []
    for at, word in enumerate(chief):
        goes_on = first_token[word] != at
        tag = PENN.get(words[word].pos, words[word].pos)
        if goes_on:  # a later part of one word of the treebank
            mark = not tokens[at].text[0].isalnum()
            pos.append(_mark(tokens[at].text) if mark else tag)
            heads.append(first_token[word] + 1)
            labels.append("punct" if mark else "flat")
            continue
        head = words[word].head
        pos.append(tag)
        heads.append(first_token[head - 1] + 1 if head else 0)
        labels.append(
            words[word].label.split(":")[0]
            if not _kept(words[word].label)
            else words[word].label
        )
    return Sentence(
        tuple(s.text for s in tokens), tuple(pos), None, tuple(heads), tuple(labels)
    )


def _kept(label: str) -> bool:
    return label in {
        "nsubj:pass",
        "aux:pass",
        "obl:agent",
        "nmod:poss",
        "acl:relcl",
        "compound:prt",
        "obl:tmod",
        "csubj:pass",
    }


def _highest(owned: list[int], words: list[_Word]) -> int:
    inside = {word + 1 for word in owned}
    return next((word for word in owned if words[word].head not in inside), owned[0])


def batches(lengths: list[int], order: list[int], most: int) -> Iterator[list[int]]:
    """Yield positions in *order*, as many at a time as have *most* words together."""
    batch: list[int] = []
    n_words = 0
    for at in order:
        batch.append(at)
        n_words += lengths[at]
        if n_words >= most:
            yield batch
            batch, n_words = [], 0
    if batch:
        yield batch
