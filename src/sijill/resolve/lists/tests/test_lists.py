"""
Lists of places in others' formats: what each row gives, and which rows are refused.
"""

from __future__ import annotations

import json
import sqlite3
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sijill.errors import RefusedError
from sijill.resolve.folding import fold_loosely, fold_name, fold_names, loosen_keys
from sijill.resolve.lists import (
    Known,
    Listed,
    Outline,
    RefusedRow,
    find_format,
    list_parts,
    read_parts,
)
from sijill.resolve.lists.geometry import measure_polygons

# A country "XA" that is the square between 30 and 40 north, 10 and 20 east.
OUTLINE = Outline([[(10, 30), (20, 30), (20, 40), (10, 40)]])
KNOWN = Known(
    km_outside=lambda country, lat, lon: (
        OUTLINE.km_outside(lat, lon) if country == "XA" else None
    ),
    find_country=lambda text: "XA" if text.upper() in ("XA", "XAA", "EXAMPLIA") else None,
    find_area=lambda country, name, kind: (
        Listed(0, "g:1", "North", kind, country, "North", 36.0, 15.0, 40.0)
        if name == "North"
        else None
    ),
)
SQUARE = [[12.0, 35.0], [13.0, 35.0], [13.0, 36.0], [12.0, 36.0], [12.0, 35.0]]
BOW = [[12.0, 35.0], [13.0, 36.0], [13.0, 35.0], [12.0, 36.0], [12.0, 35.0]]


def read(path: Path) -> tuple[list[Listed], list[RefusedRow], int]:
    """Return the places, the refused rows, and how many were left out."""
    parts = list_parts(path)
    rows = list(read_parts(parts, find_format(parts[0]).kind, KNOWN))
    places = [row for row in rows if isinstance(row, Listed)]
    refused = [row for row in rows if isinstance(row, RefusedRow)]
    return places, refused, rows.count(None)


def geonames_row(number: object, name: str, lat: object, lon: object, **more: str) -> str:
    """Return a line of a country file."""
    fields = {
        "names": "", "class": "P", "code": "PPL", "country": "XA", "adm1": "01", "adm2": "",
        "population": "0", **more,
    }  # fmt: skip
    return "\t".join(
        map(
            str,
            (
                number, name, name, fields["names"], lat, lon, fields["class"], fields["code"],
                fields["country"], "", fields["adm1"], fields["adm2"], "", "",
                fields["population"], "", "5", "Etc/UTC", "2024-01-01",
            ),
        )
    )  # fmt: skip


def write_geonames(path: Path) -> Path:
    """Write a country file with one of each fault."""
    lines = [
        geonames_row(1, "Upper Hamlet", 35.5, 12.5, names="Hamlet al-Fawqa,القرية,UHM"),
        geonames_row(2, "North Province", 36, 12, **{"class": "A", "code": "ADM1"}),
        geonames_row(3, "Lost Road", 35, 12, **{"class": "R", "code": "RD"}),
        geonames_row(4, "Swapped", 12.5, 35.5),
        geonames_row(1, "Again", 35.1, 12.1),
        geonames_row(5, "Nowhere", "north", 12.1),
        "6\tshort",
        geonames_row(7, "Far Camp", 37.5, 12.5, **{"class": "S", "code": "CMPRF"}),
    ]
    data = [line.encode() for line in lines] + [
        geonames_row(8, "Ünknown", 35, 12).encode("latin-1")
    ]
    path.write_bytes(b"\n".join(data) + b"\n")
    return path


def test_a_country_file_gives_settlements_areas_and_camps(tmp_path: Path) -> None:
    """Names of all scripts are kept, codes of airports are not; an area gets its spread."""
    places, _, left_out = read(write_geonames(tmp_path / "XA.txt"))
    by_name = {place.name: place for place in places}

    assert set(by_name) == {"Upper Hamlet", "North Province", "Far Camp"}
    assert by_name["Upper Hamlet"].names == ("Hamlet al-Fawqa", "القرية")
    assert by_name["Upper Hamlet"].admin1 == "North"
    assert by_name["North Province"].kind == "admin1"
    assert by_name["North Province"].radius_km >= 60
    assert left_out == 1


