"""
A server on loopback that speaks the protocol of a model, and misbehaves when told to.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from saying import PASSAGE, say

Handler = BaseHTTPRequestHandler
Reply = Callable[[Handler], None]


def reply(body: bytes | str, *, status: int = 200, **headers: str) -> Reply:
    """Return a reply of a whole body."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def complete(content: str | None, *, finish: str = "stop", tokens: int = 100) -> Reply:
    """Return the reply of a model that says *content*."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}}
    usage = {"total_tokens": tokens}
    return reply(json.dumps({"choices": [choice | {"finish_reason": finish}], "usage": usage}))


def keep_silent(handler: Handler) -> None:
    """Say nothing until the client has gone."""
    handler.connection.settimeout(5)
    handler.connection.recv(1)


@dataclass
class ModelServer:
    """
    What the server will say, and what it was asked.

    Attributes:
        port: Where it listens, on loopback.
        replies: Said one after another; then *otherwise*.
        otherwise: What it says of a passage when nothing is lined up.
        asked: The body of each request.
        headers: The headers of each request, names in lower case.
    """

    port: int
    replies: deque[Reply] = field(default_factory=deque)
    otherwise: Callable[[str], Reply] = lambda _: complete(say())
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    reply = staticmethod(reply)
    complete = staticmethod(complete)
    keep_silent = staticmethod(keep_silent)

    @property
    def url(self) -> str:
        """What `model_url` is set to."""
        return f"http://127.0.0.1:{self.port}/v1"

    def passages(self) -> list[str]:
        """Return the text of each window that it was asked about."""
        return [body["messages"][1]["content"].removeprefix(PASSAGE) for body in self.asked]


@pytest.fixture
def model() -> Iterator[ModelServer]:
    """A real server, for as long as the test runs."""
    place: list[ModelServer] = []

    class Serving(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            one = place[0]
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            one.asked.append({**body, "path": self.path})
            one.headers.append({name.lower(): value for name, value in self.headers.items()})
            text = body["messages"][1]["content"].removeprefix(PASSAGE)
            answer = one.replies.popleft() if one.replies else one.otherwise(text)
            try:
                answer(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """Say nothing: clients leave early here."""

    with Server(("127.0.0.1", 0), Serving) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        place.append(ModelServer(server.server_port))
        yield place[0]
        server.shutdown()
        thread.join()
