"""
The model as a filter, and two extractors held against each other.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from saying import TEXT, claim, count, farmers, harm, say

OTHER = "Gunmen shot dead a teacher in Binnish on Friday."


@pytest.fixture
def readings(tmp_path: Path, model) -> Path:
    """Two readings and the settings of a model, in a folder."""
    rows = [{"id": f"d{n}", "text": t, "language": "en"} for n, t in enumerate((TEXT, OTHER))]
    (tmp_path / "readings.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")
    (tmp_path / "sijill.toml").write_text(
        f'[extract]\nmodel_url = "{model.url}"\nmodel_name = "tiny"\n'
    )
    return tmp_path


def sijill(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in *folder*."""
    command = [sys.executable, "-c", "from sijill.cli.main import main; main()", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", check=False
    )


EXTRACT = ("extract", "readings.jsonl", "--with", "llm", "--settings", "sijill.toml")
COMPARE = ("compare", "readings.jsonl", "--with", "rules", "--with", "llm")
COMPARE += ("--settings", "sijill.toml")
KEYS = ("reading_id", "field", "first", "second")


def test_a_filter_keeps_the_answers_in_a_folder(readings: Path, model) -> None:
    """The second run says the same and asks nothing."""
    model.otherwise = lambda text: model.complete(say(farmers()) if text == TEXT else say())

    first = sijill(readings, *EXTRACT, "--answers", "answers")
    second = sijill(readings, *EXTRACT, "--answers", "answers")

    assert (first.returncode, first.stderr, first.stdout) == (0, "", second.stdout)
    assert json.loads(first.stdout)["extractor"].startswith("sijill.llm.v2/tiny@")
    assert len(model.asked) == 2


def test_a_filter_without_a_model_is_wrong_use(readings: Path) -> None:
    """One sentence, and the code for wrong use."""
    done = sijill(readings, *EXTRACT[:4])

    assert (done.returncode, "model_url" in done.stderr) == (2, True)


def test_comparing_shows_where_two_extractors_part(readings: Path, model) -> None:
    """Claims are matched by evidence and harm; the fields that differ are shown."""
    said = farmers(when=None, where=["Sarmin"])
    model.otherwise = lambda text: model.complete(say(said) if text == TEXT else say())

    done = sijill(readings, *COMPARE, "--json")
    found = json.loads(done.stdout)
    partings = [
        (p["reading_id"], p["field"], p["first"], p["second"]) for p in found["partings"]
    ]

    assert done.returncode == 0
    assert (found["claims"], found["matched"], found["readings"]) == ([2, 1], 1, 2)
    assert found["agreed"]["counts"] == 1
    assert ("d0", "when", "Thursday", None) in partings
    assert ("d1", "claim", "shooting: killed", None) in partings


def test_comparing_prints_a_table(readings: Path, model) -> None:
    """For people there are names, numbers and a line for each parting."""
    model.otherwise = lambda _: model.complete(say())

    done = sijill(readings, *COMPARE)

    assert done.returncode == 0
    assert "A is sijill.rules_en" in done.stdout
    assert "shooting: killed" in done.stdout


def test_an_extractor_agrees_with_itself(readings: Path) -> None:
    """Nothing parts it from itself."""
    done = sijill(readings, "compare", "readings.jsonl", "--with", "rules", "--with", "rules")

    assert (done.returncode, "They part nowhere." in done.stdout) == (0, True)


def test_what_one_refuses_is_not_compared(readings: Path, model) -> None:
    """Refusals are told and end with code 1."""
    model.otherwise = lambda _: model.reply("", status=404)

    done = sijill(readings, *COMPARE, "--json")

    assert (done.returncode, json.loads(done.stdout)["readings"]) == (1, 0)
    assert done.stderr.count("model_failed") == 2


@pytest.mark.parametrize("names", [(), ("rules",), ("rules", "rules", "rules")])
def test_two_are_compared(readings: Path, names: tuple[str, ...]) -> None:
    """One or three is wrong use."""
    options = [word for name in names for word in ("--with", name)]

    assert sijill(readings, "compare", "readings.jsonl", *options).returncode == 2


def test_the_widest_overlap_is_matched_first(readings: Path, model) -> None:
    """Of two claims on one passage the one that tells of the same harm is the twin."""
    hurt = harm("12 people", count("at least 12", 12), "injured")
    hurt["count"]["high"] = None
    both = say(claim("killing three farmers", hurt), farmers())
    model.otherwise = lambda text: model.complete(both if text == TEXT else say())

    found = json.loads(sijill(readings, *COMPARE, "--json").stdout)

    assert (found["claims"], found["matched"]) == ([2, 2], 1)
