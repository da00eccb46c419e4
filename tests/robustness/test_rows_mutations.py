"""
Whatever somebody's table holds, a row is a claim or a refusal, and a file rows or a refusal.
"""

from __future__ import annotations

import random

import pytest

from sijill.errors import RefusedError
from sijill.extract.extraction import check_spans
from sijill.extract.rows import RowsExtractor
from sijill.model import Document
from sijill.model.ids import digest_bytes
from sijill.model.mapping import list_mappings, load_mapping
from sijill.read import Settings, read_document, sample_tables

VALUES = (
    "", "-", "0", "-1", "3", "٣", "1,5", "1e9", "5+", "-5-3", "NaN", "2023-10-05",
    "05/06/2023", "31/31/2023", "45204", "99999", "0000-00-00", "5 آذار ٢٠٢٣", "91.2", "-181",
    "36,2", "1", "7", "Battles", "attack", "1\n2", "a: b", "\ta", '"', "\u202e", "\x00",
    "x" * 5000, "Total", ";", "9999-12-31", "0001-01-01", "10000-01-01", "²", "１２",
)  # fmt: skip


@pytest.mark.parametrize("name", list_mappings())
def test_any_cell_in_any_column(name: str) -> None:
    """Each row makes claims whose spans are the text's own, or is refused with a sentence."""
    mapping, draw = load_mapping(name), random.Random(7)
    columns = mapping.columns()
    rows = [[draw.choice(VALUES) for _ in columns] for _ in range(400)]
    quoted = ([f'"{value.replace(chr(34), chr(34) * 2)}"' for value in row] for row in rows)
    text = "\n".join([",".join(columns), *(",".join(row) for row in quoted)])
    data = text.encode("utf-8")
    document = Document(digest_bytes(data), len(data), "text/csv")

    readings = read_document(document, data, settings=Settings(), mapping=mapping)

    assert len(readings) > 300
    for reading in readings:
        try:
            claims = RowsExtractor(mapping).extract_claims(reading)
        except RefusedError as why:
            assert why.reason == "row_broken"
            assert why.text.endswith(".")
            continue
        for claim in claims:
            check_spans(claim, reading)


def test_any_bytes_for_a_table() -> None:
    """A broken file is refused, or its rows are read; nothing else comes out."""
    draw = random.Random(11)
    whole = b"event_id_cnty,event_date,location,latitude,longitude,event_type,fatalities\n" * 20
    mapping = load_mapping("acled")
    for _ in range(300):
        data = bytearray(
            draw.choice((whole, whole.decode().encode("utf-16"), b"PK\x03\x04" + whole))
        )
        for _ in range(draw.randrange(1, 12)):
            data[draw.randrange(len(data))] = draw.randrange(256)
        broken = bytes(data[: draw.randrange(1, len(data))])
        document = Document(digest_bytes(broken), len(broken), "text/csv")
        for read in (
            lambda: read_document(document, broken, settings=Settings(), mapping=mapping),  # noqa: B023
            lambda: sample_tables(document, broken, settings=Settings()),  # noqa: B023
        ):
            try:
                read()
            except RefusedError as why:
                assert why.text.strip()
