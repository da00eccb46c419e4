"""
The command that lays several datasets over each other: datasets integrate.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE, REFUSALS
from sijill.cli.streams import collect_refusals

if TYPE_CHECKING:
    from sijill.flow.integrating import Integration


@click.command(
    help=options.with_example(
        "Lay several datasets over each other by days, distance and taxonomies alone, each "
        "event once; the first file leads. Needs no record.",
        "sijill datasets integrate a.csv b.csv --mapping acled --mapping ucdp_ged --days 2 "
        "--km 4",
    )
)
@click.argument(
    "paths",
    metavar="FILE…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--mapping", "mappings", metavar="NAME|FILE", multiple=True, required=True,
    help="What the columns of a file mean; one for each file, in their order.",
)  # fmt: skip
@click.option(
    "--days", type=click.IntRange(0), required=True, help="Days that may lie between."
)
@click.option("--km", type=click.FloatRange(0), required=True, help="Distance, in km.")
@options.REFUSALS
@options.AS_JSON
def integrate(
    paths: tuple[Path, ...],
    mappings: tuple[str, ...],
    days: int,
    km: float,
    refusals: str | None,
    as_json: bool,
) -> int:
    """Integrate several datasets."""
    if len(paths) != len(mappings):
        raise click.UsageError("name one --mapping for each file, in the same order.")
    from sijill.flow.integrating import integrate_files
    from sijill.flow.mapping import open_mapping

    files = list(zip(paths, map(open_mapping, mappings), strict=True))
    with collect_refusals(refusals) as (refuse, count):
        found = integrate_files(files, refuse, days=days, km=km)
    if as_json:
        printing.print_json(found)
    else:
        _print(found)
    return REFUSALS if count[0] else DONE


def _print(found: Integration) -> None:
    episodes = sum(event.day != event.last_day for event in found.matches)
    flagged = sum(bool(event.may_be_part_of) for event in found.events)
    printing.print_counts(
        f"{options.say_number(len(found.datasets), 'dataset')} as one:",
        {
            "rows": sum(found.entries),
            "rows left out": sum(found.left_out),
            "events that several have": len(found.matches),
            "of them episodes of several days": episodes,
            "rows that repeat another": sum(len(one.rows) - 1 for one in found.events),
            "events in all": len(found.events),
            "events that may be part of an episode": flagged,
        },
    )
    shares = Counter(tuple(row.dataset for row in event.rows) for event in found.events)
    printing.print_table(
        (*found.datasets, "events"),
        [
            (*("x" if name in share else "" for name in found.datasets), number)
            for share, number in sorted(shares.items(), key=lambda item: (len(item[0]), item))
        ],
    )
