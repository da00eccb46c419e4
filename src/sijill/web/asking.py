"""
A request as a handler sees it: who asks, of which workbench, in which language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from sijill.errors import NotSignedIn
from sijill.flow.team import Workbench
from sijill.model.person import Person
from sijill.web.gate import bench_of, person_of
from sijill.web.templates import render
from sijill.web.words import Words, choose_language

LANGUAGE_COOKIE = "sijill_language"


@dataclass(frozen=True, slots=True)
class Asking:
    """
    One request.

    Attributes:
        request: The request itself.
        bench: The workbench.
        words: The phrases of the language that the person reads.
    """

    request: Request
    bench: Workbench
    words: Words

    @property
    def person(self) -> Person:
        """
        Who asks.

        Raises:
            NotSignedIn: If nobody is signed in; only where the address needs no right.
        """
        person = person_of(self.request)
        if person is None:
            raise NotSignedIn
        return person

    def page(self, template: str, context: Any, *, status: int = 200) -> HTMLResponse:
        """
        Return a page.

        Args:
            template: Its template, without the ending.
            context: What it shows: a frozen dataclass, ``page`` in the template.
            status: The status of the answer.
        """
        text = render(template, self.request, self.words, person_of(self.request), context)
        return HTMLResponse(text, status, headers={"Cache-Control": "no-store"})


def words_of(request: Request) -> Words:
    """Return the phrases of the language that a request is to be answered in."""
    return Words(
        choose_language(
            request.query_params.get("lang"),
            request.cookies.get(LANGUAGE_COOKIE),
            request.headers.get("accept-language", ""),
        )
    )


async def _asking(request: Request) -> Asking:
    return Asking(request, bench_of(request), words_of(request))


Ask = Annotated[Asking, Depends(_asking)]
