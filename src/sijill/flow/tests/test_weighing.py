"""
Match weights are trained on a record, kept there by number, and hold for its next run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from sijill.errors import SettingsError
from sijill.flow.filtering import train_lines
from sijill.flow.linking import link_lines
from sijill.flow.recording import init_record, open_record
from sijill.flow.weighing import load_weights, load_weights_file, word_comparison
from sijill.link import Settings, compare_claims, read_weights, write_weights
from sijill.link import load_weights as bundled_weights
from sijill.model import Cluster, Refusal
from sijill.model.form import json_line
from sijill.testing.claims import make_claims


@pytest.fixture(scope="module")
def lines() -> list[str]:
    """Return generated claims as lines."""
    return [json_line(claim) for claim, _ in make_claims(3, 1500, days=400)]


def test_training_gives_weights_that_link(lines: list[str], tmp_path: Path) -> None:
    """
    What training writes can be read, and links the claims that it was learned from.
    """
    path = tmp_path / "weights.toml"
    path.write_text(train_lines(lines, print), encoding="utf-8")
    weights = load_weights_file(path)
    found: list[object] = []
    link_lines(lines, found.append, print, weights=path, workers=1)

    assert weights.version.endswith(".trained") and weights.rarity.documents > 500
    assert weights.features["place"]["same_place"] > 1 > weights.features["place"]["far"]
    assert 300 < len(found) < 1500


def test_too_few_claims_teach_nothing(lines: list[str]) -> None:
    """
    A small record is told to keep the bundled weights.
    """
    with pytest.raises(SettingsError, match="the bundled weights serve a small record better"):
        train_lines(lines[:5], print)


def test_the_newest_table_holds_unless_one_is_named(tmp_path: Path) -> None:
    """
    Tables are numbered; settings may go back to an older one.
    """
    init_record(tmp_path / "record")
    layout = open_record(tmp_path / "record")
    bundled = load_weights(layout, Settings())
    folder = layout.folder / "frozen"
    folder.mkdir(exist_ok=True)
    text = write_weights(bundled)
    for number in ("1", "2"):
        named = text.replace(bundled.version, f"trained.{number}")
        (folder / f"link_weights_000{number}.toml").write_text(named, encoding="utf-8")

    assert load_weights(layout, Settings()).version == "trained.2"
    older = Settings(weights="frozen/link_weights_0001.toml")
    assert load_weights(layout, older).version == "trained.1"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("version = 1\nnonsense", "is no TOML"),
        ('version = "x"', "holds no match weights: it lacks prior, features, families"),
    ],
)
def test_a_file_that_holds_no_weights_is_named(text: str, why: str) -> None:
    """
    The sentence says which file, what is wrong, and what to do.
    """
    with pytest.raises(SettingsError, match=why):
        read_weights(text, name="mine.toml")


def test_an_unknown_level_is_named() -> None:
    """
    A table of another version is not read by halves.
    """
    text = write_weights(bundled_weights()).replace("same_day =", "same_century =")
    with pytest.raises(SettingsError, match="'same_century' of feature 'time'"):
        read_weights(text, name="mine.toml")


def test_a_pair_reads_as_a_waterfall() -> None:
    """
    Each row shows what it weighs and the sum so far; the last one says the probability.
    """
    pair = [claim for claim, _ in make_claims(3, 2)][:2]
    told = word_comparison(compare_claims(*pair, settings=Settings()))

    prior = f"{bundled_weights().prior:+.2f}"
    assert told[0].split()[:3] == ["prior", prior, prior]
    assert any("one incident with probability" in line for line in told)


def test_a_claim_that_comes_twice_is_refused_by_its_line(lines: list[str]) -> None:
    """
    The first stays; the other is named by number, and nothing else is lost.
    """
    refused: list[Refusal] = []
    found: list[Cluster] = []
    link_lines([*lines[:40], lines[3]], found.append, refused.append, workers=1)

    assert ["line 41" in item.text for item in refused] == [True]
    assert sum(len(item.claims) for item in found) == 40
