"""
What a model may say, built from its parts, and an extractor that asks the test's server.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sijill.capture import make_model_client
from sijill.extract.llm import Desk, Dropped, LlmExtractor, make_llm_extractor
from sijill.extract.llm.prompt import load_prompt
from sijill.extract.settings import Settings
from sijill.flow.answers import FolderAnswers
from sijill.model import Reading

PASSAGE = load_prompt()["passage"]
TEXT = (
    "Shells hit the market of Sarmin on Thursday, killing three farmers and wounding at least "
    "12 people, residents said. Calm returned at night."
)


def count(words: str, low: int | None, high: int | None = None, kind: str = "exact") -> Any:
    """Return a count; *high* is *low* unless it is said."""
    return {"words": words, "low": low, "high": high or low, "qualifier": kind}


def harm(words: str, number: Any = None, kind: str = "killed", **more: Any) -> dict[str, Any]:
    """Return a harm."""
    form = {"words": words, "kind": kind, "status": "civilian", "count": number}
    return {**form, "groups": [], "names": [], **more}


def claim(evidence: str, *harms: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a claim of a shelling."""
    form = {
        "evidence": [evidence], "violence_words": "Shells", "violence": "shelling",
        "harms": list(harms), "damages": [], "when": None, "where": [], "actors": [],
        "means": [], "attribution": None, "scope": "incident", "modality": "asserted",
    }  # fmt: skip
    return {**form, **more}


def say(*claims: dict[str, Any]) -> str:
    """Return a whole answer."""
    return json.dumps({"claims": claims}, ensure_ascii=False)


def farmers(**more: Any) -> dict[str, Any]:
    """Return the claim that `TEXT` makes."""
    killed = harm("three farmers", count("three", 3))
    hurt = harm("12 people", count("at least 12", 12, None), "injured", status="unknown")
    hurt["count"]["high"] = None
    said = {"when": "Thursday", "where": ["Sarmin"]}
    said["attribution"] = {"words": "residents", "kind": None}
    return claim("killing three farmers", killed, hurt, **{**said, **more})


@dataclass
class Asking:
    """
    An extractor and what became of its asking.

    Attributes:
        extractor: The extractor.
        waits: Every wait, in seconds; none is really waited.
        dropped: Claims that were dropped.
    """

    extractor: LlmExtractor
    waits: list[float] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def read(self, text: str = TEXT, language: str = "en") -> Any:
        """Return the claims of a text."""
        return self.extractor.extract_claims(Reading("d1", text, language=language))


def ask(url: str, *, key: str | None = None, answers: Any = None, **more: Any) -> Asking:
    """Return an extractor that asks the server at *url*."""
    given = {"model_url": url, "model_name": "tiny", "timeout_s": 5.0, **more}
    settings = Settings(**given)
    client = make_model_client(
        url, key=key, timeout_s=settings.timeout_s, max_bytes=settings.max_answer_bytes
    )
    waits: list[float] = []
    dropped: list[Dropped] = []
    desk = Desk(
        client,
        answers or FolderAnswers(None),
        waits.append,
        lambda _, one: dropped.append(one),
    )
    return Asking(make_llm_extractor(settings, desk), waits, dropped)
