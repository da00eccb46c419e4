"""
One question to a model: from the sealed answers, or over the network, again if need be.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sijill.errors import RefusedError
from sijill.extract.llm.budget import Budget
from sijill.extract.llm.protocol import Answer, Desk
from sijill.extract.settings import Settings
from sijill.model.ids import digest_bytes

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
_SAYING = {
    401: "it wants a key; set the variable that model_key_variable names",
    403: "the key may not use it; check the variable that model_key_variable names",
    404: "it knows no such address or model; check model_url and model_name",
    400: "it does not take the question; check model_name, answer_form and answer_tokens",
    413: "the question is too long for it; lower window_chars",
    422: "it does not take the question; check answer_form",
}


class Asker:
    """
    Asks a model, keeps every answer, and never asks twice what was answered.

    A server that cannot be reached is not tried again by the same asker.
    """

    def __init__(self, settings: Settings, desk: Desk) -> None:
        self._settings = settings
        self._desk = desk
        self._budget = Budget(settings)
        self._gone: RefusedError | None = None

    def ask(self, body: bytes) -> Mapping[str, Any]:
        """
        Return the answer to the question *body*, as the server gave it, parsed.

        Raises:
            RefusedError: If there is none, with what to do next.
        """
        key = digest_bytes(body)
        kept = self._desk.answers.load_answer(key)
        if kept is not None and _is_answer(kept):
            return _parse(kept)
        if self._gone:
            raise self._gone
        data = self._ask_until(body)
        self._desk.answers.save_answer(key, data)
        return _parse(data)

    def _ask_until(self, body: bytes) -> bytes:
        """Ask until there is an answer of a model, with longer and longer waits between."""
        failed = RefusedError("model_failed", "max_attempts is 0; raise it to ask the model.")
        asked: Answer | None = None
        for attempt in range(self._settings.max_attempts):
            if attempt:
                self._desk.wait(self._pause(attempt, asked))
            self._budget.take_request()
            asked = None
            try:
                asked = self._desk.client.ask_model(body)
            except RefusedError as why:
                if why.reason not in ("not_reachable", "too_slow"):
                    raise
                failed = why
                continue
            if asked.status == 200 and _is_answer(asked.data):
                told = _parse(asked.data).get("usage")
                total = told.get("total_tokens") if isinstance(told, dict) else None
                self._budget.take_tokens(total, sent=len(body), got=len(asked.data))
                return asked.data
            failed = _explain(asked)
            if asked.status not in (*_AGAIN, 200):
                break
        if failed.reason == "not_reachable":
            self._gone = failed
        raise failed

    def _pause(self, attempt: int, asked: Answer | None) -> float:
        """Return how long to wait: as the server asks, or twice as long as before."""
        longest = self._settings.max_wait_s
        doubled = min(self._settings.backoff_s * 2.0 ** (attempt - 1), longest)
        told = asked.headers.get("retry-after", "") if asked else ""
        if not told.strip().isdecimal():
            return doubled
        if int(told) > longest:
            raise RefusedError(
                "model_failed",
                f"the model's server asks to be left alone for {int(told)} s, longer than "
                f"max_wait_s; run again later.",
            )
        return max(float(told), doubled)


def _parse(data: bytes) -> Mapping[str, Any]:
    body: Mapping[str, Any] = json.loads(data.decode("utf-8"))
    return body


def _is_answer(data: bytes) -> bool:
    """Say whether a body is an answer of a model: it has a first choice with a message."""
    try:
        body = json.loads(data.decode("utf-8"))
        return isinstance(body["choices"][0]["message"], dict)
    except (ValueError, RecursionError, LookupError, TypeError):
        return False


def _explain(asked: Answer) -> RefusedError:
    if asked.status == 200:
        text = (
            "what answers at model_url is no OpenAI-compatible model, or it gave an empty "
            "answer; check model_url."
        )
        return RefusedError("model_failed", text)
    why = _SAYING.get(asked.status, "run again later")
    if asked.status not in _AGAIN:
        reason = "model_not_allowed" if asked.status in (401, 403) else "model_failed"
        text = f"the model's server answered with status {asked.status}: {why}."
        return RefusedError(reason, text)
    text = f"the model's server answered with status {asked.status} each time; run again later."
    return RefusedError("model_failed", text)
