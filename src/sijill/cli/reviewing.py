"""
The command that opens the workbench on this machine: review.
"""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from sijill.cli import options
from sijill.cli.ending import DONE
from sijill.errors import SettingsError


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
    from sijill.flow.workbench import make_token, open_workbench
    from sijill.web.app import make_app
    from sijill.web.serving import LOOPBACK, bind_socket, serve_app

    with open_workbench(folder, owner=by) as bench:
        try:
            bound = bind_socket(LOOPBACK, port)
        except OSError as why:
            raise SettingsError(
                f"port {port} cannot be used ({(why.strerror or '').lower()}). Name another "
                "with --port, or leave it out."
            ) from why
        address = f"http://{LOOPBACK}:{bound.getsockname()[1]}/enter?token={make_token(bench)}"

        def tell() -> None:
            click.echo(f"The workbench is open at {address}")
            click.echo("The address works once, on this machine. Ctrl-C ends it.", err=True)
            if not no_browser:
                webbrowser.open(address)

        serve_app(make_app(bench), bound, started=tell)
    return DONE
