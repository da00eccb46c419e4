"""
English phrases for people: "at least 17 villagers", "a one-year-old girl", "her children".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from sijill.language.en.ages import is_age, is_of_parent, opens_with_age
from sijill.language.en.lexemes import Lexeme, Noun, load_lexicon
from sijill.language.en.memberships import refine_noun
from sijill.language.statements import NameWords
from sijill.model.count import Count
from sijill.model.span import Span

_ONE = {"a", "an", "another", "each", "every"}
_BACK = {"the", "his", "her", "their", "its", "this", "that", "these", "those", "both", "all"}
_MOST_MODIFIERS = 6
_MASS = {"military", "police", "army", "security", "militia", "female", "male"}
_SEVERAL = {"couple", "family", "household", "crowd", "crew"}
_LEADING = {"commander", "leader", "member", "chief", "officer", "official", "operative"}
_SELF = {"himself", "herself", "self", "he", "she", "him"}
_MALE = {"man", "boy"}
_FEMALE = {"woman", "girl"}


@dataclass(slots=True)
class Phrase:
    """
    A noun phrase for people, in lexemes ``[start, end)`` of its sentence.

    *sure* is false where no known noun was met; *part* is true behind "including" and its
    like; *taken* once a trigger has claimed it.
    """

    start: int
    end: int
    span: Span
    count: Count
    noun: Noun | None
    definite: bool = False
    sure: bool = True
    bare: bool = False
    part: bool = False
    taken: bool = False
    name: NameWords | None = None
    names: tuple[NameWords, ...] = ()
    harmed: set[str] = field(default_factory=set)

    @property
    def status(self) -> str:
        """Return the status that the phrase's own words tell."""
        return self.noun.status if self.noun else "unknown"

    @property
    def is_agent(self) -> bool:
        """Say whether the words name those who do harm."""
        return bool(self.noun and self.noun.agent)


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one of the grammar's small lists."""
    words = load_lexicon("grammar")[name]
    return frozenset(
        (*words, *load_lexicon("grammar")["animals"]) if name == "things" else words
    )


def tag_people(text: str, lexemes: tuple[Lexeme, ...]) -> list[Phrase]:
    """
    Return the phrases for people in a sentence, in order; none overlaps another.

    Args:
        text: The whole text.
        lexemes: The sentence, cut.
    """
    found: list[Phrase] = []
    at = 0
    while at < len(lexemes):
        phrase = _read_phrase(text, lexemes, at)
        if phrase:
            found.append(phrase)
        at = phrase.end if phrase else at + 1
    return found


def _is_peoples(lexemes: tuple[Lexeme, ...], end: int) -> bool:
    """Say whether a name goes on: "the People's Defence Force" are no people."""
    owned = end < len(lexemes) and lexemes[end].low in ("'s", "’s")
    return owned and lexemes[end - 1].text == "People"


def _read_phrase(text: str, lexemes: tuple[Lexeme, ...], at: int) -> Phrase | None:
    first = lexemes[at]
    if first.low in _SELF:
        return _build(text, lexemes, at, at, at + 1, None)
    if _is_name(first) and first.name == "person":
        return _read_person(text, lexemes, at)
    partly = first.low == "one" and [word.low for word in lexemes[at + 1 : at + 2]] == ["of"]
    if partly and at + 2 < len(lexemes) and (one := _read_one_of(text, lexemes, at)):
        return one
    opened = first.tag in ("det", "num", "people", "neg") or opens_with_age(lexemes, at)
    if not opened and not _may_open(lexemes, at):
        return None
    begin = at
    if first.low == "that" and at + 1 < len(lexemes) and lexemes[at + 1].tag == "num":
        return None
    if first.tag == "neg" and first.low != "no":
        return None
    at += first.tag in ("det", "neg")
    number = at if at < len(lexemes) and lexemes[at].tag == "num" else None
    at += number is not None
    at = _skip_of(lexemes, at, counted=number is not None)
    head = _find_whole(lexemes, at) or _find_head(lexemes, at)
    if head is not None:
        end, noun = head
        if _is_peoples(lexemes, end):
            return None
        if number is None and _is_numbered(lexemes, end):
            return _build(text, lexemes, begin, end + 1, end + 2, noun)
        return _build(text, lexemes, begin, number, end, noun)
    if number is None:
        return None
    return _guess(text, lexemes, begin, number, at)


