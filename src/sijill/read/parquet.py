"""
A Parquet file as rows of text, headings first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from sijill.errors import RefusedError
from sijill.model import Document
from sijill.read.separated import RawRow

PARQUET = b"PAR1"
_AT_ONCE = 10_000  # rows in memory together


def read_parquet_rows(document: Document, data: bytes) -> Iterator[RawRow]:
    """
    Yield the headings and the rows of a Parquet file, each value as text.

    Raises:
        RefusedError: If the file is broken.
    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        book = ParquetFile(BytesIO(data))
        yield RawRow(1, tuple(book.schema_arrow.names))
        number = 1
        for batch in book.iter_batches(_AT_ONCE):
            columns = [column.to_pylist() for column in batch.columns]
            for row in zip(*columns, strict=True):
                number += 1
                yield RawRow(number, tuple(map(_write, row)))
    except (pa.ArrowException, OSError) as why:
        raise RefusedError(
            "broken", f"document {document.id} is a broken Parquet file; capture it again."
        ) from why


def _write(value: Any) -> str:
    """
    Return a value as a cell of a table would hold it.

    Examples:
        >>> _write(None), _write(34.0), _write(date(2023, 10, 5))
        ('', '34', '2023-10-05')
    """
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
