"""
A record of generated lists with known truth: linked, measured by labels, estimated from.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sijill.errors import SettingsError
from sijill.flow.estimate_reporting import write_plots, write_report
from sijill.flow.estimating_record import estimate_record
from sijill.flow.peoplelinking import link_people, train_people
from sijill.flow.recording import init_record
from sijill.flow.sampling_people import draw_sample, measure_sample
from sijill.flow.victims import add_name_list
from sijill.testing.peoplelists import PeopleLists, make_people_lists, write_people_lists

COLUMNS = {name: name for name in ("name", "name_ar", "sex", "age", "born", "day", "place")}


@pytest.fixture(scope="module")
def made() -> PeopleLists:
    """Four lists of invented people."""
    return make_people_lists(5, 1100)


@pytest.fixture(scope="module")
def record(made: PeopleLists, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the four lists, linked."""
    folder = tmp_path_factory.mktemp("lists")
    record = init_record(folder / "record")
    for path in write_people_lists(made, folder):
        add_name_list(
            record, path, name=path.stem, columns=COLUMNS, by="tester", why="sent",
            repeats=path.stem in made.repeats,
        )  # fmt: skip
    linked = link_people(record)
    listed = len(set(made.truth.values()))
    assert abs(linked.people - listed) < 0.06 * listed
    return record


def test_a_labelled_sample_measures_linking(
    record: Path, made: PeopleLists, tmp_path: Path
) -> None:
    """
    Labels as the truth has them give a high precision and recall, each with an interval.
    """
    sample = tmp_path / "sample.csv"
    drawn = draw_sample(record, sample, size=120, seed=1)
    with sample.open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    lines_of = {(row.list, row.id.partition("#")[2]): made.truth[row.id] for row in made.rows}
    for row in rows:
        ids = [
            lines_of[row[f"list_{side}"], row[key].partition("#")[2]]
            for side, key in (("1", "left"), ("2", "right"))
        ]
        row["same"] = "1" if ids[0] == ids[1] else "0"
    with sample.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    found = measure_sample(record, sample)

    assert drawn.pairs == found.labelled == len(rows)
    assert found.precision > 0.9
    assert found.recall > 0.85
    assert found.precision_between[0] < found.precision < found.precision_between[1]


def test_an_estimate_from_the_record_is_over_linkages(record: Path, tmp_path: Path) -> None:
    """
    All lists, strata by name, a page and pictures; a list or stratum that is not there is told.
    """
    found = estimate_record(record, options={"method": "dga"}, strata=("sex",), linkages=3)
    write_report(found, tmp_path / "page.html")
    write_plots(found, tmp_path / "plots")

    assert not found.refused
    assert found.sensitivity[0].choice == "linkage=as_given"
    assert {one.stratum["sex"] for one in found.strata} == {"female", "male"}
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert len(list((tmp_path / "plots").glob("*.svg"))) == 3
    with pytest.raises(SettingsError, match="no list 'hospital'"):
        estimate_record(record, lists=("hospital",))
    with pytest.raises(SettingsError, match="no stratum 'colour'"):
        estimate_record(record, strata=("colour",))


def test_weights_are_learned_from_the_record(record: Path) -> None:
    """
    Learned without labels, kept in a file of the record, older ones beside it.
    """
    path, weights = train_people(record)

    assert path.name == "people_weights_0001.toml"
    assert weights.bits("place", 0) > 0 > weights.bits("place", 3)
    assert weights.bits("died", 0) > weights.bits("died", 5) > weights.bits("died", 7)


def test_parquet_days_to_come_and_empty_lists(record: Path, tmp_path: Path) -> None:
    """
    A Parquet file is a list; a day that is yet to come is told by its line; so is emptiness.
    """
    rows = {
        "name": ["Amina Salma Telqadi", "Nadia Rana Oudaali"],
        "day": ["2023-10-05", "2999-01-01"],
    }
    pq.write_table(pa.table(rows), tmp_path / "list.parquet")
    (tmp_path / "empty.csv").write_text("name,day\n", encoding="utf-8")
    columns = {"name": "name", "day": "day"}
    found = add_name_list(
        record, tmp_path / "list.parquet", name="new", columns=columns, by="x", why="y",
        dry_run=True,
    )  # fmt: skip

    assert (found.people, found.future) == (2, (3,))
    with pytest.raises(SettingsError, match="no rows"):
        add_name_list(
            record, tmp_path / "empty.csv", name="none", columns=columns, by="x", why="y"
        )
