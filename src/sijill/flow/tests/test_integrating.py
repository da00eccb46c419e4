"""
Files of events are laid over each other by their mappings.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from sijill.cli.main import commands
from sijill.errors import SettingsError
from sijill.flow.integrating import integrate_files
from sijill.flow.mapping import open_mapping
from sijill.model import Refusal

MAPPING = """
name = "{name}"
title = "{name}"
row.id = "no"
when = {{ date = "day" }}
where = {{ latitude = "lat", longitude = "lon" }}
violence.otherwise = "attack"
[taxonomies.arm]
column = "arm"
[taxonomies.arm.levels]
"{value}" = ["rocket", "explosion"]
"""


def write_table(folder: Path, name: str, value: str, *rows: str) -> tuple[Path, Path]:
    """Write a table and its mapping."""
    table, mapping = folder / f"{name}.csv", folder / f"{name}.toml"
    table.write_text("\n".join(("no,day,lat,lon,arm", *rows)) + "\n", encoding="utf-8")
    mapping.write_text(MAPPING.format(name=name, value=value), encoding="utf-8")
    return table, mapping


def test_two_tables_with_words_of_their_own_become_one(tmp_path: Path) -> None:
    """Values that the taxonomies bring together are the same; a row that lacks one is told."""
    one = write_table(tmp_path, "one", "Grad", "1,2023-10-05,35.90,36.72,Grad")
    two = write_table(
        tmp_path, "two", "7", "8,2023-10-06,35.91,36.72,7", "9,2023-10-06,35.91,36.72,8"
    )
    files = [(table, open_mapping(str(mapping))) for table, mapping in (one, two)]
    refused: list[Refusal] = []

    found = integrate_files(files, refused.append, days=2, km=4.0)

    assert [[row.event for row in event.rows] for event in found.events] == [["1", "8"]]
    assert (found.entries, found.left_out) == ((1, 1), (0, 1))
    assert "row 3 of the dataset takes no part" in refused[0].text


def test_mappings_must_have_the_same_taxonomies(tmp_path: Path) -> None:
    """What one table says and the other does not cannot be compared."""
    table, mapping = write_table(tmp_path, "one", "Grad", "1,2023-10-05,35.90,36.72,Grad")
    files = [(table, open_mapping(str(mapping))), (table, open_mapping("acled"))]

    with pytest.raises(SettingsError, match="have not the same taxonomies"):
        integrate_files(files, pytest.fail, days=2, km=4.0)


def test_the_command_prints_what_the_tables_share(tmp_path: Path) -> None:
    """One mapping for each file, in their order."""
    one = write_table(tmp_path, "one", "Grad", "1,2023-10-05,35.90,36.72,Grad")
    two = write_table(tmp_path, "two", "7", "8,2023-10-06,35.91,36.72,7")
    words = ["datasets", "integrate", str(one[0]), str(two[0]), "--days", "2", "--km", "4"]

    done = CliRunner().invoke(
        commands, [*words, "--mapping", str(one[1]), "--mapping", str(two[1])]
    )
    short = CliRunner().invoke(commands, [*words, "--mapping", str(one[1])])

    assert done.exit_code == 0, done.output
    assert re.search(r"events that several have +1\n", done.output)
    assert short.exit_code == 2
