"""
The command that says what overlapping lists imply about those on none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sijill.cli import options, printing, progress
from sijill.cli.ending import DONE, REFUSALS

if TYPE_CHECKING:
    from sijill.flow.estimating import PopulationEstimate

METHODS = ("auto", "dga", "lcmcr", "loglinear", "chao", "chapman", "lincoln_petersen")


@click.command(
    help=options.with_example(
        "Estimate how many people overlapping lists imply, those on no list included. TABLE "
        "has a column of 0 and 1 for each list, any stratum columns, and `count` (or a row a "
        "person); several files are a list each, with a column of ids; a record stands for its "
        "lists and who is who on them.",
        "sijill estimate patterns.csv --method dga --report estimate.html",
    )
)
@click.argument(
    "tables",
    metavar="TABLE.csv…|DIR",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "--method",
    type=click.Choice(METHODS),
    default="auto",
    show_default=True,
    help="The estimator; auto takes lcmcr, and refuses two lists.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of all draws.")
@click.option(
    "--set",
    "pairs",
    metavar="NAME=VALUE",
    multiple=True,
    help="A setting: level, and the method's priors, grid, chains, draws, caps.",
)
@click.option(
    "--strata",
    metavar="COLUMN",
    multiple=True,
    help="A stratum column that holds 0 and 1; of a record sex, age, year, quarter or place.",
)
@click.option(
    "--list", "lists", metavar="NAME", multiple=True, help="Of a record: these lists."
)
@click.option(
    "--linkages",
    type=click.IntRange(0, 1000),
    default=20,
    show_default=True,
    help="Of a record: answers to who is who that are drawn; 0 takes the likeliest as given.",
)
@click.option(
    "--report",
    metavar="FILE.html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page with method, plots, assumptions and references.",
)
@click.option(
    "--plots",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the plots as SVG files.",
)
@click.option("--at", "probes", metavar="N", multiple=True, type=float, help="Belief in N.")
@options.AS_JSON
def estimate(
    tables: tuple[Path, ...],
    method: str,
    seed: int,
    pairs: tuple[str, ...],
    strata: tuple[str, ...],
    lists: tuple[str, ...],
    linkages: int,
    report: Path | None,
    plots: Path | None,
    probes: tuple[float, ...],
    as_json: bool,
) -> int:
    """Estimate from lists."""
    from sijill.flow.estimate_reporting import write_plots, write_report
    from sijill.flow.estimating import estimate_lists, is_record
    from sijill.flow.estimating_record import estimate_record

    told = {"method": method, "seed": str(seed), **_read_pairs(pairs)}
    with progress.show_progress() as tell:
        if is_record(tables):
            found = estimate_record(
                tables[0],
                options=told,
                strata=strata,
                lists=lists,
                linkages=linkages,
                tell=tell,
            )
        else:
            found = estimate_lists(tables, options=told, strata=strata, tell=tell)
    for path, write in ((report, write_report), (plots, write_plots)):
        if path:
            write(found, path)
    if as_json:
        click.echo(json.dumps(found.as_json(probes), ensure_ascii=False))
    else:
        _show(found)
    return REFUSALS if found.refused else DONE


def _read_pairs(pairs: tuple[str, ...]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise click.BadParameter(f"{wrong[0]!r} is not NAME=VALUE.", param_hint="--set")
    return {name.strip(): value.strip() for name, _, value in (p.partition("=") for p in pairs)}


def _show(found: PopulationEstimate) -> None:
    """Print the estimate, or why there is none, for people."""
    if found.refused:
        click.echo("No estimate.")
        for reason in found.reasons:
            click.echo(f"  {reason}")
    else:
        click.echo(
            f"{found.median:,.0f} people ({found.lower:,.0f} to {found.upper:,.0f}, "
            f"{found.level:.0%} interval, {found.method}); "
            f"{found.observed:,} of them are listed."
        )
        rows = [_row("all", found), *(_row(_labels(item), item) for item in found.strata)]
        rows += [[item.choice, *_ends(item), ""] for item in found.sensitivity]
        printing.print_table(("", "median", "lower", "upper", "R-hat"), rows)
    for caveat in found.caveats:
        click.echo(f"  {caveat.term}: {caveat.text}")
    if found.settings:
        told = ", ".join(f"{name}={value}" for name, value in found.settings.items())
        click.echo(f"  settings: {told}")


def _row(name: str, item: PopulationEstimate) -> list[str]:
    if item.refused:
        return [name, "refused", "", "", ""]
    return [name, *_ends(item), "" if item.rhat is None else f"{item.rhat:.3f}"]


def _ends(item: Any) -> list[str]:
    return [f"{value:,.0f}" for value in (item.median, item.lower, item.upper)]


def _labels(item: PopulationEstimate) -> str:
    return " ".join(f"{name}={value}" for name, value in item.stratum.items())
