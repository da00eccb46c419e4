"""
What is said to a model about one window until there is an answer that can be used.
"""

from __future__ import annotations

from typing import Any

from sijill.errors import FormError, RefusedError
from sijill.extract.llm.asking import Asker
from sijill.extract.llm.prompt import Message, ask_repair, build_question, open_talk
from sijill.extract.llm.said import Said
from sijill.extract.llm.schema import parse_answer
from sijill.extract.settings import Settings

_LONGER = (1, 2, 4)


def read_window(text: str, asker: Asker, settings: Settings) -> Said:
    """
    Return what the model says of one window.

    A cut-off answer is asked for again with more room; one that has not the form is asked for
    once more, with what was wrong.

    Raises:
        RefusedError: If no answer can be used or none comes.
    """
    messages = open_talk(text)
    answer = _ask_whole(messages, asker, settings)
    try:
        return parse_answer(answer)
    except FormError as why:
        messages += ask_repair(answer, str(why))
    answer = _ask_whole(messages, asker, settings)
    try:
        return parse_answer(answer)
    except FormError as why:
        raise RefusedError(
            "model_answer",
            "the model's answer has not the form that was asked for, twice; use a model that "
            "keeps to a JSON schema, or set answer_form.",
        ) from why


def _ask_whole(messages: list[Message], asker: Asker, settings: Settings) -> str:
    for times in _LONGER:
        body = build_question(messages, settings, tokens=times * settings.answer_tokens)
        choice: dict[str, Any] = asker.ask(body)["choices"][0]
        if choice.get("finish_reason") != "length":
            content = choice["message"].get("content")
            return content if isinstance(content, str) else ""
    raise RefusedError(
        "model_answer",
        f"the model's answer was cut off at {times * settings.answer_tokens} tokens; lower "
        "window_chars, or raise answer_tokens.",
    )
