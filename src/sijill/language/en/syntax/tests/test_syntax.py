"""
Sentences get parts of speech, names and trees: always the same, in any company.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys

import numpy as np
import pytest

from sijill.language.en.syntax import Syntax, parse_sentences
from sijill.language.en.syntax.choosing import load_ours
from sijill.language.en.syntax.network import MOST, MOST_ARC
from sijill.language.en.syntax.pieces import LONGEST
from sijill.language.en.syntax.weights import load_weights

_NOT_MULTIPLIED = ("root", "distance", "label.apart", "entity.next")
SENTENCES = [
    ["Gunmen", "killed", "the", "mayor", "of", "Exampletown", "on", "Tuesday", "."],
    ["TWO", "SOLDIERS", "WERE", "WOUNDED", "BY", "A", "MINE", "IN", "COLOMBIA", "."],
    ["the", "army", "said", "that", "no", "one", "was", "hurt"],
    [".", ".", "-", "!"],
    ["12"],
    [],
]


def test_a_sentence_does_not_depend_on_its_company() -> None:
    """Alone, among others, and in another order: the same syntax."""
    alone = [parse_sentences([words])[0] for words in SENTENCES]
    many = SENTENCES * 40
    random.Random(3).shuffle(many)

    for words, found in zip(many, parse_sentences(many), strict=True):
        assert found == alone[SENTENCES.index(words)]


@pytest.mark.parametrize("change", [str.upper, str.lower], ids=["capitals", "small"])
def test_case_is_not_needed(change: object) -> None:
    """A sentence in capitals and one without capitals are read alike."""
    assert callable(change)
    words = ["gunmen", "killed", "juan", "example", "in", "baghdad"]
    changed = parse_sentences([[change(word) for word in words]])[0]
    plain = parse_sentences([words])[0]

    assert (changed.pos, changed.entities, changed.heads) == (
        plain.pos,
        plain.entities,
        plain.heads,
    )


def test_trees_are_trees() -> None:
    """One root, and every word below it."""
    rng = random.Random(5)
    words = [word for sentence in SENTENCES for word in sentence]
    mixed = [rng.choices(words, k=rng.randint(1, 60)) for _ in range(80)]

    for syntax in parse_sentences(mixed):
        roots = [at for at, head in enumerate(syntax.heads) if at == head]
        assert len(roots) == 1
        assert syntax.labels[roots[0]] == "root"
        assert all(_rises_to(syntax, at, roots[0]) for at in range(len(syntax.heads)))


def _rises_to(syntax: Syntax, at: int, root: int) -> bool:
    for _ in syntax.heads:
        at = syntax.heads[at]
    return at == root


def test_a_sentence_without_an_end_is_one_sentence() -> None:
    """What is cut inside comes out whole, with one root."""
    words = ["shells", "fell", ",", "12", "died"] * LONGEST
    (syntax,) = parse_sentences([words])

    assert syntax.words == tuple(words)
    assert len(syntax.pos) == len(syntax.entities) == len(syntax.heads) == len(words)
    assert sum(at == head for at, head in enumerate(syntax.heads)) == 1


def test_an_entity_begins_with_a_beginning() -> None:
    """No inside stands behind another kind or behind nothing."""
    for syntax in parse_sentences(SENTENCES):
        before = "O"
        for tag in syntax.entities:
            assert tag[0] != "I" or before[2:] == tag[2:]
            before = tag


def test_without_trees_the_tags_are_the_same() -> None:
    """Trees are an addition."""
    for short, whole in zip(
        parse_sentences(SENTENCES, trees=False), parse_sentences(SENTENCES), strict=True
    ):
        assert (short.pos, short.entities) == (whole.pos, whole.entities)
        assert short.heads == ()


def test_another_process_finds_the_same() -> None:
    """Neither hash seed nor number of threads matters."""
    program = (
        "from sijill.language.en.syntax import parse_sentences as p;"
        "print(p([('GUNMEN SHOT A JUDGE IN MEDELLIN ' * 3).split()] * 50)[49])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads},
            capture_output=True,
            check=True,
        ).stdout
        for seed, threads in (("1", "1"), ("2", "4"))
    }
    assert len(outputs) == 1


def test_no_sum_can_leave_the_exact_numbers() -> None:
    """The largest input that a layer can get keeps its sums below 2**24."""
    weights = load_weights()
    arrays = weights.arrays
    most_in = {"near": 127 * len(weights.tables)}
    for name, array in arrays.items():
        if name.endswith(".bias") or name in _NOT_MULTIPLIED:
            continue
        reach = np.abs(array).reshape(-1, array.shape[-1]).sum(0) * most_in.get(name, MOST)
        if f"{name}.bias" in arrays:
            reach = reach + np.abs(arrays[f"{name}.bias"])
        assert reach.max() < 2**24, name
    own, other = (np.abs(arrays[f"label.{k}"]).sum(0) * MOST for k in ("own", "other"))
    assert (own + other + np.abs(arrays["label.apart"]).max(0)).max() < 2**24
    units = arrays["dep"].shape[1]
    assert 2 * units * MOST_ARC * MOST_ARC < 2**24


def test_words_are_not_kept_forever() -> None:
    """A tagger does not grow with the words it has seen."""
    tagger = load_ours()
    tagger.parse_sentences([[f"w{i}" for i in range(n, n + 100)] for n in range(0, 9000, 100)])
    assert len(tagger.vocabulary) <= 65536
