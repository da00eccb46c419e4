"""
The commands about where a record is kept: store upgrade, move, backup, restore.
"""

from __future__ import annotations

from pathlib import Path

import click

from sijill.cli import options
from sijill.cli.ending import CHECK_FAILED, DONE
from sijill.cli.progress import show_progress
from sijill.errors import say_command

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    help=options.with_example(
        "Keep a record: back it up, restore it, move it to a server and back.",
        "sijill store backup investigation /backups/investigation.tar",
    )
)
def store() -> None:
    """Hold the commands of the store."""


@store.command(
    help=options.with_example(
        "Bring the tables of a record's database to this version's form.",
        "sijill store upgrade investigation",
    )
)
@options.RECORD
def upgrade(folder: Path) -> int:
    """Upgrade a record's tables."""
    from sijill.flow.moving import upgrade_record

    changed = upgrade_record(folder)
    click.echo("Upgraded the tables." if changed else "The tables are of this version already.")
    return DONE


@store.command(
    help=options.with_example(
        "Move a record to a PostgreSQL database, or back: then TARGET is its own folder. The "
        "vault stays in the folder. A URL that is given here is kept in a file that only you "
        "can read; to keep a password out of the shell's history, name a variable or a file.",
        "sijill store move investigation --variable SIJILL_DATABASE",
    )
)
@options.RECORD
@click.argument("target", metavar="URL|DIR", required=False)
@click.option("--variable", metavar="NAME", help="The environment variable that holds the URL.")
@click.option("--key-file", metavar="FILE", type=_FILE, help="The file that holds the URL.")
def move(folder: Path, target: str | None, variable: str | None, key_file: Path | None) -> int:
    """Move a record between its folder and a server."""
    from sijill.flow.moving import move_record

    if sum(given is not None for given in (target, variable, key_file)) != 1:
        raise click.UsageError("give one of these: URL, DIR, --variable, or --key-file.")
    moved = move_record(folder, target=target, variable=variable, key_file=key_file)
    lines = ", ".join(f"{number:,} {name}" for name, number in moved.lines.items())
    click.echo(f"Moved {lines}; {options.say_number(moved.records, 'derived record')}.")
    if moved.aside:
        click.echo(
            f"What counted before lies in {folder / moved.aside}; delete it when you have made "
            "a backup.",
            err=True,
        )
    click.echo(f"Next: {say_command('run', folder)}", err=True)
    return DONE


@store.command(
    help=options.with_example(
        "Write a record into one file, with a digest of everything in it. It holds what is "
        "private too: encrypt it before it leaves the machine.",
        "sijill store backup investigation /backups/investigation.tar",
    )
)
@options.RECORD
@click.argument("file", metavar="FILE", type=_FILE)
@click.option(
    "--with-derived", is_flag=True, help="Put in what `sijill run` can make again too."
)
def backup(folder: Path, file: Path, with_derived: bool) -> int:
    """Back a record up."""
    from sijill.flow.backing import back_up

    with show_progress() as progress:
        number = back_up(folder, file, derived=with_derived, progress=progress)
    click.echo(f"Wrote {options.say_number(number, 'file')} to {file}, and read them again.")
    return DONE


@store.command(
    help=options.with_example(
        "Make a record of a backup, in a new folder.",
        "sijill store restore /backups/investigation.tar investigation",
    )
)
@click.argument("file", metavar="FILE", type=_FILE)
@options.RECORD
def restore(file: Path, folder: Path) -> int:
    """Restore a record."""
    from sijill.flow import backing

    with show_progress() as progress:
        done = backing.restore(file, folder, progress=progress)
    click.echo(f"Restored {options.say_number(done.files, 'file')} into {folder}.")
    for fault in done.faults:
        click.echo(f"  {fault.sentence}", err=True)
    click.echo(f"Next: {say_command('run', folder)}", err=True)
    return CHECK_FAILED if done.faults else DONE
