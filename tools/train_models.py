"""
Train the models of English that ship with the package: `make train DATA=FOLDER`.

The seed, the order of the sentences and the kind of processor that numpy computes for are
fixed, so that the same data give the same bytes.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

SEED = 7
PASSES = 6
TREE_PASSES = 2
_FIXED = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "OPENBLAS_CORETYPE": "Haswell"}
_PACKAGE = Path(__file__).parents[1] / "src/sijill/language/en/syntax/weights"


def main(data: Path) -> None:
    """Train on the corpora in the folder *data*; write the weights and the scores."""
    from training.batching import collect_names, number
    from training.card import write_card
    from training.corpora import load_news, load_trees
    from training.loop import train
    from training.quantise import quantise, save_weights

    news, news_back = load_news(data / "gmb.jsonl.gz", seed=SEED)
    trees = load_trees(data / "ud-ewt/train.conllu.gz")
    names = collect_names([*news, *trees])
    params = train(
        number(news, names),
        number(trees, names),
        names,
        seed=SEED,
        passes=PASSES,
        tree_passes=TREE_PASSES,
    )
    save_weights(quantise(params, names), _PACKAGE / "en.npz")
    write_card(
        _PACKAGE / "en.json", data, news_back, load_trees(data / "ud-ewt/test.conllu.gz")
    )


if __name__ == "__main__":
    if any(os.environ.get(name) != value for name, value in _FIXED.items()):
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | _FIXED)
    sys.path.insert(0, str(Path(__file__).parent))
    main(Path(sys.argv[1]))
