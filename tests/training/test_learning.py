"""
Training learns what it is shown, by the right gradients, and the same each time.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from training.batching import collect_names, make_batch, number
from training.corpora import Sentence, load_trees
from training.loop import train
from training.network import Batch, learn, make_params
from training.quantise import quantise, save_weights
from training.scoring import score_entities, spans_of

ROWS = [
    "Gunmen/NNS/O/2/nsubj shot/VBD/O/0/root Ana/NNP/B-person/2/obj "
    "in/IN/O/5/case Aleppo/NNP/B-place/2/obl",
    "Two/CD/O/2/nummod nurses/NNS/O/4/nsubj:pass were/VBD/O/4/aux:pass killed/VBN/O/0/root",
    "Rebels/NNS/O/2/nsubj left/VBD/O/0/root Aleppo/NNP/B-place/2/obj "
    "on/IN/O/5/case Monday/NNP/B-time/2/obl",
]
CONLLU = """# text = Don't fire.
1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tdo\tAUX\tVB\t_\t3\taux\t_\t_
2\tn't\tnot\tPART\tRB\t_\t3\tadvmod\t_\t_
3\tfire\tfire\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_
"""  # fmt: skip


def make_sentences() -> list[Sentence]:
    """Return invented sentences, with everything known of them."""
    rows = [[word.split("/") for word in line.split()] for line in ROWS]
    columns = [tuple(zip(*row, strict=True)) for row in rows]
    return [Sentence(w, p, e, tuple(map(int, h)), lab) for w, p, e, h, lab in columns]


def make_small_batch() -> tuple[dict[str, np.ndarray], Batch]:
    """Return random parameters, as 64-bit floats, and a batch for them."""
    sentences = make_sentences()
    names = collect_names(sentences * 3)
    rng = np.random.default_rng(1)
    sizes = {"pos": 0, "entity": 0, "label": 0} | {
        name: len(rows) for name, rows in names.outputs.items()
    }
    channels = ("word", "suffix4", "suffix2", "prefix3", "shape", "lists")
    sizes |= {c: len(rows) for c, rows in zip(channels, names.channels, strict=True)}
    params = {name: p.astype(np.float64) for name, p in make_params(sizes, rng).items()}
    for name in ("entity.next", "distance", "root", "label.apart"):
        params[name] += rng.standard_normal(params[name].shape) * 0.3
    return params, make_batch(number(sentences, names), rng, 0.0, None)


@pytest.mark.parametrize(
    "name",
    ["near", "wide", "phrase", "pos", "entity.next", "distance", "head", "dep", "root",
     "label.own", "label.other", "label.apart", "label.out.bias"],
)  # fmt: skip
def test_gradients_are_those_of_the_loss(name: str) -> None:
    """A small step changes the loss as the gradient says."""
    params, batch = make_small_batch()
    rng = np.random.default_rng(2)
    _, grads, _ = learn(params, batch, np.random.default_rng(3), 0.0)
    way = rng.standard_normal(params[name].shape)
    way /= np.linalg.norm(way)
    step = 1e-4  # short enough to turn few units on or off

    losses = []
    for sign in (1, -1):
        moved = params | {name: params[name] + sign * step * way}
        losses.append(learn(moved, batch, np.random.default_rng(3), 0.0)[0])

    slope = (losses[0] - losses[1]) / (2 * step)
    assert slope == pytest.approx(float((grads[name] * way).sum()), rel=0.02, abs=1e-4)


def test_the_same_sentences_give_the_same_bytes(tmp_path: Path) -> None:
    """Two trainings from one seed write the same file."""
    sentences = make_sentences() * 5
    files = []
    for at in range(2):
        names = collect_names(sentences)
        numbered = number(sentences, names)
        params = train(numbered, numbered, names, seed=3, passes=2)
        save_weights(quantise(params, names), tmp_path / f"{at}.npz")
        files.append((tmp_path / f"{at}.npz").read_bytes())

    assert files[0] == files[1]


def test_words_written_together_are_one_token(tmp_path: Path) -> None:
    """A treebank's words become the tokens of the house, with one head each."""
    path = tmp_path / "one.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    (sentence,) = load_trees(path)

    assert sentence.words == ("Don't", "fire", ".")
    assert (sentence.heads, sentence.labels) == ((2, 0, 2), ("aux", "root", "punct"))


def test_entities_are_scored_whole() -> None:
    """Half a name is no name."""
    gold = ["B-person", "I-person", "O", "B-place"]
    found = ["B-person", "O", "O", "B-place"]

    assert spans_of(gold) == {(0, 2, "person"), (3, 4, "place")}
    assert score_entities([gold], [found])["all"] == (0.5, 0.5, 0.5)
