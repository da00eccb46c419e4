"""
The model extractor: any OpenAI-compatible server, believed only as far as the text goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sijill.errors import SettingsError
from sijill.extract.llm.asking import Asker
from sijill.extract.llm.building import Built, Dropped, build_claims
from sijill.extract.llm.conversation import read_window
from sijill.extract.llm.merging import merge_windows
from sijill.extract.llm.own import OwnReader
from sijill.extract.llm.prompt import ANSWER_FORMS, digest_asking
from sijill.extract.llm.protocol import Desk
from sijill.extract.llm.windows import cut_windows, language_of, split_sentences
from sijill.extract.protocol import Reason
from sijill.extract.reported import make_reported
from sijill.extract.settings import Settings
from sijill.language import Language
from sijill.model import Claim, Context, DateRange, Place, Reading, Span
from sijill.model.ids import claim_id

_VERSION = "v2"


@dataclass(frozen=True, slots=True)
class LlmExtractor:
    """
    Reads claims by asking a model, and keeps what stands in the text.

    Attributes:
        name: ``sijill.llm.<version>/<model>@<digest of the prompt and settings>``.
        languages: Codes that it may read.
        settings: How it asks.
    """

    name: str
    languages: frozenset[str]
    settings: Settings
    _desk: Desk = field(repr=False)
    _asker: Asker = field(repr=False)

    def extract_claims(self, reading: Reading) -> tuple[Claim, ...]:
        """
        Return the claims of *reading*, in reading order.

        Raises:
            RefusedError: If the model gives no usable answer to one of its windows: a reading
                is read whole or not at all.
        """
        windows = self._read_windows(reading)
        for one in (one for window in windows for one in window if isinstance(one, Dropped)):
            self._desk.report(reading, one)
        return self._name(windows, reading)

    def explain_claim(self, reading: Reading, claim_id: str) -> tuple[Reason, ...]:
        """
        Return which words each value of one claim stands on, and what was dropped.

        Raises:
            RefusedError: If an answer is not at hand any more.
        """
        windows = self._read_windows(reading)
        found = next((c for c in self._name(windows, reading) if c.id == claim_id), None)
        if found is None:
            return ()
        every = [one for window in windows for one in window]
        built = (one for one in every if isinstance(one, Built) and _is_of(one.claim, found))
        dropped = (one for one in every if isinstance(one, Dropped))
        return (*next((one.reasons for one in built), ()), *map(_explain_dropped, dropped))

    def _read_windows(self, reading: Reading) -> list[list[Built | Dropped]]:
        language = language_of(reading.language)
        sentences = split_sentences(reading.text, language)
        own = OwnReader(reading.text, sentences, language)
        size, overlap = self.settings.window_chars, self.settings.overlap_chars
        windows = []
        for window in cut_windows(reading.text, sentences, size=size, overlap=overlap):
            said = read_window(window.text, self._asker, self.settings)
            built = build_claims(said, window, own, reading=reading.id, extractor=self.name)
            windows.append(list(built))
        return windows

    def _name(
        self, windows: Iterable[Iterable[Built | Dropped]], reading: Reading
    ) -> tuple[Claim, ...]:
        kept = [[one.claim for one in w if isinstance(one, Built)] for w in windows]
        return _name_claims(merge_windows(kept), reading, language_of(reading.language))


def _is_of(one: Claim, other: Claim) -> bool:
    """Say whether a claim of one window is what became another after merging."""
    same = (one.violence, one.harms, one.damages) == (
        other.violence,
        other.harms,
        other.damages,
    )
    return same and set(one.evidence) <= set(other.evidence)


def _explain_dropped(one: Dropped) -> Reason:
    return Reason(f"claim {one.number} of the answer", None, f"dropped ({one.reason})")


def make_llm_extractor(settings: Settings, desk: Desk) -> LlmExtractor:
    """
    Return the extractor that asks the model of *settings*.

    Raises:
        SettingsError: If no model is named, or a setting makes no sense.
    """
    if not settings.model_name:
        raise SettingsError("[extract] names no model; set model_name.")
    if settings.answer_form not in ANSWER_FORMS:
        raise SettingsError(f"[extract] answer_form is one of {', '.join(ANSWER_FORMS)}.")
    if not 0 <= settings.overlap_chars < settings.window_chars:
        raise SettingsError("[extract] overlap_chars is at least 0 and below window_chars.")
    name = f"sijill.llm.{_VERSION}/{settings.model_name}@{digest_asking(settings)}"
    asker = Asker(settings, desk)
    return LlmExtractor(name, frozenset(settings.model_languages), settings, desk, asker)


def _name_claims(
    claims: tuple[Claim, ...], reading: Reading, language: Language | None
) -> tuple[Claim, ...]:
    """Give each claim its id, and what must travel with it of its document."""
    if not claims:
        return ()
    reported, context = make_reported(reading), _context(claims, reading, language)
    seen: dict[tuple[Span, ...], int] = {}
    named = []
    for claim in claims:
        order = seen.get(claim.evidence, 0)
        seen[claim.evidence] = order + 1
        key = claim_id(reading.id, claim.evidence, extractor=claim.extractor, order=order)
        named.append(replace(claim, id=key, reported=reported, context=context))
    return tuple(named)


def _context(claims: tuple[Claim, ...], reading: Reading, language: Language | None) -> Context:
    """Return the document's places and dates: by the language's rules, else by the claims."""
    places: dict[str, Place] = {}
    if language is None:
        for claim in claims:
            places |= {place.name or "": place for place in claim.where}
        return Context(tuple(places.values()), tuple(c.when for c in claims if c.when))
    for item in language.tag_places(reading.text):
        if item.relation != "demonym" and item.cue > 0:
            places.setdefault(item.name, Place(item.span, item.name))
    dates = tuple(DateRange(item.span) for item in language.tag_dates(reading.text))
    return Context(tuple(places.values()), dates)
