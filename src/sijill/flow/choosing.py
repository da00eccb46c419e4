"""
Which extractors read: those that the settings name, and a model only if they name one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points

from sijill import capture
from sijill.errors import RefusedError, SettingsError
from sijill.extract import Extractor
from sijill.extract.llm import Desk, Dropped, LlmExtractor, make_llm_extractor
from sijill.extract.llm.protocol import Answer, AnswerStore
from sijill.extract.rules import RulesExtractor, make_extractor
from sijill.extract.settings import Settings
from sijill.flow.settings import load_key
from sijill.model import Reading, Refusal
from sijill.model.ids import digest_words

EXTRACT_VERSION = "sijill.extract.v1"
MODEL = "llm"
_RULES = "sijill.rules_"
_DROPPED = {
    "words_not_found": "none of its evidence stands in the text",
    "act_not_found": "no words for an act of violence stand in its evidence",
    "nothing_counted": "nothing that it says was harmed or hit stands in the text",
}
# What may be gone by the next run, so that the next run tries again.
PASSING = frozenset(
    {"not_reachable", "too_slow", "budget_used_up", "model_failed", "model_not_allowed"}
)


@dataclass(slots=True)
class Chosen:
    """
    Extractors in the order of preference.

    Attributes:
        extractors: The extractors.
        asks_model: Whether a model is among them; it is asked by one process alone.
        dropped: What the model's claims came to that were dropped, since the last look.
    """

    extractors: tuple[Extractor, ...]
    asks_model: bool = False
    dropped: list[Refusal] = field(default_factory=list)

    @property
    def names(self) -> tuple[str, ...]:
        """The versioned names of the extractors."""
        return tuple(one.name for one in self.extractors)

    def take_dropped(self) -> tuple[Refusal, ...]:
        """Return what was dropped since the last look."""
        taken = tuple(self.dropped)
        self.dropped.clear()
        return taken


@cache
def load_extractors() -> tuple[Extractor, ...]:
    """Return the extractors of every installed package, ours first, then by name."""
    made = _installed().values()
    return tuple(sorted(made, key=lambda one: (not one.name.startswith("sijill."), one.name)))


@cache
def _installed() -> dict[str, Extractor]:
    """Return every installed extractor by the name of its entry point."""
    points = entry_points(group="sijill.extractors")
    return {point.name: point.load()() for point in points}


def choose_extractors(settings: Settings, open_answers: Callable[[str], AnswerStore]) -> Chosen:
    """
    Return the extractors that *settings* name.

    Args:
        settings: The settings of `extract`.
        open_answers: Opens the place for a model's answers, given the server's address.

    Raises:
        SettingsError: If one is named that is not at hand, or a model that is not configured.
    """
    if not settings.extractors:
        return Chosen(tuple(_with_syntax(one, settings) for one in load_extractors()))
    chosen = Chosen((), asks_model=MODEL in settings.extractors)
    found: dict[str, Extractor] = {}
    for name in settings.extractors:
        if name == MODEL:
            model = _make_model(settings, open_answers, chosen.dropped)
            found[model.name] = model
        else:
            ours = (_with_syntax(one, settings) for one in find_installed(name))
            found |= {one.name: one for one in ours}
    chosen.extractors = tuple(found.values())
    return chosen


def _with_syntax(one: Extractor, settings: Settings) -> Extractor:
    """Give our rules the tagger that the settings name."""
    if settings.syntax is None or not isinstance(one, RulesExtractor):
        return one
    (code,) = one.languages
    return make_extractor(code, settings.syntax)


def find_installed(name: str) -> tuple[Extractor, ...]:
    """
    Return the installed extractors that *name* means: ``rules`` means all of our rules.

    Raises:
        SettingsError: If there is none.
    """
    plain, _, syntax = name.partition("@")
    if syntax and plain.startswith(_RULES):
        return (make_extractor(plain.removeprefix(_RULES).split(".")[0], syntax),)
    if name == "rules":
        return tuple(one for one in load_extractors() if one.name.startswith(_RULES))
    for key, one in _installed().items():
        if name in (key, one.name):
            return (one,)
    known = ", ".join(sorted({"rules", MODEL, *_installed()}))
    raise SettingsError(f"there is no extractor {name!r}; known: {known}.")


def _make_model(
    settings: Settings, open_answers: Callable[[str], AnswerStore], dropped: list[Refusal]
) -> LlmExtractor:
    if not settings.model_url:
        raise SettingsError(
            "no model is configured: set model_url and model_name in [extract]. The whole "
            "text of each reading would be sent to that address."
        )
    client = capture.make_model_client(
        settings.model_url,
        key=load_key(settings.model_key_variable),
        timeout_s=settings.timeout_s,
        max_bytes=settings.max_answer_bytes,
    )

    def report(reading: Reading, one: Dropped) -> None:
        dropped.append(_refuse_dropped(reading, one))

    desk = Desk(client, open_answers(client.address), time.sleep, report)
    return make_llm_extractor(settings, desk)


def recall_model(settings: Settings, answers: AnswerStore) -> LlmExtractor:
    """Return the model's extractor as it was, which reads sealed answers and asks nobody."""

    def keep_quiet(_reading: Reading, _one: Dropped) -> None:
        """Dropped claims were told when they were dropped."""

    return make_llm_extractor(settings, Desk(_Nobody(), answers, lambda _: None, keep_quiet))


class _Nobody:
    """In the place of a model that is not to be asked again."""

    def ask_model(self, body: bytes) -> Answer:  # noqa: ARG002
        """Refuse."""
        raise RefusedError(
            "model_failed", "the answer is not sealed here, and nobody is asked."
        )


def is_model(name: str) -> bool:
    """Say whether an extractor's versioned name is that of a language model."""
    return name.startswith("sijill.llm.")


def _refuse_dropped(reading: Reading, one: Dropped) -> Refusal:
    text = (
        f"reading {reading.id}: claim {one.number} of the model on the passage from code "
        f"point {one.start} was dropped, since {_DROPPED[one.reason]}; read the passage if in "
        "doubt."
    )
    id_ = digest_words(reading.id, str(one.start), str(one.number))
    return Refusal("claim", id_, "extract", EXTRACT_VERSION, one.reason, text)
