"""
The command that totals a record under several codebooks.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE
from sijill.cli.progress import show_progress
from sijill.errors import say_command

_REASONS = {
    ("month", "not_one"): "not placed in a month",
    ("year", "not_one"): "not placed in a year",
    ("actor", "not_one"): "several actors named",
    ("actor", "not_known"): "nobody named",
    ("admin1", "vague"): "place wider than admin1",
    ("month", "not_known"): "date not known",
    ("year", "not_known"): "date not known",
}


def _split(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


@click.command(
    help=options.with_example(
        "Total a record under several codebooks, side by side. Unknown is shown as unknown, "
        "sums over several incidents are never added, and what cannot be placed in a month "
        "or an area stands on lines of its own.",
        "sijill totals investigation --codebook acled,ucdp,airwars --by month,admin1",
    )
)
@options.RECORD
@click.option(
    "--codebook", "codebooks", metavar="NAME,…", default=None, callback=_split,
    help="acled, ucdp, airwars, sdg, record, or a file of the record's folder codebooks; "
    "by default all.",
)  # fmt: skip
@click.option(
    "--by", metavar="AXIS,…", default=None, callback=_split,
    help="month, year, admin1, country, violence, actor, kind, status, group; by default one "
    "line a codebook.",
)  # fmt: skip
@click.option("--kind", default="killed", show_default=True, help="The kind of harm.")
@click.option(
    "--draws", metavar="N", type=click.IntRange(0, 10_000), default=100, show_default=True,
    help="Clusterings to draw for the stated interval; 0: state none.",
)  # fmt: skip
@click.option("--seed", metavar="N", default=1, show_default=True, help="Of the draws.")
@click.option("--incidents", "show_ids", is_flag=True, help="Print each line's incidents too.")
@click.option("--rules", is_flag=True, help="Print the codebooks' rules, and total nothing.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, not a table.")
@options.AS_JSON
def totals(
    folder: Path,
    codebooks: tuple[str, ...],
    by: tuple[str, ...],
    kind: str,
    draws: int,
    seed: int,
    show_ids: bool,
    rules: bool,
    as_csv: bool,
    as_json: bool,
) -> int:
    """Total a record under several codebooks."""
    from sijill.flow import totalling

    if as_csv and as_json:
        raise click.UsageError("give --csv or --json, not both.")
    if rules:
        return _print_rules(folder, codebooks, as_json)
    with show_progress() as progress:
        found = totalling.total_folder(
            folder, codebooks=codebooks, by=by, kind=kind, draws=draws, seed=seed,
            progress=progress,
        )  # fmt: skip
    if as_json:
        for line in found.lines:
            printing.print_json(line)
    elif as_csv:
        sys.stdout.buffer.write(totalling.totals_csv(found))
    else:
        _print_table(found, folder, show_ids=show_ids)
    return DONE


def _print_rules(folder: Path, names: tuple[str, ...], as_json: bool) -> int:
    from sijill.flow.totalling import list_codebooks

    for book in list_codebooks(folder, names):
        if as_json:
            printing.print_json(book)
            continue
        click.echo(f"{book.name}: {book.title}. {book.about}")
        for rule in book.rules.values():
            marks = [] if rule.verified else ["not verified"]
            marks += [] if rule.applied else ["not applied"]
            shown = f" [{', '.join(marks)}]" if marks else ""
            click.echo(f"  {rule.name}{shown}: {rule.says} ({rule.source})")
    return DONE


def _print_table(found: Any, folder: Path, *, show_ids: bool) -> None:
    axes = [axis for axis in found.by if axis != "kind"]
    lines = found.lines
    if not any(line.n_incidents or line.n_summaries for line in lines):
        click.echo("No incident of this record is counted by these codebooks.")
        return
    silent = {book.name for book in found.books if book.ask("conflict") == "none"}
    shown = {
        **{axis: [_word_axis(line, axis) for line in lines] for axis in axes},
        "harm": [line.kind for line in lines],
        "codebook": [line.codebook for line in lines],
        "incidents": [line.n_incidents for line in lines],
        "best": [_word_best(line, silent) for line in lines],
        "as told": [_word_bounds(line) for line in lines],
        "interval": [_word_ends(line.likely_low, line.likely_high) for line in lines],
        "if linked otherwise": [
            _word_ends(line.linked_low, line.linked_high) for line in lines
        ],
        "number unknown": [line.n_unknown or "" for line in lines],
        "status unstated": [line.n_unstated or "" for line in lines],
        "sums unexplained": [line.n_summaries or "" for line in lines],
    }
    always = (*axes, "harm", "codebook", "incidents", "best", "as told")
    columns = [name for name in shown if name in always or any(v != "" for v in shown[name])]
    printing.print_table(columns, zip(*(shown[name] for name in columns), strict=True))
    click.echo(_explain_columns(found))
    if show_ids:
        _print_ids(lines, axes, folder)


def _word_axis(line: Any, axis: str) -> str:
    if line.by[axis] is not None:
        return str(line.by[axis])
    why = line.unplaced.get(axis, "not_known")
    return _REASONS.get((axis, why), f"{axis} not known")


def _word_best(line: Any, silent: set[str]) -> str:
    """Return the best number; a dash where a codebook gives none, and for how many."""
    if line.best is not None:
        return str(line.best)
    if line.codebook in silent or not line.n_without_best:
        return "–"
    return f"– ({line.n_without_best} without)"


def _word_bounds(line: Any) -> str:
    if line.low is None and line.high is None:
        return "unknown" if line.n_incidents else "–"
    if line.low is None:
        return f"up to {line.high}"
    if line.high is None:
        return f"{line.low} or more"
    return _word_ends(line.low, line.high)


def _word_ends(low: int | None, high: int | None) -> str:
    if low is None:
        return ""
    if high is None:
        return f"{low} or more"
    return str(low) if low == high else f"{low}–{high}"


def _explain_columns(found: Any) -> str:
    lines = [
        "best: the codebook's number, a dash where its rules give none. as told: from the "
        "lowest to the highest number that claims support.",
    ]
    if found.draws:
        lines.append(
            f"interval: 95 in 100 of the draws ({found.draws} clusterings, seed {found.seed}): "
            "doubt about linking, dates, places and what words leave open. if linked "
            "otherwise: the lowest number in 95 in 100 of the clusterings."
        )
    lines.append("Rules of the codebooks: --rules. What a line stands on: --incidents.")
    return "\n".join(lines)


def _print_ids(lines: Any, axes: list[str], folder: Path) -> None:
    for line in lines:
        name = ", ".join([line.codebook, *(_word_axis(line, axis) for axis in axes)])
        click.echo(f"\n{name}, {line.kind}:")
        for id_ in (*line.incidents, *line.summaries):
            click.echo(f"  {say_command('explain', folder, id_)}")
