"""
The command that holds two extractors against each other: compare.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE, REFUSALS
from sijill.cli.progress import show_progress
from sijill.cli.streams import collect_refusals, open_records

if TYPE_CHECKING:
    from sijill.flow.comparing import ExtractorComparison


@click.command(
    help=options.with_example(
        "Run two extractors over the same readings and show where they part.",
        "sijill compare readings.jsonl --with rules --with llm --settings sijill.toml",
    )
)
@options.input_argument("records", "READINGS")
@options.EXTRACTORS
@options.SETTINGS
@options.ANSWERS
@options.REFUSALS
@options.AS_JSON
def compare(
    records: str,
    names: tuple[str, ...],
    settings: Path | None,
    answers: Path | None,
    refusals: str | None,
    as_json: bool,
) -> int:
    """Compare two extractors."""
    if len(names) != 2:
        raise click.UsageError("name two extractors, each with --with.")
    from sijill.flow.comparing import compare_extractors

    with collect_refusals(refusals) as (refuse, count), show_progress() as progress:
        found = compare_extractors(
            open_records(records), refuse, names=names, settings=settings, answers=answers,
            progress=progress,
        )  # fmt: skip
    if as_json:
        printing.print_json(found)
    else:
        _print(found)
    return REFUSALS if count[0] else DONE


def _print(found: ExtractorComparison) -> None:
    first, second = found.names
    click.echo(f"A is {first}, B is {second}; {options.say_number(found.readings, 'reading')}.")
    click.echo(
        f"A makes {options.say_number(found.claims[0], 'claim')}, B {found.claims[1]}; "
        f"both make {found.matched}."
    )
    if found.matched:
        rows = ([name, f"{n} of {found.matched}"] for name, n in found.agreed.items())
        printing.print_table(("field", "agree"), rows)
    if not found.partings:
        click.echo("They part nowhere.")
        return
    printing.print_table(
        ("reading", "from", "field", "A", "B"),
        ([p.reading_id, p.evidence[0], p.field, p.first, p.second] for p in found.partings),
    )
