"""
Rows of other people's datasets become claims, each value from its cell.
"""

from __future__ import annotations

from datetime import date

import pytest

from sijill.errors import RefusedError
from sijill.extract.extraction import check_spans
from sijill.extract.rows import RowsExtractor
from sijill.extract.rows.days import read_day
from sijill.extract.rows.numbers import read_count, read_degrees
from sijill.model import Claim, Count, Reading, Span
from sijill.model.mapping import RowMapping, list_mappings, load_mapping, read_mapping
from sijill.model.rowtext import name_reader, write_row
from sijill.testing import check_extractor

TEAM = """
name = "ours"
title = "Northern Network"
unknown = ["", "-", "غير معروف"]
[row]
id = "الرقم"
[when]
date = "التاريخ"
[where]
place = ["المكان"]
admin1 = "المحافظة"
[violence]
columns = ["نوع الحادث"]
terms = { "غارة جوية" = "airstrike", "قصف" = "shelling" }
[[harms]]
kind = "killed"
columns = ["القتلى"]
groups = [{ term = "child", column = "الأطفال" }]
"""
UCDP = {
    "id": "900001", "type_of_violence": "3", "side_a": "Example Front", "side_b": "Civilians",
    "date_start": "2023-10-05 00:00:00.000", "date_end": "2023-10-07 00:00:00.000",
    "date_prec": "2", "where_coordinates": "Sarmin town", "adm_1": "Idlib governorate",
    "country": "Syria", "latitude": "35.903", "longitude": "36.726", "where_prec": "1",
    "event_clarity": "1", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "5",
    "deaths_unknown": "0", "best": "5", "low": "3", "high": "8",
}  # fmt: skip
GTD = {
    "eventid": "202310050001", "iyear": "2023", "imonth": "10", "iday": "0",
    "country_txt": "Syria", "provstate": "Idlib", "city": "Sarmin", "latitude": "35.903",
    "longitude": "36.726", "specificity": "1", "attacktype1_txt": "Bombing/Explosion",
    "weapsubtype1_txt": "Vehicle", "gname": "Example Front", "nkill": "7", "nkillter": "1",
    "nwound": "", "nhostkid": "-99",
}  # fmt: skip


def claim_of(cells: dict[str, str], mapping: RowMapping) -> Claim:
    """Return the one claim that a row of those cells makes, its spans checked."""
    text = write_row(cells.items())
    row = Reading("d1#7", text, reader=name_reader(mapping.name), source=mapping.title)
    (claim,) = RowsExtractor(mapping).extract_claims(row)
    check_spans(claim, row)
    return claim


def row_of(**cells: str) -> dict[str, str]:
    """Return a row of the team's own table, in Arabic."""
    row = {
        "الرقم": "12", "التاريخ": "٥ تشرين الأول ٢٠٢٣", "المكان": "سرمين",
        "المحافظة": "إدلب", "نوع الحادث": "غارة جوية", "القتلى": "٣", "الأطفال": "-",
    }  # fmt: skip
    return {**row, **cells}


def test_a_row_of_a_teams_own_table_in_arabic_is_a_claim() -> None:
    """Arabic headings, digits and months are read, and what is unknown stays so."""
    claim = claim_of(row_of(), read_mapping(TEAM, "ours.toml"))

    assert claim.violence == "airstrike"
    assert claim.when is not None
    assert claim.when.earliest == date(2023, 10, 5)
    assert [place.name for place in claim.where] == ["سرمين", "إدلب"]
    assert claim.harms[0].count.low == 3
    assert claim.harms[0].groups == ()


@pytest.mark.parametrize("said", ["", "-", "غير معروف"])
def test_an_unknown_number_is_never_nought(said: str) -> None:
    """A cell that says that nobody knows makes no harm, and says why."""
    claim = claim_of(row_of(القتلى=said), read_mapping(TEAM, "ours.toml"))

    assert claim.harms == ()
    assert claim.absent["harms.killed"] == "not_stated"


def test_nought_is_a_claim() -> None:
    """A cell with 0 says that nobody was killed."""
    claim = claim_of(row_of(القتلى="0"), read_mapping(TEAM, "ours.toml"))

    assert (claim.harms[0].count.high, claim.harms[0].count.qualifier) == (0, "none")


def test_a_number_that_cannot_be_read_is_kept_as_words() -> None:
    """The words stay, both bounds are open, and a caveat says so."""
    claim = claim_of(row_of(القتلى="كثير"), read_mapping(TEAM, "ours.toml"))

    assert claim.harms[0].count.words is not None
    assert claim.harms[0].count.words.text == "كثير"
    assert not claim.harms[0].count.is_known
    assert claim.caveats == ("cell_not_read",)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"التاريخ": "03/04/2023"}, "could be 3 April or 4 March"),
        ({"التاريخ": "2023-13-45"}, "no day of the calendar"),
        ({"التاريخ": "soon"}, "no day that can be read"),
        ({"نوع الحادث": "أخرى"}, "no term in [violence.terms]"),
        ({"نوع الحادث": ""}, "does not say which act"),
        ({"المكان": "المجموع"}, "a line of totals"),
        ({"التاريخ": "", "المكان": "", "المحافظة": ""}, "neither a day nor a place"),
    ],
)
def test_a_broken_row_says_its_line_and_why(changed: dict[str, str], why: str) -> None:
    """The refusal has the number of the row, and what is wrong with it."""
    with pytest.raises(RefusedError) as found:
        claim_of({**row_of(), **changed}, read_mapping(TEAM, "ours.toml"))

    assert found.value.reason == "row_broken"
    assert "row 7 " in found.value.text
    assert why in found.value.text


