"""
Shapefiles: polygons and points from the ``.shp``, their columns from the ``.dbf`` beside it.

References:
    .. [1] ESRI (1998). ESRI Shapefile Technical Description. An ESRI White Paper.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import IO, Any

import numpy as np

from sijill.errors import RefusedError
from sijill.resolve.lists.features import BrokenFeature, Feature, make_feature
from sijill.resolve.lists.parts import Part
from sijill.resolve.lists.wkb import BrokenGeometry, Geometry

_FILE_CODE = 9994
_NULL, _POINTS, _POLYGONS = 0, (1, 11, 21), (5, 15, 25)
_DELETED = 0x2A


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    start: int
    size: int


def read_shapefile(part: Part) -> Iterator[Feature | BrokenFeature]:
    """
    Yield the features of a shapefile.

    Raises:
        RefusedError: If it is no shapefile, its ``.dbf`` is missing, or it is projected.
    """
    table = part.sibling(".dbf")
    if table is None:
        raise RefusedError("broken", "the .dbf file that belongs to it is not beside it")
    _check_projection(part)
    encoding = _encoding_of(part)
    with part.open() as shapes, table.open() as rows:
        if shapes.read(100)[:4] != struct.pack(">i", _FILE_CODE):
            raise RefusedError("broken", "it is no shapefile")
        geometries = _read_shapes(shapes)
        for row, columns in enumerate(_read_table(rows, encoding), start=1):
            geometry = next(geometries, None)
            if isinstance(columns, dict):
                yield make_feature(row, columns, geometry)
            elif columns is not None:
                yield BrokenFeature(row, "row_broken", columns)


def _check_projection(part: Part) -> None:
    beside = part.sibling(".prj")
    if beside:
        with beside.open() as text:
            if text.read(40).lstrip().upper().startswith(b"PROJCS"):
                raise RefusedError(
                    "unknown_format", "it is not in degrees; convert it to WGS 84"
                )


def _encoding_of(part: Part) -> str:
    """Return the encoding that the ``.cpg`` file names; UTF-8 where there is none."""
    beside = part.sibling(".cpg")
    if not beside:
        return "utf-8"
    with beside.open() as text:
        named = text.read(40).decode("ascii", "replace").strip()
    try:
        return codecs.lookup(f"cp{named}" if named.isdecimal() else named).name
    except LookupError:
        return "utf-8"


def _read_shapes(data: IO[bytes]) -> Iterator[Geometry | None]:
    while len(head := data.read(8)) == 8:
        (n_words,) = struct.unpack(">i", head[4:])
        body = data.read(max(n_words, 0) * 2)
        try:
            yield _read_shape(body)
        except (struct.error, ValueError, IndexError):
            yield BrokenGeometry("its geometry breaks off")


def _read_shape(body: bytes) -> Geometry | None:
    (kind,) = struct.unpack_from("<i", body)
    if kind == _NULL:
        return None
    if kind in _POINTS:
        x, y = struct.unpack_from("<2d", body, 4)
        return x, y
    if kind not in _POLYGONS:
        return BrokenGeometry("it is neither a polygon nor a point")
    n_rings, n_points = struct.unpack_from("<2i", body, 36)
    starts = [*struct.unpack_from(f"<{n_rings}i", body, 44), n_points]
    points = np.frombuffer(body, "<f8", n_points * 2, 44 + 4 * n_rings).reshape(-1, 2)
    rings = [points[a:b] for a, b in pairwise(starts)]
    return _group_rings(rings)


def _group_rings(rings: list[Any]) -> list[Any]:
    """Make polygons of rings: outer ones go clockwise, holes the other way, after theirs."""
    polygons: list[list[Any]] = []
    for ring in rings:
        x, y = ring[:, 0], ring[:, 1]
        clockwise = float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) <= 0
        if clockwise or not polygons:
            polygons.append([ring])
        else:
            polygons[-1].append(ring)
    return polygons


def _read_table(data: IO[bytes], encoding: str) -> Iterator[dict[str, Any] | str | None]:
    """Yield each row's columns, why it cannot be read, or ``None`` for a deleted one."""
    head = data.read(32)
    if len(head) < 32:
        raise RefusedError("broken", "its .dbf file breaks off")
    n_rows, n_head, n_row = struct.unpack_from("<IHH", head, 4)
    columns = _read_columns(data.read(max(n_head - 32, 0)))
    for _ in range(n_rows):
        raw = data.read(n_row)
        if len(raw) < n_row:
            yield "its row in the .dbf file breaks off"
            return
        if raw[0] == _DELETED:
            yield None
            continue
        try:
            yield {
                c.name: raw[c.start : c.start + c.size].decode(encoding).strip(" \0")
                for c in columns
            }
        except UnicodeDecodeError:
            yield f"its words are not in the encoding {encoding}"


def _read_columns(head: bytes) -> list[_Column]:
    columns, start = [], 1
    for at in range(0, len(head) - 31, 32):
        if head[at] == 0x0D:
            break
        name = head[at : at + 11].split(b"\0")[0].decode("latin-1")
        columns.append(_Column(name, start, head[at + 16]))
        start += head[at + 16]
    return columns
