"""
A record is built from its JSON form strictly: no value is taken for what it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from sijill.errors import FormError
from sijill.model.form import from_json


@dataclass(frozen=True, slots=True)
class _Kept:
    text: str = ""
    number: int = 0
    share: float = 0.0
    holds: bool = False
    perhaps: str | None = None
    either: float | int | None = None
    each: tuple[str, ...] = ()
    two: tuple[str, int] = ("", 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", None), ("text", 3), ("number", True), ("number", 2.5), ("number", "2"),
        ("share", float("nan")), ("share", True), ("holds", 1), ("perhaps", 3), ("each", "ab"),
        ("each", [3]), ("two", []), ("two", ["a"]), ("two", ["a", 1, 2]), ("more", 1),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(name: str, value: object) -> None:
    """The path says where."""
    with pytest.raises(FormError, match=name):
        from_json(_Kept, {name: value})


def test_numbers_become_what_the_record_says() -> None:
    """A whole number is a share, and a share without a rest a whole number."""
    built = from_json(_Kept, {"number": 2.0, "share": 1, "either": 3, "perhaps": None})

    assert (built.number, type(built.number)) == (2, int)
    assert (built.share, type(built.share)) == (1.0, float)
    assert (built.either, type(built.either)) == (3.0, float)
    assert built.perhaps is None
    assert from_json(_Kept, {"each": [], "two": ["a", 1]}) == _Kept(two=("a", 1))
