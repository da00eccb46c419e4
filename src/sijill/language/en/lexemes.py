"""
An English sentence cut into lexemes: words, numbers and known phrases, each with a tag.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from sijill.language.en.dates import tag_dates
from sijill.language.en.entities import tag_entities
from sijill.language.en.number_patterns import VALUES
from sijill.language.en.numbers import tag_numbers
from sijill.language.en.sentences import tag_tokens
from sijill.model.count import Count
from sijill.model.span import Span


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """Return the lexicon *name* of this language, as its TOML file has it."""
    path = files("sijill.language.en").joinpath("lexicon", f"{name}.toml")
    return tomllib.loads(path.read_text("utf-8"))


_NO_ADVERBS = frozenset(load_lexicon("grammar")["no_adverbs"])
_CAPITALS = 0.7  # share of capitals from which they tell nothing
_TAGS: dict[str, str] = {
    word: tag
    for tag, words in reversed(load_lexicon("grammar")["closed"].items())
    for word in words
}


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for people: its group, its status, and whether it also names who does harm."""

    term: str | None
    status: str
    plural: bool
    agent: bool


@dataclass(frozen=True, slots=True)
class Trigger:
    """
    A word for harm: how it takes its victim, and what it tells of the act.

    *type* is ``verb``, ``intransitive``, ``adjective``, ``toll``, ``counted`` or
    ``nominal``; *form* is 0 base, 1 -s, 2 past, 3 -ing, for verbs. *sure*: only beside a known
    noun for people; *losing*: its subject is the side that suffers; *fighters*: said of
    fighters alone.
    """

    kind: str
    type: str
    form: int = 2
    act: str | None = None
    means: str | None = None
    sure: bool = False
    losing: bool = False
    fighters: bool = False


@dataclass(frozen=True, slots=True)
class Lexeme:
    """
    One word, number or known phrase; positions are those of the whole text.

    *is_capital*: whether the word stands out as a name does: by its capital, or, where all
    is capitals, because the tagger takes it for one. *name*: the kind of name it is part of.
    """

    text: str
    low: str
    start: int
    end: int
    tag: str
    entry: Noun | Trigger | None = None
    count: Count | None = None
    is_capital: bool = False
    name: str | None = None


def lex_sentence(sentence: Span) -> tuple[Lexeme, ...]:
    """
    Return the lexemes of *sentence*, in order.

    Examples:
        >>> [(w.text, w.tag) for w in lex_sentence(Span(0, 25, "Gunmen killed two farmers"))]
        [('Gunmen', 'people'), ('killed', 'harm'), ('two', 'num'), ('farmers', 'people')]
    """
    tokens = tag_tokens(sentence.text)
    wholes = _find_wholes(sentence.text)
    names = _Names(sentence)
    shift, found, at = sentence.start, [], 0
    while at < len(tokens):
        whole = wholes.get(tokens[at].start)
        if whole is not None:
            span, tag, count = whole
            moved = _move(count, shift) if count else None
            found.append(_lexeme(span, shift, tag, names, count=moved))
            while at < len(tokens) and tokens[at].start < span.end:
                at += 1
            continue
        size, tag, entry = _find_phrase(tokens, at)
        if tag == "word" and (aged := _AGED.fullmatch(tokens[at].text)):
            tag, entry = _tag_aged(tokens, at, aged)
        end = tokens[at + size - 1].end
        span = Span.of(sentence.text, tokens[at].start, end)
        found.append(_lexeme(span, shift, tag, names, entry=entry))
        at += size
    return tuple(found)


_AGED = re.compile(r"([\w-]+?)-(?:year|month|week|day)-old(s?)", re.IGNORECASE)
_ADULT = 18


def _tag_aged(
    tokens: tuple[Span, ...], at: int, aged: re.Match[str]
) -> tuple[str, Noun | Trigger | None]:
    """Read "a two-year-old was" as a person; in "a two-year-old girl" it only describes one."""
    following = _find_phrase(tokens, at + 1)[1] if at + 1 < len(tokens) else "punct"
    if following in ("word", "people", "num", "date"):
        return "word", None
    number = aged[1].lower()
    age = int(number) if number.isdigit() else VALUES.get(number)
    young = age is not None and age < _ADULT
    noun = Noun("child", "civilian", bool(aged[2]), False)
    return "people", noun if young else Noun(None, "unknown", bool(aged[2]), False)


def _lexeme(
    span: Span,
    shift: int,
    tag: str,
    names: _Names,
    *,
    entry: Noun | Trigger | None = None,
    count: Count | None = None,
) -> Lexeme:
    low = span.text.lower().replace("’", "'")
    start, end = span.start + shift, span.end + shift
    name = names.kind_at(start)
    capital = span.text[:1].isupper() and (names.cased or name in _NAMES)
    return Lexeme(span.text, low, start, end, tag, entry, count, capital, name)


_NAMES = ("person", "place", "nation", "organisation")


