"""
The commands by which a person decides: same, not-same, accept, misreading, correct, withdraw.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE

_EXAMPLE = 'sijill decide {} investigation {} --why "{}"'


@click.group(
    help=options.with_example(
        "Append a decision about claims; the next run follows it.",
        _EXAMPLE.format("same", "CLAIM1 CLAIM2", "the same strike, told twice"),
    )
)
def decide() -> None:
    """Hold the decisions."""


@decide.command(
    "same",
    help=options.with_example(
        "Say that two claims speak of one incident, or that two incidents are one: as many "
        "pairs of their claims are then judged as it takes for all to stand together.",
        _EXAMPLE.format("same", "CLAIM1 CLAIM2", "the same strike, told twice"),
    ),
)
@options.RECORD
@click.argument("left", metavar="CLAIM|INCIDENT")
@click.argument("right", metavar="CLAIM|INCIDENT")
@options.WHY
@options.by_option()
@options.DRY_RUN
@options.AS_JSON
def same(
    folder: Path, left: str, right: str, why: str, by: str, dry_run: bool, as_json: bool
) -> int:
    """Say that two are one."""
    from sijill.flow.uniting import unite

    made = unite(folder, left, right, by=by, why=why, dry_run=dry_run)
    return _tell(*made, folder=folder, dry_run=dry_run, as_json=as_json)


@decide.command(
    "not-same",
    help=options.with_example(
        "Say that two claims speak of different incidents.",
        _EXAMPLE.format("not-same", "CLAIM1 CLAIM2", "two strikes, an hour apart"),
    ),
)
@options.RECORD
@click.argument("left", metavar="CLAIM|INCIDENT")
@click.argument("right", metavar="CLAIM")
@options.WHY
@options.by_option()
@options.DRY_RUN
@options.AS_JSON
def not_same(
    folder: Path, left: str, right: str, why: str, by: str, dry_run: bool, as_json: bool
) -> int:
    """Say that two are two."""
    from sijill.flow.deciding import decide_judgement

    made = decide_judgement(
        folder, left, right, verdict="not_same", by=by, why=why, dry_run=dry_run
    )
    return _tell(made, folder=folder, dry_run=dry_run, as_json=as_json)


def _add_assessment(name: str, sentence: str, why: str) -> None:
    @decide.command(
        name, help=options.with_example(sentence, _EXAMPLE.format(name, "CLAIM", why))
    )
    @options.RECORD
    @click.argument("claim", metavar="CLAIM")
    @click.option("--field", default="claim", help="The field, such as where; else all of it.")
    @options.WHY
    @options.by_option()
    @options.DRY_RUN
    @options.AS_JSON
    def assess(
        folder: Path, claim: str, field: str, why: str, by: str, dry_run: bool, as_json: bool
    ) -> int:
        from sijill.flow.deciding import decide_assessment

        decision = decide_assessment(
            folder, claim, verdict=name, field=field, by=by, why=why, dry_run=dry_run
        )
        return _tell(decision, folder=folder, dry_run=dry_run, as_json=as_json)


_add_assessment("accept", "Say that a claim, or a field of it, is right.", "checked")
_add_assessment("misreading", "Say that a claim, or a field of it, is misread.", "a drill")


@decide.command(
    "correct",
    help=options.with_example(
        "Put another value in the place of a field that was misread.",
        "sijill decide correct investigation CLAIM --field harms.killed.count "
        '--value \'{"low": 3, "high": 4}\' --why "three or four"',
    ),
)
@options.RECORD
@click.argument("claim", metavar="CLAIM")
@click.option("--field", required=True, help="The field, such as violence or where.")
@click.option(
    "--value",
    required=True,
    help="The right value, as JSON; a bare word is a text, a place's name, an actor's term.",
)
@options.WHY
@options.by_option()
@options.DRY_RUN
@options.AS_JSON
def correct(
    folder: Path,
    claim: str,
    field: str,
    value: str,
    why: str,
    by: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Correct a field of a claim."""
    right = read_value(value)
    from sijill.flow.deciding import decide_assessment

    decision = decide_assessment(
        folder,
        claim,
        verdict="correct",
        field=field,
        value=right,
        by=by,
        why=why,
        dry_run=dry_run,
    )
    return _tell(decision, folder=folder, dry_run=dry_run, as_json=as_json)


@decide.command(
    "withdraw",
    help=options.with_example(
        "Take back earlier decisions, and what was learned from them; they stay in the log.",
        'sijill decide withdraw investigation DECISION --why "another village of that name"',
    ),
)
@options.RECORD
@click.argument("decisions", metavar="DECISION...", nargs=-1, required=True)
@options.WHY
@options.by_option()
@options.DRY_RUN
@options.AS_JSON
def withdraw(
    folder: Path, decisions: tuple[str, ...], why: str, by: str, dry_run: bool, as_json: bool
) -> int:
    """Take back decisions."""
    from sijill.flow.deciding import decide_withdrawal

    taken = decide_withdrawal(folder, *decisions, by=by, why=why, dry_run=dry_run)
    return _tell(*taken, folder=folder, dry_run=dry_run, as_json=as_json)


def read_value(text: str) -> Any:
    """
    Return a value given as JSON; a text that is no JSON stands for itself.

    Raises:
        click.BadParameter: If the text begins like JSON and is none.

    Examples:
        >>> read_value('{"low": 3, "high": null}'), read_value("airstrike")
        ({'low': 3, 'high': None}, 'airstrike')
    """
    try:
        return json.loads(text)
    except ValueError as why:
        if text.lstrip().startswith(("{", "[", '"')):
            raise click.BadParameter(
                'expected JSON such as \'{"low": 3, "high": 4}\'; close every quotation '
                "mark and bracket.",
                param_hint="--value",
            ) from why
        return text


def _tell(*decisions: Any, folder: Path, dry_run: bool, as_json: bool) -> int:
    """Print the decisions of one act; together they can be withdrawn."""
    done = "Would append" if dry_run else "Appended"
    ids = " ".join(one.id for one in decisions)
    if as_json:
        for one in decisions:
            printing.print_json(one)
    elif len(decisions) == 1:
        click.echo(f"{done} decision {ids}. It takes effect with: sijill run {folder}")
    else:
        click.echo(f"{done} {len(decisions)} decisions: {ids}.")
        click.echo(f"They take effect with: sijill run {folder}")
    return DONE
