"""
Names told after the number, in apposition, and again: each person once, with all that is said.
"""

from __future__ import annotations

import pytest

from sijill.extract.rules import make_extractor
from sijill.model import Claim, Reading


def _read(text: str) -> list[Claim]:
    return list(make_extractor().extract_claims(Reading("d", text, language="en")))


def _named(text: str) -> list[tuple[int | None, list[tuple[str, int | None]]]]:
    return [
        (harm.count.high, [(name.name, name.age) for name in harm.names])
        for claim in _read(text)
        for harm in claim.harms
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Three farmers were killed by a mine near Sarmin on Tuesday. They were identified "
            "as Adam Example, 34, his brother Omar Example, 30, and Idris Sample.",
            [(3, [("Adam Example", 34), ("Omar Example", 30), ("Idris Sample", None)])],
        ),
        (
            "Shells killed two people in Nyala. Police named the dead as Adam Example, 61, "
            "and Omar Sample.",
            [(2, [("Adam Example", 61), ("Omar Sample", None)])],
        ),
        (
            "Gunmen killed five villagers near Mopti. The dead were Adam Example and Omar "
            "Sample, both farmers.",
            [(5, [("Adam Example", None), ("Omar Sample", None)])],
        ),
        (
            "Journalists Roberto Ejemplo and Luis Muestra were killed by gunmen in Cali.",
            [(2, [("Roberto Ejemplo", None), ("Luis Muestra", None)])],
        ),
        (
            "TWO LEADERS OF THE UNION WERE KILLED NEAR RIO BLANCO. IT WAS LEARNED THAT PEDRO "
            "EJEMPLO AND RUBEN DARIO MUESTRA WERE SHOT TO DEATH BY A GROUP OF ARMED MEN.",
            [(2, [("PEDRO EJEMPLO", None), ("RUBEN DARIO MUESTRA", None)])],
        ),
    ],
)
def test_names_behind_a_number_are_of_those_counted(
    text: str, expected: list[tuple[int, list[tuple[str, int | None]]]]
) -> None:
    assert _named(text) == expected


def test_an_attacker_who_is_named_is_no_victim() -> None:
    told = _named(
        "Two shoppers were shot dead in Cali. The gunman was identified as Luis Muestra, 20."
    )
    assert told == [(2, [])]


def test_an_apposition_is_one_person() -> None:
    (harm,) = _read("Nour Example, a teacher, was killed in the shelling of Sarmin.")[0].harms
    assert (harm.count.low, harm.names[0].name) == (1, "Nour Example")
    assert harm.names[0].description == "a teacher"


def test_a_named_victim_told_of_again_is_the_same_act() -> None:
    (claim,) = _read(
        "Mayor Pedro Ejemplo was shot dead in Cali. Residents lit candles in the square. "
        "The council met. Ejemplo was killed on Monday by gunmen on a motorcycle."
    )
    assert [span.text.split()[0] for span in claim.evidence] == ["Mayor", "Ejemplo"]
    assert claim.when and claim.when.words and claim.when.words.text == "Monday"


def test_the_sentence_that_names_the_dead_is_evidence() -> None:
    (claim,) = _read(
        "Shells killed two people in Nyala. Police named the dead as Adam Example and Omar "
        "Sample."
    )
    assert len(claim.evidence) == 2


@pytest.mark.parametrize(
    ("text", "killed", "names"),
    [
        ("Also killed in the blast in Hama were a nurse and two pupils.", 3, []),
        (
            "KILLED BY THE BLAST IN CALI WERE: AN UNIDENTIFIED DRIVER; ELMER EJEMPLO, A BEGGAR "
            "WHO WAS SLEEPING NEAR THE BANK; AND RAUL MUESTRA, A BAKER.",
            3,
            ["ELMER EJEMPLO", "RAUL MUESTRA"],
        ),
        (
            "NEAR CALI, ALVARO EJEMPLO, AN EMPLOYEE OF THE FUND; OSCAR MUESTRA, A SPOKESMAN "
            "FOR THE INSTITUTE; AND A WORKER FROM THE FARM WERE MURDERED.",
            3,
            ["ALVARO EJEMPLO", "OSCAR MUESTRA"],
        ),
        (
            "Pablo Ejemplo, 45, a former mayor of Cali, was murdered on Monday by gunmen.",
            1,
            ["Pablo Ejemplo"],
        ),
    ],
)
def test_lists_are_read_whichever_way_they_stand(
    text: str, killed: int, names: list[str]
) -> None:
    (harm,) = _read(text)[0].harms
    assert (harm.count.low, [name.name for name in harm.names]) == (killed, names)


def test_an_age_and_children_left_behind_are_no_victims() -> None:
    (harm,) = _read(
        "Febe Example, 27 and the mother of three, died when a bomb exploded in Hama."
    )[0].harms
    assert (harm.count.low, harm.count.high) == (1, 1)
