"""
The server itself, on this machine alone unless it is told otherwise.
"""

from __future__ import annotations

import atexit
import gc
import os
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from sijill.flow.placenames import read_place_names
from sijill.flow.team import open_workbench
from sijill.flow.workbench.tidying import keep_tidy
from sijill.flow.workbench.warming import warm_up
from sijill.web.app import make_app
from sijill.web.ending import listen_for_end
from sijill.web.templates import read_templates

LOOPBACK = "127.0.0.1"
_SILENT_S = 60  # after which a process counts as dead; a busy machine starts one slowly
_SWITCH_S = 0.001  # a thread that works lets go of the interpreter for those that only pass on
_RUBBISH = (20_000, 20, 100)  # things made between searches for rubbish, by their age
# Processes share the cores: threads for one product of tables would only spin.
_ONE_CORE = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")
_GRACE_S = 3  # that requests in progress get when the server is told to end


def bind_socket(host: str, port: int) -> socket.socket:
    """
    Return a socket that listens; port 0 takes a free one.

    Raises:
        OSError: If the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else 40 ms for each answer
    bound.bind((host, port))
    bound.listen()  # who comes while the server starts waits instead of being turned away
    return bound


def serve_app(app: FastAPI, bound: socket.socket, *, started: Callable[[], None]) -> None:
    """
    Serve *app* until the process is told to end; requests in progress are finished first.

    Args:
        app: The application.
        bound: Where it listens.
        started: Called once it answers.
    """
    _Server(_configure(app, ()), started).run(sockets=[bound])


def serve_team(
    folder: Path, bound: socket.socket, *, workers: int, proxies: Sequence[str]
) -> None:
    """
    Serve a record to a team until the process is told to end.

    Args:
        folder: The record.
        bound: Where it listens.
        workers: How many processes answer; one that dies is started again.
        proxies: Addresses whose word on who asks, and by which scheme, is believed.
    """
    config = _configure(partial(make_team_app, folder), proxies, factory=True)
    if workers == 1:
        uvicorn.Server(config).run(sockets=[bound])
        return
    config.workers = workers
    for name in _ONE_CORE:
        os.environ.setdefault(name, "1")
    Multiprocess(config, sockets=[bound]).run()


def make_team_app(folder: Path) -> FastAPI:
    """Return the application over a record, opened for as long as the process lives."""
    sys.setswitchinterval(_SWITCH_S)
    gc.set_threshold(*_RUBBISH)
    listen_for_end()
    opened = ExitStack()
    bench = opened.enter_context(open_workbench(folder, mode="team"))
    atexit.register(opened.close)
    warm_up(bench, read_templates, read_place_names)
    keep_tidy(bench)
    return make_app(bench)


def _configure(
    app: Callable[..., object], proxies: Sequence[str], *, factory: bool = False
) -> uvicorn.Config:
    """Return settings of the server; its log says what failed, and never who asked for what."""
    return uvicorn.Config(
        app,
        factory=factory,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies) or None,
        timeout_graceful_shutdown=_GRACE_S,
        timeout_worker_healthcheck=_SILENT_S,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        listen_for_end()
        self._tell()
