"""
Whether words could carry a person's name: when in doubt, they could.

Two guards stand behind each other. Words that overlap a name that the record knows, or
share a token with one, are withheld. Words that look as if they held a name that nobody
found yet (a capital, or a script without capitals) are withheld as well.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from urllib.parse import unquote

from sijill.model.claim import Claim
from sijill.model.span import Span

_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST_TOKEN = 2
_LIKENESS = 0.8  # of two spellings of one place name; "Sermin" and "Sarmin" have 0.83


def list_tokens(text: str) -> tuple[str, ...]:
    """
    Return the words of *text*, as written.

    Examples:
        >>> list_tokens("at least 3–4, near Sarmin")
        ('at', 'least', '3', '4', 'near', 'Sarmin')
    """
    return tuple(_TOKEN.findall(text))


def looks_like_name(token: str) -> bool:
    """
    Say whether a token could be (part of) a name: a capital, or letters without case.

    Examples:
        >>> [looks_like_name(token) for token in ("dozens", "24", "Sarmin", "عشرات")]
        [False, False, True, True]
    """
    return any(char.isalpha() and not char.islower() for char in token)


class NameGuard:
    """
    The persons that the claims name, and whether given words could lead to one.
    """

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._spans: dict[str, list[Span]] = {}
        self._names: set[tuple[str, ...]] = set()
        self._tokens: set[str] = set()
        for claim in claims:
            for harm in claim.harms:
                for name in harm.names:
                    self._spans.setdefault(claim.document_id, []).append(name.words)
                    self._add(name.name)
                    self._add(name.words.text)

    def _add(self, name: str) -> None:
        tokens = tuple(token.casefold() for token in list_tokens(name))
        self._names.add(tokens)
        self._tokens.update(token for token in tokens if len(token) >= _SHORTEST_TOKEN)

    def touches_name(self, span: Span, document_id: str) -> bool:
        """Say whether *span* covers any part of a name in its own document."""
        return any(span.overlap(name) for name in self._spans.get(document_id, ()))

    def shares_token(self, text: str) -> bool:
        """Say whether *text* has a token of any known name, of whatever document."""
        return any(token.casefold() in self._tokens for token in list_tokens(unquote(text)))

    def holds_name(self, text: str) -> bool:
        """Say whether *text* has every token of some known name."""
        tokens = {token.casefold() for token in list_tokens(unquote(text))}
        return any(name and tokens.issuperset(name) for name in self._names)

    def is_plain(self, text: str, *, known: Iterable[str] = ()) -> bool:
        """
        Say whether nothing in *text* could be a name, other than the *known* names.

        Args:
            text: The words.
            known: Names that may be shown (a place's), a near spelling included.
        """
        allowed = [token.casefold() for name in known for token in list_tokens(name)]
        return not self.shares_token(text) and all(
            not looks_like_name(token)
            or bool(difflib.get_close_matches(token.casefold(), allowed, 1, _LIKENESS))
            for token in list_tokens(text)
        )
