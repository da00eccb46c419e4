"""
What our own readers make of a text, for a model's numbers and acts to be held against.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from sijill.errors import ModelError
from sijill.extract.llm.said import SaidCount
from sijill.language import Language
from sijill.language.statements import SentenceWords
from sijill.model import Count, Span

FROM_WORDS, UNCHECKED = "count_from_words", "count_unchecked"
_OPEN = "vague"


class OwnReader:
    """
    Reads the numbers and acts of one text; a model's number stands only beside the same one.

    Attributes:
        text: The whole text.
        language: Its rules; ``None``: there are none at hand.
    """

    def __init__(self, text: str, sentences: Sequence[Span], language: Language | None) -> None:
        self.text = text
        self.language = language
        self._sentences = sentences

    def read_count(self, span: Span, said: SaidCount) -> tuple[Count, str | None]:
        """Return the number that the words *span* say, and a caveat if the model erred."""
        told = _as_told(span, said)
        if self.language is None:
            return _read_plain(span, told)
        near = [one for one in self._counts if _shared(one, span)]
        same = next((one for one in near if told and _agree(one, told)), None)
        if same:
            return same, None
        best = max(near, key=lambda one: _shared(one, span), default=None)
        return best or Count(None, None, _OPEN, span), FROM_WORDS

    def find_count(self, span: Span) -> Count | None:
        """Return the number that stands whole within *span*; ``None``: none, or several."""
        if self.language is None:
            return None
        whole = [one for one in self._counts if one.words and span.holds(one.words)]
        widest = max(whole, key=lambda one: _shared(one, span), default=None)
        words = widest.words if widest else None
        alone = words and all(one.words and one.words.overlap(words) for one in whole)
        return widest if alone else None

    def find_act(self, term: str, evidence: Sequence[Span]) -> Span | None:
        """Return the words in *evidence* that tell of the act *term*, the first if several."""
        signs = (sign for one in self._statements(evidence) for sign in one.signs)
        held = (sign for sign in signs if (sign.kind, sign.term) == ("act", term))
        return next((sign.span for sign in held if not sign.weak), None)

    def read_act(self, words: Span, said: str) -> str:
        """Return the act that *words* tell; what our rules do not know is as *said*."""
        told = self._statements((words,))
        signs = (sign for one in told for sign in one.signs if sign.kind == "act")
        terms = [sign.term for sign in signs if sign.span.overlap(words)]
        harms = (harm for one in told for harm in one.harms)
        terms += [harm.act or "attack" for harm in harms if harm.trigger.overlap(words)]
        return said if said in terms or not terms else terms[0]

    def read_harm(self, people: Span, said: str) -> str:
        """Return what came to *people*; what our rules do not know is as *said*."""
        harms = (harm for one in self._statements((people,)) for harm in one.harms)
        kinds = [harm.kind for harm in harms if harm.victims.span.overlap(people)]
        return said if said in kinds or not kinds else kinds[0]

    def is_source(self, words: Span) -> bool:
        """Say whether *words* name whom their sentence has the news from."""
        origins = (one.origin for one in self._statements((words,)))
        return any(one is not None and one.span.overlap(words) for one in origins)

    def tells_act(self, evidence: Sequence[Span]) -> bool:
        """Say whether *evidence* tells of any act or harm, as far as our rules see."""
        return any(
            one.harms or any(sign.kind == "act" and not sign.weak for sign in one.signs)
            for one in self._statements(evidence)
        )

    def in_one_sentence(self, one: Span, other: Span) -> bool:
        """Say whether two pieces of the text stand in the same sentence, or cross one."""
        return any(s.overlap(one) and s.overlap(other) for s in self._sentences)

    def _statements(self, sentences: Sequence[Span]) -> tuple[SentenceWords, ...]:
        if self.language is None:
            return ()
        whole = [s for s in self._sentences if any(s.overlap(one) for one in sentences)]
        return tuple(self.language.tag_statements(self.text, one) for one in whole)

    @cached_property
    def _counts(self) -> tuple[Count, ...]:
        """The numbers of the text: of phrases for people first, then every numeral."""
        language = self.language
        assert language is not None
        people = [
            harm.victims.count
            for one in self._statements(self._sentences)
            for harm in one.harms
        ]
        return (*people, *language.tag_numbers(self.text))


def _as_told(span: Span, said: SaidCount) -> Count | None:
    try:
        return Count(said.low, said.high, said.qualifier, span)
    except ModelError:
        return None


def _read_plain(span: Span, told: Count | None) -> tuple[Count, str | None]:
    """Read digits of any script; words of a language without rules cannot be checked."""
    if span.text.isdecimal():
        read = Count(int(span.text), int(span.text), "exact", span)
        agrees = told is not None and read.low in (told.low, told.high)
        return (told, None) if told and agrees else (read, FROM_WORDS)
    return (told, UNCHECKED) if told else (Count(None, None, _OPEN, span), FROM_WORDS)


def _shared(one: Count, span: Span) -> int:
    return one.words.overlap(span) if one.words else 0


def _agree(one: Count, other: Count) -> bool:
    return (one.low, one.high) == (other.low, other.high)
