"""
The `sijill` command: the words it knows, and how it starts and ends.
"""

from __future__ import annotations

import io
import sys

import click

import sijill
from sijill.cli.accounts import accounts
from sijill.cli.actors import actors
from sijill.cli.asking import custody, explain
from sijill.cli.comparing import compare
from sijill.cli.datasets import datasets
from sijill.cli.deciding import decide
from sijill.cli.ending import Ending
from sijill.cli.estimating import estimate
from sijill.cli.filters import extract, mentions, read, reconcile, resolve
from sijill.cli.gazetteering import gazetteer
from sijill.cli.linking import link
from sijill.cli.merging import merge
from sijill.cli.publishing import publish
from sijill.cli.recording import capture, init, records, run
from sijill.cli.reviewing import review, serve
from sijill.cli.sources import sources
from sijill.cli.storing import store
from sijill.cli.totals import totals
from sijill.cli.victims import victims

HELP = """
Turn reports of armed violence into a record of civilian harm that can be defended.

\b
A record is a folder: init, capture, run, records, review, serve, accounts, decide,
explain, totals, custody, publish, gazetteer, actors, sources, datasets, merge, store,
victims.
Filters need none, and join with pipes: read, extract, resolve, mentions, link, reconcile,
compare.

\b
Exit codes: 0 done; 1 done, with refusals; 2 wrong use; 3 a check failed;
4 could not finish; 130 interrupted, safe to run again.

\b
Example:
  sijill init investigation
"""


class _Group(click.Group):
    """Lists the commands in the order in which a record is made."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group(
    "sijill", cls=_Group, help=HELP, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(sijill.__version__, prog_name="sijill")
@click.option("--debug", is_flag=True, help="Show where an error came from.")
def commands(debug: bool) -> None:
    """Hold the commands; each does its work by itself."""


for _command in (
    init, capture, run, records, review, serve, accounts, decide, explain, totals, custody,
    publish, gazetteer, actors, sources, datasets, merge, store, victims,
    read, extract, resolve, mentions, link, reconcile, estimate, compare,
):  # fmt: skip
    commands.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with the code that fits."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    given = sys.argv[1:] if arguments is None else arguments
    if "--debug" in given:
        given = ["--debug", *(part for part in given if part != "--debug")]
    with Ending(debug="--debug" in given):
        code = _run(given)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)


def _run(given: list[str]) -> object:
    """Return what a command returns; click ends by itself only where a pipe's reader left."""
    try:
        return commands.main(args=given, prog_name="sijill", standalone_mode=False)
    except SystemExit as why:
        if why.code != 1:
            raise
        raise BrokenPipeError from why
