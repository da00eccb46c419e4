"""
The accounts of a team's workbench, on the terminal: add, list, reset, end.
"""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE
from sijill.model.person import Person
from sijill.model.role import Role

_EXAMPLE = "sijill accounts {} investigation{}"
_TERMINAL = Person("terminal", "the terminal", Role.ADMINISTRATOR)
_ROLES = click.Choice([role.value for role in Role])
_PASSWORD = click.option(
    "--password-from",
    "password_from",
    metavar="FILE",
    type=click.File("r", encoding="utf-8"),
    default=None,
    help="A file whose first line is the password, - for standard input; else it is asked for.",
)


@click.group(
    help=options.with_example(
        "Make the first account of a team's workbench, and help who lost a password.",
        _EXAMPLE.format("add", " DANA --role administrator"),
    )
)
def accounts() -> None:
    """Hold the commands about accounts."""


@accounts.command(
    "add",
    help=options.with_example(
        "Make an account; the second factor is set up at the first sign-in.",
        _EXAMPLE.format("add", " DANA --role administrator"),
    ),
)
@options.RECORD
@click.argument("name", metavar="NAME")
@click.option("--role", type=_ROLES, required=True, help="What the person is in the team.")
@_PASSWORD
def add(folder: Path, name: str, role: str, password_from: TextIO | None) -> int:
    """Make an account."""
    from sijill.flow.team import open_workbench
    from sijill.flow.team.accounts import add_account

    with open_workbench(folder, mode="team") as bench:
        password = _read_password(password_from)
        made = add_account(bench, name, password, Role(role), by=_TERMINAL.id)
    click.echo(f"Made the account of {made.name}, {made.role} ({made.id}).")
    return DONE


@accounts.command(
    "list", help=options.with_example("List the accounts.", _EXAMPLE.format("list", ""))
)
@options.RECORD
@options.AS_JSON
def list_(folder: Path, as_json: bool) -> int:
    """List the accounts."""
    from sijill.flow.team import open_workbench
    from sijill.flow.team.accounts import list_team

    with open_workbench(folder, mode="team") as bench:
        members = list_team(bench, _TERMINAL).members
    for one in members:
        if as_json:
            printing.print_json(one)
        else:
            ended = f", ended {one.ended_at}" if one.ended_at else ""
            click.echo(f"{one.name}: {one.role}{ended} ({one.id})")
    return DONE


@accounts.command(
    "reset",
    help=options.with_example(
        "Give an account a new password, and take its second factor off.",
        _EXAMPLE.format("reset", " DANA"),
    ),
)
@options.RECORD
@click.argument("name", metavar="NAME")
@_PASSWORD
def reset(folder: Path, name: str, password_from: TextIO | None) -> int:
    """Give an account a new password."""
    from sijill.flow.team import open_workbench
    from sijill.flow.team.accounts import find_account, reset_account

    with open_workbench(folder, mode="team") as bench:
        account = find_account(bench, name)
        reset_account(bench, _TERMINAL, account.id, _read_password(password_from))
    click.echo(f"Reset the account of {account.name}; its sessions are ended.")
    return DONE


@accounts.command(
    "end",
    help=options.with_example(
        "End an account with its sessions and tokens; its name is never given again.",
        _EXAMPLE.format("end", " DANA"),
    ),
)
@options.RECORD
@click.argument("name", metavar="NAME")
def end(folder: Path, name: str) -> int:
    """End an account."""
    from sijill.flow.team import open_workbench
    from sijill.flow.team.accounts import end_account, find_account

    with open_workbench(folder, mode="team") as bench:
        account = find_account(bench, name)
        end_account(bench, _TERMINAL, account.id)
    click.echo(f"Ended the account of {account.name}.")
    return DONE


def _read_password(source: TextIO | None) -> str:
    if source is not None:
        return str(source.readline()).rstrip("\r\n")
    asked = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return str(asked)
