"""
The rules of fields that are withheld are whole, and what has no rule is kept back.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, fields, is_dataclass
from datetime import date

import pytest

import sijill
from sijill.errors import FieldWithheld
from sijill.flow.workbench.columns import SHAPES
from sijill.flow.workbench.fieldgate import name_of, need_parts, veil
from sijill.flow.workbench.fieldrules import COLUMNS, FILTERS, KINDS, RECORDS
from sijill.model import filters
from sijill.model.filters import IncidentFilter
from sijill.model.rows import IncidentRow, RowPlace
from sijill.model.withheld import WITHHELD, FieldName, tell, with_words

PLACE = with_words([FieldName.PLACE])


def _find_records() -> dict[str, list[type]]:
    """Return every dataclass of the package by what the rules call it."""
    found: dict[str, list[type]] = {}
    for part in ("model", "flow.workbench"):
        package = importlib.import_module(f"{sijill.__name__}.{part}")
        for item in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            for kind in vars(importlib.import_module(item.name)).values():
                if isinstance(kind, type) and is_dataclass(kind):
                    known = found.setdefault(name_of(kind), [])
                    known += [kind] if kind not in known else []
    return found


@pytest.mark.parametrize("name", RECORDS)
def test_each_field_of_a_record_has_a_rule(name: str) -> None:
    """So that one that is added fails here, and is withheld until it has one."""
    [kind] = _find_records()[name]

    assert {item.name for item in fields(kind)} == RECORDS[name].keys()


@pytest.mark.parametrize("kind", SHAPES)
def test_each_column_has_a_rule(kind: type) -> None:
    """And so has each kind of row."""
    assert {*SHAPES[kind].names[1:], "spot"} == COLUMNS[kind.__name__].keys()
    assert KINDS.keys() == {one.__name__ for one in SHAPES}


def test_each_part_of_a_filter_has_a_rule() -> None:
    """Whichever filter it is of."""
    known = {name: kind for name, kind in vars(filters).items() if name.endswith("Filter")}

    assert FILTERS.keys() == known.keys()
    for name, kind in known.items():
        assert {item.name for item in fields(kind)} == FILTERS[name].keys(), name


@dataclass(frozen=True, slots=True)
class _New:
    """A record that nobody has thought about."""

    name: str


@dataclass(frozen=True, slots=True)
class _Wider(RowPlace):
    """A record with a field that nobody has thought about."""

    street: str = "Mill Street"


def test_what_has_no_rule_is_kept_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A type is refused, and a field is withheld."""
    monkeypatch.setitem(RECORDS, name_of(_Wider), RECORDS["rows.RowPlace"])

    with pytest.raises(FieldWithheld):
        veil(_New("a"), PLACE)
    assert veil(_Wider("SY"), PLACE).street is WITHHELD


def test_who_lacks_nothing_is_given_the_very_record() -> None:
    """Nothing is copied and nothing is looked at for them."""
    row = IncidentRow("i-1", "shelling")

    assert veil(row, frozenset()) is row


def test_what_is_withheld_is_no_unknown() -> None:
    """It is null with its name beside it; what is not known is null alone."""
    row = IncidentRow("i-1", "shelling", where=RowPlace("SY", None, "Sarmin", 35.9, 36.7))
    form = tell(veil(row, PLACE))

    assert form["where"]["name"] is None and form["where"]["admin1"] is None
    assert "name" in form["where"]["withheld"] and "admin1" not in form["where"]["withheld"]
    assert form["etag"] is None and "etag" in form["withheld"]


def test_a_filter_by_what_is_withheld_is_refused() -> None:
    """By whatever box, so that none finds a place by halving; by days it is not."""
    need_parts(PLACE, IncidentFilter(first=date(2023, 10, 5), admin1="Idlib"))
    for chosen in (IncidentFilter(box=(36, 35, 37, 36)), IncidentFilter(words="mill")):
        with pytest.raises(FieldWithheld):
            need_parts(PLACE, chosen)
    need_parts(frozenset(), IncidentFilter(words="mill"))
