"""
The commands about people: lists imported, victims listed, doubtful pairs judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from sijill.cli import options, printing, progress
from sijill.cli.ending import DONE
from sijill.errors import say_command

_TELLS = 1.1  # times likelier, below which a line says nothing
_EXAMPLE = "sijill victims import investigation list.csv --list ministry --column name=Name"


@click.group(help=options.with_example("Import lists of people; see who is who.", _EXAMPLE))
def victims() -> None:
    """Hold the commands about people."""


@victims.command(
    "import",
    help=options.with_example(
        "Seal a list of people (CSV, XLSX, Parquet) and say what its columns mean.",
        f"{_EXAMPLE} --column name_ar=الاسم --column day=Date",
    ),
)
@options.RECORD
@click.argument(
    "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--list", "name", metavar="NAME", required=True, help="What the list is called.")
@click.option(
    "--column",
    "columns",
    metavar="WHAT=HEADING",
    multiple=True,
    required=True,
    help="name, name_ar, sex, age, born, day or place, and the heading of its column.",
)
@click.option("--repeats", is_flag=True, help="The list may hold a person twice.")
@click.option("--why", metavar="TEXT", default="a list of people", help="The reason.")
@options.by_option()
@options.DRY_RUN
@options.AS_JSON
def import_list(
    folder: Path,
    file: Path,
    name: str,
    columns: Sequence[str],
    repeats: bool,
    why: str,
    by: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Import a list of people."""
    from sijill.flow.victims import add_name_list

    parted = [column.partition("=") for column in columns]
    if wrong := [what for what, sign, heading in parted if not (sign and heading and what)]:
        raise click.BadParameter(f"write {wrong[0]!r} as WHAT=HEADING.", param_hint="--column")
    meant = {what: heading for what, _, heading in parted}
    added = add_name_list(
        folder, file, name=name, columns=meant, by=by, why=why, repeats=repeats,
        dry_run=dry_run,
    )  # fmt: skip
    if as_json:
        printing.print_json(added)
        return DONE
    would = "Would import" if dry_run else "Imported"
    people = options.say_number(added.people, "person", "people")
    click.echo(f"{would} {people} from the list {name!r}.")
    if added.nameless:
        lines = ", ".join(map(str, added.nameless[:10]))
        rows = options.say_number(len(added.nameless), "row")
        click.echo(f"Without a name, left out: {rows}; lines {lines}.", err=True)
    if added.future:
        lines = ", ".join(map(str, added.future[:10]))
        rows = options.say_number(len(added.future), "row")
        click.echo(
            f"With a day of death that is yet to come, held to be unknown: {rows}. "
            f"Look whether day and month, or the calendar, are right; lines {lines}.",
            err=True,
        )
    for column, count in added.unread.items():
        cells = options.say_number(count, "cell")
        click.echo(f"{column}: {cells} that cannot be read; unknown there.", err=True)
    if not dry_run:
        click.echo(f"Next: {say_command('run', folder)}", err=True)
    return DONE


@victims.command(
    "list",
    help=options.with_example(
        "List the people whom lists and claims name.", "sijill victims list investigation"
    ),
)
@options.RECORD
@options.AS_JSON
def list_victims(folder: Path, as_json: bool) -> int:
    """List the victims of a record."""
    from sijill.flow.listing import stream_records

    found = stream_records(folder, "victims")
    if as_json:
        for record in found:
            printing.print_json(record)
    else:
        printing.print_records(map(_worded, found))
    return DONE


def _worded(victim: dict[str, Any]) -> dict[str, Any]:
    """Return a victim with its lists of values as words."""
    ages = list(dict.fromkeys(victim["age"] or ()))
    return {
        **victim,
        "names": " · ".join(victim["names"]),
        "age": "–".join(map(str, ages)),
        "lists": ", ".join(victim["lists"]),
        "claims": len(victim["claims"]) or None,
    }


@victims.command(
    "link",
    help=options.with_example(
        "Say anew which rows and names are one person; `sijill run` does so as well.",
        "sijill victims link investigation",
    ),
)
@options.RECORD
@options.AS_JSON
def link_victims(folder: Path, as_json: bool) -> int:
    """Link people."""
    from sijill.flow.peoplelinking import link_people

    with progress.show_progress() as tell:
        linked = link_people(folder, tell=tell)
    if as_json:
        printing.print_json(linked)
        return DONE
    click.echo(
        f"{linked.rows:,} rows and names are {linked.people:,} people, "
        f"{linked.shared:,} of them on two lists or more."
    )
    click.echo(f"{linked.doubtful:,} pairs are in doubt.")
    if linked.doubtful:
        click.echo(f"Next: {say_command('victims pairs', folder)}", err=True)
    return DONE


