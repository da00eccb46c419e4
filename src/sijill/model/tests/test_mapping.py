"""
A mapping says every mistake of its own, in sentences.
"""

from __future__ import annotations

import pytest

from sijill.errors import SettingsError
from sijill.model.mapping import list_mappings, load_mapping, read_mapping

GOOD = """
name = "ours"
title = "Ours"
[when]
date = "Day"
[violence]
columns = ["Type"]
terms = { "Raid" = "airstrike" }
[[harms]]
kind = "killed"
columns = ["Dead"]
"""


@pytest.mark.parametrize("name", list_mappings())
def test_a_bundled_mapping_names_its_codebook(name: str) -> None:
    """Who reads it can look up where its makers say what a column means."""
    mapping = load_mapping(name)

    assert mapping.name == name
    assert mapping.codebook
    assert set(mapping.optional) <= set(mapping.columns()) | {
        "assoc_actor_1",
        "civilian_targeting",
        "source_article",
        "dbsource",
        "targtype1_txt",
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"airstrike"', '"airstike"', "Did you mean 'airstrike'?"),
        ('kind = "killed"', 'kind = "dead"', "'dead' is no term"),
        ('date = "Day"', 'day = "Day"', "names no date"),
        ('date = "Day"', 'dat = "Day"', "unknown key 'dat'"),
        ('date = "Day"', 'date = "Day"\norder = "dayfirst"', "Did you mean 'day_first'?"),
        ('title = "Ours"', "", "lacks the key 'title'"),
        ('columns = ["Dead"]', 'columns = "Dead"', "expected a list"),
        ('name = "ours"', 'name = "our list"', "is one word"),
        ('name = "ours"', "name = ours", "is no TOML"),
        ('name = "ours"', 'name = "ours"\nlike = "acled2"', "there is no mapping 'acled2'"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, said: str) -> None:
    """The sentence names the file, and what to write instead."""
    with pytest.raises(SettingsError) as found:
        read_mapping(GOOD.replace(old, new), "ours.toml")

    assert said in str(found.value)


def test_a_mapping_can_begin_from_another() -> None:
    """Only what differs needs to be said."""
    text = 'name = "a"\ntitle = "A"\nlike = "acled"\n[when]\norder = "month_first"\n'

    mapping = read_mapping(text, "a.toml")

    assert (mapping.when.date, mapping.when.order) == ("event_date", "month_first")
    assert mapping.violence == load_mapping("acled").violence
