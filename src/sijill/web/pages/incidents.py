"""
An incident; one that was merged leads to the one that it went into.
"""

from __future__ import annotations

from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sijill.errors import NotThere
from sijill.flow.workbench.heirs import find_heir
from sijill.flow.workbench.incidents import show_incident
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.routes import Routes

routes = Routes()


@routes.page("/incidents/{id}", right=Right.READ, partly=True)
def incident(ask: Ask, id: str) -> Response:
    """Show an incident."""
    try:
        page = show_incident(ask.bench, ask.person, id)
    except NotThere:
        heir = find_heir(ask.bench, ask.person, "incident", id)
        return RedirectResponse(f"/incidents/{heir}", 303)
    answer: HTMLResponse = ask.page("incident", page)
    if page.etag:  # not for whom it is withheld: it is made of all that there is
        answer.headers["ETag"] = f'"{page.etag}"'
    return answer
