"""
The commands that open the workbench: review for one person, serve for a team.
"""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sijill.cli import options
from sijill.cli.ending import DONE
from sijill.errors import SettingsError, say_command

if TYPE_CHECKING:
    import socket

_LOCAL = ("127.0.0.1", "::1", "localhost")


@click.command(
    help=options.with_example(
        "Open a record in the browser, for one person on this machine.",
        "sijill review investigation",
    )
)
@options.RECORD
@options.by_option("Whose decisions these are. By default the account's name.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port on this machine; by default a free one.",
)
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
def review(folder: Path, by: str, port: int, no_browser: bool) -> int:
    """Serve the workbench on the loopback address until Ctrl-C."""
    from sijill.flow.team import make_token, open_workbench
    from sijill.web.app import make_app
    from sijill.web.serving import LOOPBACK, serve_app

    with open_workbench(folder, owner=by) as bench:
        bound = _bind(LOOPBACK, port)
        address = f"http://{LOOPBACK}:{bound.getsockname()[1]}/enter?token={make_token(bench)}"

        def tell() -> None:
            click.echo(f"The workbench is open at {address}")
            click.echo("The address works once, on this machine. Ctrl-C ends it.", err=True)
            if not no_browser:
                webbrowser.open(address)

        with _until_ended():
            serve_app(make_app(bench), bound, started=tell)
    return DONE


@click.command(
    help=options.with_example(
        "Serve a record to a team, with accounts; behind a proxy that speaks TLS.",
        "sijill serve investigation --port 8000",
    )
)
@options.RECORD
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", help="Address to listen at. [127.0.0.1]"
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, help="Its port. [8000]")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, help="Processes that answer. [1]"
)
@click.option(
    "--proxy",
    "proxies",
    metavar="ADDRESS",
    multiple=True,
    help="Address of a proxy whose word on who asks is believed; may be repeated.",
)
def serve(folder: Path, host: str, port: int, workers: int, proxies: tuple[str, ...]) -> int:
    """Serve the workbench to everybody who has an account, until Ctrl-C."""
    from sijill.flow.team import has_accounts, open_workbench
    from sijill.flow.team.sessions import seal_old_seeds
    from sijill.web.serving import serve_team

    with open_workbench(folder, mode="team") as bench:
        known = has_accounts(bench)
        seal_old_seeds(bench)
    bound = _bind(host, port)
    where = f"http://{host}:{bound.getsockname()[1]}"
    click.echo(f"The workbench is served at {where}")
    if not known:
        click.echo(
            "Nobody has an account yet. Make the first one with: "
            f"{say_command('accounts add', folder)} NAME --role administrator",
            err=True,
        )
    if host not in _LOCAL and not proxies:
        click.echo(
            "Passwords would cross the network in the clear: put a proxy that speaks TLS in "
            "front and name it with --proxy.",
            err=True,
        )
    with _until_ended():
        serve_team(folder, bound, workers=workers, proxies=proxies)
    return DONE


@contextmanager
def _until_ended() -> Iterator[None]:
    """Take Ctrl-C for what it is meant as here: the end, and nothing interrupted."""
    with suppress(KeyboardInterrupt):
        yield
    click.echo("The workbench is closed. Every decision that was made is kept.", err=True)


def _bind(host: str, port: int) -> socket.socket:
    from sijill.web.serving import bind_socket

    try:
        return bind_socket(host, port)
    except OSError as why:
        raise SettingsError(
            f"{host}, port {port}, cannot be used ({(why.strerror or str(why)).lower()}). Name "
            "another with --port."
        ) from why
