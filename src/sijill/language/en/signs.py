"""
English words that tell what kind of act is meant, how wide, and how sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from sijill.language.en.lexemes import fold_word, load_lexicon
from sijill.language.en.sentences import tag_tokens
from sijill.language.statements import SignWords
from sijill.model.span import Span

# "the deadliest attack since 2004" ranks one attack, and adds nothing up.
_RANKED = re.compile(
    r"\b(?:deadliest|worst|bloodiest|biggest|largest|heaviest|fiercest|first|latest|"
    r"(?:one of the |the )most \w+)\b[^.;,]{0,60}$",
    re.IGNORECASE,
)
_ENDINGS = (
    "", "s", "es", "d", "ed", "r", "ing", "ings", "er", "ers", "ation", "ations", "ist", "ists",
    "ion", "ions", "ies", "y", "ped", "ping", "bed", "bing", "ion", "sion", "ment", "ments",
)  # fmt: skip


def tag_signs(sentence: Span) -> tuple[SignWords, ...]:
    """
    Return the sentence's words for acts, scope and modality, in reading order.

    Examples:
        >>> text = "A suicide car bomber blew up a bus."
        >>> [(sign.term, sign.means) for sign in tag_signs(Span(0, len(text), text))][:1]
        [('ied', 'suicide_bomb')]
    """
    found = sorted(
        (*_tag_acts(sentence), *_tag_speech(sentence)), key=lambda sign: sign.span.start
    )
    return tuple(found)


def _tag_acts(sentence: Span) -> Iterator[SignWords]:
    tokens = tag_tokens(sentence.text)
    lows = [fold_word(token.text) for token in tokens]
    at = 0
    while at < len(tokens):
        found = _longest(lows, at)
        if found is None:
            at += 1
            continue
        size, entry = found
        start, end = tokens[at].start, tokens[at + size - 1].end
        words = sentence.text[start:end]
        span = Span(start + sentence.start, end + sentence.start, words)
        weak = " ".join(words.lower().split()) in _weak_acts()
        form = "effect" if entry.get("form") == "effect" else _form(lows[at : at + size])
        yield SignWords("act", entry["act"], span, entry.get("means"), weak, form)
        at += size


def _longest(lows: list[str], at: int) -> tuple[int, dict[str, str]] | None:
    for forms, entry in _acts().get(lows[at], ()):
        if len(forms) == 1 or (
            at + len(forms) <= len(lows)
            and all(lows[at + n] in form for n, form in enumerate(forms))
        ):
            return len(forms), entry
    return None


def _tag_speech(sentence: Span) -> Iterator[SignWords]:
    low = sentence.text.lower()
    for kind, term, anchors, pattern in _speech_patterns():
        if any(anchor in low for anchor in anchors):
            for match in pattern.finditer(sentence.text):
                if kind == "scope" and _RANKED.search(sentence.text[: match.start()]):
                    continue
                yield SignWords(kind, term, _span(sentence, match))


def _span(sentence: Span, match: re.Match[str]) -> Span:
    return Span(match.start() + sentence.start, match.end() + sentence.start, match.group())


@cache
def _acts() -> dict[str, list[tuple[tuple[frozenset[str], ...], dict[str, str]]]]:
    """Return the phrases for acts by first word; longer ones, then earlier ones, first."""
    phrases = [
        (tuple(_forms(word) for word in _words(phrase)), entry)
        for entry in load_lexicon("signs")["acts"]
        for phrase in entry["words"]
    ]
    phrases.sort(key=lambda item: -len(item[0]))
    by_first: dict[str, list[tuple[tuple[frozenset[str], ...], dict[str, str]]]] = {}
    for forms, entry in phrases:
        for first in forms[0]:
            by_first.setdefault(first, []).append((forms, entry))
    return by_first


def _words(phrase: str) -> list[str]:
    """Return the tokens of a phrase, its marks for endings left on."""
    found: list[str] = []
    for part in phrase.split():
        tokens = [fold_word(token.text) for token in tag_tokens(part.rstrip("~"))]
        if part.endswith("~"):
            tokens[-1] += "~"
        found += tokens
    return found


def _forms(word: str) -> frozenset[str]:
    stem = word.rstrip("~")
    endings = _ENDINGS if word.endswith("~") else ("",)
    return frozenset(stem + ending for ending in endings)


def _form(lows: list[str]) -> str:
    """Return whether the words name a thing, an event, a deed, or a person."""
    forms: dict[str, list[str]] = load_lexicon("signs")["forms"]
    noun = lows[-1] in ("shooting", "shootings", "stabbing", "shelling") and len(lows) > 1
    fitting = (form for form, words in forms.items() if not set(lows).isdisjoint(words))
    return "thing" if noun else next(fitting, "thing")


@cache
def _weak_acts() -> frozenset[str]:
    return frozenset(load_lexicon("signs")["weak"]["acts"])


_PLAIN = ("separate", "partisan", "other", "clause")


@cache
def _speech_patterns() -> tuple[tuple[str, str, tuple[str, ...], re.Pattern[str]], ...]:
    """Return kind, term, the letters one of which must stand in the sentence, and pattern."""
    lexicon = load_lexicon("signs_speech")
    fragments = [
        (kind, term, lexicon[kind][term])
        for kind in ("scope", "modality", "there")
        for term in lexicon[kind]
    ]
    fragments += [(kind, kind, lexicon[kind]["words"]) for kind in _PLAIN]
    return tuple(
        (kind, term, tuple(sorted({_anchor(one) for one in words})), _any_of(words))
        for kind, term, words in fragments
    )


_LOOSE = re.compile(
    r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)[?*]?|\[[^]]*\][?*+]?|\\.[?*+]?|.[?*]"
)


def _anchor(fragment: str) -> str:
    """Return the longest letters that every match of a fragment holds; "" where none."""
    if "|" in _LOOSE.sub("\n", fragment):
        return ""
    return max(re.findall(r"[a-z ]+", _LOOSE.sub("\n", fragment)), key=len, default="")


def _any_of(fragments: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(fragments)})", re.IGNORECASE)
