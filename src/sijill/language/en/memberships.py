"""
What people are, by the words before them and by what they are members of.
"""

from __future__ import annotations

from sijill.language.en.lexemes import Lexeme, Noun

_CIVIL = {"civilian", "innocent", "displaced"}
_ARMED = {"armed", "militant", "rebel", "guerrilla", "insurgent", "uniformed"}
_MEMBERS = ("member", "leader", "supporter", "follower")
_REACH = 7


def refine_noun(
    lexemes: tuple[Lexeme, ...], start: int, end: int, noun: Noun | None
) -> Noun | None:
    """Return *noun* with the status of "members of the rebel group", "armed men"."""
    if noun is None or noun.status != "unknown":
        return noun
    lows = {word.low for word in lexemes[start:end] if word.tag == "word"}
    if lows & _CIVIL:
        return Noun(noun.term or "civilian", "civilian", noun.plural, False)
    if lows & _ARMED:
        return Noun(noun.term or "fighter", "combatant", noun.plural, True)
    if lexemes[end - 1].low.rstrip("s") not in _MEMBERS:
        return noun
    for word in lexemes[end : end + _REACH]:
        if word.tag in ("be", "have", "modal", "harm", "punct"):
            break
        if isinstance(word.entry, Noun) and word.entry.status != "unknown":
            return Noun(noun.term, word.entry.status, noun.plural, word.entry.agent)
    return noun
