"""
What a model extractor is handed: a way to the model, a place for answers, and patience.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from sijill.extract.llm.building import Dropped
from sijill.model import Reading


class Answer(Protocol):
    """A server's answer, whatever its status."""

    @property
    def status(self) -> int:
        """HTTP status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers, names in lower case."""

    @property
    def data(self) -> bytes:
        """The body."""


class ModelClient(Protocol):
    """The one way to the model."""

    def ask_model(self, body: bytes) -> Answer:
        """
        Send one question and return the answer.

        Raises:
            RefusedError: ``not_reachable``, ``too_slow`` or ``too_large``.
        """


class AnswerStore(Protocol):
    """Keeps every answer of a model, so that nobody has to ask twice."""

    def load_answer(self, key: str) -> bytes | None:
        """Return the answer to the question with this digest; ``None``: never asked."""

    def save_answer(self, key: str, data: bytes) -> None:
        """Keep the answer to the question with this digest."""


@dataclass(frozen=True, slots=True)
class Desk:
    """
    All that reaches outside, handed in by `flow`.

    Attributes:
        client: The way to the model.
        answers: What was answered before.
        wait: Waits so many seconds.
        report: Told of each claim that was dropped.
    """

    client: ModelClient
    answers: AnswerStore
    wait: Callable[[float], None]
    report: Callable[[Reading, Dropped], None]