def test_each_fault_of_a_country_file_is_refused_by_its_row(tmp_path: Path) -> None:
    """Swapped, repeated, no number, too short, wrong encoding: each with number and reason."""
    _, refused, _ = read(write_geonames(tmp_path / "XA.txt"))

    assert [(row.row, row.reason) for row in refused] == [
        (4, "coordinates_swapped"),
        (5, "repeated_id"),
        (6, "coordinates_broken"),
        (7, "row_broken"),
        (9, "row_broken"),
    ]


def test_a_list_in_an_archive_is_read_like_the_file(tmp_path: Path) -> None:
    """The readme beside it is passed over."""
    plain = write_geonames(tmp_path / "XA.txt")
    with zipfile.ZipFile(tmp_path / "XA.zip", "w") as archive:
        archive.writestr("readme.txt", "About this file")
        archive.write(plain, "XA.txt")

    assert read(tmp_path / "XA.zip")[0] == read(plain)[0]


def area(name: str, code: str, geometry: Any, **more: str) -> dict[str, Any]:
    """Return a GeoJSON feature with P-codes."""
    columns = {"ADM2_EN": name, "ADM2_PCODE": code, "ADM1_EN": "North Province"}
    columns |= {"ADM1_PCODE": "XA01", "ADM0_PCODE": "XA", **more}
    shape = {"type": "Polygon", "coordinates": [geometry]} if geometry else None
    return {"type": "Feature", "properties": columns, "geometry": shape}


def write_geojson(path: Path, features: list[dict[str, Any]]) -> Path:
    """Write features."""
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def test_boundaries_give_codes_names_and_reach(tmp_path: Path) -> None:
    """A district is found by its P-code and its name in another script, and knows its reach."""
    features = [area("Dale", "XA0101", SQUARE, ADM2_AR="الوادي")]
    places, refused, _ = read(write_geojson(tmp_path / "adm2.geojson", features))
    (dale,) = places

    assert refused == []
    assert (dale.ref, dale.kind, dale.country, dale.admin1) == (
        "pcode:XA0101",
        "admin2",
        "XA",
        "North",
    )
    assert set(dale.names) == {"الوادي", "XA0101"}
    assert dale.reach_km == pytest.approx(71.8, abs=1)
    assert dale.radius_km < (dale.reach_km or 0)


def test_faulty_geometries_are_refused_by_their_row(tmp_path: Path) -> None:
    """Crossing, open, flat, missing, swapped and repeated ones; the rest is kept."""
    turned = [[y, x] for x, y in SQUARE]
    features = [
        area("Bow", "XA01", BOW),
        area("Open", "XA02", SQUARE[:-1]),
        area("Flat", "XA03", [[12, 35], [13, 35], [12, 35], [12, 35]]),
        area("None", "XA04", None),
        area("Turned", "XA05", turned),
        area("Whole", "XA06", SQUARE),
        area("Again", "XA06", SQUARE),
    ]
    places, refused, _ = read(write_geojson(tmp_path / "adm2.json", features))

    assert [place.name for place in places] == ["Whole"]
    assert [row.reason for row in refused] == [
        *["geometry_invalid"] * 4, "coordinates_swapped", "repeated_id",
    ]  # fmt: skip
    assert [row.row for row in refused] == [1, 2, 3, 4, 5, 7]


def polygon_wkb(ring: list[list[float]]) -> bytes:
    """Return a polygon as well-known binary."""
    head = struct.pack("<BIII", 1, 3, 1, len(ring))
    return head + b"".join(struct.pack("<2d", *point) for point in ring)


def write_geopackage(path: Path) -> Path:
    """Write a GeoPackage with a whole and a broken row."""
    base = sqlite3.connect(path)
    base.executescript(
        "CREATE TABLE gpkg_spatial_ref_sys (srs_name, srs_id, organization, "
        "organization_coordsys_id, definition);"
        "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, '');"
        "CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name, "
        "srs_id, z, m); INSERT INTO gpkg_geometry_columns VALUES "
        "('adm1', 'geom', 'POLYGON', 4326, 0, 0);"
        "CREATE TABLE adm1 (fid INTEGER PRIMARY KEY, geom BLOB, adm1_name TEXT, "
        "adm1_name1 TEXT, adm1_pcode TEXT, iso2 TEXT);"
    )
    head = b"GP\0\1" + struct.pack("<i", 4326)
    whole = head + polygon_wkb(SQUARE)
    rows = [(whole, "North", "الشمال", "XA01", "XA"), (whole[:40], "South", None, "XA02", "XA")]
    base.executemany("INSERT INTO adm1 VALUES (NULL, ?, ?, ?, ?, ?)", rows)
    base.commit()
    base.close()
    return path