def test_ucdp_gives_an_interval_and_parts_no_surer_than_it() -> None:
    """Low, best and high are one interval; the civilians of the best are as unsure."""
    claim = claim_of(UCDP, load_mapping("ucdp_ged"))
    whole, civilians = claim.harms

    assert (whole.count.low, whole.count.high, whole.count.qualifier) == (3, 8, "between")
    assert (civilians.status, civilians.count.low, civilians.count.high) == ("civilian", 3, 8)
    assert claim.when is not None
    assert (claim.when.latest, claim.when.precision) == (date(2023, 10, 7), "days")
    assert [actor.role for actor in claim.actors] == ["perpetrator"]
    assert (claim.where[0].precision, claim.where[0].uncertainty_km) == ("exact", 5.0)
    assert claim.where[0].name == "Sarmin"


def test_an_event_that_sums_up_several_is_an_aggregate() -> None:
    """UCDP's clarity 2 never joins an incident."""
    claim = claim_of({**UCDP, "event_clarity": "2"}, load_mapping("ucdp_ged"))

    assert claim.scope == "aggregate"


def test_gtd_counts_attackers_apart_and_knows_half_a_date() -> None:
    """A day of 0 leaves the month; -99 is unknown; attackers are a part of the killed."""
    claim = claim_of(GTD, load_mapping("gtd"))

    assert claim.violence == "ied"
    assert claim.when is not None
    assert (claim.when.earliest, claim.when.precision) == (date(2023, 10, 1), "month")
    assert [harm.kind for harm in claim.harms] == ["killed"]
    assert [(g.term, g.count.low) for g in claim.harms[0].groups] == [("attacker", 1)]
    assert claim.absent["harms.injured"] == "not_stated"


def test_a_row_without_an_act_of_violence_makes_no_claim() -> None:
    """A peaceful protest is in ACLED, and is no act of violence."""
    text = "event_date: 2023-10-05\nsub_event_type: Peaceful protest\nfatalities: 0"

    found = RowsExtractor(load_mapping("acled")).extract_claims(Reading("d1#2", text))

    assert found == ()


@pytest.mark.parametrize("name", list_mappings())
def test_the_extractor_keeps_the_contract(name: str) -> None:
    """Rows are read under the contract of every extractor, whatever the mapping."""
    mapping = load_mapping(name)
    part = RowsExtractor(mapping)
    cells = {"ucdp_ged": UCDP, "gtd": GTD}.get(
        name, {"event_date": "5 May 2023", "event_type": "Battles", "fatalities": "2"}
    )
    reading = Reading("d1#3", write_row(cells.items()))

    assert len(part.extract_claims(reading)) == 1
    if mapping.violence.otherwise is None:
        with pytest.raises(RefusedError):
            check_extractor(part)


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("1,250", (1250, 1250, "exact")),
        ("1\u00a0250", (1250, 1250, "exact")),
        ("12.0", (12, 12, "exact")),
        (">20", (21, None, "more_than")),
        ("≥ 5", (5, None, "at_least")),
        ("<10", (None, 9, "less_than")),
        ("~40", (40, 40, "about")),
        ("10–15", (10, 15, "between")),
    ],
)
def test_numbers_as_tables_have_them(
    said: str, count: tuple[int | None, int | None, str]
) -> None:
    """A number keeps what its cell leaves open."""
    found = read_count(Span(0, len(said), said))

    assert found == Count(*count, Span(0, len(said), said))


@pytest.mark.parametrize("said", ["2.5", "15-10", "three", "1,25", "-3"])
def test_what_is_no_number_of_people_is_none(said: str) -> None:
    """Halves, reversed ranges, words and numbers below nought are not guessed at."""
    assert read_count(Span(0, len(said), said)) is None


@pytest.mark.parametrize(
    ("said", "order", "day"),
    [
        ("13/04/2023", None, date(2023, 4, 13)),
        ("04/13/2023", None, date(2023, 4, 13)),
        ("04.03.2023", "day_first", date(2023, 3, 4)),
        ("04/03/2023", "month_first", date(2023, 4, 3)),
        ("2023/3/4 12:30", None, date(2023, 3, 4)),
        ("20230304", None, date(2023, 3, 4)),
        ("March 4, 2023", None, date(2023, 3, 4)),
        ("4th of March 2023", None, date(2023, 3, 4)),
        ("4 de marzo de 2023", None, date(2023, 3, 4)),
        ("Saturday, 4 March 2023", None, date(2023, 3, 4)),
        ("4 Marchember 2023", None, None),
        ("44989", None, date(2023, 3, 4)),
        ("٤ مارس ٢٠٢٣", None, date(2023, 3, 4)),
        ("4 березня 2023", None, date(2023, 3, 4)),
    ],
)
def test_days_as_tables_have_them(said: str, order: str | None, day: date | None) -> None:
    """A day is read where it is one day for sure."""
    assert read_day(said, order).earliest == day


def test_a_comma_in_a_coordinate_is_a_decimal_comma() -> None:
    """Both signs are read; what is no number is none."""
    assert (read_degrees("36,5"), read_degrees("-36.5"), read_degrees("N36")) == (
        36.5,
        -36.5,
        None,
    )
