"""
The command that says what overlapping lists imply about those on none.
"""

from __future__ import annotations

from pathlib import Path

import click

from sijill.cli import options, printing
from sijill.cli.ending import CHECK_FAILED, DONE


@click.command(
    help=options.with_example(
        "Estimate how many people overlapping lists imply, those on no list included.",
        "sijill estimate hospital.csv morgue.csv",
    )
)
@click.argument(
    "lists",
    metavar="LIST.csv…",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--method", default="chapman", show_default=True, help="The estimator.")
@options.AS_JSON
def estimate(lists: tuple[Path, ...], method: str, as_json: bool) -> int:
    """Estimate from lists."""
    from sijill.flow.estimating import estimate_lists

    found = estimate_lists(lists, method=method)
    if as_json:
        printing.print_json(found)
        return CHECK_FAILED if found.refused else DONE
    if found.refused:
        click.echo(found.refused)
        return CHECK_FAILED
    click.echo(
        f"{found.total:.0f} people ({found.low:.0f} to {found.high:.0f}, "
        f"{found.level:.0%} interval, {found.method}); {found.n_listed} of them are listed."
    )
    for caveat in found.caveats:
        click.echo(f"  {caveat.text}")
    return DONE
