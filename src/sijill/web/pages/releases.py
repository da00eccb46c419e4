"""
Releases: what was made, signing what would be, and making it.
"""

from __future__ import annotations

from dataclasses import dataclass

from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import Change, SignRefused, StaleDecision
from sijill.flow.workbench.releasing import Releases, list_releases, make_release
from sijill.flow.workbench.signing import sign_release
from sijill.model.role import Right
from sijill.web.asking import Ask, Asking
from sijill.web.pages.signingin import Typed
from sijill.web.routes import Routes

routes = Routes()


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """
    What the page of releases shows.

    Attributes:
        releases: What was made, and how what would be stands.
        refused: Why the last signature or release was not made.
        made: The version that was just made.
        changes: What was done since the person looked who meant to sign.
        why: What they wrote, to be sent again.
    """

    releases: Releases
    refused: str = ""
    made: str = ""
    changes: tuple[Change, ...] = ()
    why: str = ""


@routes.page("/releases", right=Right.SIGN)
def show_releases(ask: Ask) -> HTMLResponse:
    """Show what was released, and how what would be released now stands."""
    return _page(ask)


@routes.form("/releases/sign", right=Right.SIGN)
def take_signature(ask: Ask, seen: Typed = "", why: Typed = "") -> Response:
    """Sign all that a release would hold now."""
    try:
        sign_release(ask.bench, ask.person, seen=seen, why=why)
    except SignRefused as refusal:
        return _page(ask, refused=refusal.reason)
    except StaleDecision as stale:
        return _page(ask, changes=stale.changes, why=why)
    return RedirectResponse("/releases", 303)


@routes.form("/releases/make", right=Right.PUBLISH)
def take_release(ask: Ask, title: Typed = "") -> Response:
    """Make a release."""
    try:
        report = make_release(ask.bench, ask.person, title=title.strip() or None)
    except SignRefused as refusal:
        return _page(ask, refused=refusal.reason)
    return _page(ask, made=report.release.version)


def _page(
    ask: Asking,
    *,
    refused: str = "",
    made: str = "",
    changes: tuple[Change, ...] = (),
    why: str = "",
) -> HTMLResponse:
    releases = list_releases(ask.bench, ask.person)
    status = 412 if changes else 422 if refused else 200
    page = ReleasesPage(releases, refused, made, changes, why)
    return ask.page("releases", page, status=status)
