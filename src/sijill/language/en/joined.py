"""
Verbs of harm in two halves: "beat a guard to death", "shot five refugees dead".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from sijill.language.en.lexemes import Lexeme, Trigger, load_lexicon

_REACH = 10


@dataclass(frozen=True, slots=True)
class _Half:
    """The second halves that make a verb one of harm, and what it then tells."""

    closing: tuple[tuple[str, ...], ...]
    trigger: Trigger


def join_verbs(lexemes: tuple[Lexeme, ...]) -> tuple[Lexeme, ...]:
    """
    Return *lexemes* with each verb in two halves read as one, standing where it begins.

    Examples:
        >>> from sijill.language.en.lexemes import lex_sentence
        >>> from sijill.model.span import Span
        >>> words = lex_sentence(Span(0, 28, "A mob beat two men to death."))
        >>> [(w.text, w.tag) for w in join_verbs(words) if w.tag in ("harm", "adv")]
        [('beat', 'harm'), ('to', 'adv'), ('death', 'adv')]
    """
    found = list(lexemes)
    for at, word in enumerate(lexemes):
        for half in _halves().get(word.low, ()):
            close = _find_close(lexemes, at, half) if _has_object(lexemes, at) else None
            if close:
                found[at] = replace(word, tag="harm", entry=half.trigger)
                for index in close:
                    found[index] = replace(found[index], tag="adv", entry=None)
    return tuple(found)


def _has_object(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """Say whether what follows may be an object: not "left" in "the shooting left two dead"."""
    following = lexemes[at + 1] if at + 1 < len(lexemes) else None
    if following is None:
        return False
    return (
        following.tag not in ("word", "prep")
        or following.is_capital
        or not _is_noun(lexemes, at)
    )


def _is_noun(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """Say whether an -ing stands as a noun: behind an article, or first in its sentence."""
    before = lexemes[at - 1].tag if at else "punct"
    return lexemes[at].low.endswith("ing") and before in ("det", "word", "punct", "num")


def _find_close(lexemes: tuple[Lexeme, ...], at: int, half: _Half) -> range | None:
    """Return where the second half stands; ``None``: what lies between is not its object."""
    for index in range(at + 2, min(at + _REACH, len(lexemes))):
        word = lexemes[index - 1]
        if word.low in (";", ":", ",") or word.tag in ("be", "have", "modal", "harm"):
            return None
        for words in half.closing:
            stretch = range(index, min(index + len(words), len(lexemes)))
            if tuple(lexemes[n].low for n in stretch) == words:
                return stretch
    return None


@cache
def _halves() -> dict[str, tuple[_Half, ...]]:
    table: dict[str, tuple[_Half, ...]] = {}
    for entry in load_lexicon("harms")["halves"]:
        closing = tuple(tuple(words.split()) for words in entry["closing"])
        for form, word in enumerate(entry["forms"]):
            kind = entry.get("kind", "killed")
            trigger = Trigger(kind, "verb", form, entry.get("act"), entry.get("means"))
            table[word] = (*table.get(word, ()), _Half(closing, trigger))
    return table
