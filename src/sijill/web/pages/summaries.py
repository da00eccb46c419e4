"""
A sum over several incidents, held against them.
"""

from __future__ import annotations

from fastapi.responses import HTMLResponse

from sijill.flow.workbench.summaries import show_summary
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.routes import Routes

routes = Routes()


@routes.page("/summaries/{id}", right=Right.READ, partly=True)
def summary(ask: Ask, id: str) -> HTMLResponse:
    """Show a sum with what is accounted for and what is not."""
    return ask.page("summary", show_summary(ask.bench, ask.person, id))
