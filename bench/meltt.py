"""
Lay the three simulated tables of the R package meltt over each other, beside its own figures.

``python bench/meltt.py --tables meltt_crash --out P.jsonl``

The tables come in by mappings of columns, like anybody's; their taxonomies are data of the
mappings. One line an event is written: its rows, and what it may be a part of. The figures of
meltt are those that its README prints for 4 km, 2 days and all three taxonomies; the ten
matches are the first that it shows. Two of them it gives crosswise: rows 9 and 5 of the first
two tables with 8 of the third, and 8 of the second with 10, which agree on the second level
only. Here 9 and 5 go with 10 (82 m away, alike on every finest level), and 8 with 8, as its
own rule for the better fit has it.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sijill.flow.integrating import Integration, integrate_files
from sijill.flow.mapping import open_mapping
from sijill.model.form import to_json

TABLES = ("crash_data1", "crash_data2", "crash_data3")
TAXONOMIES = ("model_tax", "color_tax", "damage_tax")
DAYS, KM = 2, 4.0
MELTT = {
    "entries": 195, "matches": 34, "event matches": 26, "episode matches": 8,
    "in tables 1, 2 and 3": 21, "in 1 and 2": 5, "in 1 and 3": 4, "in 2 and 3": 4,
    "only in 1": 41, "only in 2": 34, "only in 3": 31, "duplicates removed": 55, "left": 140,
    "flagged": 6,
}  # fmt: skip
TEN = "of ten matches shown"
SHOWN = (  # ids in the three tables, 0: none
    (0, 55, 57), (0, 8, 10), (0, 39, 36), (0, 44, 44), (1, 2, 2), (3, 1, 1), (7, 0, 4),
    (9, 5, 8), (10, 7, 7), (12, 10, 6),
)  # fmt: skip


def main() -> None:
    """Read the tables, write an event a line, and print the figures side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    found = integrate(given.tables)
    with given.out.open("w", encoding="utf-8") as out:
        for event in found.events:
            print(json.dumps(to_json(event), ensure_ascii=False), file=out)
    for name, ours, theirs in compare(to_json(event) for event in found.events):
        print(f"{name:<24}{ours:>8}{theirs:>8}{'' if ours == theirs else '  differs'}")


def integrate(tables: Path) -> Integration:
    """Return the three tables as one."""
    with tempfile.TemporaryDirectory(prefix="sijill-meltt-") as folder:
        files = []
        for name in TABLES:
            path = Path(folder, f"{name}.toml")
            path.write_text("\n".join(write_mapping(tables, name)), encoding="utf-8")
            files.append((tables / f"{name}.csv", open_mapping(str(path))))
        return integrate_files(files, print, days=DAYS, km=KM)


def write_mapping(tables: Path, name: str) -> Iterator[str]:
    """Yield a table's mapping, line by line, with what the taxonomies say of its values."""
    yield f'name = "{name}"\ntitle = "{name}"\nrow.id = "event"'
    yield 'when = { date = "date", last = "enddate", order = "year_first" }'
    yield 'where = { latitude = "latitude", longitude = "longitude" }'
    yield 'violence.otherwise = "accident"'
    for taxonomy in TAXONOMIES:
        yield f'[taxonomies.{taxonomy}]\ncolumn = "{taxonomy}"'
        yield f"[taxonomies.{taxonomy}.levels]"
        with (tables / f"taxonomy_{taxonomy}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                source, value, *levels = row.values()
                if source == name:
                    yield f"{json.dumps(value)} = {json.dumps(levels)}"


def compare(events: Iterable[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """Return each figure, ours and meltt's."""
    listed = list(events)
    groups = [tuple(row["dataset"][-1] for row in event["rows"]) for event in listed]
    shares = Counter(groups)
    matched = [event for event in listed if len(event["rows"]) > 1]
    episodes = sum(event["day"] != event["last_day"] for event in matched)
    ids = {tuple(_id_in(event, name) for name in TABLES) for event in matched}
    ours = (
        sum(map(len, groups)), len(matched), len(matched) - episodes, episodes,
        shares["1", "2", "3"], shares["1", "2"], shares["1", "3"], shares["2", "3"],
        shares[("1",)], shares[("2",)], shares[("3",)],
        sum(len(group) - 1 for group in groups), len(groups),
        sum(bool(event["may_be_part_of"]) for event in listed),
    )  # fmt: skip
    figures = [(name, our, MELTT[name]) for name, our in zip(MELTT, ours, strict=True)]
    return [*figures, (TEN, len(ids & set(SHOWN)), len(SHOWN))]


def _id_in(event: dict[str, Any], name: str) -> int:
    found = (int(row["event"]) for row in event["rows"] if row["dataset"] == name)
    return next(found, 0)


if __name__ == "__main__":
    main()
