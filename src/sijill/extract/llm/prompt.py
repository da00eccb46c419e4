"""
The question that is put to a model about one window, byte by byte the same each time.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sijill.extract.llm.schema import answer_schema, list_terms
from sijill.extract.settings import Settings
from sijill.model.ids import digest_words

Message = dict[str, str]
ANSWER_FORMS = ("json_schema", "json_object")


@cache
def load_prompt() -> dict[str, str]:
    """Return the texts of the prompt, the vocabularies' terms written behind the rules."""
    text = files(__package__).joinpath("prompt.toml").read_text(encoding="utf-8")
    prompt = tomllib.loads(text)
    terms = (
        f"- {form.removeprefix('Said').lower()}.{field}: {', '.join(terms)}"
        for (form, field), terms in list_terms().items()
    )
    prompt["system"] = prompt["system"].strip() + "\n" + "\n".join(terms)
    return prompt


def open_talk(text: str) -> list[Message]:
    """Return the first messages about one window's text."""
    prompt = load_prompt()
    return [
        {"role": "system", "content": prompt["system"]},
        {"role": "user", "content": prompt["passage"] + text},
    ]


def ask_repair(answer: str, why: str) -> list[Message]:
    """Return the messages that show a model its unusable answer and say what is wrong."""
    asked = load_prompt()["repair"].strip().replace("{why}", why)
    return [{"role": "assistant", "content": answer}, {"role": "user", "content": asked}]


def build_question(messages: list[Message], settings: Settings, *, tokens: int) -> bytes:
    """
    Return the body of a request to ``/chat/completions``.

    The same messages and settings give the same bytes, whose digest names the answer. The
    keys of the schema keep their order: a server leads the model through them one by one.
    """
    body = {
        "model": settings.model_name,
        "messages": messages,
        "temperature": 0,
        "seed": 0,
        "max_tokens": tokens,
        "response_format": _answer_form(settings),
    }
    line = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "replace")


def _answer_form(settings: Settings) -> dict[str, Any]:
    loose = settings.answer_form == "json_object"
    schema = answer_schema(
        max_claims=settings.max_claims, max_values=settings.max_values, whole=not loose
    )
    if loose:
        return {"type": "json_object", "schema": schema}
    return {
        "type": "json_schema",
        "json_schema": {"name": "claims", "strict": True, "schema": schema},
    }


def digest_asking(settings: Settings) -> str:
    """Return eight hex digits over all that makes a question besides the text and the model."""
    question = build_question(open_talk(""), settings, tokens=settings.answer_tokens)
    sizes = f"{settings.window_chars}/{settings.overlap_chars}"
    return digest_words(question.decode("utf-8"), sizes)[:8]
