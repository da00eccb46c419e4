"""In capitals a place keeps its whole name, and an area is no body."""

from __future__ import annotations

import pytest

from sijill.language.en.places import tag_places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("TWO PEASANTS WERE KILLED YESTERDAY NEAR SAN CARLOS, MORAZAN DEPARTMENT.",
         ["SAN CARLOS", "MORAZAN"]),
        ("A BOMB WENT OFF LAST NIGHT IN THE TOWN OF SANTA TECLA NEAR A BANK.",
         ["SANTA TECLA"]),
    ],
)  # fmt: skip
def test_places_in_capitals_are_whole(text: str, names: list[str]) -> None:
    found = [item.name for item in tag_places(text) if item.relation != "demonym"]
    assert found == names
