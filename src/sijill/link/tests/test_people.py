"""
Invented people on invented lists: who is one person, who is not, and who is asked about.
"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sijill.link.people import cluster_people, draw_people, explain_pair, weigh_people
from sijill.link.people.naming import NAME_LEVELS, make_name_book, split_names
from sijill.model import Anchor, DateRange
from sijill.model.victim import NamedPerson, PersonPair, person_id

DAY = date(2023, 10, 5)


def _row(
    number: int, *names: str, of: str = "a", day: date | None = DAY, **more: object
) -> NamedPerson:
    anchor = Anchor(f"{of}#{number}", 0, 1)
    died = DateRange(None, day, day, "day") if day else None
    return NamedPerson(person_id(anchor), anchor, names, died=died, list=of, **more)  # type: ignore[arg-type]


def _level(one: str, other: str) -> str:
    book = make_name_book(split_names([_row(1, one), _row(2, other)]))
    return NAME_LEVELS[book.levels(np.array([0]), np.array([1]))[0]][0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Khaled al-Masri", "محمد خالد المصري"),
        ("Muhammad Khalid Masri", "Mhd. Khaled El Masry"),
        ("عبد الرحمن يوسف حداد", "Abdulrahman Youssef Haddad"),
        ("فاطمة أحمد", "Fatima Ahmad"),
        ("Hussein Shahin", "حسين شاهين"),
        ("Noura Qasem", "نورة قاسم"),
        ("عبدالله مصطفى الخطيب", "Abd Allah Mustafa AlKhatib"),
        ("نورالدين أبو زيد", "Noureddine Abuzeid"),
        ("عائشة ليلى إياد", "Aisha Leila Eyad"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    """
    Transliterations, articles, short forms and the other script.
    """
    assert _level(one, other).startswith("same")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Haddad", "Hussein Haddad"),
        ("حسن حداد", "Hussein Haddad"),
        ("Rima Saleh", "Samir Saleh"),
        ("Yousef Qasem", "Yasin Qasem"),
        ("Ali Fares", "Yahya Ali Fares"),
    ],
)
def test_other_names_are_told_apart(one: str, other: str) -> None:
    """
    Names that share consonants or a family, and a son and his father, are not one name.
    """
    assert not _level(one, other).startswith("same")


ROWS = (
    _row(1, "Mohammed Khaled al-Masri", place="Sarmin", age=(34, 34)),
    _row(2, "Rima Haddad", place="Sarmin", age=(8, 8)),
    _row(3, "Samir Haddad", place="Sarmin", age=(11, 11)),
    _row(4, "Khaled Salim", day=None),
    _row(5, "Nour Abdulrahman Abu Zeid", sex="female", age=(30, 30)),
    _row(1, "محمد خالد المصري", of="b", place="سرمين", age=(35, 35)),
    _row(2, "خالد سليم", of="b", day=None),
    _row(
        3, "Nour Abdel Rahman Abuzeid", of="b", day=date(2024, 3, 1), sex="male", age=(62, 62)
    ),
    _row(4, "Abu Zeid, Nour Abd al-Rahman", of="b", sex="female", age=(30, 30)),
)


@pytest.fixture(scope="module")
def pairs() -> tuple[PersonPair, ...]:
    """The rows weighed by Splink with the bundled weights."""
    return weigh_people(ROWS)


def test_rows_are_joined_weighed_and_explained(pairs: tuple[PersonPair, ...]) -> None:
    """
    Two scripts with day and place are one person; a brother and a sister who died together
    are not even weighed; a name alone waits; the lines of the explanation end at the weight.
    """
    people = cluster_people(ROWS, pairs, {})
    found = {(one.left, one.right): one for one in pairs}
    asked = {(one.left, one.right) for one in people.doubtful}

    assert ("a#1:0:1", "b#1:0:1") in people.groups
    assert ("a#2:0:1", "a#3:0:1") not in found
    assert ("a#4:0:1", "b#2:0:1") in asked
    assert all(
        explain_pair(one)[-1].p_same == pytest.approx(one.p_same, abs=0.02) for one in pairs
    )


def test_parts_in_any_order_and_spelling_and_what_speaks_against(
    pairs: tuple[PersonPair, ...],
) -> None:
    """
    Family name first, "Abd al-Rahman" and "Abuzeid" in any spelling: one person; with another
    sex, age and season: nobody asks.
    """
    found = {(one.left, one.right): one.p_same for one in pairs}

    assert found["a#5:0:1", "b#4:0:1"] > 0.9
    assert found.get(("a#5:0:1", "b#3:0:1"), 0.0) < 0.1


def test_the_order_of_rows_plays_no_part(pairs: tuple[PersonPair, ...]) -> None:
    """
    The same rows the other way round weigh the same and give the same people.
    """
    turned = weigh_people(ROWS[::-1])

    assert turned == pairs
    assert cluster_people(ROWS[::-1], turned[::-1], {}) == cluster_people(ROWS, pairs, {})


def _pair(left: NamedPerson, right: NamedPerson, p_same: float) -> PersonPair:
    one, other = sorted((left.id, right.id))
    return PersonPair(f"{one} {other}", one, other, p_same)


def test_what_people_say_holds_and_chains_join_nobody() -> None:
    """
    "Not the same" holds over a chain; a chain of likenesses alone joins nobody; "same" joins
    two rows of one list, which nothing else does; "unsure" stays in the queue.
    """
    a, b, c = (_row(1, "Samir Qasem", of=name) for name in "abc")
    twin = _row(2, "Samir Qasem", of="a")
    all_three = [_pair(a, b, 0.99), _pair(b, c, 0.98), _pair(a, c, 0.97)]
    chain = [_pair(a, b, 0.99), _pair(b, c, 0.6)]

    assert len(cluster_people([a, b, c], all_three, {}).groups) == 1
    assert len(cluster_people([a, b, c], all_three, {(a.id, c.id): "not_same"}).groups) == 2
    assert len(cluster_people([a, b, c], chain, {}).groups) == 2
    assert len(cluster_people([a, twin], [_pair(a, twin, 0.99)], {}).groups) == 2
    assert (
        len(
            cluster_people([a, twin], [_pair(a, twin, 0.99)], {}, repeats=frozenset("a")).groups
        )
        == 1
    )
    assert len(cluster_people([a, twin], [], {(a.id, twin.id): "same"}).groups) == 1
    asked = cluster_people([a, b], [_pair(a, b, 0.95)], {(a.id, b.id): "unsure"})
    assert (len(asked.groups), len(asked.doubtful)) == (2, 1)


def test_draws_join_as_often_as_the_weights_say() -> None:
    """
    Of many draws, a pair of 0.7 is together in seven of ten; what people said, in all.
    """
    rows = [_row(1, "Samir Qasem", of=name) for name in "abcd"]
    pairs = [_pair(rows[0], rows[1], 0.7), _pair(rows[2], rows[3], 0.5)]
    told = {(rows[2].id, rows[3].id): "same"}
    drawn = list(draw_people(rows, pairs, told, draws=400, seed=3))
    together = sum((rows[0].id, rows[1].id) in draw for draw in drawn) / 400

    assert together == pytest.approx(0.7, abs=0.07)
    assert all((rows[2].id, rows[3].id) in draw for draw in drawn)
    assert list(draw_people(rows[::-1], pairs, told, draws=400, seed=3)) == drawn