def test_a_geopackage_is_read(tmp_path: Path) -> None:
    """Columns of the newer generation; a geometry that breaks off is refused."""
    places, refused, _ = read(write_geopackage(tmp_path / "adm.gpkg"))

    assert [(p.ref, p.kind, p.names) for p in places] == [
        ("pcode:XA01", "admin1", ("الشمال", "XA01"))
    ]
    assert [(row.row, row.reason) for row in refused] == [(2, "geometry_invalid")]


def write_shapefile(path: Path) -> Path:
    """Write a shapefile of one area: .shp, .dbf and .cpg."""
    ring = SQUARE[::-1]  # outer rings go clockwise
    body = struct.pack("<i4d2i", 5, 12, 35, 13, 36, 1, len(ring)) + struct.pack("<i", 0)
    body += b"".join(struct.pack("<2d", *point) for point in ring)
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 0) + bytes(72)
    path.write_bytes(head + struct.pack(">2i", 1, len(body) // 2) + body)
    columns = [("ADM1_EN", 10), ("ADM1_PCODE", 8)]
    cells = "Nörd".encode("cp1252").ljust(10) + b"XA01".ljust(8)
    fields = b"".join(
        name.encode().ljust(11, b"\0") + b"C" + bytes(4) + bytes([size, 0]) + bytes(14)
        for name, size in columns
    )
    dbf = struct.pack("<4BIHH", 3, 124, 1, 1, 1, 32 + len(fields) + 1, 19) + bytes(20)
    path.with_suffix(".dbf").write_bytes(dbf + fields + b"\r" + b" " + cells + b"\x1a")
    path.with_suffix(".cpg").write_text("1252")
    return path


def test_a_shapefile_is_read_with_the_encoding_it_names(tmp_path: Path) -> None:
    """The table beside it gives names; one in a projection is refused whole."""
    path = write_shapefile(tmp_path / "adm1.shp")
    places, _, _ = read(path)

    assert [(p.name, p.ref, round(p.latitude, 1)) for p in places] == [
        ("Nörd", "pcode:XA01", 35.5)
    ]
    path.with_suffix(".prj").write_text('PROJCS["UTM"]')
    with pytest.raises(RefusedError, match="not in degrees"):
        read(path)


EVENTS = "id,year,where_prec,where_coordinates,adm_1,country,latitude,longitude\n"


def test_events_give_each_place_once(tmp_path: Path) -> None:
    """The word for what it is goes; coarse events name no place; event ids stand once."""
    path = tmp_path / "ged.csv"
    path.write_text(
        EVENTS + "1,2016,1,Upper Hamlet village,North province,Examplia,35.5,12.5\n"
        "2,2016,1,Upper Hamlet village,North province,Examplia,35.5,12.5\n"
        "3,2016,4,North province,North province,Examplia,36,12\n"
        "3,2016,1,Third town,North province,Examplia,36,12\n"
        '4,2016,1,"Fourth town,North province,Examplia,36,12\n'
        "5,2016,2,Fifth town,North province,Examplia,36,12\n",
        "utf-8",
    )
    places, refused, left_out = read(path)

    assert [(p.name, p.names, p.radius_km) for p in places] == [
        ("Upper Hamlet", ("Upper Hamlet village",), 2.0),
        ("Fifth", ("Fifth town",), 25.0),
    ]
    assert [(row.row, row.reason) for row in refused] == [(5, "repeated_id"), (6, "row_broken")]
    assert left_out == 2


def test_a_teams_table_needs_a_name_and_a_point(tmp_path: Path) -> None:
    """Headings are told in whatever case, the separator too; broken rows are refused."""
    path = tmp_path / "villages.csv"
    path.write_bytes(
        "\ufeffVillage;Lat;Long;Country;other names;radius_km\n"
        "Upper Hamlet;35,5;12.5;XA;;\n"
        "Old Mill;35.5;12.5;XAA;The Mill|الطاحون;2\n"
        "Old Mill;35.5;12.5;XA;;\n"
        "Nowhere;;;XA;;\n"
        "Elsewhere;1;1;Atlantis;;\n"
        "Beyond;120;35;;;\n".encode()
        + "Süd;35;12;XA;;\n".encode("latin-1")
    )
    places, refused, _ = read(path)

    assert [(p.name, p.country, p.names, p.radius_km) for p in places] == [
        ("Old Mill", "XA", ("The Mill", "الطاحون"), 2.0)
    ]
    assert [(row.row, row.reason) for row in refused] == [
        (2, "coordinates_broken"), (4, "repeated_id"), (5, "coordinates_broken"),
        (6, "row_broken"), (7, "coordinates_swapped"), (8, "row_broken"),
    ]  # fmt: skip


def test_a_table_without_coordinates_is_refused_whole(tmp_path: Path) -> None:
    """The refusal says which heading is missing."""
    path = tmp_path / "names.csv"
    path.write_text("name,lat\nOld Mill,35\n", "utf-8")

    with pytest.raises(RefusedError, match=r"no heading stands for longitude in name \| lat"):
        read(path)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.csv", b"x,y\n1,2\n"), ("a.geojson", b"{"), ("a.gpkg", b"no"), ("a.zip", b"PK")],
)
def test_a_file_of_no_known_kind_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    """Nothing is guessed from a file that no reader knows."""
    (tmp_path / name).write_bytes(data)

    with pytest.raises(RefusedError):
        read(tmp_path / name)


def test_codes_are_laid_on_areas_that_are_known(tmp_path: Path) -> None:
    """A P-code without a point gets the known area's; an unknown area is refused."""
    path = tmp_path / "codes.csv"
    path.write_text(
        "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n"
        "XAA,1,XA01,North,XAA,2024-01-01\nXAA,1,XA02,Atlantis,XAA,2024-01-01\n",
        "utf-8",
    )
    places, refused, _ = read(path)

    assert [(p.ref, p.latitude, p.names) for p in places] == [("pcode:XA01", 36.0, ("XA01",))]
    assert [row.row for row in refused] == [3]


WORDS = st.text(st.sampled_from("abehlqsty'- \nüÖ№سمرىالة0"), max_size=30)


@given(st.lists(WORDS))
def test_names_by_the_thousand_have_the_keys_of_one(names: list[str]) -> None:
    """Folded as lines of one text or one by one, a name has the same two keys."""
    keys = fold_names(names)
    latin = [key for key in keys if key.isascii()]

    assert keys == [fold_name(name) for name in names]
    assert loosen_keys(latin) == [fold_loosely(key) for key in latin]


@pytest.mark.parametrize(
    ("lat", "lon", "is_refused"),
    [(35, 15, False), (29.7, 15, False), (15, 35, True), (12, 31, True)],
)
def test_only_a_point_far_off_is_called_swapped(
    tmp_path: Path, lat: float, lon: float, is_refused: bool
) -> None:
    """A little over the border is no mistake, even where the swapped point lies inside."""
    path = tmp_path / "villages.csv"
    path.write_text(f"name,lat,lon,country\nOld Mill,{lat},{lon},XA\n", "utf-8")
    _, refused, _ = read(path)

    assert [row.reason for row in refused] == ["coordinates_swapped"] * is_refused


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(0.01, 3), st.integers(3, 40))
def test_an_area_lies_within_its_reach(lat: float, lon: float, size: float, n: int) -> None:
    """A regular polygon's middle, radius and reach are the circle's around it."""
    turns = np.linspace(0, 2 * np.pi, n, endpoint=False)
    ring = np.column_stack((lon + size * np.cos(turns), lat + size * np.sin(turns)))
    extent = measure_polygons([[np.vstack((ring, ring[:1]))]])

    assert extent.latitude == pytest.approx(lat, abs=1e-3)
    assert extent.radius_km <= extent.reach_km + 0.1
    assert extent.reach_km <= size * 111.3 + 0.6
