"""
Words that a model copied, found again where they stand in the text, or not at all.

A model may straighten quotes, dashes and spaces, and drop marks that are not seen; it may
not change a letter or a digit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
        self._folded, self._places = _fold(text)

    def find_words(self, words: str, *, near: Sequence[Span] = ()) -> Span | None:
        """
        Return where *words* stand, the place nearest to *near* if there are several.

        Examples:
            >>> finder = Finder("He said “three  men” died, and 13 men.")
            >>> finder.find_words('"three men"').text
            '“three  men”'
            >>> finder.find_words("3 men") is None, finder.find_words("four men") is None
            (True, True)
        """
        exact = words.strip()
        found = list(self._exact(exact)) or list(self._loose(words))
        whole = [span for span in found if self._is_whole(span)] or [
            span for span in found if not self._cuts_digits(span)
        ]
        return min(whole, key=lambda span: (_distance(span, near), span.start), default=None)

    def _exact(self, words: str) -> Iterator[Span]:
        for at in _occurrences(self._text, words):
            yield self._span(at, at + len(words))

    def _loose(self, words: str) -> Iterator[Span]:
        folded = _fold(words)[0]
        whole, bare = folded.strip(), folded.strip(_EDGES)
        wanted = whole if whole in self._folded else bare
        for at in _occurrences(self._folded, wanted):
            yield self._span(self._places[at], self._places[at + len(wanted) - 1] + 1)

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


def _fold(text: str) -> tuple[str, list[int]]:
    """Return *text* with one form of quotes, dashes and spaces, and where each sign stood."""
    signs: list[str] = []
    places: list[int] = []
    for at, sign in enumerate(text):
        if sign in _UNSEEN:
            continue
        plain = " " if sign.isspace() else _FOLDS.get(sign, sign)
        if plain == " " and signs and signs[-1] == " ":
            continue
        signs.append(plain)
        places.append(at)
    return "".join(signs), places


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _distance(span: Span, near: Sequence[Span]) -> int:
    gaps = (max(0, span.start - one.end, one.start - span.end) for one in near)
    return min(gaps, default=0)