@victims.command(
    "train",
    help=options.with_example(
        "Learn from the record's own lists, without labels, how much each comparison weighs.",
        "sijill victims train investigation",
    ),
)
@options.RECORD
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the sample.")
def train(folder: Path, seed: int) -> int:
    """Learn weights."""
    from sijill.flow.peoplelinking import train_people

    path, weights = train_people(folder, seed=seed)
    click.echo(f"Learned from {weights.source}; kept as {path.relative_to(folder)}.")
    click.echo(f"Next: {say_command('victims link', folder)}", err=True)
    return DONE


@victims.command(
    "sample",
    help=options.with_example(
        "Draw pairs for a person to label, so that linking can be measured.",
        "sijill victims sample investigation sample.csv --size 200",
    ),
)
@options.RECORD
@click.argument("file", metavar="FILE.csv", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--size", type=click.IntRange(10), default=200, show_default=True, help="Pairs.")
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the sample.")
def sample(folder: Path, file: Path, size: int, seed: int) -> int:
    """Draw a sample of pairs."""
    from sijill.flow.sampling_people import draw_sample

    drawn = draw_sample(folder, file, size=size, seed=seed)
    click.echo(f"Drew {drawn.pairs:,} of {drawn.of:,} pairs into {file}.")
    click.echo(
        "Write 1 (one person) or 0 (two) under `same`; leave it empty if unsure.", err=True
    )
    click.echo(f"Next: {say_command('victims measure', folder, file)}", err=True)
    return DONE


@victims.command(
    "measure",
    help=options.with_example(
        "Say how precise and complete linking is, by a sample that a person labelled.",
        "sijill victims measure investigation sample.csv",
    ),
)
@options.RECORD
@click.argument(
    "file", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@options.AS_JSON
def measure(folder: Path, file: Path, as_json: bool) -> int:
    """Measure linking by labels."""
    from sijill.flow.sampling_people import measure_sample

    found = measure_sample(folder, file)
    if as_json:
        printing.print_json(found)
        return DONE
    for name, share, ends in (
        ("precision", found.precision, found.precision_between),
        ("recall", found.recall, found.recall_between),
    ):
        click.echo(f"{name}  {share:.1%} ({ends[0]:.1%} to {ends[1]:.1%})")
    click.echo(
        f"{found.level:.0%} intervals, by {found.labelled:,} labelled pairs. Recall is of the "
        "pairs that were compared; those never compared are not in it.",
        err=True,
    )
    if found.unlabelled:
        click.echo(f"Nobody labelled any of {found.unlabelled:,} pairs alike.", err=True)
    return DONE


@victims.command(
    "pairs",
    help=options.with_example(
        "List the pairs that a person has to judge, those that say most first.",
        "sijill victims pairs investigation",
    ),
)
@options.RECORD
@options.AS_JSON
def list_pairs(folder: Path, as_json: bool) -> int:
    """List the doubtful pairs."""
    from sijill.flow.pairing import list_person_pairs

    found = list_person_pairs(folder)
    if as_json:
        for pair in found:
            printing.print_json(pair)
        return DONE
    if not found:
        click.echo("none")
    for pair in found:
        held = "one person now" if pair.together else "two people now"
        click.echo(f"{pair.pair.p_same:.0%} one person ({held})")
        for side in (pair.left, pair.right):
            where = side.list or f"claim {side.claim}"
            click.echo(f"  {side.id}  {' · '.join(side.names)}  ({where})")
        printing.print_table(("", "one person is", "so far"), map(_weighed, pair.why))
    return DONE


def _weighed(row: Any) -> tuple[str, str, str]:
    """Return a line of the table that explains a pair."""
    way = "likelier" if row.bits > 0 else "less likely"
    weight = f"{row.times:,} times {way}" if row.times >= _TELLS else ""
    return row.says, weight, f"{row.p_same:.1%}"


def _add_judgement(name: str, verdict: str, sentence: str) -> None:
    @victims.command(
        name,
        help=options.with_example(
            sentence, f'sijill victims {name} investigation ROW1 ROW2 --why "the same mother"'
        ),
    )
    @options.RECORD
    @click.argument("left", metavar="ROW|NAME")
    @click.argument("right", metavar="ROW|NAME")
    @options.WHY
    @options.by_option()
    @options.AS_JSON
    def judge(folder: Path, left: str, right: str, why: str, by: str, as_json: bool) -> int:
        from sijill.flow.victims import judge_people

        made = judge_people(folder, left, right, verdict=verdict, by=by, why=why)
        if as_json:
            printing.print_json(made)
        else:
            click.echo(
                f"Appended decision {made.id}. It takes effect with: "
                f"{say_command('run', folder)}"
            )
        return DONE


_add_judgement("same", "same", "Say that two rows or names are one person.")
_add_judgement("not-same", "not_same", "Say that two rows or names are two people.")
_add_judgement("unsure", "unsure", "Say that you cannot tell.")
