"""
The commands by which a person asks: why is this so, and is everything still as sealed?
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sijill.cli import options, printing
from sijill.cli.ending import CHECK_FAILED, DONE


@click.command(
    help=options.with_example(
        "Say why an incident, claim, document, summary or link is what it is, down to the "
        "words; two claims say why they are or are not one incident.",
        "sijill explain investigation INCIDENT",
    )
)
@options.RECORD
@click.argument("ids", metavar="ID [ID]", nargs=-1, required=True)
@options.AS_JSON
def explain(folder: Path, ids: tuple[str, ...], as_json: bool) -> int:
    """Explain one record, or the link between two claims."""
    if len(ids) > 2:
        raise click.UsageError("give one id, or the ids of two claims to compare.")
    from sijill.flow.explaining import explain as explain_record

    explanation = explain_record(folder, " ".join(ids))
    if as_json:
        printing.print_json(explanation)
    else:
        _print_explanation(explanation, depth=0)
    return DONE


def _print_explanation(explanation: Any, *, depth: int) -> None:
    indent = "  " * depth
    click.echo(f"{indent}{explanation.title}")
    for line in explanation.lines:
        click.echo(f"{indent}  {line}")
    for part in explanation.parts:
        _print_explanation(part, depth=depth + 1)


@click.group(
    help=options.with_example(
        "Ask about the custody of what was captured.", "sijill custody verify investigation"
    )
)
def custody() -> None:
    """Hold the questions about custody."""


@custody.command(
    help=options.with_example(
        "Hash everything again and check the log; on a release, check its files.",
        "sijill custody verify investigation",
    )
)
@options.RECORD
@click.argument("document", metavar="[ID]", required=False)
@options.AS_JSON
def verify(folder: Path, document: str | None, as_json: bool) -> int:
    """Verify a record or a release."""
    from sijill.flow.verifying import verify_custody

    faults = verify_custody(folder, document)
    for fault in faults:
        if as_json:
            printing.print_json(fault)
        else:
            click.echo(fault.sentence)
    if not faults and not as_json:
        click.echo("Everything is as it was sealed.")
    return CHECK_FAILED if faults else DONE
