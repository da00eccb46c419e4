"""
The commands of other people's datasets: guess, check, add, list, show, remove, agree,
integrate.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sijill.cli import options, printing
from sijill.cli.agreeing import agree
from sijill.cli.ending import DONE, REFUSALS
from sijill.cli.integrating import integrate
from sijill.cli.progress import show_progress
from sijill.errors import say_command

if TYPE_CHECKING:
    from sijill.flow.trying import TriedDataset

_FILE = click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
_NAME = click.argument("name", metavar="NAME")
_IDS = 10  # ids shown of rows that changed


def mapping_option(help_text: str, *, required: bool = False) -> options.Decorator:
    """Return the option that names a mapping of columns."""
    return click.option(
        "--mapping", metavar="NAME|FILE", required=required, default=None, help=help_text
    )


_MAPPING = mapping_option(
    "What the columns mean: a bundled mapping (acled, gtd, ucdp_ged) or a file of your own.",
    required=True,
)


@click.group(
    help=options.with_example(
        "Bring other people's datasets into a record, and hold them against it.",
        "sijill datasets guess incidents.xlsx -o mapping.toml",
    )
)
def datasets() -> None:
    """Hold the commands of datasets."""


@datasets.command(
    help=options.with_example(
        "Write a first mapping for a table from its headings and values, to be edited.",
        "sijill datasets guess incidents.xlsx -o mapping.toml",
    )
)
@_FILE
@click.option("-o", "--output", metavar="FILE", default="-", help="Where to write it.")
def guess(path: Path, output: str) -> int:
    """Guess a mapping."""
    from sijill.flow.trying import guess_dataset

    text = guess_dataset(path)
    if output == "-":
        click.echo(text.rstrip("\n"))
        return DONE
    if Path(output).exists():
        raise click.UsageError(f"{output} is there already; name another file for the guess.")
    Path(output).write_text(f"{text.rstrip()}\n", encoding="utf-8")
    click.echo(f"Wrote {output}. Look through it, then: sijill datasets check", err=True)
    return DONE


@datasets.command(
    help=options.with_example(
        "Read a table by a mapping and say what its rows come to; nothing is kept.",
        "sijill datasets check incidents.xlsx --mapping mapping.toml",
    )
)
@_FILE
@_MAPPING
@options.AS_JSON
def check(path: Path, mapping: str, as_json: bool) -> int:
    """Try a mapping."""
    from sijill.flow.mapping import open_mapping
    from sijill.flow.trying import try_dataset

    with show_progress() as progress:
        tried = try_dataset(path, open_mapping(mapping), progress=progress)
    return _show(tried, as_json=as_json)


@datasets.command(
    help=options.with_example(
        "Seal a table into a record and let each of its rows be a claim from the next run on. "
        "A file of the same name stands in the place of the one before it.",
        "sijill datasets add investigation incidents.xlsx --mapping mapping.toml",
    )
)
@options.RECORD
@_FILE
@_MAPPING
@click.option("--name", default=None, help="Name in the record; by default the mapping's.")
@click.option(
    "--title", default=None, help="Who reports, for readers; by default the mapping's."
)
@options.by_option("Who adds it; by default the account's name.")
@click.option(
    "--why", metavar="TEXT", default="added", help="The reason; kept with the decision."
)
@options.DRY_RUN
@options.AS_JSON
def add(
    folder: Path,
    path: Path,
    mapping: str,
    name: str | None,
    title: str | None,
    by: str,
    why: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Add a dataset to a record."""
    from sijill.flow.datasets import DatasetSettings, add_dataset

    settings = DatasetSettings(mapping, by, why, name, title)
    with show_progress() as progress:
        added = add_dataset(folder, path, settings=settings, dry_run=dry_run, progress=progress)
    if as_json:
        printing.print_json(added)
        return REFUSALS if added.tried.refused else DONE
    code = _show(added.tried, as_json=False)
    done = "Would add" if dry_run else "Added"
    click.echo(f"{done} it as {added.name}. Next: {say_command('run', folder)}")
    if changes := added.changes:
        click.echo(
            f"It replaces an earlier file: {len(changes.new):,} rows are new, "
            f"{len(changes.changed):,} changed, {len(changes.gone):,} gone, "
            f"{changes.same:,} the same; {changes.unnamed:,} have no id to tell by."
        )
        for word, ids in (("changed", changes.changed), ("gone", changes.gone)):
            if ids:
                more = " …" if len(ids) > _IDS else ""
                click.echo(f"  {word}: {', '.join(ids[:_IDS])}{more}")
    return code


