"""
A record's own gazetteer: whole or not at all, and asked by the next run.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sijill.errors import SettingsError, StoreError
from sijill.flow.capturing import capture_into
from sijill.flow.gazetteering import (
    find_places,
    list_gazetteers,
    remove_list,
    show_list,
)
from sijill.flow.importing import AddSettings, add_lists
from sijill.flow.listing import canonical_digest, stream_records
from sijill.flow.publishing import publish_record
from sijill.flow.recording import init_record
from sijill.flow.running import run_record
from sijill.model import PlaceList, Refusal

SETTINGS = AddSettings(by="tester")
VILLAGES = (
    "name,lat,lon,country,admin1,names\n"
    "Kafr Zuhriyya,35.88,36.75,SY,Idlib,كفر زهرية|Kufr Zuhria\n"
    "Swapped Farm,39.5,35.2,SY,Idlib,\n"
)
REPORT = (
    "IDLIB, Oct. 6, 2023 (Example Agency) -- Shells hit the market of Kafr Zuhriyya in Idlib "
    "on Thursday, killing three farmers, residents said."
)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with one report of a village that only the team knows."""
    folder = init_record(tmp_path / "record")
    (tmp_path / "a.txt").write_text(REPORT, "utf-8")
    capture_into(folder, [tmp_path / "a.txt"], by="tester")
    return folder


@pytest.fixture
def villages(tmp_path: Path) -> Path:
    """A team's table: one good row, one with its coordinates swapped."""
    path = tmp_path / "villages.csv"
    path.write_text(VILLAGES, "utf-8")
    return path


def add(folder: Path, *paths: Path, **more: Any) -> tuple[tuple[PlaceList, ...], list[Refusal]]:
    """Add lists; return them with the refusals."""
    refused: list[Refusal] = []
    added = add_lists(folder, paths, refused.append, **{"settings": SETTINGS, **more})
    return added, refused


def where_of(folder: Path) -> dict[str, Any]:
    """Return where the record's one claim took place."""
    (claim,) = stream_records(folder, "claims")
    return dict(claim["where"][0])


def test_a_village_only_the_team_knows_is_resolved(record: Path, villages: Path) -> None:
    """Before, what it lies in stands in; after, it has the team's point, id and version."""
    run_record(record)
    before = where_of(record)
    (added,), _ = add(record, villages)
    report = run_record(record)
    place = where_of(record)

    assert before["precision"] != "exact"
    assert report.changed
    assert (place["name"], place["latitude"], place["precision"]) == (
        "Kafr Zuhriyya",
        35.88,
        "exact",
    )
    assert place["gazetteer_id"].startswith("own:")
    assert place["gazetteer_version"] == added.version


def test_refused_rows_are_named_and_the_rest_is_kept(record: Path, villages: Path) -> None:
    """The refusal has the file, the row and the reason."""
    (added,), (refusal,) = add(record, villages)

    assert (added.places, added.refused) == (1, 1)
    assert (refusal.reason, refusal.id) == ("coordinates_swapped", "villages.csv, row 3")


def test_what_is_derived_comes_back_with_the_lists(record: Path, villages: Path) -> None:
    """The lists are kept: without the derived records the same record is made again."""
    add(record, villages)
    run_record(record)
    digest = canonical_digest(record)
    for path in record.glob("derived.sqlite*"):
        path.unlink()
    run_record(record)

    assert canonical_digest(record) == digest


def test_the_same_list_again_changes_nothing(record: Path, villages: Path) -> None:
    """The version tells what is in a list, not when it was added."""
    (first,), _ = add(record, villages)
    run_record(record)
    (again,), _ = add(record, villages)

    assert again.version == first.version
    assert not run_record(record).changed


def test_a_list_is_replaced_and_removed_by_name(record: Path, villages: Path) -> None:
    """One list of a name at a time; the file of the old one goes."""
    add(record, villages)
    villages.write_text(VILLAGES + "Deir Example,35.9,36.7,SY,Idlib,\n", "utf-8")
    (new,), _ = add(record, villages)
    files = {path.name for path in (record / "gazetteer").iterdir()}

    assert files == {"lists.json", new.file}
    assert [entry.name for entry in find_places(record, "Deir Example")] == ["Deir Example"]
    remove_list(record, "villages")
    assert find_places(record, "Deir Example") == ()


def test_a_dry_run_lets_nothing_count(record: Path, villages: Path) -> None:
    """Everything is read, refusals are told, and the record has no list."""
    added, refused = add(record, villages, dry_run=True)

    assert (len(added), len(refused)) == (1, 1)
    assert [one.kind for one in list_gazetteers(record)] == ["bundled"] * 3


def test_a_file_that_gives_nothing_does_not_stop_the_others(
    record: Path, villages: Path, tmp_path: Path
) -> None:
    """It is refused by its name."""
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", "utf-8")
    added, refused = add(record, tmp_path / "notes.csv", villages)

    assert [one.name for one in added] == ["villages"]
    assert [one.id for one in refused] == ["notes.csv", "villages.csv, row 3"]


