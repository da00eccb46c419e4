"""
A document, its claims in its text, and the bytes that were captured.
"""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import HTMLResponse, Response

from sijill.errors import NotThere
from sijill.flow.workbench.documents import show_document
from sijill.flow.workbench.originals import load_original, show_original
from sijill.flow.workbench.pictures import load_picture
from sijill.model.role import Right
from sijill.web.asking import Ask
from sijill.web.ranges import answer_range
from sijill.web.routes import Routes

routes = Routes()
# What others made is shown alone, runs nothing and is not kept.
SEALED = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@routes.page("/documents/{id}", right=Right.READ_PRIVATE)
def document(ask: Ask, id: str) -> HTMLResponse:
    """Show a document with its claims; of one that was not read, what was captured."""
    try:
        page = show_document(ask.bench, ask.person, id)
    except NotThere:
        return ask.page("original", show_original(ask.bench, ask.person, id))
    answer = ask.page("document", page)
    answer.headers["ETag"] = f'"{page.etag}"'
    return answer


@routes.page("/documents/{id}/original", right=Right.READ_PRIVATE)
def original(ask: Ask, id: str) -> HTMLResponse:
    """Show what was captured, in a form that can do no harm."""
    return ask.page("original", show_original(ask.bench, ask.person, id))


@routes.page("/documents/{id}/bytes", right=Right.READ_PRIVATE)
def captured_bytes(ask: Ask, id: str) -> Response:
    """Return the captured bytes, to be saved and never to be opened in the page's place."""
    found = load_original(ask.bench, ask.person, id)
    return Response(
        found.data,
        media_type="application/octet-stream",
        headers={
            **SEALED,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.file_name)}",
        },
    )


@routes.page("/documents/{id}/pictures/{n}", right=Right.READ_PRIVATE)
def picture(ask: Ask, id: str, n: int) -> Response:
    """Return a picture or a video, or the part of it that is asked for."""
    found = load_picture(ask.bench, ask.person, id, n)
    name = f"{id[:12]}-{n}.{found.media_type.partition('/')[2]}"
    headers = {**SEALED, "Content-Disposition": f'inline; filename="{quote(name)}"'}
    return answer_range(ask.request, found, headers)
