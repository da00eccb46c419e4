"""
Every address of the workbench with the right that it needs: declared here or not served.

The table that comes of it is what the tests of access are made from; an address that is added
past it fails them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from sijill.model.role import Right
from sijill.web.gate import require
from sijill.web.repeating import read_tagged, take_once, write_once

_WRAPPED: dict[str, Callable[[Callable[..., Any]], Callable[..., Any]]] = {
    "read": read_tagged,
    "write": write_once,
    "form": take_once,
}
_REFUSALS: dict[int | str, dict[str, Any]] = {
    409: {"description": "The same write is under way, or nobody knows what became of it."},
    412: {"description": "What it rests on has changed; `changes` says how."},
    428: {"description": "It rests on what was seen, and lacks `If-Match`."},
    503: {"description": "A run writes to the record; send it again after `Retry-After`."},
}
H = TypeVar("H", bound=Callable[..., Any])
API = "/api/v1"


@dataclass(frozen=True, slots=True)
class Rule:
    """
    Who may come to an address.

    Attributes:
        method: ``GET``, ``POST`` or ``DELETE``.
        path: The address, with names of its parts in braces.
        right: What a person needs; ``None``: nothing, not even to be signed in.
        kind: ``page``, ``form`` (a plain form's post), ``read`` or ``write`` (of the API).
        partly: Whether it may be asked by who lacks a field that is withheld: what it tells
            passes `flow.workbench.fieldgate`, or is nothing of the record. Nothing else may.
        by_hand: Whether somebody asks. What a page asks for by itself keeps no session open.
    """

    method: str
    path: str
    right: Right | None
    kind: str
    partly: bool = False
    by_hand: bool = True


class Routes:
    """
    The addresses of one family of pages, or of one part of the API.

    Examples:
        >>> routes = Routes()
        >>> @routes.page("/queue", right=Right.READ)
        ... def show_queue() -> None: ...
        >>> routes.rules[0].path
        '/queue'
    """

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.router = APIRouter()

    def page(self, path: str, *, right: Right | None, partly: bool = False) -> Callable[[H], H]:
        """Serve a page; it has no place in the API's description."""
        return self._add(
            Rule("GET", path, right, "page", partly),
            response_class=HTMLResponse,
            include_in_schema=False,
        )

    def form(self, path: str, *, right: Right | None, partly: bool = False) -> Callable[[H], H]:
        """Take what a plain form sends, for what must work without scripts."""
        return self._add(
            Rule("POST", path, right, "form", partly),
            response_class=HTMLResponse,
            include_in_schema=False,
        )

    def read(
        self,
        path: str,
        *,
        right: Right | None,
        partly: bool = False,
        by_hand: bool = True,
        **more: Any,
    ) -> Callable[[H], H]:
        """Answer a question of the API; *path* begins after its version."""
        return self._add(Rule("GET", API + path, right, "read", partly, by_hand), **more)

    def write(
        self,
        path: str,
        *,
        right: Right | None,
        partly: bool = False,
        method: str = "POST",
        **more: Any,
    ) -> Callable[[H], H]:
        """Do one thing through the API; *path* begins after its version."""
        more = {"responses": _REFUSALS, **more}
        return self._add(Rule(method, API + path, right, "write", partly), **more)

    def _add(self, rule: Rule, **more: Any) -> Callable[[H], H]:
        def declare(handler: H) -> H:
            self.rules.append(rule)
            passes = require(rule.right, partly=rule.partly, by_hand=rule.by_hand)
            needs = [Depends(passes)]
            answer: Callable[..., Any] = handler
            if rule.kind in _WRAPPED:
                answer = _WRAPPED[rule.kind](handler)
            self.router.add_api_route(
                rule.path,
                answer,
                methods=[rule.method],
                dependencies=needs,
                **{"response_model": None, **more},
            )
            return handler

        return declare
