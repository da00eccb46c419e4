"""
The commands of actors and sources, as a person types them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sijill.cli.actors import ACTOR_KINDS
from sijill.cli.main import commands
from sijill.cli.sources import SOURCE_KINDS
from sijill.errors import SettingsError
from sijill.flow.recording import init_record
from sijill.model.vocabulary import load_terms


def run(*arguments: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(commands, list(arguments), standalone_mode=False)


@pytest.fixture
def record(tmp_path: Path) -> str:
    """An empty record."""
    return str(init_record(tmp_path / "record"))


def test_the_kinds_that_are_offered_are_those_of_the_vocabulary() -> None:
    """The choices stand in the command line, where loading the vocabulary would cost time."""
    assert set(ACTOR_KINDS) == set(load_terms("actor_kind"))
    assert set(SOURCE_KINDS) == set(load_terms("source_kind"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("government forces", "--country", "sy", "--on", "2025-02-01"), "army_sy_2024"),
        (("regime forces", "--country", "SY", "--on", "2016-02-01"), "partisan_wording"),
        (("terrorists",), "party_not_known"),
        (("Qwxyzzy men",), "nobody known"),
    ],
)
def test_words_are_explained(words: tuple[str, ...], told: str) -> None:
    """Who is meant, or why nobody is, with the doubts."""
    assert told in run("actors", "find", *words).output


def test_lists_are_tables_or_json() -> None:
    """A country's actors with its forces; without one the groups alone."""
    table = run("actors", "list", "--country", "SD").output
    groups = run("actors", "list").output
    rows = run("sources", "list", "--country", "SD", "--json").output.splitlines()

    assert "army_sd" in table
    assert "rapid_support_forces" in table
    assert "army_ke" not in groups
    assert {"suna", "radio_dabanga"} <= {json.loads(row)["value"]["id"] for row in rows}
    assert run("actors", "list", "qwxyzzy").output == "none\n"


def test_a_term_is_added_shown_and_merged(record: str) -> None:
    """Each command says what it appended; `show` says who changed what."""
    given = ("--record", record, "--why", "known", "--by", "reviewer")
    added = run(
        "actors", "add", "valley_guard", "--name", "Valley Guard", "--kind", "militia",
        "--native", "ar=حرس الوادي", "--alias", "SDF", "--called-by", "hts=the outlaws", *given,
    )  # fmt: skip
    merged = run("actors", "merge", "valley_guard", "ahrar_al_sham", *given)
    shown = run("actors", "show", "valley_guard", "--record", record).output
    own = run("actors", "list", "--own", "--record", record).output

    assert "add valley_guard" in added.output
    assert "“SDF” is also a name of syrian_democratic_forces." in added.output
    assert "merge valley_guard into ahrar_al_sham" in merged.output
    assert "valley_guard was merged into ahrar_al_sham." in shown
    assert "حرس الوادي" in shown
    assert "by reviewer" in shown
    assert "ahrar_al_sham" in own
    assert "hamas" not in own


def test_a_source_is_added_as_json_and_only_tried(record: str) -> None:
    """With --dry-run nothing is kept."""
    tried = run(
        "sources", "add", "valley_radio", "--name", "Valley Radio", "--kind", "local_media",
        "--beat", "SY", "--record", record, "--why", "known", "--dry-run", "--json",
    )  # fmt: skip

    assert json.loads(tried.output)["value"]["beat"] == ["SY"]
    assert (
        "no known source" in run("sources", "find", "Valley Radio", "--record", record).output
    )


def test_a_pair_without_its_sign_is_wrong_use(record: str) -> None:
    """The sentence shows what was expected."""
    wrong = run(
        "actors", "add", "x", "--name", "X", "--kind", "militia", "--native", "arabic",
        "--record", record, "--why", "known",
    )  # fmt: skip

    assert "expected two parts" in str(wrong.exception)


def test_an_unknown_term_names_the_nearest() -> None:
    """Show does not guess, it asks."""
    wrong = run("actors", "show", "hesbollah")

    assert isinstance(wrong.exception, SettingsError)
    assert "Did you mean 'hezbollah'?" in str(wrong.exception)
