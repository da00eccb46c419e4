"""
Rows that share a key are found, each pair once, however many rows are looked at together.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import numpy as np
import pytest

from sijill.link.people import sharing
from sijill.link.people.candidates import find_likely
from sijill.link.people.naming import make_name_book, split_names
from sijill.link.people.sharing import share_keys
from sijill.model import Anchor, DateRange
from sijill.model.victim import NamedPerson, person_id
from sijill.testing.peoplelists import make_people_lists

DAY = date(2023, 10, 5)


def _row(
    number: int, name: str, day: date | None = DAY, place: str | None = None
) -> NamedPerson:
    anchor = Anchor(f"list#{number}", 0, 1)
    died = DateRange(None, day, day, "day") if day else None
    return NamedPerson(person_id(anchor), anchor, (name,), died=died, place=place, list="a")


def _pairs(people: list[NamedPerson], at_once: int = 100) -> set[tuple[int, int]]:
    found = [*share_keys(people, make_name_book(split_names(people))).pairs(at_once)]
    pairs = [tuple(pair) for one in found for pair in one.tolist()]
    assert len(pairs) == len(set(pairs)) and all(left < right for left, right in pairs)
    return set(pairs)


@pytest.mark.parametrize(
    ("name", "day", "place", "shared"),
    [
        ("سمير قاسم", None, None, True),
        ("Qasem Samir", None, None, True),
        ("Samir Haddad", DAY, None, True),
        ("Samir Haddad", DAY - timedelta(days=1), None, True),
        ("Samir Haddad", DAY + timedelta(days=1), None, True),
        ("Samir Haddad", DAY + timedelta(days=2), None, False),
        ("Samir Haddad", DAY + timedelta(days=2), "Homs", True),
        ("Samir Haddad", DAY + timedelta(days=60), "Homs", False),
        ("Rima Haddad", DAY, "Homs", False),
    ],
)
def test_two_sounds_are_shared_or_one_and_a_day_or_a_place(
    name: str, day: date | None, place: str | None, shared: bool
) -> None:
    """
    Two parts in any order or script; or the first or last and the day, give or take one; or the
    first with place and month.
    """
    people = [_row(1, "Samir Qasem", place="حمص"), _row(2, name, day, place)]

    assert _pairs(people) == ({(0, 1)} if shared else set())


def test_how_many_rows_are_looked_at_together_changes_nothing() -> None:
    """Pairs come out rising and each once, by ones or all at once."""
    people = list(make_people_lists(3, 400).rows)
    keys = share_keys(people, make_name_book(split_names(people)))
    whole = np.concatenate(list(keys.pairs(1_000)))

    assert len(whole) > 100
    assert np.array_equal(whole, np.concatenate(list(keys.pairs(1))))
    assert np.array_equal(whole, np.concatenate(list(keys.pairs(7))))


def test_a_key_that_too_many_share_is_divided(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Of a month full of one name, those of a day or the next, or of a place, are still compared;
    and of a day full of it, those of a place.
    """
    days = [DAY + timedelta(days=n) for n in (0, 0, 1, 3, 3, 6)]
    places = ["Homs", "Aleppo", None, "Homs", "Hama", None]
    people = [
        _row(n, "Samir Qasem", day, place)
        for n, (day, place) in enumerate(zip(days, places, strict=True))
    ]
    every = set(combinations(range(6), 2))

    assert _pairs(people) == every
    monkeypatch.setattr(sharing, "_MOST", 3)
    assert _pairs(people) == {(0, 1), (0, 2), (1, 2), (3, 4), (0, 3)}
    monkeypatch.setattr(sharing, "_MOST", 1)
    assert _pairs(people) == set()


def test_nobody_and_rows_without_a_name_share_nothing() -> None:
    """No row, or none with a part that can be read, gives no pair."""
    assert _pairs([]) == set()
    assert _pairs([_row(1, "1"), _row(2, "1")]) == set()
    assert find_likely([]).pairs.shape == (0, 2)
