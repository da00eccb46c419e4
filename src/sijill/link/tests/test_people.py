"""
Invented people on invented lists: who is one person, who is not, and who is asked about.
"""

from __future__ import annotations

from datetime import date

import pytest

from sijill.link.names import compare_names
from sijill.link.people import cluster_people, find_pairs
from sijill.model import Anchor, DateRange
from sijill.model.victim import NamedPerson, person_id

DAY = date(2023, 10, 5)


def _row(
    number: int, *names: str, of: str = "a", day: date | None = DAY, **more: object
) -> NamedPerson:
    anchor = Anchor(f"{of}#{number}", 0, 1)
    died = DateRange(None, day, day, "day") if day else None
    return NamedPerson(person_id(anchor), anchor, names, died=died, list=of, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mohammed Khaled al-Masri", "محمد خالد المصري"),
        ("Muhammad Khalid Masri", "Mhd. Khaled El Masry"),
        ("عبد الرحمن يوسف حداد", "Abdulrahman Youssef Haddad"),
        ("فاطمة أحمد", "Fatima Ahmad"),
        ("Hussein Shahin", "حسين شاهين"),
        ("Noura Qasem", "نورة قاسم"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    """
    Transliterations, articles, short forms and the other script.
    """
    likeness, alike = compare_names(one, other)

    assert likeness >= 0.88
    assert alike >= 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hassan Haddad", "Hussein Haddad"),
        ("حسن حداد", "Hussein Haddad"),
        ("Rima Saleh", "Samir Saleh"),
        ("Yousef Qasem", "Yasin Qasem"),
    ],
)
def test_other_names_are_told_apart(one: str, other: str) -> None:
    """
    Names that share consonants or a family are not sure to be one.
    """
    assert compare_names(one, other)[0] < 0.88


def test_a_person_on_two_lists_in_two_scripts_is_one() -> None:
    """
    The name in both scripts, the day and the place agree: one person without asking.
    """
    rows = [
        _row(1, "Mohammed Khaled al-Masri", place="Sarmin", age=(34, 34)),
        _row(2, "Rima Haddad", place="Sarmin", age=(8, 8)),
        _row(1, "محمد خالد المصري", of="b", place="سرمين", age=(35, 35)),
    ]
    people = cluster_people(rows, {})

    assert sorted(map(len, people.groups)) == [1, 2]
    assert people.doubtful == ()


def test_a_name_alone_is_doubtful_and_a_person_decides() -> None:
    """
    Without a day nothing is sure; "same" joins, "not the same" keeps apart and is not asked
    again, "unsure" stays in the queue.
    """
    rows = [_row(1, "Khaled Salim", day=None), _row(1, "خالد سليم", of="b", day=None)]
    pair = tuple(sorted(row.id for row in rows))
    asked = cluster_people(rows, {})

    assert [(one.left, one.right) for one in asked.doubtful] == [pair]
    for verdict, groups, waiting in (("same", 1, 0), ("not_same", 2, 0), ("unsure", 2, 1)):
        people = cluster_people(rows, {pair: verdict})  # type: ignore[dict-item]

        assert (len(people.groups), len(people.doubtful)) == (groups, waiting)


def test_what_rules_a_pair_out() -> None:
    """
    Another sex, a life between their ages, a season between their days: not even asked.
    """
    first = _row(1, "Nour Khaled Haddad", sex="female", age=(30, 30))
    others = [
        _row(2, "Nour Khaled Haddad", of="b", sex="male"),
        _row(3, "Nour Khaled Haddad", of="c", age=(62, 62)),
        _row(4, "Nour Khaled Haddad", of="d", day=date(2024, 3, 1)),
    ]

    assert all(find_pairs([first, other]) == () for other in others)


def test_rows_of_one_list_and_a_father_and_son_are_asked_about() -> None:
    """
    A list that holds a name twice, and names in the other order, are for a person.
    """
    rows = [
        _row(1, "Khaled Salim Haddad", place="Binnish"),
        _row(2, "Khaled Salim Haddad", place="Binnish"),
        _row(1, "Salim Khaled Haddad", of="b", day=date(2023, 10, 9), place="Binnish"),
    ]
    people = cluster_people(rows, {})

    assert len(people.groups) == 3
    assert len(people.doubtful) == 3


def test_the_order_of_rows_plays_no_part_and_not_same_holds_over_chains() -> None:
    """
    A is sure with B and B with C, but somebody said that A and C are two: they stay two.
    """
    rows = [_row(1, "Samir Yousef Qasem", of=name, place="Ariha") for name in ("a", "b", "c")]
    ids = [row.id for row in rows]
    judged = {(ids[0], ids[2]): "not_same"}

    assert len(cluster_people(rows, {}).groups) == 1
    assert cluster_people(rows, judged) == cluster_people(rows[::-1], judged)
    assert len(cluster_people(rows, judged).groups) == 2
