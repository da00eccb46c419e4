"""
What every request passes before anything is read of it: host, origin, size and rate.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sijill.web.security.origins import is_forged, is_known_host
from sijill.web.security.rates import Rates, Take

MIB = 1024 * 1024
_READ_AWAY_BYTES = 64 * MIB


@dataclass(frozen=True, slots=True)
class Bounds:
    """
    What a request may be.

    Attributes:
        hosts: Names under which the server may be reached, beside this machine's own.
        body_bytes: Largest request.
        requests_minute: Requests a minute from one session or address.
    """

    hosts: Collection[str] = ()
    body_bytes: int = 8 * MIB
    requests_minute: int = 1200


class Guard:
    """
    Turns away requests that no handler should see, with a status and one sentence.

    It stands outside of the handlers, so that no new address can be forgotten.
    """

    def __init__(self, app: ASGIApp, *, bounds: Bounds, cookie: str, take: Take) -> None:
        self._app = app
        self._bounds = bounds
        self._cookie = cookie
        self._rates = Rates(bounds.requests_minute, take)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refuse(request) or await self._hold_back(request)
        if refusal is not None:
            await _read_away(receive)
            await _answer(request, *refusal, receive, send)
            return
        await self._pass_on(request, receive, send)

    def _refuse(self, request: Request) -> tuple[int, str, dict[str, str]] | None:
        headers = request.headers
        if not is_known_host(headers.get("host", ""), self._bounds.hosts):
            return 421, "wrong_host", {}
        if is_forged(request):
            return 403, "forged", {}
        if _announced(headers) > self._bounds.body_bytes:
            return 413, "too_large", {"Connection": "close"}
        return None

    async def _hold_back(self, request: Request) -> tuple[int, str, dict[str, str]] | None:
        peer = request.client.host if request.client else ""
        wait_s = await self._rates.wait_for(request.cookies.get(self._cookie) or peer, peer)
        return (429, "too_many", {"Retry-After": str(wait_s)}) if wait_s else None

    async def _pass_on(self, request: Request, receive: Receive, send: Send) -> None:
        seen = 0

        async def measured() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._bounds.body_bytes:
                if message.get("more_body", False):
                    await _read_away(receive)
                raise HTTPException(413)
            return message

        await self._app(request.scope, measured, send)


def _announced(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0


async def _read_away(receive: Receive) -> None:
    """
    Read what is sent with a request that is turned away, as far as is reasonable.

    A browser, or a proxy, that is cut off while it still sends shows no answer but a broken
    line.
    """
    seen, more = 0, True
    while more and seen < _READ_AWAY_BYTES:
        message = await receive()
        seen += len(message.get("body", b""))
        more = bool(message.get("more_body", False))


async def _answer(
    request: Request,
    status: int,
    kind: str,
    headers: dict[str, str],
    receive: Receive,
    send: Send,
) -> None:
    from sijill.web.problems import answer_bare

    response = answer_bare(request, status, kind)
    response.headers.update(headers)
    await response(request.scope, receive, send)
