"""
The options that several commands share, worded once.
"""

from __future__ import annotations

import getpass
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

# Whether it can be read is asked where a record is opened, which says what to do.
FOLDER = click.Path(readable=False, path_type=Path)
RECORD = click.argument("folder", metavar="DIR", type=FOLDER)
RECORD_HERE = click.option(
    "--record",
    "folder",
    metavar="DIR",
    type=FOLDER,
    default=Path(),
    show_default="the folder you are in",
    help="The record.",
)
OUTPUT = click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="-",
    help="Where to write: .jsonl, .parquet, or - for standard output (the default).",
)
REFUSALS = click.option(
    "--refusals",
    metavar="FILE",
    default=None,
    help="Where to write refusals, as JSON Lines; by default to standard error.",
)
WORKERS = click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1),
    default=None,
    help="How many processes to use; by default one for each core.",
)
EXTRACTORS = click.option(
    "--with",
    "names",
    metavar="NAME",
    multiple=True,
    help="An extractor: rules, llm, or an installed one's name; again for the next in order.",
)
SETTINGS = click.option(
    "--settings",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="A settings file such as a record's sijill.toml; by default no model is known.",
)
ANSWERS = click.option(
    "--answers",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Where a model's answers are kept, so that nothing is asked twice.",
)
MAY_RECORD = click.option(
    "--record",
    metavar="DIR",
    type=FOLDER,
    default=None,
    help="A record whose own places, actors and sources are asked too; by default the "
    "bundled alone.",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, not a table.")
DRY_RUN = click.option(
    "--dry-run", is_flag=True, help="Say what would be done, and write nothing."
)
WHY = click.option(
    "--why", metavar="TEXT", required=True, help="The reason; it is kept with the decision."
)


def by_option(help_text: str = "Who does this; by default the account's name.") -> Decorator:
    """Return the option that says who acts."""
    return click.option("--by", metavar="NAME", default=name_account, help=help_text)


def name_account() -> str:
    """Return the account's name, or ``unknown`` where the system tells none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def input_argument(name: str, metavar: str) -> Decorator:
    """Return an argument that takes a file of records, or - for standard input."""
    return click.argument(
        name,
        metavar=metavar,
        default=lambda: find_pipe(metavar),
        type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    )


def find_pipe(metavar: str) -> str:
    """Return - where standard input is a pipe or a file; else say what is missing."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        mode = 0
    if stat.S_ISFIFO(mode) or stat.S_ISREG(mode):
        return "-"
    raise click.UsageError(f"{metavar} is missing: name a file, or - for standard input.")


def say_number(number: int, one: str, many: str | None = None) -> str:
    """
    Return a number with its noun, in the singular where it is one.

    Examples:
        >>> say_number(1, "place"), say_number(1200, "place"), say_number(0, "entry", "entries")
        ('1 place', '1,200 places', '0 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def with_example(text: str, example: str) -> str:
    """
    Return a command's help: its sentence, and one example that works.

    Examples:
        >>> "Example:" in with_example("Make a record.", "sijill init investigation")
        True
    """
    return f"{text}\n\n\b\nExample:\n  {example}"