class _Names:
    """The names in a sentence, and whether its capitals tell names from other words."""

    def __init__(self, sentence: Span) -> None:
        letters = [letter for letter in sentence.text if letter.isalpha()]
        capitals = sum(letter.isupper() for letter in letters)
        self.cased = capitals < _CAPITALS * len(letters)
        self.spans = tag_entities(sentence)

    def kind_at(self, at: int) -> str | None:
        for item in self.spans:
            if item.span.start <= at < item.span.end:
                return item.kind
        return None


def _move(count: Count, shift: int) -> Count:
    words = count.words
    moved = words and Span(words.start + shift, words.end + shift, words.text)
    return Count(count.low, count.high, count.qualifier, moved)


def _find_wholes(text: str) -> dict[int, tuple[Span, str, Count | None]]:
    """Return the dates and numbers of *text* by start; a number inside a date is none."""
    dates = [
        item.span for item in tag_dates(text) if item.kind not in ("duration", "reference")
    ]
    wholes: dict[int, tuple[Span, str, Count | None]] = {
        span.start: (span, "date", None) for span in dates
    }
    for count in tag_numbers(text):
        if count.words and not any(span.overlap(count.words) for span in dates):
            wholes[count.words.start] = (count.words, "num", count)
    return wholes


def _find_phrase(tokens: tuple[Span, ...], at: int) -> tuple[int, str, Noun | Trigger | None]:
    """Return the length in tokens, tag and entry of the longest known phrase at *at*."""
    low = fold_word(tokens[at].text)
    for words, tag, entry in _phrases().get(low, ()):
        if len(words) == 1 or words == tuple(
            fold_word(token.text) for token in tokens[at : at + len(words)]
        ):
            return len(words), tag, entry
    return 1, _plain_tag(tokens[at].text, low), None


def _plain_tag(text: str, low: str) -> str:
    if not text[0].isalnum():
        return "punct"
    small = text[0].islower() or (text.isupper() and len(text) > 1)
    if low.endswith("ly") and len(low) > 4 and small and low not in _NO_ADVERBS:
        return "adv"
    if low in ("also", "then", "later", "again", "already", "still", "even", "just", "only"):
        return "adv"
    return _TAGS.get(low, "word")


def fold_word(word: str) -> str:
    """Return a word in small letters, its apostrophe straight."""
    return word.lower().replace("’", "'")


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str, Noun | Trigger]]]:
    table: dict[tuple[str, ...], tuple[str, Noun | Trigger]] = {}
    read: list[tuple[str, str, Noun | Trigger]] = [*_read_nouns(), *_read_triggers()]
    for phrase, tag, entry in read:
        words = tuple(fold_word(token.text) for token in tag_tokens(phrase))
        table[words] = (tag, entry)
    by_first: dict[str, list[tuple[tuple[str, ...], str, Noun | Trigger]]] = {}
    for words in sorted(table, key=len, reverse=True):
        by_first.setdefault(words[0], []).append((words, *table[words]))
    return by_first


def _read_nouns() -> Iterator[tuple[str, str, Noun]]:
    """Yield each word for people; a later entry for the same word wins."""
    lexicon = load_lexicon("people")
    for entry in lexicon["nouns"]:
        for pair in entry["words"]:
            one, _, many = pair.partition("/")
            term, agent = entry.get("term"), entry.get("agent", False)
            yield many or one + "s", "people", Noun(term, entry["status"], True, agent)
            if one != many:
                yield one, "people", Noun(term, entry["status"], False, agent)
    for name in lexicon["names"]["agents"]:
        yield name, "people", Noun("fighter", "combatant", True, True)


def _read_triggers() -> Iterator[tuple[str, str, Trigger]]:
    lexicon = load_lexicon("harms")
    for kind in ("counted", "intransitive", "adjectives", "tolls", "nominal"):
        for entry in lexicon[kind]:
            type_ = {"adjectives": "adjective", "tolls": "toll"}.get(kind, kind)
            trigger = Trigger(entry["kind"], type_, act=entry.get("act"))
            for phrase in entry["words"]:
                yield phrase, "harm", trigger
    for entry in lexicon["wounds"]:
        trigger = Trigger(entry["kind"], entry["type"], act=entry.get("act"))
        for parts in product(entry["openers"], entry["manners"], entry["nouns"]):
            yield " ".join(filter(None, parts)), "harm", trigger
    for entry in lexicon["hits"]:
        trigger = Trigger(entry["kind"], "verb", 2, entry["act"], entry["means"], sure=True)
        for verb, by in product(entry["verbs"], entry["by"]):
            yield f"{verb} by {by}", "harm", trigger
    for entry in lexicon["verbs"]:
        for forms in entry["forms"]:
            for form, phrase in enumerate(forms):
                trigger = Trigger(
                    entry["kind"], "verb", form,
                    entry.get("act"), entry.get("means"), entry.get("sure", False),
                    entry.get("losing", False), entry.get("fighters", False),
                )  # fmt: skip
                yield phrase, "harm", trigger
