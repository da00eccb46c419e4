"""
Who suffers where the word of harm does not stand right behind them: headlines, clauses between.
"""

from __future__ import annotations

from sijill.language.en.ages import before_age
from sijill.language.en.lexemes import Lexeme, Trigger
from sijill.language.en.people import Phrase
from sijill.language.en.voice import object_start, subject_end

_NEAR = 3  # lexemes: "who later"
_WALLS = (";", ":", "and", "after")


def first_subject(lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int) -> list[Phrase]:
    """Read "a driver was hit by shrapnel and later died": the one who was hit."""
    end = subject_end(lexemes, at)
    if not end or lexemes[end - 1].low != "and":
        return []
    passive = next((n for n, word in enumerate(lexemes[:end]) if word.tag == "be"), None)
    subjects = [phrase for phrase in phrases if phrase.end == passive and not phrase.part]
    return subjects[:1]


def before_clause(lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int) -> list[Phrase]:
    """Read "the boy who was shot on Sunday has died", "a man shot on Sunday died"."""
    late = at > 0 and lexemes[at - 1].tag == "have"  # "one of those hurt … has died"
    wall = _last_wall(lexemes, at, _WALLS[:-1] if late else _WALLS)
    for phrase in reversed([phrase for phrase in phrases if wall < phrase.end <= at]):
        behind = [word for word in lexemes[phrase.end : at] if word.low != ","]
        opened = behind and (behind[0].low in ("who", "that") or _is_struck(behind[0], late))
        if phrase.part and not (opened and len(behind) <= _NEAR and behind[0].low == "who"):
            continue
        if opened:
            return [phrase]
    return []


def _last_wall(lexemes: tuple[Lexeme, ...], at: int, walls: tuple[str, ...]) -> int:
    """Return the last place before *at* that no clause reaches over; none: -1."""
    return next((n for n in range(at - 1, -1, -1) if lexemes[n].low in walls), -1)


def _is_struck(word: Lexeme, late: bool) -> bool:
    kinds = ("affected", "injured") if late else ("affected",)
    return isinstance(word.entry, Trigger) and word.entry.kind in kinds


def is_reduced(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """Say whether "killed" may stand for "who were killed": nothing follows it as an object."""
    index = object_start(lexemes, at + 1)
    if index >= len(lexemes):
        return True
    return lexemes[index].tag in ("prep", "punct", "conj", "harm", "be", "have", "modal")


def bare_number(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int, trigger: Trigger
) -> list[Phrase]:
    """Read a headline's "four shot in Hilltown", "3 people shot at a club"."""
    if trigger.kind != "affected" or trigger.form != 2:
        return []
    aimed = lexemes[at].low.endswith(" at")
    if not (is_reduced(lexemes, at) or aimed):
        return []
    end = at - (lexemes[at - 1].tag == "be" if at else 0)  # "two were shot"
    aged = before_age(lexemes, at - 1) if at else 0  # "Boy, 12, shot in Sarmin"
    return [
        p
        for p in phrases
        if not (p.part or p.taken)
        and ((p.end == end and p.bare) or (_opens(p) and p.end == (at if aimed else aged)))
    ]


def _opens(phrase: Phrase) -> bool:
    """Say whether the phrase opens a headline: "3 people shot at a club", "Teen shot at"."""
    return phrase.start == 0 and not phrase.is_agent and not phrase.definite
