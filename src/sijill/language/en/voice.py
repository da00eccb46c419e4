"""
Active or passive: on which side of an English verb of harm those harmed stand.
"""

from __future__ import annotations

from sijill.language.en.lexemes import Lexeme, Trigger
from sijill.language.en.people import Phrase, word_list
from sijill.model.span import Span

_SKIP = ("adv", "date", "neg")


def is_passive(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """
    Say whether the verb at *at* speaks of its subject ("were killed", "20 killed in").
    """
    index = at - 1
    while index >= 0:
        word = lexemes[index]
        if word.tag == "be":
            return True
        if word.tag in ("have", "modal") or word.low == "to":
            return False
        joined = word.low in ("and", "or") and index and lexemes[index - 1].tag == "harm"
        if joined:
            index -= 2
            continue
        if word.tag not in ("adv", "neg") and word.low not in (
            "reported",
            "found",
            "both",
            "all",
        ):
            break
        index -= 1
    return False


def subject_end(lexemes: tuple[Lexeme, ...], at: int) -> int:
    """Return the lexeme behind the subject of the verb at *at*, auxiliaries stepped over."""
    index = at
    while index > 0:
        word = lexemes[index - 1]
        both = word.low in ("and", "or") and index > 1 and lexemes[index - 2].tag == "harm"
        if index == at and word.tag == "num":
            break  # "five shot, one killed"
        if both:
            index -= 2
        elif word.tag in ("be", "have", "modal", *_SKIP) or word.low in word_list(
            "before_verb"
        ):
            index -= 1
        else:
            break
    return index


def object_start(lexemes: tuple[Lexeme, ...], at: int) -> int:
    """Return where the object of a verb that ends before *at* begins, adverbs stepped over."""
    while at < len(lexemes) and lexemes[at].tag in _SKIP and lexemes[at].low != "no":
        at += 1
    return at


def find_agent(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int, victims: list[Phrase]
) -> Span | None:
    """
    Return who did it where that is beyond doubt: "killed by X", "X killed".
    """
    others = [phrase for phrase in phrases if phrase not in victims and not phrase.part]
    if by := _behind_by(lexemes, others, at):
        return by.span
    if _is_active(lexemes, at) and victims[0].start >= at and not is_loss(lexemes, at):
        end = subject_end(lexemes, at)
        close = (p for p in others if p.end == end and p.is_agent and not p.taken)
        return next((phrase.span for phrase in close), None)
    return None


def guess_agent(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], at: int, victims: list[Phrase]
) -> Span | None:
    """
    Return the actor nearest before an active verb, or one who attacks in the sentence.
    """
    others = [phrase for phrase in phrases if phrase not in victims and not phrase.part]
    if _is_active(lexemes, at):
        before = [phrase for phrase in others if phrase.end <= at and phrase.is_agent]
        before = [phrase for phrase in before if not phrase.taken]
        if before and victims[0].start >= at:
            return _widest(lexemes, before, at)
    acting = [phrase for phrase in others if phrase.is_agent and is_acting(lexemes, phrase)]
    return acting[-1].span if acting else None


def is_loss(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """Say whether the subject of the word at *at* suffers: "the army lost ten men"."""
    trigger = lexemes[at].entry
    return isinstance(trigger, Trigger) and trigger.losing


def _is_active(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    trigger = lexemes[at].entry
    verb = isinstance(trigger, Trigger) and trigger.type == "verb"
    return verb and not is_passive(lexemes, at)


def _behind_by(lexemes: tuple[Lexeme, ...], others: list[Phrase], at: int) -> Phrase | None:
    for index in range(at + 1, min(at + 6, len(lexemes))):
        if lexemes[index].low == "by":
            return next((p for p in others if p.start == index + 1), None)
        if lexemes[index].tag in ("harm", "punct"):
            return None
    return None


def _widest(lexemes: tuple[Lexeme, ...], before: list[Phrase], at: int) -> Span | None:
    """Return the nearest actor that says nothing: "police say gunmen killed" means gunmen."""
    for phrase in reversed(before):
        following = lexemes[phrase.end].low if phrase.end < at else ""
        if following not in ("say", "said", "says", "believe", "'s"):
            return phrase.span
    return None


def is_acting(lexemes: tuple[Lexeme, ...], phrase: Phrase) -> bool:
    """Say whether a verb of attack follows the phrase closely."""
    for word in lexemes[phrase.end : phrase.end + 4]:
        if word.low in word_list("attack_verbs"):
            return True
        if word.tag in ("punct", "people") or word.low in ("were", "was", "say", "said"):
            return False
    return False
