"""
The commands that make a record and bring it up to date: init, capture, run, records.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE, REFUSALS
from sijill.cli.progress import show_progress
from sijill.errors import say_command

KINDS = (
    "documents", "readings", "claims", "clusters", "incidents", "summaries", "refusals",
    "decisions", "identities", "custody", "unplaced", "contradicting", "victims",
)  # fmt: skip
# What tells most of a record with many fields; the others are in its JSON.
_TELLING = {
    "claims": ("id", "violence", "when", "where", "harms", "modality"),
    "custody": ("number", "at", "by", "act", "how", "document_id"),
    "documents": ("id", "file_name", "url", "source", "published_on"),
    "incidents": ("id", "violence", "when", "where", "harms", "origins"),
    "readings": ("id", "language", "published_on", "source", "title"),
}


@click.command(help=options.with_example("Make a record.", "sijill init investigation"))
@options.RECORD
def init(folder: Path) -> int:
    """Make a record in a folder."""
    from sijill.flow.recording import init_record

    made = init_record(folder)
    click.echo(
        f"Made a record in {made}. Next: {say_command('capture', folder)} PATH…", err=True
    )
    return DONE


@click.command(
    help=options.with_example(
        "Seal files, folders, archives or web addresses into a record.",
        "sijill capture investigation examples/aleppo-plain/reports",
    )
)
@options.RECORD
@click.argument("addresses", metavar="PATH|URL…", nargs=-1, required=True)
@options.by_option("Who captures; written into the custody log. By default the account's name.")
@click.option(
    "--source", metavar="NAME", default=None, help="Who published it, if it is known."
)
@click.option(
    "--published-on",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    help="The day of publication, if it is known.",
)
@options.DRY_RUN
@options.AS_JSON
def capture(
    folder: Path,
    addresses: tuple[str, ...],
    by: str,
    source: str | None,
    published_on: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Seal originals into the vault, with custody entries."""
    from sijill.flow.capturing import capture_into

    with show_progress() as progress:
        report = capture_into(
            folder,
            addresses,
            by=by,
            source=source,
            published_on=published_on.date() if published_on else None,
            dry_run=dry_run,
            progress=progress,
        )
    if as_json:
        printing.print_json(report)
    else:
        done = "Would seal" if dry_run else "Sealed"
        click.echo(
            f"{done} {options.say_number(len(report.new), 'new document')}; "
            f"already known: {len(report.known)}; refused: {len(report.refusals)}."
        )
        for refusal in report.refusals:
            click.echo(f"  {refusal.reason}: {refusal.text}", err=True)
    return REFUSALS if report.refusals else DONE


@click.command(
    help=options.with_example(
        "Bring a record up to date: read, extract, resolve, link, reconcile.",
        "sijill run investigation",
    )
)
@options.RECORD
@options.DRY_RUN
@options.AS_JSON
def run(folder: Path, dry_run: bool, as_json: bool) -> int:
    """Bring every derived record up to date; only what changed is done again."""
    from sijill.flow.running import run_record

    with show_progress() as progress:
        report = run_record(folder, dry_run=dry_run, progress=progress)
    if as_json:
        printing.print_json(report)
        return REFUSALS if report.refusals else DONE
    title = "The record would hold:" if dry_run else "The record holds:"
    kinds = ("documents", "readings", "claims", "incidents", "summaries")
    printing.print_counts(title, {kind: getattr(report, kind) for kind in kinds})
    if report.refusals:
        printing.print_counts("Refused:", dict(sorted(report.refusals.items())))
    if report.unplaced:
        decisions = options.say_number(report.unplaced, "decision")
        click.echo(f"{decisions} without a claim to hold on to any more; see with:")
        click.echo(f"  {say_command('records', folder)} unplaced")
    if report.contradicting:
        decisions = options.say_number(report.contradicting, "decision")
        click.echo(f"{decisions} contradict others made in another copy; see with:")
        click.echo(f"  {say_command('records', folder)} contradicting")
    return REFUSALS if report.refusals else DONE


@click.command(
    help=options.with_example(
        "Print the records of one kind, or with --canonical and no kind of all; every field "
        "with --json.",
        "sijill records investigation incidents",
    )
)
@options.RECORD
@click.argument("kind", type=click.Choice(KINDS), required=False)
@options.AS_JSON
@click.option(
    "--canonical", is_flag=True, help="JSON Lines sorted by id, without times of running."
)
def records(folder: Path, kind: str | None, as_json: bool, canonical: bool) -> int:
    """Print records as JSON Lines or as a table."""
    if kind is None and not canonical:
        raise click.UsageError(f"say which kind to print: {', '.join(KINDS)}.")
    from sijill.flow.listing import stream_records

    found = stream_records(folder, kind, canonical=canonical)
    if as_json or canonical:
        from sijill.model.form import canonical_line, json_line

        for record in found:
            click.echo(canonical_line(record) if canonical else json_line(record))
    else:
        printing.print_records(found, _TELLING.get(kind or ""))
    return DONE
