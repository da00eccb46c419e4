"""
Words of harm that tell of nothing that happened: stories, rehearsals, matches, machines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import takewhile

from sijill.language.en.lexemes import Lexeme, Trigger, load_lexicon
from sijill.language.statements import HarmWords, ObjectWords
from sijill.model.span import Span

_RESUMES = re.compile(r",\s(?:was|were|has|have|had|is|are|died|disappeared)\b|;")
_BREAKS = re.compile(r";|\.\s")
_PRESENT = ("is", "are", "has", "have", "be", "being", "gets")
_PAST = ("was", "were", "had")


def drop_unreal(
    sentence: Span, lexemes: tuple[Lexeme, ...], harms: Iterable[HarmWords]
) -> tuple[HarmWords, ...]:
    """
    Return *harms* without those of a story, a rehearsal, a match or a computer.

    Examples:
        >>> from sijill.language.en.statements import tag_statements
        >>> text = "In the new film a sniper kills two soldiers."
        >>> tag_statements(text, Span(0, len(text), text)).harms
        ()
    """
    kept = tuple(harm for harm in harms if not _is_figure(lexemes, harm))
    if not kept or not (frames := _find_frames(sentence)):
        return kept
    return tuple(harm for harm in kept if not _is_within(frames, lexemes, harm.trigger))


def drop_unreal_objects(
    sentence: Span, objects: tuple[ObjectWords, ...]
) -> tuple[ObjectWords, ...]:
    """
    Return *objects* without those that are hit in a story, a trial shot or a computer only.

    Examples:
        >>> from sijill.language.en.objects import tag_objects
        >>> text = "Hackers attacked two hospitals."
        >>> words = Span(0, len(text), text)
        >>> drop_unreal_objects(words, tag_objects(words))
        ()
    """
    if not objects:
        return objects
    if _stands(sentence.text, "trials") or _stands(sentence.text, "told"):
        return ()
    return () if _is_forceless(sentence.text) else objects


def _is_figure(lexemes: tuple[Lexeme, ...], harm: HarmWords) -> bool:
    """Say whether they are "held hostage by a speech": by nobody who has a name or a hand."""
    if not harm.trigger.text.endswith("hostage") or harm.agent is not None:
        return False
    behind = [word for word in lexemes if word.start >= harm.trigger.end][:7]
    if len(behind) < 3 or behind[0].low not in ("by", "to") or behind[1].tag != "det":
        return False
    phrase = list(takewhile(lambda word: word.tag in ("word", "people"), behind[2:]))
    named = any(word.tag == "people" or word.text[:1].isupper() for word in phrase)
    return bool(phrase) and not named


def _find_frames(sentence: Span) -> list[tuple[str, int, int]]:
    """Return kind, start and end of each stretch of the sentence in which nothing is real."""
    text, shift = sentence.text, sentence.start
    whole = (shift, sentence.end)
    if _stands(text, "drills") or _is_forceless(text):
        return [("all", *whole)]
    found = []
    if _stands(text, "trials"):
        found.append(("present", *whole))
    for kind, name, stop in (("present", "told", _BREAKS), ("all", "played", _RESUMES)):
        for match in _pattern(name).finditer(text):
            close = stop.search(text, match.end())
            found.append(
                (kind, shift + match.end(), shift + (close.start() if close else len(text)))
            )
    return found


def _is_forceless(text: str) -> bool:
    """Say whether the sentence is of a match or of computers, and no force is told of."""
    framed = _stands(text, "machines") or _stands(text, "matches")
    return framed and not _stands(text, "force")


def _is_within(
    frames: list[tuple[str, int, int]], lexemes: tuple[Lexeme, ...], trigger: Span
) -> bool:
    for kind, start, end in frames:
        if start <= trigger.start < end and (kind == "all" or not _is_past(lexemes, trigger)):
            return True
    return False


def _is_past(lexemes: tuple[Lexeme, ...], trigger: Span) -> bool:
    """Say whether the word of harm is told as something past, as what happened is."""
    at = next((n for n, word in enumerate(lexemes) if word.start == trigger.start), None)
    if at is None:
        return False
    entry = lexemes[at].entry
    before = [word.low for word in lexemes[max(0, at - 3) : at]]
    if any(word in _PRESENT for word in before):
        return False
    if any(word in _PAST for word in before):
        return True
    return isinstance(entry, Trigger) and (
        (entry.type == "verb" and entry.form == 2)
        or (entry.type == "intransitive" and lexemes[at].low.split()[0].endswith(("ed", "st")))
    )


@cache
def _pattern(name: str) -> re.Pattern[str]:
    lexicon = load_lexicon("unreal")
    work = rf"(?:{'|'.join(lexicon['works'])})"
    body = "|".join(words.replace("WORK", work) for words in lexicon[name])
    opener = "" if name == "told" else r"\b"
    return re.compile(rf"{opener}(?:{body})", re.IGNORECASE)


def _stands(text: str, name: str) -> bool:
    return _pattern(name).search(text) is not None
