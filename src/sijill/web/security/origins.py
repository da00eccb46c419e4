"""
Where a request comes from: whether it names this server, and whether another site forged it.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.requests import Request

FORM_HEADER = "x-sijill-form"
_OWN = ("127.0.0.1", "localhost", "::1")
_SAFE = ("GET", "HEAD", "OPTIONS")
_API = "/api/"


def is_known_host(host: str, hosts: Collection[str]) -> bool:
    """
    Say whether a request's ``Host`` is a name of this server.

    A page of another site that has its name point here (DNS rebinding) sends its own.

    Examples:
        >>> [is_known_host(host, ["sijill.example"]) for host in (
        ...     "127.0.0.1:8000", "[::1]:80", "sijill.example", "evil.example", "")]
        [True, True, True, False, False]
    """
    name = name_of(host)
    return name in _OWN or name in {one.casefold() for one in hosts}


def name_of(host: str) -> str:
    """
    Return a host's name without its port.

    Examples:
        >>> name_of("LOCALHOST:8000"), name_of("[::1]:8000"), name_of("a b")
        ('localhost', '::1', '')
    """
    try:
        found = urlsplit(f"//{host}")
        name = found.hostname or ""
    except ValueError:
        return ""
    return name if found.netloc == host and not set(host) & set(" /\\@") else ""


def is_own(host: str) -> bool:
    """Say whether a ``Host`` names this very machine."""
    return name_of(host) in _OWN


def is_forged(request: Request) -> bool:
    """
    Say whether a request that changes something may have been made by another site.

    A browser says where a page that sends one comes from, and no page can change that. What
    comes with a token instead of a cookie was not sent by a page. The API asks for a header of
    our own besides, which no form of another site can set.
    """
    if request.method in _SAFE or _by_token(request):
        return False
    if request.url.path.startswith(_API) and request.headers.get(FORM_HEADER) != "1":
        return True
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return True
    origin = request.headers.get("origin")
    if origin is not None and origin != "null":
        return _netloc(origin) != request.headers.get("host", "").casefold()
    return site is None


def _by_token(request: Request) -> bool:
    sent = request.headers.get("authorization", "").lower().startswith("bearer ")
    return sent and "cookie" not in request.headers


def _netloc(origin: str) -> str:
    try:
        found = urlsplit(origin)
    except ValueError:
        return ""
    return found.netloc.casefold() if found.scheme in ("http", "https") else ""
