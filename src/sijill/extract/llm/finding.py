"""
Words that a model copied, found again where they stand in the text, or not at all.

A model may straighten quotes, dashes and spaces, write a letter small or large, leave out or
add a mark between words, and drop marks that are not seen; it may not change a letter or a
digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sijill.model import Span

_FOLDS = {
    **dict.fromkeys("“”„«»″‟", '"'),
    **dict.fromkeys("‘’‚ʼ′`", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_UNSEEN = frozenset(  # soft hyphen, joiners, marks of direction, tatweel
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\ufeff\u0640"
)
_MARKS = frozenset("\"',;:.…!?()[]،؛؟")
_EDGES = " \t\r\n\"'.,;:…"


class Finder:
    """
    Finds copied words in one piece of a text.

    Attributes:
        start: Where the piece begins in the whole text; spans count from the whole.
    """

    def __init__(self, text: str, *, start: int = 0) -> None:
        self.start = start
        self._text = text
        self._folded = _fold(text)
        self._bare = _bare(self._folded)

    def find_words(self, words: str, *, near: Sequence[Span] = ()) -> Span | None:
        """
        Return where *words* stand, the place nearest to *near* if there are several.

        Examples:
            >>> finder = Finder("He said “three  men” died, and 13 men.")
            >>> finder.find_words('"three men"').text
            '“three  men”'
            >>> finder.find_words("he said three men, died").text
            'He said “three  men” died'
            >>> finder.find_words("3 men") is None, finder.find_words("four men") is None
            (True, True)
        """
        found = (
            list(self._exact(words.strip()))
            or list(self._loose(words))
            or list(self._spelled(words))
        )
        whole = [span for span in found if self._is_whole(span)] or [
            span for span in found if not self._cuts_digits(span)
        ]
        return min(whole, key=lambda span: (_distance(span, near), span.start), default=None)

    def _exact(self, words: str) -> Iterator[Span]:
        for at in _occurrences(self._text, words):
            yield self._span(at, at + len(words))

    def _loose(self, words: str) -> Iterator[Span]:
        """Yield where *words* stand with quotes, dashes and spaces made alike."""
        copied = _fold(words).signs
        whole, bare = copied.strip(), copied.strip(_EDGES)
        yield from self._places(self._folded, whole if whole in self._folded.signs else bare)

    def _spelled(self, words: str) -> Iterator[Span]:
        """Yield where the same letters and digits stand, whatever marks are between words."""
        yield from self._places(self._bare, _bare(_fold(words)).signs.strip())

    def _places(self, folded: _Folded, wanted: str) -> Iterator[Span]:
        for at in _occurrences(folded.signs, wanted):
            yield self._span(folded.places[at], folded.places[at + len(wanted) - 1] + 1)

    def _span(self, start: int, end: int) -> Span:
        return Span(self.start + start, self.start + end, self._text[start:end])

    def _around(self, span: Span) -> tuple[str, str]:
        start, end = span.start - self.start, span.end - self.start
        return self._text[max(0, start - 1) : start], self._text[end : end + 1]

    def _is_whole(self, span: Span) -> bool:
        before, after = self._around(span)
        cut = before.isalnum() and span.text[0].isalnum()
        return not cut and not (after.isalnum() and span.text[-1].isalnum())

    def _cuts_digits(self, span: Span) -> bool:
        before, after = self._around(span)
        left = before.isdigit() and span.text[0].isdigit()
        return left or (after.isdigit() and span.text[-1].isdigit())


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text made plainer, and where each of its signs stood."""

    signs: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, int]]) -> _Folded:
        """Return the signs with their places, spaces in a row as one."""
        kept: list[tuple[str, int]] = []
        for sign, at in pairs:
            if not (sign == " " and kept and kept[-1][0] == " "):
                kept.append((sign, at))
        return cls("".join(sign for sign, _ in kept), tuple(at for _, at in kept))


def _fold(text: str) -> _Folded:
    """Return *text* with one form of quotes, dashes and spaces."""
    return _Folded.of(
        (" " if sign.isspace() else _FOLDS.get(sign, sign), at)
        for at, sign in enumerate(text)
        if sign not in _UNSEEN
    )


def _bare(folded: _Folded) -> _Folded:
    """Return a folded text in small letters and without marks, those within numbers kept."""
    signs = folded.signs
    return _Folded.of(
        (small, at)
        for n, (sign, at) in enumerate(zip(signs, folded.places, strict=True))
        for small in (" " if _is_mark(signs, n) else sign.lower())
    )


def _is_mark(signs: str, n: int) -> bool:
    """Say whether a sign stands between words, and neither in a number nor in a word."""
    inside = 0 < n < len(signs) - 1 and signs[n - 1].isalnum() and signs[n + 1].isalnum()
    return signs[n] in _MARKS and not inside


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _distance(span: Span, near: Sequence[Span]) -> int:
    gaps = (max(0, span.start - one.end, one.start - span.end) for one in near)
    return min(gaps, default=0)
