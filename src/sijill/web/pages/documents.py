"""
A document, its claims in its text, and the bytes that were captured.
"""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import HTMLResponse, Response

from sijill.flow.workbench.documents import show_document
from sijill.flow.workbench.originals import load_original, show_original
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.routes import Routes

routes = Routes()


@routes.page("/documents/{id}", right=Right.READ_PRIVATE)
def document(ask: Ask, id: str) -> HTMLResponse:
    """Show a document with its claims."""
    page = show_document(ask.bench, ask.person, id)
    answer = ask.page("document", page)
    answer.headers["ETag"] = f'"{page.etag}"'
    return answer


@routes.page("/documents/{id}/original", right=Right.READ_PRIVATE)
def original(ask: Ask, id: str) -> HTMLResponse:
    """Show what was captured, in a form that can do no harm."""
    return ask.page("original", show_original(ask.bench, ask.person, id))


@routes.page("/documents/{id}/bytes", right=Right.READ_PRIVATE)
def captured_bytes(ask: Ask, id: str) -> Response:
    """Return the captured bytes; a picture may be shown, everything else is only saved."""
    found = load_original(ask.bench, ask.person, id)
    kind = "inline" if found.is_picture else "attachment"
    name = quote(found.file_name)
    return Response(
        found.data,
        media_type=found.media_type if found.is_picture else "application/octet-stream",
        headers={
            "Content-Disposition": f"{kind}; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
