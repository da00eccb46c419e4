"""
A web of public names that loopback serves, and small containers.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sijill.capture import Captured, RefusedCapture, Settings, capture_addresses, make_client
from sijill.capture.client import GuardedClient

PUBLIC = "93.184.216.34"
NAMES = {"news.example": PUBLIC, "other.example": PUBLIC, "inside.example": "10.0.0.7",
         "mixed.example": PUBLIC}  # fmt: skip
Handler = BaseHTTPRequestHandler
Answer = Callable[[Handler], None]
ARTICLE = """<!doctype html><html><head><title>{title}</title></head><body>
<header><a href="/login">Sign in</a> <a href="/subscribe">Subscribe</a></header>
<article><h1>{title}</h1>{paragraphs}</article>
<footer>We use cookies. <a href="/privacy">Privacy policy</a></footer></body></html>"""
SENTENCE = (
    "Three people were hurt when a shell hit the market in Sarmin on Thursday, residents said. "
)


def make_article(title: str = "Shell hits market in Sarmin", paragraphs: int = 6) -> bytes:
    """Return an invented article with a header that says "sign in"."""
    body = "".join(f"<p>{SENTENCE * 2}</p>" for _ in range(paragraphs))
    return ARTICLE.format(title=title, paragraphs=body).encode()


def answer_with(
    body: bytes, *, status: int = 200, kind: str = "text/html", **headers: str
) -> Answer:
    """Return an answer of a whole body."""

    def answer(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def redirect_to(location: str) -> Answer:
    """Return an answer that sends elsewhere."""
    return answer_with(b"", status=302, Location=location)


@dataclass
class Web:
    """
    Servers behind public names.

    Attributes:
        answers: By host and path.
        asked: Host and path of each request, as the servers saw them.
        connections: Every number and port that passed the guard.
    """

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    connections: list[tuple[str, int]] = field(default_factory=list)

    make_article = staticmethod(make_article)
    answer_with = staticmethod(answer_with)
    redirect_to = staticmethod(redirect_to)

    def open_client(self, settings: Settings) -> GuardedClient:
        """Return a client that reaches public numbers on loopback."""

        def reach(number: str, port: int) -> tuple[str, int]:
            self.connections.append((number, port))
            return "127.0.0.1", self.port

        return make_client(settings=settings, resolver=self.resolve, reach=reach)

    def resolve(self, host: str, port: int) -> tuple[str, ...]:  # noqa: ARG002
        """Return the numbers of an invented name."""
        if host == "mixed.example":
            return PUBLIC, "127.0.0.1"
        return (NAMES[host],) if host in NAMES else ()

    def capture(self, *urls: str, **bounds: float) -> list[Captured | RefusedCapture]:
        """Capture addresses with small bounds."""
        settings = Settings(**{"deadline_seconds": 5.0, "wait_seconds": 2.0, **bounds})  # type: ignore[arg-type]
        with self.open_client(settings) as client:
            return list(capture_addresses(urls, settings=settings, client=client))


@pytest.fixture
def web() -> Iterator[Web]:
    """A real server on loopback, for as long as the test runs."""
    place: list[Web] = []

    class Serving(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            key = f"{self.headers['Host'].split(':')[0]}{self.path}"
            place[0].asked.append(key)
            answer = place[0].answers.get(key, answer_with(b"gone", status=404))
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
        place.append(Web(server.server_port))
        yield place[0]
        server.shutdown()
        thread.join()
