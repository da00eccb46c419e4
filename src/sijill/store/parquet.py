"""
Records as Parquet, in and out, in batches.

A column a field, under the field's name. Texts, numbers and days are columns of their own
type; a field that holds other records holds their JSON form as text, which the column's
metadata says (``form = "json"``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pyarrow as pa
import pyarrow.parquet as pq

from sijill.errors import StoreError
from sijill.model.form import hints_of, to_json

_BATCH = 1_000
_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
_JSON = {b"form": b"json"}


class ParquetSink:
    """Takes records of one kind, or dictionaries of one form, and writes them in batches."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: list[dict[str, Any]] = []
        self._schema: pa.Schema | None = None
        self._writer: pq.ParquetWriter | None = None

    def __call__(self, record: Any) -> None:
        """Take one record."""
        form = to_json(record)
        if self._schema is None:
            self._schema = _schema_of(record, form)
        self._rows.append(form)
        if len(self._rows) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait."""
        if self._schema is None:
            self._schema = pa.schema([pa.field("id", pa.string())])
        if self._writer is None:
            self._writer = pq.ParquetWriter(self._path, self._schema, compression="zstd")
        columns = {
            item.name: [_cell(item, row.get(item.name)) for row in self._rows]
            for item in self._schema
        }
        self._writer.write_table(pa.table(columns, schema=self._schema))
        self._rows = []

    def close(self) -> None:
        """Write what waits and end the file."""
        self.flush()
        if self._writer:
            self._writer.close()


@contextmanager
def write_parquet(path: Path) -> Iterator[ParquetSink]:
    """Give a sink for records; the file appears under its name only when it is whole."""
    partial = path.with_name(f"{path.name}.partial")
    sink = ParquetSink(partial)
    try:
        yield sink
        sink.close()
        partial.replace(path)
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def stream_parquet(path: Path) -> Iterator[str]:
    """
    Yield each row as one JSON line, a batch in memory at a time.

    Raises:
        StoreError: If the file is no Parquet.
    """
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as why:
        raise StoreError(f"{path.name} is no Parquet file; give JSON Lines instead.") from why
    with file:
        packed = {item.name for item in file.schema_arrow if _is_json(item)}
        for batch in file.iter_batches(batch_size=_BATCH):
            for row in batch.to_pylist():
                form = {
                    key: json.loads(value) if key in packed and value is not None else value
                    for key, value in row.items()
                }
                yield json.dumps(form, ensure_ascii=False, default=str)


def _schema_of(record: Any, form: dict[str, Any]) -> pa.Schema:
    if isinstance(record, dict):
        return pa.schema([_field(name, type(value)) for name, value in form.items()])
    kind: Any = type(record)
    hints = hints_of(kind)
    return pa.schema([_field(item.name, hints[item.name]) for item in fields(record)])


def _field(name: str, kind: Any) -> pa.Field:
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    inner = [option for option in get_args(kind) if option is not type(None)] or [kind]
    if len(inner) == 1 and inner[0] in _TYPES:
        return pa.field(name, _TYPES[inner[0]])
    if len(inner) == 1 and getattr(inner[0], "__name__", "") == "date":
        return pa.field(name, pa.string(), metadata={b"form": b"ISO 8601 day"})
    return pa.field(name, pa.string(), metadata=_JSON)


def _is_json(item: pa.Field) -> bool:
    return bool(item.metadata and item.metadata.get(b"form") == b"json")


def _cell(item: pa.Field, value: Any) -> Any:
    return (
        json.dumps(value, ensure_ascii=False) if _is_json(item) and value is not None else value
    )
