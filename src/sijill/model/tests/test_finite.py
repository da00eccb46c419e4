"""
A number in a record is one, or is refused: none is lost on its way to disk and back.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from types import NoneType
from typing import Any, get_args, get_origin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sijill.model
from sijill.errors import FormError, ModelError
from sijill.flow.peoplenear import Near
from sijill.model import Assessment, Claim, Cluster, Place, Span, Target
from sijill.model.finite import is_finite
from sijill.model.form import canonical_line, from_json, hints_of, json_line, to_json
from sijill.model.line import from_line, to_line

NUMBERS = {float: 0.5, int: 1, bool: False, str: "x", date: date(2023, 10, 5)}
WORDS = Span(0, 1, "x")
POINT = Place(latitude=35.9, longitude=36.7, uncertainty_km=2.0, precision="near")
# Records that need more than a value of the right type in each field.
MADE: Mapping[type, Any] = {
    Place: POINT,
    Span: WORDS,
    Claim: Claim("c-1", "d", "x", (WORDS,), "shelling"),
    Cluster: Cluster("x", ("c-1", "c-2"), 0.5),
}


def find_kinds() -> Iterator[type]:
    """Yield the records that hold a broken number anywhere in a field of their own."""
    yield Near
    for module in pkgutil.walk_packages(sijill.model.__path__, "sijill.model."):
        if ".tests" in module.name:
            continue
        for kind in vars(importlib.import_module(module.name)).values():
            is_here = getattr(kind, "__module__", "") == module.name
            if is_here and isinstance(kind, type) and is_dataclass(kind):
                yield kind


def holds_number(hint: Any) -> bool:
    """Say whether a type is a number with a point, or holds one."""
    return hint is float or any(map(holds_number, get_args(hint)))


def make(kind: Any) -> Any:
    """Return a value of a type; a record with no more in it than there must be."""
    if kind in MADE:
        return MADE[kind]
    if kind in NUMBERS:
        return NUMBERS[kind]
    if get_origin(kind) is tuple:
        return tuple(make(one) for one in get_args(kind) if one is not Ellipsis)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = hints_of(kind)
        needed = (f for f in fields(kind) if f.default is f.default_factory is MISSING)
        return kind(**{one.name: make(hints[one.name]) for one in needed})
    return make(next(one for one in get_args(kind) if one is not NoneType))


FIELDS = [
    (kind, name)
    for kind in find_kinds()
    for name, hint in hints_of(kind).items()
    if holds_number(hint)
]


def test_the_fields_are_found() -> None:
    """The test below is about what the records hold, and no field is passed over."""
    assert {(Claim, "confidence"), (Place, "uncertainty_km"), (Near, "p_same")} <= {*FIELDS}
    assert len(FIELDS) > 20


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=str)
@given(number=st.floats())
@example(number=float("nan"))
@example(number=float("inf"))
def test_a_number_is_kept_or_refused(kind: type, name: str, number: float) -> None:
    """Whatever it is, the line that is written holds it, or no record is made of it."""
    record = make(kind)
    hint = hints_of(kind)[name]
    many = next((one for one in (hint, *get_args(hint)) if get_origin(one) is tuple), None)
    value = tuple(number for _ in get_args(many)) if many else number
    try:
        changed = replace(record, **{name: value})
    except ModelError:
        assert not is_finite(number) or kind is Place  # whose numbers have bounds
        return
    assert is_finite(number)
    assert getattr(from_line(kind, to_line(changed)), name) == value
    assert getattr(from_json(kind, json.loads(canonical_line(changed))), name) == value


@pytest.mark.parametrize("told", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_others_wrote_is_refused_with_a_sentence(told: str) -> None:
    """In a field for a number, for a whole one, and wherever a decision may hold any value."""
    target = Target("d", 0, 3, "harms.killed.count")
    decision = Assessment("r-1", "2024-01-02T03:04:05Z", "Dana", "", "correct", target)
    form = to_json(decision) | {"value": {"low": [json.loads(told)]}}
    with pytest.raises(FormError, match=r"Assessment\.value holds a number that is none"):
        from_json(Assessment, form)
    for kind, name in ((Place, "uncertainty_km"), (Span, "start")):
        form = to_json(make(kind)) | {name: json.loads(told)}
        with pytest.raises(FormError, match=f"{name}: expected a .*found .*which is none"):
            from_json(kind, form)


@pytest.mark.parametrize("write", [canonical_line, json_line])
def test_no_log_takes_one(write: Any) -> None:
    """What is in no record, but in a form that is written."""
    with pytest.raises(ModelError, match="NaN, or infinite"):
        write({"value": float("nan")})


def test_a_number_too_large_for_a_fraction_is_refused() -> None:
    """A whole number that no float holds, in a field for one."""
    with pytest.raises(FormError, match="expected a number"):
        from_json(Place, to_json(POINT) | {"uncertainty_km": 10**400})
