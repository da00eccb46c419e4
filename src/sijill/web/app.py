"""
The application: its addresses, its static files, and what stands around every answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.datastructures import MutableHeaders
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import sijill
from sijill.flow.team import Workbench
from sijill.flow.team.rates import take_requests
from sijill.web.api import FAMILIES as PARTS
from sijill.web.asking import LANGUAGE_COOKIE
from sijill.web.pages import FAMILIES as PAGES
from sijill.web.problems import answer_problems
from sijill.web.routes import API, Routes, Rule
from sijill.web.security.cookies import COOKIE
from sijill.web.security.guard import MIB, Bounds, Guard
from sijill.web.security.headers import HEADERS, STRICT_TRANSPORT
from sijill.web.words import LANGUAGES

_YEAR = "public, max-age=31536000, immutable"


def list_families() -> Sequence[Routes]:
    """Return every family of addresses."""
    return (*PAGES, *PARTS)


def list_rules() -> Sequence[Rule]:
    """Return every address with the right that it needs."""
    return [rule for family in list_families() for rule in family.rules]


def make_app(bench: Workbench) -> FastAPI:
    """Return the application over an open workbench."""
    app = FastAPI(
        title="Sijill",
        version=sijill.__version__,
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.bench = bench
    for family in list_families():
        app.include_router(family.router)
    app.mount("/static", StaticFiles(directory=str(files("sijill.web").joinpath("static"))))
    answer_problems(app)
    rules = bench.rules
    bounds = Bounds(rules.hosts, rules.body_mib * MIB, rules.requests_minute)
    take = partial(take_requests, bench.desk)
    app.add_middleware(Guard, bounds=bounds, cookie=COOKIE, take=take)
    app.add_middleware(_Around, bench=bench)
    return app


class _Around:
    """
    Puts the policy on every answer, and keeps the language that was asked for.

    What a request asks of how far the record is is asked of the database once.
    """

    def __init__(self, app: ASGIApp, bench: Workbench) -> None:
        self._app, self._bench = app, bench

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                _stand_around(request, MutableHeaders(scope=message))
            await send(message)

        with self._bench.one_moment():
            await self._app(scope, receive, answer)


def _stand_around(request: Request, headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if request.url.scheme == "https":
        headers.setdefault("Strict-Transport-Security", STRICT_TRANSPORT)
    if request.url.path.startswith("/static/") and "v" in request.query_params:
        headers["Cache-Control"] = _YEAR
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        cookie = Response()
        cookie.set_cookie(LANGUAGE_COOKIE, asked, samesite="strict", max_age=31536000)
        headers.append("set-cookie", cookie.headers["set-cookie"])
