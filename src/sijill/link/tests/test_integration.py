"""
Datasets are laid over each other by days, distance and taxonomies.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from sijill.link.integration import Entry, Window, integrate_entries

WINDOW = Window(days=2, km=4.0)
FINE, ALIKE, OTHER = ("rocket", "explosion"), ("mortar", "explosion"), ("knife", "blade")
ROW = Entry(0, "a", 100, 100, 35.90, 36.72, (FINE,))


def rows_of(*datasets: list[Entry]) -> list[list[str]]:
    """Return the rows of each group."""
    found = integrate_entries(datasets, window=WINDOW)
    return [[entry.row for entry in group] for group in found.groups]


@pytest.mark.parametrize(
    ("changes", "matched"),
    [
        ({"first": 102, "last": 102}, True),
        ({"first": 103, "last": 103}, False),
        ({"latitude": 35.93}, True),
        ({"latitude": 35.94}, False),
        ({"levels": (ALIKE,)}, True),
        ({"levels": (OTHER,)}, False),
        ({"last": 101}, False),
    ],
)
def test_a_row_is_matched_within_both_windows_and_the_taxonomy(
    changes: dict[str, object], matched: bool
) -> None:
    """Each alone can keep two rows apart; an event and an episode are never one."""
    other = replace(ROW, dataset=1, row="b", **changes)  # type: ignore[arg-type]

    assert (["a", "b"] in rows_of([ROW], [other])) == matched


def test_the_finer_agreement_wins() -> None:
    """Of two rows that fit, the one that agrees on the finest level is the same event."""
    near = replace(ROW, dataset=1, row="near", levels=(ALIKE,))
    far = replace(ROW, dataset=1, row="far", latitude=35.92)

    assert rows_of([ROW], [near, far]) == [["a", "far"], ["near"]]


def test_each_row_is_used_once() -> None:
    """Two rows of one dataset are two events, so one of them goes without."""
    twin = replace(ROW, row="a2")
    other = replace(ROW, dataset=1, row="b")

    assert sorted(map(len, rows_of([ROW, twin], [other]))) == [1, 2]


def test_a_third_dataset_joins_the_first_of_a_group() -> None:
    """The leading row stands for its group."""
    second = replace(ROW, dataset=1, row="b", latitude=35.93)
    third = replace(ROW, dataset=2, row="c", latitude=35.96)

    assert rows_of([ROW], [second], [third]) == [["a", "b"], ["c"]]


def test_the_order_of_rows_does_not_matter() -> None:
    """Rows of one dataset in any order give the same matches."""
    first = [replace(ROW, row=f"a{n}", latitude=35.90 + n / 100) for n in range(3)]
    second = [replace(ROW, dataset=1, row=f"b{n}", latitude=35.905 + n / 100) for n in range(3)]
    found = {
        frozenset(map(tuple, rows_of(first, list(order)))) for order in permutations(second)
    }

    assert len(found) == 1


def test_an_event_within_an_episode_of_another_is_flagged() -> None:
    """They stay apart, and a person is told."""
    episode = replace(ROW, last=104)
    event = replace(ROW, dataset=1, row="b", first=103, last=103)
    own = replace(ROW, row="c", first=103, last=103)

    found = integrate_entries(
        [[episode, own], [replace(event, levels=(ALIKE,))]], window=WINDOW
    )

    assert [(one.row, whole.row) for one, whole in found.flagged] == []
    found = integrate_entries([[episode], [event]], window=WINDOW)
    assert [(one.row, whole.row) for one, whole in found.flagged] == [("b", "a")]
    assert len(found.groups) == 2
