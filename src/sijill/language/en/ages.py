"""
Ages of people: "13-year-old hurt", "Boy, 12, shot", "a mother of three".
"""

from __future__ import annotations

from sijill.language.en.lexemes import Lexeme

_AGE_TAIL = ("year-old", "year-olds", "month-old", "month-olds")


def opens_with_age(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """Say whether a person's age opens a phrase that no article does: "13-year-old hurt"."""
    words = lexemes[at : at + 4]
    if len(words) < 4 or not words[0].text.isdigit() or words[1].low != "-":
        return False
    aged = words[0].tag == "word" and words[2].low in _AGE_TAIL
    return aged and words[3].tag in ("be", "have", "harm")


def is_age(lexemes: tuple[Lexeme, ...], number: int) -> bool:
    """Say whether the number stands right behind a person's name: "Nour Example, 27"."""
    before = lexemes[max(0, number - 2) : number]
    named = len(before) == 2 and before[1].low == "," and before[0].name == "person"
    return named and lexemes[number].text.isdigit() and len(lexemes[number].text) < 3


def is_of_parent(lexemes: tuple[Lexeme, ...], begin: int) -> bool:
    """Say whether the number stands in "a mother of three"."""
    before = tuple(word.low for word in lexemes[max(0, begin - 2) : begin])
    return before in {(word, "of") for word in ("mother", "father", "parent", "parents")}


def before_age(lexemes: tuple[Lexeme, ...], end: int) -> int:
    """Return where "Boy, 12," ends without the age behind it; *end* where there is none."""
    words = lexemes[end - 2 : end + 1] if end > 1 else ()
    told = len(words) == 3 and words[0].low == words[2].low == ","
    age = words[1].text if told else ""
    return end - 2 if age.isdigit() and len(age) < 3 else end
