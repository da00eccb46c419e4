"""
The command that finds the claims of one incident, and that learns what makes them so.
"""

from __future__ import annotations

from pathlib import Path

import click

from sijill.cli import options
from sijill.cli.ending import DONE, REFUSALS
from sijill.cli.progress import show_progress
from sijill.cli.streams import collect_refusals, open_records, write_records, write_text


@click.command(
    help=options.with_example(
        "Find the claims that speak of the same incident. With --train, learn match weights "
        "from the claims instead, without labels: of a file, written to -o; or of a record, "
        "kept there and used by its next run.",
        "sijill link resolved.jsonl -o clusters.jsonl",
    )
)
@click.argument(
    "claims",
    metavar="CLAIMS|DIR",
    default=lambda: options.find_pipe("CLAIMS"),
    type=click.Path(exists=True, allow_dash=True),
)
@options.OUTPUT
@options.REFUSALS
@click.option("--train", is_flag=True, help="Learn match weights, and link nothing.")
@click.option(
    "--weights",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="Match weights that --train made; by default the bundled ones.",
)
def link(
    claims: str, output: str, refusals: str | None, train: bool, weights: Path | None
) -> int:
    """Turn claims into clusters, or into match weights."""
    if Path(claims).is_dir():
        if not train:
            raise click.UsageError(
                "a record is linked by sijill run; sijill link takes one only with --train."
            )
        return _train_record(Path(claims))
    with collect_refusals(refusals) as (refuse, count), show_progress() as progress:
        from sijill.flow.filtering import train_lines
        from sijill.flow.linking import link_lines

        if train:
            write_text(output, train_lines(open_records(claims), refuse, progress=progress))
        else:
            with write_records(output) as sink:
                link_lines(
                    open_records(claims), sink, refuse, weights=weights, progress=progress
                )
    return REFUSALS if count[0] else DONE


def _train_record(folder: Path) -> int:
    from sijill.flow.weighing import train_record

    path, trained = train_record(folder)
    click.echo(
        f"{path.relative_to(folder)}: learned from {trained.pairs:,} pairs of claims, "
        f"{trained.together:,} of them held to be of one incident. "
        "The next sijill run links by it."
    )
    return DONE
