"""
The overview: what the record holds.
"""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from sijill.flow.workbench import show_overview
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.routes import Routes

routes = Routes()


@routes.page("/", right=Right.READ)
def overview(ask: Ask) -> HTMLResponse:
    """Show what the record holds."""
    return ask.page("overview", show_overview(ask.bench, ask.person))
