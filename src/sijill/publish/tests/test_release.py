"""
A release is whole, guarded, checkable, and reads alone.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from sijill.errors import ReleaseError
from sijill.model import PublicRecord
from sijill.publish import Settings, publish_release
from sijill.publish.release import next_version

AT = "2026-01-01T00:00:00Z"


def publish(public: PublicRecord, folder: Path) -> Path:
    """Publish with the default settings and return the release's folder."""
    return folder / publish_release(public, folder, settings=Settings(), at=AT).version


def read_table(folder: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of one CSV file."""
    return list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8-sig"))))


def test_a_release_never_replaces_another(public: PublicRecord, tmp_path: Path) -> None:
    """
    Each release takes the next version and leaves nothing half-made beside it.
    """
    made = [publish(public, tmp_path).name for _ in range(3)]

    assert made == ["1.0", "1.1", "1.2"]
    assert sorted(path.name for path in tmp_path.iterdir()) == made
    assert next_version(tmp_path) == "1.3"


def test_every_file_is_in_the_checksums(public: PublicRecord, tmp_path: Path) -> None:
    """
    The checksums name every other file of the release, each with its digest.
    """
    folder = publish(public, tmp_path)
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()

    listed = {line.split("  ")[1]: line.split("  ")[0] for line in lines}

    assert listed == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name != "SHA256SUMS"
    }


def test_the_same_record_gives_the_same_bytes(public: PublicRecord, tmp_path: Path) -> None:
    """
    Two releases of one record at one instant are equal, byte for byte.
    """
    folders = [publish(public, tmp_path / name) for name in ("a", "b")]

    assert [(f / "SHA256SUMS").read_bytes() for f in folders[:1]] == [
        (f / "SHA256SUMS").read_bytes() for f in folders[1:]
    ]


def test_a_failed_release_leaves_nothing(public: PublicRecord, tmp_path: Path) -> None:
    """
    A release that cannot be finished does not appear, nor do its parts.
    """
    with pytest.raises(ReleaseError):
        publish_release(public, tmp_path, settings=Settings(limits=()), at=AT)

    assert list(tmp_path.iterdir()) == []


def test_unknown_is_an_empty_cell_and_never_zero(public: PublicRecord, tmp_path: Path) -> None:
    """
    A number that no source gives is empty in the table, and a bound stays a bound.
    """
    rows = read_table(publish(public, tmp_path), "claims.csv")

    vague = [row for row in rows if row["words"] == "several"]

    assert {(row["low"], row["high"]) for row in vague} == {("", "")}
    assert {(r["low"], r["high"]) for r in rows if r["words"] == "dozens"} == {("24", "")}


def test_no_cell_is_a_formula(public: PublicRecord, tmp_path: Path) -> None:
    """
    A source that calls itself a formula is text in a spreadsheet; coordinates stay numbers.
    """
    document = replace(public.documents[0], source='=HYPERLINK("http://example.org")')
    evil = replace(public, documents=(document,))

    rows = read_table(publish(evil, tmp_path), "documents.csv")

    assert rows[0]["source"].startswith("'=")


def test_a_country_is_no_pin(public: PublicRecord, tmp_path: Path) -> None:
    """
    GeoJSON has a point only with a precision finer than a country, and its uncertainty.
    """
    text = (publish(public, tmp_path) / "incidents.geojson").read_text(encoding="utf-8")
    features = json.loads(text)["features"]

    coarse = [f for f in features if f["properties"]["precision"] in (None, "country")]

    assert coarse and all(feature["geometry"] is None for feature in coarse)
    drawn = [feature["properties"] for feature in features if feature["geometry"]]
    assert drawn and all(item["uncertainty_km"] and item["precision"] for item in drawn)


def test_every_figure_of_the_text_is_in_the_figures_file(
    public: PublicRecord, tmp_path: Path
) -> None:
    """
    The lead of the page says no number that figures.toml does not hold.
    """
    folder = publish(public, tmp_path)
    page = (folder / "index.html").read_text(encoding="utf-8")
    lead = re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)
    figures = tomllib.loads((folder / "figures.toml").read_text(encoding="utf-8"))["figures"]

    assert lead is not None
    assert {int(n) for n in re.findall(r"\d+", lead[1])} <= set(figures.values())


def test_the_codebook_describes_every_column(public: PublicRecord, tmp_path: Path) -> None:
    """
    No table has a column, and no record a field, that the codebook does not describe.
    """
    folder = publish(public, tmp_path)
    codebook = (folder / "codebook.md").read_text(encoding="utf-8")

    columns = {
        name
        for path in folder.glob("*.csv")
        for name in path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    }
    line = json.loads((folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()[0])

    assert {name for name in columns | set(line) if f"| `{name}` |" not in codebook} == set()


def test_a_release_without_incidents_says_so(empty: PublicRecord, tmp_path: Path) -> None:
    """
    Nothing found is a release like any other, and claims nothing about the world.
    """
    page = (publish(empty, tmp_path) / "index.html").read_text(encoding="utf-8")

    assert "not that nothing happened" in page
