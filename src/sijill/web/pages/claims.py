"""
A claim, which is a part of its document's page, and two claims side by side.
"""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import HTMLResponse, RedirectResponse

from sijill.flow.workbench.assessing import see_claim
from sijill.flow.workbench.claims import compare_two
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.routes import Routes

routes = Routes()


@routes.page("/claims/{id}", right=Right.READ_PRIVATE)
def claim(ask: Ask, id: str) -> RedirectResponse:
    """Lead to the claim in its document."""
    found = see_claim(ask.bench, ask.person, id)
    return RedirectResponse(f"/documents/{quote(found.document_id, safe='')}#{found.id}", 303)


@routes.page("/claims/{left}/beside/{right}", right=Right.READ_PRIVATE)
def compare(ask: Ask, left: str, right: str) -> HTMLResponse:
    """Show what speaks for and against two claims being one incident."""
    return ask.page("compare", compare_two(ask.bench, ask.person, left, right))