def _show(tried: TriedDataset, *, as_json: bool) -> int:
    if as_json:
        printing.print_json(tried)
        return REFUSALS if tried.refused else DONE
    say = options.say_number
    days = f"{tried.earliest} to {tried.latest}" if tried.earliest else "no row has a day"
    printing.print_counts(
        f"{say(tried.rows, 'row')} by the mapping {tried.name}:",
        {
            "claims": tried.claims,
            "tell of no act of violence": tried.no_act,
            "refused": tried.refused,
            "days": days,
            "claims with a point": tried.placed,
            "killed, as far as numbers are given": f"{tried.killed:,}",
            "claims without a number of killed": tried.unknown_killed,
            "claims with a cell that could not be read": tried.unread_cells,
        },
    )
    for refusal in tried.refusals:
        click.echo(f"  {refusal.text}", err=True)
    if tried.refused > len(tried.refusals):
        click.echo(f"  … and {tried.refused - len(tried.refusals):,} more", err=True)
    return REFUSALS if tried.refused else DONE


@datasets.command(
    "list",
    help=options.with_example(
        "List the datasets of a record.", "sijill datasets list investigation"
    ),
)
@options.RECORD
@options.AS_JSON
def list_(folder: Path, as_json: bool) -> int:
    """List the datasets of a record."""
    from sijill.flow.datasets import list_datasets

    found = list_datasets(folder)
    if as_json:
        for use in found:
            printing.print_json(use)
        return DONE
    if not found:
        click.echo("none; add one with `sijill datasets add DIR FILE --mapping MAPPING`.")
        return DONE
    printing.print_table(
        ("dataset", "file", "since", "by", "why"),
        [
            (one.dataset, (one.document_id or "taken out")[:16], one.at, one.by, one.why)
            for one in found
        ],
    )
    return DONE


@datasets.command(
    help=options.with_example(
        "Print a mapping: a bundled one, or with --record that of a record's dataset.",
        "sijill datasets show acled",
    )
)
@_NAME
@click.option(
    "--record",
    "folder",
    metavar="DIR",
    type=options.FOLDER,
    default=None,
    help="The record whose dataset is meant.",
)
def show(name: str, folder: Path | None) -> int:
    """Print a mapping."""
    from sijill.flow.datasets import show_mapping

    click.echo(show_mapping(name, folder).rstrip("\n"))
    return DONE


@datasets.command(
    help=options.with_example(
        "Take a dataset out of a record; the next run makes no claims of it. Its bytes and "
        "the decisions about it stay.",
        "sijill datasets remove investigation incidents --why 'replaced by the new list'",
    )
)
@options.RECORD
@_NAME
@options.by_option("Who takes it out; by default the account's name.")
@options.WHY
@options.DRY_RUN
def remove(folder: Path, name: str, by: str, why: str, dry_run: bool) -> int:
    """Take a dataset out of a record."""
    from sijill.flow.datasets import remove_dataset

    remove_dataset(folder, name, by=by, why=why, dry_run=dry_run)
    done = "Would take out" if dry_run else "Took out"
    click.echo(f"{done} {name}. Next: {say_command('run', folder)}")
    return DONE


datasets.add_command(agree)
datasets.add_command(integrate)
