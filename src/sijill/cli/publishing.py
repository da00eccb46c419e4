"""
The command that makes a release.
"""

from __future__ import annotations

from pathlib import Path

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE


@click.command(
    help=options.with_example(
        "Make a release of what may be shown: tables, a map, and a page.",
        'sijill publish investigation --title "Harm on the plain, 2024"',
    )
)
@options.RECORD
@click.option("--title", metavar="TEXT", default=None, help="What the record is about.")
@options.by_option()
@options.DRY_RUN
@options.AS_JSON
def publish(folder: Path, title: str | None, by: str, dry_run: bool, as_json: bool) -> int:
    """Make a release through the gate."""
    from sijill.flow.publishing import publish_record

    report = publish_record(folder, title=title, by=by, dry_run=dry_run)
    if as_json:
        printing.print_json(report.release)
        return DONE
    done = "Would make" if dry_run else "Made"
    printing.print_counts(
        f"{done} release {report.release.version} in {report.folder}:",
        dict(report.release.counts),
    )
    if report.withheld:
        printing.print_counts("Withheld to protect people:", dict(report.withheld))
    if not dry_run:
        click.echo(f"Open {report.folder / 'index.html'} in a browser; it needs no network.")
    return DONE
