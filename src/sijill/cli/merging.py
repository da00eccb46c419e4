"""
The command that joins two copies of one record: merge.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE
from sijill.cli.progress import show_progress
from sijill.errors import say_command

if TYPE_CHECKING:
    from sijill.flow.merging import MergeReport

_WHAT = {
    "differs": "differs; choose one",
    "only_there": "is in the other copy only; copy it if it is wanted",
    "only_here": "is in this copy only",
}


@click.command(
    help=options.with_example(
        "Take into a record what another copy of it has; contradicting decisions wait.",
        "sijill merge investigation /media/laptop2/investigation",
    )
)
@options.RECORD
@click.argument("other", metavar="OTHER", type=options.FOLDER)
@options.by_option("Who merges; written into the custody log. By default the account's name.")
@options.DRY_RUN
@options.AS_JSON
def merge(folder: Path, other: Path, by: str, dry_run: bool, as_json: bool) -> int:
    """Join two copies of one record that went apart."""
    from sijill.flow.merging import merge_record

    with show_progress() as progress:
        report = merge_record(folder, other, by=by, dry_run=dry_run, progress=progress)
    if as_json:
        printing.print_json(report)
    else:
        _tell(report, folder, dry_run=dry_run)
    return DONE


def _tell(report: MergeReport, folder: Path, *, dry_run: bool) -> None:
    if not report.changed:
        click.echo("Nothing new: this copy has all that the other has.")
    else:
        would = "Would take over" if dry_run else "Took over"
        lines = ", ".join(f"{count:,} of {name}" for name, count in report.lines.items())
        documents = options.say_number(len(report.documents), "document")
        click.echo(f"{would} {documents}; lines: {lines}.")
    if report.restrictions:
        kept = options.say_number(report.restrictions, "restriction")
        click.echo(f"{'Would take over' if dry_run else 'Took over'} {kept}.")
    if report.contradicting:
        many = options.say_number(len(report.contradicting), "pair")
        click.echo(f"{many} of decisions contradict; neither is followed until decided again:")
        for one, other in report.contradicting:
            click.echo(f"  {one}  {other}")
    if report.ended:
        click.echo(f"{options.say_number(len(report.ended), 'id')} ended in an older one.")
    for item in report.files:
        if item.what != "only_here":
            click.echo(f"  {item.path} {_WHAT[item.what]}", err=True)
    if not any(report.common.values()) and any(report.lines.values()):
        click.echo("The two copies have no beginning in common; are they one record?", err=True)
    if report.changed and not dry_run:
        click.echo(f"Next: {say_command('run', folder)}", err=True)
