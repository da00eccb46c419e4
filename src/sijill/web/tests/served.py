"""
A real server of a workbench on loopback, for tests that a client within the process cannot do.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from sijill.flow.team import Workbench
from sijill.web.app import make_app
from sijill.web.serving import LOOPBACK, bind_socket


@contextmanager
def served(bench: Workbench) -> Iterator[str]:
    """Serve a workbench for the block; give the host and port."""
    bound = bind_socket(LOOPBACK, 0)
    server = uvicorn.Server(uvicorn.Config(make_app(bench), log_level="error", lifespan="off"))
    run = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    run.start()
    yield f"{LOOPBACK}:{bound.getsockname()[1]}"
    server.should_exit = True
    run.join(timeout=20)
