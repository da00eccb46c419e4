"""
The commands by which a person decides: same, not-same, accept, misreading, correct, withdraw.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE
from sijill.errors import say_command

_EXAMPLE = 'sijill decide {} investigation {} --why "{}"'
_SAME = _EXAMPLE.format("same", "CLAIM1 CLAIM2", "the same strike, told twice")
_CLAIM = click.argument("claim", metavar="CLAIM")
_Made = Callable[[Callable[..., int]], click.Command]
_LEFT = click.argument("left", metavar="CLAIM|INCIDENT")


@click.group(
    help=options.with_example("Append a decision about claims; the next run follows it.", _SAME)
)
def decide() -> None:
    """Hold the decisions."""


def _decision(name: str, sentence: str, example: str, *parts: options.Decorator) -> _Made:
    """Return what makes a command of a function: its own parts, and those of every decision."""
    common = (options.WHY, options.by_option(), options.DRY_RUN, options.AS_JSON)
    every: tuple[options.Decorator, ...] = (options.RECORD, *parts, *common)

    def wrap(function: Callable[..., int]) -> click.Command:
        for add in reversed(every):
            function = add(function)
        made = decide.command(name, help=options.with_example(sentence, example))
        return made(function)

    return wrap


@_decision(
    "same",
    "Say that two claims speak of one incident, or that two incidents are one: as many "
    "pairs of their claims are then judged as it takes for all to stand together.",
    _SAME,
    _LEFT,
    click.argument("right", metavar="CLAIM|INCIDENT"),
)
def same(folder: Path, left: str, right: str, as_json: bool, **said: Any) -> int:
    """Say that two are one."""
    from sijill.flow.uniting import unite

    return _tell(*unite(folder, left, right, **said), folder=folder, as_json=as_json, **said)


@_decision(
    "not-same",
    "Say that two claims speak of different incidents.",
    _EXAMPLE.format("not-same", "CLAIM1 CLAIM2", "two strikes, an hour apart"),
    _LEFT,
    click.argument("right", metavar="CLAIM"),
)
def not_same(folder: Path, left: str, right: str, as_json: bool, **said: Any) -> int:
    """Say that two are two."""
    from sijill.flow.deciding import decide_judgement

    made = decide_judgement(folder, left, right, verdict="not_same", **said)
    return _tell(made, folder=folder, as_json=as_json, **said)


def _add_assessment(name: str, sentence: str, why: str) -> None:
    @_decision(
        name,
        sentence,
        _EXAMPLE.format(name, "CLAIM", why),
        _CLAIM,
        click.option(
            "--field", default="claim", help="The field, such as where; else all of it."
        ),
    )
    def assess(folder: Path, claim: str, field: str, as_json: bool, **said: Any) -> int:
        from sijill.flow.deciding import decide_assessment

        made = decide_assessment(folder, claim, verdict=name, field=field, **said)
        return _tell(made, folder=folder, as_json=as_json, **said)


_add_assessment("accept", "Say that a claim, or a field of it, is right.", "checked")
_add_assessment("misreading", "Say that a claim, or a field of it, is misread.", "a drill")


@_decision(
    "correct",
    "Put another value in the place of a field that was misread.",
    _EXAMPLE.format(
        "correct",
        'CLAIM --field harms.killed.count --value \'{"low": 3, "high": 4}\'',
        "three or four",
    ),
    _CLAIM,
    click.option("--field", required=True, help="The field, such as violence or where."),
    click.option(
        "--value",
        required=True,
        help="The right value, as JSON; a bare word is a text, a day, a place's name, an "
        "actor's term.",
    ),
)
def correct(
    folder: Path, claim: str, field: str, value: str, as_json: bool, **said: Any
) -> int:
    """Correct a field of a claim."""
    right = read_value(value)
    from sijill.flow.deciding import decide_assessment

    made = decide_assessment(folder, claim, verdict="correct", field=field, value=right, **said)
    return _tell(made, folder=folder, as_json=as_json, **said)


@_decision(
    "withdraw",
    "Take back earlier decisions, and what was learned from them; they stay in the log.",
    _EXAMPLE.format("withdraw", "DECISION", "another village of that name"),
    click.argument("decisions", metavar="DECISION...", nargs=-1, required=True),
)
def withdraw(folder: Path, decisions: tuple[str, ...], as_json: bool, **said: Any) -> int:
    """Take back decisions."""
    from sijill.flow.deciding import decide_withdrawal

    taken = decide_withdrawal(folder, *decisions, **said)
    return _tell(*taken, folder=folder, as_json=as_json, **said)


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


def _tell(*decisions: Any, folder: Path, as_json: bool, dry_run: bool, **_said: str) -> int:
    """Print the decisions of one act; together they can be withdrawn."""
    done = "Would append" if dry_run else "Appended"
    ids = " ".join(one.id for one in decisions)
    if as_json:
        for one in decisions:
            printing.print_json(one)
    elif len(decisions) == 1:
        click.echo(f"{done} decision {ids}. It takes effect with: {say_command('run', folder)}")
    else:
        click.echo(f"{done} {len(decisions)} decisions: {ids}.")
        click.echo(f"They take effect with: {say_command('run', folder)}")
    return DONE
