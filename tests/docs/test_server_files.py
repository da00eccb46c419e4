"""
The files that run Sijill on a server ask for commands and options that there are.
"""

from __future__ import annotations

import re
import shlex
from ipaddress import ip_address, ip_network
from pathlib import Path

import click
import pytest
import yaml

from sijill.cli.main import commands

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
COMPOSE = yaml.safe_load((HOW_TO / "server" / "compose.yaml").read_text(encoding="utf-8"))


def read_commands() -> list[list[str]]:
    """Return the words behind `sijill` of each command on the page and in the files."""
    found = [COMPOSE["services"]["workbench"]["command"]]
    page = (HOW_TO / "run-on-a-server.md").read_text(encoding="utf-8")
    found += map(
        shlex.split, re.findall(r"(?:run --rm (?:-v \S+ )?workbench|^sijill) (.+)$", page, re.M)
    )
    for unit in sorted((HOW_TO / "server").glob("*.service")):
        text = unit.read_text(encoding="utf-8")
        found += map(shlex.split, re.findall(r"sijill/bin/sijill (.+?)\'?$", text, re.M))
    return found


def test_there_are_commands_to_look_at() -> None:
    """The compose file, the page and both units are read."""
    assert {words[0] for words in read_commands()} == {
        "serve", "init", "store", "accounts", "capture", "run",
    }  # fmt: skip
    assert len(read_commands()) >= 8


@pytest.mark.parametrize("words", read_commands(), ids=" ".join)
def test_a_command_can_be_asked_for(words: list[str]) -> None:
    """Each word is a command, an option or an argument that the command takes."""
    command: click.Command = commands
    rest, context = words, click.Context(commands)
    while isinstance(command, click.Group):
        name, found, rest = command.resolve_command(context, rest)
        assert found is not None, name
        command, context = found, click.Context(found, parent=context)

    command.make_context(words[0], rest, parent=context.parent)


def test_the_proxy_s_address_is_the_one_that_is_believed() -> None:
    """The workbench names the address that the proxy has."""
    command = COMPOSE["services"]["workbench"]["command"]
    proxy = COMPOSE["services"]["proxy"]["networks"]["door"]["ipv4_address"]

    assert command[command.index("--proxy") + 1] == proxy


def test_nobody_else_is_given_the_proxy_s_address() -> None:
    """Containers without an address of their own get one of another part of the network."""
    proxy = ip_address(COMPOSE["services"]["proxy"]["networks"]["door"]["ipv4_address"])
    [door] = COMPOSE["networks"]["door"]["ipam"]["config"]

    assert proxy in ip_network(door["subnet"])
    assert proxy not in ip_network(door["ip_range"])
    assert proxy != ip_address(door["gateway"])
