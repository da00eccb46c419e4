"""
A page is fetched within bounds: of address, of time, of size, of redirects.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from types import TracebackType

import httpcore
import httpx

from sijill.capture.guard import Resolver, check_url, host_of, pick_address, resolve_host
from sijill.capture.network import Deadline, GuardedBackend, Reach
from sijill.capture.protocol import Page
from sijill.capture.settings import Settings
from sijill.errors import RefusedError

REDIRECTS = frozenset({301, 302, 303, 307, 308})
WINDOW_BITS = {"gzip": 31, "x-gzip": 31, "deflate": 47}
STEP_BYTES = 65536


def make_client(
    *,
    settings: Settings,
    resolver: Resolver | None = None,
    reach: Reach | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> GuardedClient:
    """
    Return the guarded way to the network.

    Args:
        settings: The bounds.
        resolver: From host and port to numbers; the system's by default.
        reach: From a number and port that passed the guard to where to connect; the same by
            default. A test leads a public number to a loopback port with it.
        clock: Seconds that never run backwards.
    """
    return GuardedClient(settings, resolver or resolve_host, reach or _reach_itself, clock)


class GuardedClient:
    """A `WebClient` that asks public addresses only and never longer than it may."""

    def __init__(
        self, settings: Settings, resolver: Resolver, reach: Reach, clock: Callable[[], float]
    ) -> None:
        self._settings = settings
        self._resolver = resolver
        self._deadline = Deadline(clock, wait=settings.wait_seconds)
        self._pool = _open_pool(settings, self._deadline, resolver, reach)

    def __enter__(self) -> GuardedClient:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close what is open."""
        self._pool.close()

    def fetch_page(self, url: str) -> Page:
        """
        Return the answer at the end of the redirects, each looked at anew.

        Raises:
            RefusedError: The address may not be asked, does not answer, answers too slowly,
                with too much, or with a compression that is not known.
        """
        self._deadline.start(self._settings.deadline_seconds)
        cookies = httpx.Cookies(CookieJar())
        target = _parse_url(url)
        for _ in range(self._settings.max_redirects + 1):
            answer = self._ask_once(target, cookies)
            if isinstance(answer, Page):
                return answer
            target = answer
        raise RefusedError(
            "not_reachable",
            f"{host_of(target)} redirects more than {self._settings.max_redirects} times; "
            "open the page in a browser and capture the saved file.",
        )

    def _ask_once(self, url: httpx.URL, cookies: httpx.Cookies) -> Page | httpx.URL:
        """Return the page, or where the server sends us instead."""
        check_url(url, settings=self._settings)
        if self._settings.proxy:
            pick_address(host_of(url), url.port or 0, resolver=self._resolver)
        try:
            return self._exchange(_build_request(url, cookies, self._settings), cookies)
        except (httpcore.TimeoutException, TimeoutError):
            raise self._refuse_slow(url) from None
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError) as error:
            if self._deadline.has_passed():
                raise self._refuse_slow(url) from None
            raise RefusedError(
                "not_reachable",
                f"{host_of(url)} did not answer ({type(error).__name__}); try again later.",
            ) from None

    def _exchange(self, request: httpx.Request, cookies: httpx.Cookies) -> Page | httpx.URL:
        """Send the request and read the answer as far as it may be read."""
        asked = httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
        )
        answer = self._pool.handle_request(asked)
        try:
            headers = httpx.Headers(answer.headers)
            cookies.extract_cookies(
                httpx.Response(answer.status, headers=headers, request=request)
            )
            location = headers.get("location")
            if answer.status in REDIRECTS and location:
                return _parse_url(location, base=request.url)
            told = headers.get("content-type", "").split(";", 1)[0].strip().lower() or None
            data = self._read_body(answer, headers)
            return Page(str(request.url), answer.status, told, data)
        finally:
            answer.close()

    def _read_body(self, answer: httpcore.Response, headers: httpx.Headers) -> bytes:
        """Return the body, decompressed in small steps, never more than it may be."""
        limit = self._settings.max_document_bytes
        body = bytearray()
        for piece in _inflate(answer.iter_stream(), headers.get("content-encoding", "")):
            body += piece
            if len(body) > limit:
                raise RefusedError(
                    "too_large",
                    f"the page has more than {limit} bytes; raise max_document_bytes, or "
                    "capture a saved file.",
                )
        return bytes(body)

    def _refuse_slow(self, url: httpx.URL) -> RefusedError:
        """Return the refusal of a server that takes too long."""
        whole, one = self._settings.deadline_seconds, self._settings.wait_seconds
        return RefusedError(
            "too_slow",
            f"{host_of(url)} did not finish within {whole:g} s, or kept silent for {one:g} s; "
            "try again later.",
        )


def _reach_itself(number: str, port: int) -> tuple[str, int]:
    """Return where to connect: where it was asked."""
    return number, port


def _open_pool(
    settings: Settings, deadline: Deadline, resolver: Resolver, reach: Reach
) -> httpcore.ConnectionPool:
    """Return connections that are used once; those of a proxy go to the proxy unguarded."""
    context = ssl.create_default_context()
    if settings.proxy is None:
        backend = GuardedBackend(deadline, resolver, reach)
        return httpcore.ConnectionPool(
            ssl_context=context, network_backend=backend, max_keepalive_connections=0
        )
    return httpcore.HTTPProxy(
        proxy_url=settings.proxy,
        ssl_context=context,
        network_backend=GuardedBackend(deadline, None, reach),
        max_keepalive_connections=0,
    )


def _parse_url(text: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """Return the address, relative to *base* where there is one."""
    try:
        return base.join(text) if base else httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        raise RefusedError(
            "address_refused", "the address cannot be parsed; check its spelling."
        ) from None


def _build_request(url: httpx.URL, cookies: httpx.Cookies, settings: Settings) -> httpx.Request:
    """Return a request that carries only the cookies of its own redirects."""
    headers = {
        "User-Agent": settings.user_agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    request = httpx.Request("GET", url, headers=headers)
    cookies.set_cookie_header(request)
    return request


def _inflate(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Yield the body without its compression, `STEP_BYTES` at most at once."""
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        yield from pieces
        return
    if name not in WINDOW_BITS:
        raise RefusedError(
            "broken", "the page is compressed in a way that was not asked for; save it by hand."
        )
    inflater = zlib.decompressobj(wbits=WINDOW_BITS[name])
    try:
        for piece in pieces:
            rest = piece
            while rest and not inflater.eof:
                yield inflater.decompress(rest, STEP_BYTES)
                rest = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error:
        raise RefusedError(
            "broken", "the page's compression is damaged; try again later."
        ) from None
