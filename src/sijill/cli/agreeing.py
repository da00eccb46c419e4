"""
The command that holds a dataset against the rest of a record: datasets agree.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE

if TYPE_CHECKING:
    from sijill.flow.agreement import Agreement, RowAgreement

_SHOWN = 40
_COLUMNS = (
    "status", "row", "event", "incident", "violence", "day", "last_day", "place", "admin1",
    "killed_low", "killed_high", "others_say", "days_apart", "km_apart", "killed_stands",
    "rows_beside", "covers",
)  # fmt: skip


@click.command(
    help=options.with_example(
        "Say which rows of a dataset are in incidents that others tell of too, which stand "
        "alone, which incidents the dataset lacks, and where their numbers part.",
        "sijill datasets agree investigation acled",
    )
)
@options.RECORD
@click.argument("name", metavar="NAME")
@options.AS_JSON
@click.option(
    "--csv", "as_csv", is_flag=True, help="Print a line a row and a lacking incident."
)
@click.option("--all", "all_rows", is_flag=True, help="Show every row, not the first 40.")
def agree(folder: Path, name: str, as_json: bool, as_csv: bool, all_rows: bool) -> int:
    """Hold a dataset against the record."""
    from sijill.flow.agreeing import agree_dataset

    found = agree_dataset(folder, name)
    if as_json:
        printing.print_json(found)
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(_lines(found))
    else:
        _print(found, None if all_rows else _SHOWN)
    return DONE


def _lines(found: Agreement) -> Iterator[list[object]]:
    """Yield the lines of the CSV: rows, then what the dataset lacks."""
    for row in found.rows:
        killed = row.killed
        yield [
            row.status, row.row, row.event, row.incident, row.violence, row.day, row.last_day,
            row.place, row.admin1, killed.low if killed else None,
            killed.high if killed else None, _who(row), row.days_apart, row.km_apart,
            row.killed_stands, " ".join(row.rows_beside), " ".join(row.covers),
        ]  # fmt: skip
    for one in found.lacking:
        said = "; ".join(f"{s.by}: {_number(s.low, s.high)}" for s in one.said)
        yield [
            "lacking", None, None, one.incident, one.violence, one.day, None, one.place,
            one.admin1, one.low, one.high, said, None, None, None,
            " ".join(one.covered_by), None,
        ]  # fmt: skip


def _who(row: RowAgreement) -> str:
    return "; ".join(f"{one.by}: {_number(one.low, one.high)}" for one in row.others)


def _number(low: int | None, high: int | None) -> str:
    from sijill.flow.wording import word_bounds

    return word_bounds(low, high)


def _print(found: Agreement, shown: int | None) -> None:
    for sentence in _sentences(found):
        click.echo(sentence)
    matched = [row for row in found.rows if row.status == "matched"]
    parted = [row for row in matched if row.killed_stands in ("lower", "higher")]
    _table("Rows whose number of killed the others do not share:", parted, shown)
    _table("Rows that others tell of too:", [r for r in matched if r not in parted], shown)
    _table("Rows that nobody else tells of:", [r for r in found.rows if r.status == "alone"],
           shown)  # fmt: skip
    _table("Rows that sum up several acts:", [r for r in found.rows if r.status == "sum"],
           shown)  # fmt: skip
    many = [row for row in found.rows if row.rows_beside or row.covers]
    if many:
        click.echo("\nOne to many:")
        printing.print_table(
            ("row", "incident", "other rows in it", "incidents it may tell of as well"),
            [(r.row, r.incident, ", ".join(r.rows_beside), ", ".join(r.covers))
             for r in many[:shown]],
        )  # fmt: skip
    _print_lacking(found, shown)
    _print_totals(found)


def _sentences(found: Agreement) -> Iterator[str]:
    say = options.say_number
    yield (
        f"{found.title} has {say(found.read, 'row')} here: {len(found.rows):,} make "
        f"claims, {found.no_act:,} tell of no act of violence, {found.refused:,} are broken."
    )
    yield (
        f"In incidents that others tell of too: {found.count('matched'):,}; in none: "
        f"{found.count('alone'):,}; sums of several acts: {found.count('sum'):,}; counting "
        f"nobody: {found.count('unfounded'):,}."
    )
    yield (
        f"Where others tell of it too, the number of killed agrees in "
        f"{found.count_killed('agree'):,}, is lower in {found.count_killed('lower'):,}, higher "
        f"in {found.count_killed('higher'):,}, and not known on both sides in "
        f"{found.count_killed('unknown'):,}."
    )
    covered = sum(bool(one.covered_by) for one in found.lacking)
    yield (
        "Incidents within its days, area and kinds of act without a row of their own: "
        f"{len(found.lacking):,}; within the days and place of another row: {covered:,}."
    )


def _table(title: str, rows: list[RowAgreement], shown: int | None) -> None:
    if not rows:
        return
    click.echo(f"\n{title}")
    printing.print_table(
        ("row", "event", "day", "place", "killed", "others say", "days", "km"),
        [
            (
                row.row, row.event, row.day, row.place,
                _number(row.killed.low, row.killed.high) if row.killed else "unknown",
                _who(row), row.days_apart, row.km_apart,
            )
            for row in rows[:shown]
        ],
    )  # fmt: skip
    _more(len(rows), shown)


def _more(count: int, shown: int | None) -> None:
    if shown is not None and count > shown:
        click.echo(f"… and {count - shown:,} more; --all shows them, --csv writes them.")


def _print_lacking(found: Agreement, shown: int | None) -> None:
    if not found.lacking:
        return
    click.echo("\nIncidents that the dataset lacks:")
    printing.print_table(
        ("incident", "act", "day", "place", "killed", "who says", "in the days and place of"),
        [
            (
                one.incident, one.violence, one.day, one.place, _number(one.low, one.high),
                "; ".join(dict.fromkeys(said.by for said in one.said)),
                ", ".join(f"row {row}" for row in one.covered_by),
            )
            for one in found.lacking[:shown]
        ],
    )  # fmt: skip
    _more(len(found.lacking), shown)


def _print_totals(found: Agreement) -> None:
    click.echo("\nKilled, by month and first-level area (rows without a number left out):")
    printing.print_table(
        ("month", "area", "rows", "by the dataset", "unknown", "incidents", "by the others",
         "unknown", "in both"),
        [
            (
                one.month, one.admin1, one.rows,
                _number(one.rows_low, one.rows_high) if one.rows > one.rows_unknown else "",
                one.rows_unknown, one.incidents,
                _number(one.others_low, one.others_high)
                if one.incidents > one.others_unknown else "",
                one.others_unknown, one.shared,
            )
            for one in found.totals
        ],
    )  # fmt: skip
