"""
Features of GeoJSON files, GeoPackages and shapefiles, one after another, in one form.

A feature is a row's number, its columns, and its geometry: polygons, one point, or why it
has neither. The readers need the standard library and arrays alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sijill.errors import RefusedError
from sijill.resolve.lists.geometry import Polygon
from sijill.resolve.lists.listed import Listed, RefusedRow
from sijill.resolve.lists.parts import Part
from sijill.resolve.lists.wkb import BrokenGeometry, Geometry, read_wkb

_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326")
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes, by the code in a blob's flags


@dataclass(frozen=True, slots=True)
class Feature:
    """
    One feature.

    Attributes:
        row: Its number, from 1.
        columns: Its attributes by name.
        polygons: Outer rings with their holes; ``None``: it is a point.
        point: Longitude and latitude; ``None``: it has polygons.
    """

    row: int
    columns: Mapping[str, Any]
    polygons: tuple[Polygon, ...] | None
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class BrokenFeature:
    """A feature that cannot be read: its number, and why."""

    row: int
    reason: str
    text: str


def read_each(
    features: Iterable[Feature | BrokenFeature],
    part: str,
    read: Callable[[Feature], Listed],
) -> Iterator[Listed | RefusedRow]:
    """
    Yield what *read* makes of each feature, and each refused row.

    Args:
        features: The features, whole and broken.
        part: Name of the file.
        read: Returns the place of a feature, or raises `RefusedError`.
    """
    for feature in features:
        if isinstance(feature, BrokenFeature):
            yield RefusedRow(part, feature.row, feature.reason, feature.text)
            continue
        try:
            yield read(feature)
        except RefusedError as why:
            yield RefusedRow(part, feature.row, why.reason, why.text)


def make_feature(
    row: int, columns: Mapping[str, Any], geometry: Geometry | None
) -> Feature | BrokenFeature:
    """Return a feature of a geometry in polygons or in a point."""
    if geometry is None:
        return BrokenFeature(row, "geometry_invalid", "it has no geometry")
    if isinstance(geometry, BrokenGeometry):
        return BrokenFeature(row, "geometry_invalid", geometry.text)
    if isinstance(geometry, tuple):
        return Feature(row, columns, None, geometry)
    return Feature(row, columns, tuple(geometry), None)


def read_geojson(part: Part) -> Iterator[Feature | BrokenFeature]:
    """
    Yield the features of a GeoJSON file.

    Raises:
        RefusedError: If the file is no GeoJSON, or not in degrees.
    """
    with part.open() as data:
        try:
            body = json.loads(data.read())
        except (ValueError, RecursionError) as why:
            raise RefusedError("broken", "it is no JSON in UTF-8, or breaks off") from why
    features = body.get("features") if isinstance(body, dict) else None
    if not isinstance(features, list):
        kind = body.get("type") if isinstance(body, dict) else None
        said = f"it is JSON of the type {kind!r}" if isinstance(kind, str) else "it is JSON"
        raise RefusedError("unknown_format", f"{said}, and no collection of GeoJSON features")
    crs = json.dumps(body.get("crs") or "CRS84")
    if not any(name in crs for name in _DEGREES):
        raise _projected()
    for row, item in enumerate(features, start=1):
        yield _read_json_feature(row, item)


def _projected() -> RefusedError:
    return RefusedError("unknown_format", "it is not in degrees; convert it to WGS 84")


def _read_json_feature(row: int, item: Any) -> Feature | BrokenFeature:
    columns = item.get("properties") if isinstance(item, dict) else None
    if not isinstance(columns, dict):
        return BrokenFeature(row, "row_broken", "it has no properties")
    shape = item.get("geometry")
    if not isinstance(shape, dict):
        return make_feature(row, columns, None)
    kind, points = shape.get("type"), shape.get("coordinates")
    if kind == "Point" and isinstance(points, list) and len(points) > 1:
        if not all(isinstance(number, (int, float)) for number in points[:2]):
            return BrokenFeature(row, "geometry_invalid", "its point holds no numbers")
        return Feature(row, columns, None, (float(points[0]), float(points[1])))
    if kind in ("Polygon", "MultiPolygon") and isinstance(points, list):
        many = [points] if kind == "Polygon" else points
        if all(isinstance(polygon, list) for polygon in many):
            return Feature(row, columns, tuple(many), None)
    return BrokenFeature(row, "geometry_invalid", "it is neither a polygon nor a point")


def read_geopackage(part: Part) -> Iterator[Feature | BrokenFeature]:
    """
    Yield the features of every layer of a GeoPackage; numbers go on from layer to layer.

    Raises:
        RefusedError: If the file is no GeoPackage, or a layer is not in degrees.
    """
    with part.on_disk() as path:
        base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        base.row_factory = sqlite3.Row
        base.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        try:
            yield from _read_layers(base)
        except sqlite3.DatabaseError as why:
            raise RefusedError("broken", "it is no whole GeoPackage") from why
        finally:
            base.close()


def _read_layers(base: sqlite3.Connection) -> Iterator[Feature | BrokenFeature]:
    layers = base.execute(
        "SELECT g.table_name, g.column_name, "
        "s.organization_coordsys_id AS code "
        "FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id "
        "ORDER BY g.table_name"
    ).fetchall()
    row = 0
    for layer in layers:
        if layer["code"] not in (4326, None, 0, -1):
            raise _projected()
        table = layer["table_name"].replace('"', '""')
        for found in base.execute(f'SELECT * FROM "{table}" ORDER BY rowid'):
            row += 1
            columns = {key: found[key] for key in found.keys() if key != layer["column_name"]}  # noqa: SIM118  (a row iterates over values)
            yield make_feature(row, columns, _read_blob(found[layer["column_name"]]))


def _read_blob(blob: Any) -> Geometry | None:
    """Return the geometry of a GeoPackage's blob, whose head stands before plain WKB."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        return BrokenGeometry("its geometry is no GeoPackage geometry")
    flags = blob[3]
    if flags & 0x10:
        return None
    head = _ENVELOPES.get(flags >> 1 & 7)
    if head is None:
        return BrokenGeometry("its geometry has an envelope of no known kind")
    return read_wkb(blob[8 + head :])
