"""
Days of the Hijri calendar as cells, lists and forms have them, in English and in Arabic.
"""

from __future__ import annotations

from datetime import date

import pytest

from sijill.extract.rows.days import read_day

THE_DAYS = (date(2024, 3, 21), date(2024, 3, 23))  # around 22 March 2024
WRITTEN = [
    "12 Ramadan 1445", "12 Ramadan 1445 AH", "Ramadan 12, 1445", "12th of Ramadan, 1445",
    "Friday 12 Ramadan 1445", "١٢ رمضان ١٤٤٥", "١٢ رمضان ١٤٤٥ هـ", "12 رمضان المبارك 1445",
    "12 من شهر رمضان 1445هـ", "الجمعة ١٢ رمضان ١٤٤٥", "12/9/1445", "12-09-1445 هـ",
    "1445/9/12", "1445-09-12", "١٤٤٥/٠٩/١٢",
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_day_is_three_days(written: str) -> None:
    found = read_day(written)
    assert (found.earliest, found.latest, found.precision) == (*THE_DAYS, "days")


@pytest.mark.parametrize(
    ("written", "precision", "n_days"),
    [("رمضان 1445", "month", 32), ("1445-09", "month", 32), ("1445 هـ", "year", 356)],
)
def test_a_month_and_a_year_are_wider_by_a_day_on_either_side(
    written: str, precision: str, n_days: int
) -> None:
    found = read_day(written)
    assert found.earliest and found.latest
    assert (found.latest - found.earliest).days + 1 == n_days
    assert found.precision == precision


@pytest.mark.parametrize("written", ["1402/5/12", "12/5/1402", "14020512", "1402-05"])
def test_figures_of_a_year_that_may_be_solar_are_not_guessed(written: str) -> None:
    found = read_day(written)
    assert found.earliest is None
    assert "solar" in (found.why or "")
    assert read_day(f"{written} هـ").earliest is not None


@pytest.mark.parametrize(
    "written", ["31 رمضان 1445", "1445-13-01", "12 October 1445", "12 Ramadan 2024", "1445"]
)
def test_what_is_no_day_has_a_reason(written: str) -> None:
    found = read_day(written)
    assert found.earliest is None
    assert found.why


def test_the_order_of_a_table_holds_for_that_calendar_too() -> None:
    assert read_day("9/12/1445", "month_first").earliest == THE_DAYS[0]
    assert read_day("12/9/1445", "day_first").earliest == THE_DAYS[0]
