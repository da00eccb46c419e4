"""
A line that was written is read as the record it was, by the quick reader or the strict one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.errors import FormError, ModelError
from sijill.model.form import canonical_line, from_json
from sijill.model.line import find_in_line, from_line, to_line
from sijill.store.chain import escape_surrogates


@dataclass(frozen=True, slots=True)
class _Inner:
    number: int
    share: float = 0.5

    def __post_init__(self) -> None:
        if self.number < 0:
            raise ModelError("there are fewer than none. Give a number from 0.")


@dataclass(frozen=True, slots=True)
class _Outer:
    text: str
    day: date | None = None
    each: tuple[_Inner, ...] = ()
    by_name: Mapping[str, float] | None = None
    either: _Inner | str | None = None


_numbers = st.floats(allow_nan=False, allow_infinity=False)
_inner = st.builds(_Inner, st.integers(0, 10**12), _numbers)
_outer = st.builds(
    _Outer,
    st.text(),
    st.none() | st.dates(),
    st.lists(_inner, max_size=3).map(tuple),
    st.none() | st.dictionaries(st.text(), _numbers),
    st.none() | _inner | st.text(),
)


@given(_outer)
def test_what_is_written_is_read(record: _Outer) -> None:
    """
    Every text, number and day comes back, halves of characters too.
    """
    assert from_line(_Outer, escape_surrogates(to_line(record))) == record
    assert from_line(_Outer, escape_surrogates(canonical_line(record))) == record


@pytest.mark.parametrize(
    "line",
    ['{"day":"2013-02-03"}', '{"text":3}', '{"text":"a","each":[{"number":-1}]}',
     '{"text":"a","each":[{"number":"1"}]}', '{"text":"a","day":"3 May"}'],
)  # fmt: skip
def test_a_line_that_is_no_record_is_refused_by_its_path(line: str) -> None:
    """
    The sentence is the strict reader's.
    """
    with pytest.raises(FormError) as strict:
        from_json(_Outer, json.loads(line))
    with pytest.raises(FormError) as quick:
        from_line(_Outer, line)

    assert str(quick.value) == str(strict.value)


def test_what_only_the_strict_reader_takes_is_read_too() -> None:
    """
    A whole number with a point, and half a character.
    """
    line = '{"text":"\\udce9","each":[{"number":3.0}]}'

    assert from_line(_Outer, line) == _Outer("\udce9", each=(_Inner(3),))


def test_a_value_is_found_without_the_rest() -> None:
    """
    What is not known is found as such.
    """
    line = to_line(_Outer("a", each=(_Inner(1),)))

    assert find_in_line(line, ("day",)) is None
    assert find_in_line(line, ("each",)) == [{"number": 1, "share": 0.5}]
