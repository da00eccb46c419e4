"""
The application: its addresses, its static files, and what stands around every answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.middleware.base import RequestResponseEndpoint
from starlette.staticfiles import StaticFiles

import sijill
from sijill.flow.workbench import Workbench
from sijill.web.asking import LANGUAGE_COOKIE
from sijill.web.pages import FAMILIES as PAGES
from sijill.web.problems import answer_problems
from sijill.web.routes import API, Routes, Rule
from sijill.web.words import LANGUAGES

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self' blob:; font-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_YEAR = "public, max-age=31536000, immutable"


def list_families() -> Sequence[Routes]:
    """Return every family of addresses."""
    return PAGES


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
    app.middleware("http")(_stand_around)
    return app


async def _stand_around(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """Put the policy on every answer, and keep the language that was asked for."""
    answer = await call_next(request)
    for name, value in _HEADERS.items():
        answer.headers.setdefault(name, value)
    if request.url.path.startswith("/static/") and "v" in request.query_params:
        answer.headers["Cache-Control"] = _YEAR
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        answer.set_cookie(LANGUAGE_COOKIE, asked, samesite="strict", max_age=31536000)
    return answer