def test_all_lists_of_one_command_count_or_none(record: Path, villages: Path) -> None:
    """An interruption in the second file takes the first back."""
    other = villages.with_name("other.csv")
    other.write_text(VILLAGES, "utf-8")

    def interrupt(refusal: Refusal) -> None:
        if refusal.id.startswith("other"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_lists(record, [villages, other], interrupt, settings=SETTINGS)

    assert [one.kind for one in list_gazetteers(record)] == ["bundled"] * 3
    assert [*(record / "gazetteer").glob("*")] == []


@pytest.mark.parametrize("how", ["SIGTERM"] if os.name == "nt" else ["SIGKILL", "SIGINT"])
def test_a_killed_import_leaves_what_was_there(
    record: Path, villages: Path, tmp_path: Path, how: str
) -> None:
    """Killed in the middle, the old list counts; run again, the new one does."""
    add(record, villages)
    large = tmp_path / "large" / "villages.csv"
    large.parent.mkdir()
    rows = (
        f"Place {n},{30 + n % 500 / 1000},{40 + n % 77 / 100},IQ,,\n" for n in range(60_000)
    )
    large.write_text("name,lat,lon,country,admin1,names\n" + "".join(rows), "utf-8")
    # A shell lets its background jobs ignore Ctrl-C; a command in a terminal hears it.
    hearing = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = [sys.executable, "-c", f"{hearing}; from sijill.cli.main import main; main()"]
    process = subprocess.Popen(
        [*command, "gazetteer", "add", str(large), "--record", str(record)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and not [*(record / "gazetteer").glob("*.partial")]:
        time.sleep(0.01)
    process.send_signal(getattr(signal, how))
    code = process.wait()

    assert code == {"SIGINT": 130, "SIGKILL": -9, "SIGTERM": 1}[how]
    assert [one.places for one in list_gazetteers(record)[3:]] == [1]
    assert len(find_places(record, "Kafr Zuhriyya")) == 1
    add(record, large)
    assert [one.places for one in list_gazetteers(record)[3:]] == [60_000]
    assert [*(record / "gazetteer").glob("*.partial")] == []


def test_a_broken_file_of_the_gazetteer_is_named(record: Path, villages: Path) -> None:
    """A list that was cut off is not read as an empty one."""
    (added,), _ = add(record, villages)
    (record / "gazetteer" / added.file).write_bytes(b"")

    with pytest.raises(StoreError, match="not whole"):
        find_places(record, "Kafr Zuhriyya")


def test_an_unknown_list_is_named_with_those_there_are(record: Path, villages: Path) -> None:
    """The sentence says what the record has."""
    add(record, villages)

    assert show_list(record, "villages").sample[0].name == "Kafr Zuhriyya"
    with pytest.raises(SettingsError, match="It has villages"):
        show_list(record, "towns")


def test_a_district_has_the_extent_of_its_border(record: Path, tmp_path: Path) -> None:
    """The uncertainty of an area is the way to its farthest border, and its code finds it."""
    ring = [[36.5, 35.6], [36.9, 35.6], [36.9, 36.1], [36.5, 36.1], [36.5, 35.6]]
    columns = {
        "ADM2_EN": "Zuhriyya",
        "ADM2_PCODE": "SY0799",
        "ADM1_EN": "Idlib",
        "ADM1_PCODE": "SY07",
    }
    shape = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": columns, "geometry": shape}
    path = tmp_path / "adm2.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    add(record, path)
    (entry,) = find_places(record, "SY0799")

    assert (entry.kind, entry.admin1, entry.country) == ("admin2", "Idlib", "SY")
    assert entry.reach_km == pytest.approx(33, abs=1)


def test_a_release_names_the_lists_its_places_were_found_in(
    record: Path, villages: Path, tmp_path: Path
) -> None:
    """The team's list and the bundled ones, with licences; a list that gave nothing is not."""
    unused = tmp_path / "private name.csv"
    unused.write_text("name,lat,lon,country\nNot Named,35.9,36.7,SY\n", "utf-8")
    told = AddSettings("tester", licence="CC BY-SA 4.0", attribution="Example Survey")
    (added,), _ = add(record, villages, settings=told)
    add(record, unused, settings=AddSettings("tester", attribution="Somebody Else"))
    run_record(record)
    folder = publish_record(record, by="tester").folder
    page = (folder / "attributions.md").read_text("utf-8")
    release = json.loads((folder / "release.json").read_text("utf-8"))

    assert [item["licence"] for item in release["gazetteers"]] == [
        "CC BY 4.0", "ODbL 1.0", "CC BY 4.0", "CC BY-SA 4.0",
    ]  # fmt: skip
    assert release["gazetteers"][3]["version"] == added.version
    for text in (page, (folder / "index.html").read_text("utf-8")):
        assert "Example Survey" in text and "GeoNames" in text and "geoBoundaries" in text
        assert "Somebody Else" not in text and "villages" not in text
    assert page.count("stays under this licence") == 2


def test_a_release_without_places_names_no_list(tmp_path: Path) -> None:
    """Nothing was found in any list."""
    folder = init_record(tmp_path / "bare")
    (tmp_path / "b.txt").write_text("Two farmers were killed on Thursday.", "utf-8")
    capture_into(folder, [tmp_path / "b.txt"], by="tester")
    run_record(folder)
    page = publish_record(folder, by="tester").folder / "attributions.md"

    assert "no place" in page.read_text("utf-8")
