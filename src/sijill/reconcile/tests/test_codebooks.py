"""
Codebooks are data: bundled ones name their sources, own ones are checked and join them.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sijill.errors import SettingsError
from sijill.model import Count
from sijill.reconcile.codebooks import (
    Codebook,
    best_numbers,
    choose_codebooks,
    load_codebooks,
    number_by,
    read_own_codebooks,
)

BOOKS = {book.name: book for book in load_codebooks()}


def own(tmp_path: Path, text: str, name: str = "ours.toml") -> Codebook:
    """Return the codebook of a team's file."""
    folder = tmp_path / "codebooks"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")
    return read_own_codebooks(folder)[0]


@pytest.mark.parametrize("book", BOOKS.values(), ids=list(BOOKS))
def test_every_rule_says_itself_and_its_source(book: Codebook) -> None:
    """A reader finds each rule in a sentence, with where it was found."""
    assert book.title
    assert book.about.endswith(".")
    assert [r.name for r in book.rules.values() if not (r.says and r.source)] == []


def test_a_rule_that_was_not_found_is_marked() -> None:
    """What was not found in a source is not shown as verified."""
    rules = [rule for book in BOOKS.values() for rule in book.rules.values()]
    unfound = [rule for rule in rules if rule.source.startswith("Not found")]

    assert len(unfound) > 3
    assert not any(rule.verified for rule in unfound)


def test_exclusions_are_counted_by_no_bundled_codebook() -> None:
    """An accident enters no total unless a codebook lists it."""
    assert [name for name, book in BOOKS.items() if book.counts_act("accident")] == []
    assert all(book.counts_act("airstrike") for book in BOOKS.values())


def test_parting_reports_are_settled_by_each_codebooks_own_rule() -> None:
    """ACLED takes the lowest, the record the newest, UCDP none where sources part."""
    counts = [Count(3, 3), Count(5, 5), Count(4, 4)]
    days = [date(2021, 3, 1), date(2021, 3, 2), date(2021, 3, 3)]

    found = best_numbers(counts, kind="killed", status="unknown", days=days)

    assert found == {"acled": 3, "record": 4}


def test_a_codebook_numbers_only_what_it_counts() -> None:
    """ACLED has no injured, and Airwars no combatants and no number between."""
    injured = best_numbers([Count(2, 2)], kind="injured", status="unknown")
    combatants = best_numbers([Count(2, 2)], kind="killed", status="combatant")

    assert set(injured) == {"record"}
    assert "airwars" not in combatants


def test_a_teams_codebook_joins_the_others(tmp_path: Path) -> None:
    """A file in the record's folder is a codebook as any other, here based on ACLED's."""
    text = 'based_on = "acled"\ntitle = "Ours"\n[unknown]\nvalue = 3\nsays = "Three."\n'
    book = own(tmp_path, text)

    assert number_by(book, [Count(None, None, "vague")]) == 3
    assert number_by(book, [Count(24, None, "vague")]) == 12
    assert book.is_own
    assert choose_codebooks(["ours", "sdg"], [*BOOKS.values(), book])[0] is book


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[harm]\nvalue = ['killed']", "no rule 'harm'. Did you mean 'harms'"),
        ("[harms]\nvalue = ['dead']", "[harms]: its value is a list out of killed"),
        ("[least]\nvalue = -1", "[least]: its value is a whole number"),
        ("[least]\nsays = 'one'", "[least]"),
        ("least = 1", "as a table with a value"),
        ("[acts]\nvalue = ['airstrik']", "[acts]: its value is one of counted"),
        ("[conflict]\nvalue = 'lowest'\nwhy = 'x'", "'why' is unknown"),
        ("based_on = 'gtd'", "based_on names 'gtd'"),
        ("[vague]\nvalue = [{ words = 'dozens' }]", "[vague]: its value is a list of tables"),
        ("[[", "is no TOML"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, wrong: str) -> None:
    """Each mistake is named with the file, the rule and what would be right."""
    with pytest.raises(SettingsError) as why:
        own(tmp_path, text)

    assert wrong in str(why.value)
    assert "codebooks/ours.toml" in str(why.value)


def test_a_bundled_name_is_not_taken(tmp_path: Path) -> None:
    """Nobody's file replaces a bundled codebook unseen."""
    with pytest.raises(SettingsError, match="acled is bundled"):
        own(tmp_path, "", name="acled.toml")


def test_an_unknown_codebook_is_named_with_the_nearest() -> None:
    """A slip of the key is answered with what was meant."""
    with pytest.raises(SettingsError, match="Did you mean acled"):
        choose_codebooks(["acledd"], list(BOOKS.values()))
