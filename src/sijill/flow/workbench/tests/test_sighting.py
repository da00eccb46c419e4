"""
What a filter shows: the same incidents in numbers, on the map, in time, in the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest

from sijill.flow.recording import init_record
from sijill.flow.team import Workbench, open_workbench
from sijill.flow.workbench.addresses import read_filter, write_filter
from sijill.flow.workbench.listing import SORTS, Turn, list_incidents
from sijill.flow.workbench.sighting import see, see_spots
from sijill.model.filters import IncidentFilter
from sijill.model.person import Person
from sijill.model.role import Role
from sijill.model.rows import ClaimRow, IncidentRow, People, RowPlace, Rows, RowTime, WordsRow
from sijill.model.working import Restriction

VIEWER = Person("v", "V", Role.VIEWER)
CODER = Person("c", "C", Role.CODER)
SARMIN = RowPlace("SY", "Idlib", "Sarmin", 35.9, 36.72, 2.0, "near")
BINNISH = RowPlace("SY", "Idlib", "Binnish", 35.95, 36.71, 2.0, "near")
IDLIB = RowPlace("SY", "Idlib", "Idlib", 35.8, 36.6, 60.0, "admin1")
SYRIA = RowPlace("SY", None, "Syria", 35.0, 38.0, 400.0, "country")
DAY = date(2023, 10, 5)


def make_rows() -> Rows:
    """Sixty incidents a day apart, and four whose day or place is not known closely."""
    times = [RowTime(DAY + timedelta(n), DAY + timedelta(n), "day") for n in range(60)]
    plain = [
        IncidentRow(
            f"i-{n:02}", "shelling" if n % 2 else "airstrike", when,
            SARMIN if n % 3 else BINNISH, {"killed": People(n, n)}, etag="e",
        )
        for n, when in enumerate(times)
    ]  # fmt: skip
    spread = RowTime(date(2023, 10, 20), date(2023, 11, 20), "days")
    vague = [
        IncidentRow("i-wide", "ied", spread, IDLIB, {"killed": People(None, None)}),
        IncidentRow("i-land", "ied", RowTime(), SYRIA, {"killed": People(3, None)}),
        IncidentRow("i-none", "ied", RowTime(), disagreements=2),
        IncidentRow("i-area", "ied", times[0], IDLIB),
    ]
    claims = [ClaimRow("c-1", "d-1", "i-00", "airstrike", source="Agency")]
    words = [WordsRow("incident", "i-00", "market of sarmin", "salim testman")]
    return Rows((*plain, *vague), tuple(claims), words=tuple(words))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """A workbench over invented rows."""
    folder = tmp_path_factory.mktemp("sight") / "record"
    with open_workbench(init_record(folder)) as bench:
        bench.store.save_step("incidents", "all", "m", (), rows=make_rows())
        yield bench


def test_every_incident_is_counted_once_in_time_and_in_space(bench: Workbench) -> None:
    """On the map or beside it, in a period or beside them: the sums are the whole."""
    sight = see(bench, CODER, IncidentFilter())

    assert sight.n == 64
    assert sum(period.n for period in sight.periods) + sight.spread + sight.undated == 64
    assert sum(spot.n for spot in sight.spots) + sight.unplaced == 64
    assert (sight.undated, sight.unplaced, sight.killed_unknown) == (2, 2, 1)


def test_what_is_not_known_closely_is_an_area(bench: Workbench) -> None:
    """A province is as wide as itself, and no cell of points takes it in; a country is none."""
    spots = see_spots(bench, CODER, IncidentFilter(), zoom=7, frame=None)

    assert [(spot.n, spot.km) for spot in spots if spot.name == "Idlib"] == [(2, 60.0)]
    assert all(spot.name != "Syria" for spot in spots)


@pytest.mark.parametrize("sort", SORTS[IncidentRow])
def test_pages_follow_one_another(bench: Workbench, sort: str) -> None:
    """All pages together hold each incident once."""
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = list_incidents(bench, CODER, IncidentFilter(), Turn(sort, cursor, 20))
        seen.extend(row.id for row in page.rows)
        cursor = page.next
        if cursor is None:
            break

    assert len(seen) == len(set(seen)) == page.n == 64


def test_a_facet_says_what_its_choice_would_show(bench: Workbench) -> None:
    """The number beside a value is what a click on it lists."""
    sight = see(bench, CODER, IncidentFilter(violence="ied", country="SY"))
    for value, n in sight.facets["violence"]:
        assert list_incidents(bench, CODER, IncidentFilter(violence=value, country="SY")).n == n


def test_names_are_found_by_those_who_may_see_them(bench: Workbench) -> None:
    """Words find for everybody, names for some; the beginning of the last word is enough."""

    def found(person: Person, words: str) -> list[str]:
        rows = list_incidents(bench, person, IncidentFilter(words=words)).rows
        return [row.id for row in rows]

    assert found(VIEWER, "Sarmin MARK") == found(CODER, "testman sarmin") == ["i-00"]
    assert found(VIEWER, "testman") == found(VIEWER, "absent") == []


def test_an_incident_that_stands_on_what_is_hidden_is_not_there(bench: Workbench) -> None:
    """It is in no list and in no count, for those to whom it is closed."""
    bench.desk.add(Restriction("document", "d-1", "reviewer", "p", "2026-01-01T00:00:00Z", "w"))

    assert see(bench, CODER, IncidentFilter(source="Agency")).n == 0
    assert (
        see(bench, replace(CODER, role=Role.REVIEWER), IncidentFilter(source="Agency")).n == 1
    )

    bench.desk.drop(Restriction, item="d-1")


def test_what_changes_shows(bench: Workbench) -> None:
    """A row that is replaced, and one that goes, change the figures at once."""
    before = see(bench, CODER, IncidentFilter())
    rows = make_rows()
    changed = replace(rows.incidents[0], harms={"killed": People(1000, 1000)})
    step = ("incidents", "all", "again")

    def exchange(*now: IncidentRow, gone: tuple[str, ...]) -> None:
        bench.store.exchange_records(
            step, gone={}, records=(), rows=Rows(now, words=rows.words),
            gone_rows={"Incident": gone},
        )  # fmt: skip

    exchange(changed, gone=("i-none",))
    after = see(bench, CODER, IncidentFilter())
    exchange(rows.incidents[0], rows.incidents[62], gone=())

    assert (after.n, after.killed[0]) == (before.n - 1, before.killed[0] + 1000)


def test_a_filter_comes_back_from_its_address() -> None:
    """What is written is what is read."""
    chosen = IncidentFilter(
        words="سرمين market", first=DAY, violence="ied", box=(36.5, -1.25, 37.0, 36.0),
        disputed=False, killed_least=3,
    )  # fmt: skip
    asked = dict(parse_qsl(write_filter(chosen)))

    assert read_filter(IncidentFilter, asked) == chosen
