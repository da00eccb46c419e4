"""
The commands of a record's own gazetteer: add, list, show, find, remove.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE, REFUSALS
from sijill.cli.progress import show_progress
from sijill.cli.streams import collect_refusals
from sijill.errors import say_command

if TYPE_CHECKING:
    from sijill.flow.gazetteering import Entry
    from sijill.model import PlaceList

_KINDS = ("team", "boundaries", "geonames", "events", "codes")


@click.group(
    help=options.with_example(
        "Add lists of places to a record, and ask what is known.",
        "sijill gazetteer find Sarmin",
    )
)
def gazetteer() -> None:
    """Hold the commands of the gazetteer."""


@gazetteer.command(
    help=options.with_example(
        "Add lists of places: GeoNames country files, boundaries with P-codes (GeoPackage, "
        "GeoJSON, shapefile), UCDP's events, or a table with name, lat, lon; also in .zip.",
        "sijill gazetteer add villages.csv --record investigation",
    )
)
@click.argument(
    "paths",
    metavar="FILE…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@options.RECORD_HERE
@click.option("--name", default=None, help="Name in the record; by default the file's.")
@click.option(
    "--kind", type=click.Choice(_KINDS), default=None, help="What it is, if it is not told."
)
@click.option("--licence", metavar="TEXT", default=None, help="The list's licence.")
@click.option("--attribution", metavar="TEXT", default=None, help="Whom to name for it.")
@options.by_option("Who adds it; by default the account's name.")
@options.REFUSALS
@options.DRY_RUN
@options.AS_JSON
def add(
    paths: tuple[Path, ...],
    folder: Path,
    name: str | None,
    kind: str | None,
    licence: str | None,
    attribution: str | None,
    by: str,
    refusals: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Add lists of places to a record's gazetteer."""
    from sijill.flow.importing import AddSettings, add_lists

    settings = AddSettings(by, name, kind, licence, attribution)
    with collect_refusals(refusals) as (refuse, count), show_progress() as progress:
        added = add_lists(
            folder, paths, refuse, settings=settings, dry_run=dry_run, progress=progress
        )
    for one in added:
        if as_json:
            printing.print_json(one)
        else:
            done = "Would add" if dry_run else "Added"
            click.echo(
                f"{done} {one.name} ({one.version}): "
                f"{options.say_number(one.places, 'place')}; "
                f"{options.say_number(one.refused, 'row')} refused, {one.left_out:,} left out."
            )
    if added and not dry_run and not as_json:
        click.echo(f"They count from the next run: {say_command('run', folder)}", err=True)
    return REFUSALS if count[0] else DONE


@gazetteer.command(
    "list",
    help=options.with_example(
        "List what is bundled and what a record has of its own, with licences.",
        "sijill gazetteer list --record investigation",
    ),
)
@options.MAY_RECORD
@options.AS_JSON
def list_(record: Path | None, as_json: bool) -> int:
    """List the gazetteers."""
    from sijill.flow.gazetteering import list_gazetteers

    found = list_gazetteers(record)
    if as_json:
        for one in found:
            printing.print_json(one)
    else:
        rows = ([o.name, o.version, f"{o.places:,}", o.licence, o.attribution] for o in found)
        printing.print_table(("name", "version", "places", "licence", "attribution"), rows)
    return DONE


@gazetteer.command(
    help=options.with_example(
        "Show one list of a record: where it is from, and its first places.",
        "sijill gazetteer show villages --record investigation",
    )
)
@click.argument("name", metavar="NAME")
@options.RECORD_HERE
@options.AS_JSON
def show(name: str, folder: Path, as_json: bool) -> int:
    """Show one list."""
    from sijill.flow.gazetteering import show_list

    shown = show_list(folder, name)
    if as_json:
        printing.print_json(shown)
        return DONE
    _print_about(shown.about)
    _print_entries(shown.sample)
    return DONE


@gazetteer.command(
    help=options.with_example(
        "Find every place that bears a name, with what each is and who knows it.",
        "sijill gazetteer find Sarmin --record investigation",
    )
)
@click.argument("name", metavar="NAME")
@options.MAY_RECORD
@options.AS_JSON
def find(name: str, record: Path | None, as_json: bool) -> int:
    """Find places by name."""
    from sijill.flow.gazetteering import find_places

    found = find_places(record, name)
    if as_json:
        for entry in found:
            printing.print_json(entry)
    elif found:
        _print_entries(found)
    else:
        click.echo(
            f"No place is known as {name!r}. Try another spelling, or add a list that has it: "
            "sijill gazetteer add FILE --record DIR"
        )
    return DONE


@gazetteer.command(
    help=options.with_example(
        "Take a list away from a record; the next run resolves without it.",
        "sijill gazetteer remove villages --record investigation",
    )
)
@click.argument("name", metavar="NAME")
@options.RECORD_HERE
@options.DRY_RUN
def remove(name: str, folder: Path, dry_run: bool) -> int:
    """Take a list away."""
    from sijill.flow.gazetteering import remove_list

    gone = remove_list(folder, name, dry_run=dry_run)
    click.echo(f"{'Would take' if dry_run else 'Took'} away {gone.name} ({gone.version}).")
    return DONE


def _print_about(one: PlaceList) -> None:
    printing.print_counts(
        one.name,
        {
            "kind": one.kind, "version": one.version, "places": f"{one.places:,}",
            "rows refused": f"{one.refused:,}", "rows left out": f"{one.left_out:,}",
            "licence": one.licence or "not stated",
            "attribution": one.attribution or "not stated",
            "added from": one.added_from, "added at": one.added_at, "by": one.by,
            "SHA-256": one.digest,
        },
    )  # fmt: skip


def _print_entries(entries: tuple[Entry, ...]) -> None:
    rows = (
        [
            e.name, e.kind, e.admin1, e.country, f"{e.latitude:.4f}, {e.longitude:.4f}",
            f"{e.reach_km or e.radius_km:g}", e.ref, e.version,
        ]
        for e in entries
    )  # fmt: skip
    columns = ("name", "kind", "in", "country", "point", "within km", "id", "version")
    printing.print_table(columns, rows)