def _is_numbered(lexemes: tuple[Lexeme, ...], end: int) -> bool:
    """Say whether the number of "its crew of three", "a family of five" follows."""
    behind = lexemes[end : end + 2]
    whole = lexemes[end - 1].low in _SEVERAL - {"couple"}
    return whole and len(behind) == 2 and behind[0].low == "of" and behind[1].tag == "num"


def _read_person(text: str, lexemes: tuple[Lexeme, ...], at: int) -> Phrase:
    """Read a run of words that the tagger takes for a person's name."""
    end = at + 1
    while end < len(lexemes) and lexemes[end].name == "person" and lexemes[end].tag != "punct":
        end += 1
    return _named(text, lexemes, at, end)


def _may_open(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    word = lexemes[at]
    if word.tag != "word":
        return False
    if at and lexemes[at - 1].tag == "harm" and word.low not in word_list("walls"):
        return True
    return word.is_capital or word.low in word_list("openers")


def _skip_of(lexemes: tuple[Lexeme, ...], at: int, *, counted: bool) -> int:
    """Step over "other", "more", and the "of the" of "dozens of the villagers"."""
    while at < len(lexemes) and lexemes[at].low in ("other", "more", "additional", "further"):
        at += 1
    if counted and at + 1 < len(lexemes) and lexemes[at].low == "of":
        at += 1 + (lexemes[at + 1].tag == "det")
    return at


def _find_whole(lexemes: tuple[Lexeme, ...], at: int) -> tuple[int, Noun] | None:
    """Read on over the second number of "nine of the 10 attackers", if all of it is meant."""
    counted = at < len(lexemes) and lexemes[at].tag == "num" and lexemes[at - 1].tag == "det"
    head = _find_head(lexemes, at + 1) if counted else None
    told = head and head[0] < len(lexemes) and lexemes[head[0]].tag in ("be", "have")
    return head if told else None


def _read_one_of(text: str, lexemes: tuple[Lexeme, ...], at: int) -> Phrase | None:
    """Read "one of the victims", "one of them", but not "the judge, one of the men"."""
    if at and lexemes[at - 1].low not in ("and", "but", "that", "when", "after", "while"):
        return None
    inner = at + 2 + (lexemes[at + 2].tag == "det")
    inner += inner < len(lexemes) and lexemes[inner].tag == "num"
    pointed = lexemes[at + 2].low in ("them", "whom")
    end, noun = (None if pointed else _find_head(lexemes, inner)) or (at + 3, None)
    if (noun is None and not pointed) or end - inner > 1:
        return None
    phrase = _build(text, lexemes, at, None, end, noun)
    phrase.count = Count(1, 1, "exact", Span.of(text, lexemes[at].start, lexemes[at].end))
    return phrase


def _find_head(lexemes: tuple[Lexeme, ...], at: int) -> tuple[int, Noun] | None:
    """Return where the phrase ends and its noun, if one comes within reach."""
    for index in range(at, min(at + _MOST_MODIFIERS + 1, len(lexemes))):
        word = lexemes[index]
        if word.tag == "people" and isinstance(word.entry, Noun):
            end, noun = _last_noun(lexemes, index)
            return None if _only_modifies(lexemes, end) else (end, noun)
        if not _may_modify(lexemes, index):
            return None
    return None


def _last_noun(lexemes: tuple[Lexeme, ...], index: int) -> tuple[int, Noun]:
    """Step on through nouns that stand together: in "army soldiers" the last one is meant."""
    noun = first = lexemes[index].entry
    assert isinstance(noun, Noun) and isinstance(first, Noun)
    agent = noun.agent
    while index + 1 < len(lexemes) and lexemes[index + 1].tag == "people":
        index += 1
        following = lexemes[index].entry
        if isinstance(following, Noun):
            noun = following
    leads = lexemes[index].low.rstrip("s") in _LEADING
    if leads and first.term == "fighter":
        return index + 1, Noun("fighter", "combatant", noun.plural, True)
    if agent and noun.status == "unknown":
        noun = Noun(noun.term, "combatant", noun.plural, True)
    return index + 1, noun


def _only_modifies(lexemes: tuple[Lexeme, ...], end: int) -> bool:
    """Say whether the noun itself stands before a thing: "a military car"."""
    if end >= len(lexemes) or lexemes[end].tag != "word":
        return False
    following = lexemes[end].low
    mass = lexemes[end - 1].low in _MASS
    thing = following in word_list("things") and following not in word_list("walls")
    return thing or (mass and following not in word_list("walls"))


def _may_modify(lexemes: tuple[Lexeme, ...], index: int) -> bool:
    word = lexemes[index]
    if word.low in word_list("walls"):
        return False
    if word.tag in ("word", "adv") or word.low in ("'s", "-"):
        return True
    if word.tag == "harm" and index + 1 < len(lexemes):
        return lexemes[index + 1].tag == "people" and word.low.endswith(
            ("ed", "dead", "missing")
        )
    both = 0 < index < len(lexemes) - 1
    return (
        word.low == "and"
        and both
        and lexemes[index - 1].is_capital
        and lexemes[index + 1].is_capital
    )


def _guess(
    text: str, lexemes: tuple[Lexeme, ...], begin: int, number: int, at: int
) -> Phrase | None:
    """Read a number without a known noun: bare ("seven were"), or of unknown people."""
    end = at
    while end < len(lexemes) and end - at < 4 and lexemes[end].tag == "word":
        if lexemes[end].low in word_list("walls"):
            break
        end += 1
    words = [lexeme.low for lexeme in lexemes[at:end]]
    if any(word in word_list("things") for word in words) or is_of_parent(lexemes, begin):
        return None
    if is_age(lexemes, number):
        return None
    if lexemes[number].low == "a couple":
        pair = Noun("family", "civilian", True, False)
        return _build(text, lexemes, begin, None, number + 1, pair)
    head = lexemes[end - 1] if end > at else None
    plural = head is not None and (head.low.endswith("s") or head.is_capital)
    if head is None or not plural:
        end = number + 1
        while end < len(lexemes) and lexemes[end].low in ("other", "more", "others"):
            end += 1
    phrase = _build(text, lexemes, begin, number, end, None)
    phrase.sure = False
    phrase.bare = end == number + 1
    return phrase


def _build(
    text: str,
    lexemes: tuple[Lexeme, ...],
    begin: int,
    number: int | None,
    end: int,
    noun: Noun | None,
) -> Phrase:
    span = Span.of(text, lexemes[begin].start, lexemes[end - 1].end)
    counted = lexemes[number].count if number is not None else None
    opener = lexemes[begin].low
    definite = opener in _BACK
    count = counted or _count_words(span, opener, noun)
    if counted and opener in ("another",) and counted.words:
        words = Span.of(text, lexemes[begin].start, counted.words.end)
        count = Count(counted.low, counted.high, counted.qualifier, words)
    phrase = Phrase(begin, end, span, count, noun, definite=definite)
    phrase.noun = refine_noun(lexemes, phrase.start, phrase.end, phrase.noun)
    _add_name(text, lexemes, phrase)
    return phrase


def _count_words(span: Span, opener: str, noun: Noun | None) -> Count:
    if opener == "no":
        return Count(0, 0, "none", span)
    if span.text.lower().split()[-1] in _SEVERAL:
        return Count(2, 2, "exact", span) if "couple" in span.text.lower() else _vague(span)
    if span.text.lower().endswith("twins"):
        return Count(2, 2, "exact", span)
    if opener in _SELF or opener in _ONE or (noun and not noun.plural):
        return Count(1, 1, "exact", span)
    return Count(2, None, "vague", span)


def _vague(span: Span) -> Count:
    return Count(2, None, "vague", span)


def read_name(text: str, lexemes: tuple[Lexeme, ...], at: int) -> Phrase | None:
    """
    Return the person named from lexeme *at* on: "Mr. Example", "Nour Example".
    """
    end = at
    if end < len(lexemes) and lexemes[end].low.strip(".") in word_list("titles"):
        end += 1 + (end + 1 < len(lexemes) and lexemes[end + 1].low == ".")
    first = end
    while end < len(lexemes) and end - first < 4 and _is_name(lexemes[end]):
        end += 1
    if end == first or (end - at < 2):
        return None
    return _named(text, lexemes, at, end)


def read_name_before(text: str, lexemes: tuple[Lexeme, ...], end: int) -> Phrase | None:
    """Return the person named right before lexeme *end*: "Nour Example was killed"."""
    if end > 1 and lexemes[end - 1].text.isdigit() and lexemes[end - 2].low == ",":
        end -= 2  # an age: "Nour Example, 34, died"
    at = end
    while at > 0 and end - at < 4 and _is_name(lexemes[at - 1]):
        at -= 1
    if at > 0 and lexemes[at - 1].low in (".", "mr", "mrs", "ms", "dr"):
        titled = lexemes[at - 2].low if lexemes[at - 1].low == "." and at > 1 else None
        at -= 2 if titled in word_list("titles") else 0
    behind = lexemes[at - 1] if at else None
    if at == end or (behind and behind.tag in ("prep", "det", "num", "people")):
        return None
    return _named(text, lexemes, at, end)


def _named(text: str, lexemes: tuple[Lexeme, ...], at: int, end: int) -> Phrase:
    span = Span.of(text, lexemes[at].start, lexemes[end - 1].end)
    phrase = Phrase(at, end, span, Count(1, 1, "exact", span), None)
    phrase.name = NameWords(span)
    return phrase


def _add_name(text: str, lexemes: tuple[Lexeme, ...], phrase: Phrase) -> None:
    """Read the name behind one person's role: "a teacher, Nour Example, 34,"."""
    if phrase.count.high != 1 or phrase.noun is None:
        return
    at = phrase.end
    if at < len(lexemes) and lexemes[at].low in (",", "named", "called"):
        at += 1
    last = at
    while last < len(lexemes) and last - at < 5 and _is_name(lexemes[last]):
        last += 1
    if last - at < 2:
        return
    words = Span.of(text, lexemes[at].start, lexemes[last - 1].end)
    age = re.match(r",? (?:aged )?(\d{1,2})\b(?!,\d)", text[words.end : words.end + 10])
    term = phrase.noun.term
    sex = "male" if term in _MALE else "female" if term in _FEMALE else None
    phrase.name = NameWords(words, phrase.span.text, sex, int(age[1]) if age else None)
    phrase.end = last
    while (
        age and phrase.end < len(lexemes) and lexemes[phrase.end].end <= words.end + age.end()
    ):
        phrase.end += 1
    if lexemes[phrase.start].low == "that":  # "learned that journalist Nour Example"
        _drop_opener(text, lexemes, phrase)


def _drop_opener(text: str, lexemes: tuple[Lexeme, ...], phrase: Phrase) -> None:
    phrase.start += 1
    phrase.span = Span.of(text, lexemes[phrase.start].start, phrase.span.end)
    phrase.definite = False
    if phrase.name:
        phrase.name = replace(phrase.name, description=phrase.span.text)


def _is_name(word: Lexeme) -> bool:
    if word.name not in (None, "person"):
        return False
    return word.tag == "word" and word.is_capital and word.text.isalpha() and len(word.text) > 1
