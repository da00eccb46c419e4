"""
Days that tell when an act was spoken of, not when it was: "today condemned the murder".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from sijill.language.en.lexemes import load_lexicon
from sijill.language.en.trees import Tree, read_tree
from sijill.language.en.verbs import stem_verb
from sijill.model.span import Span

_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NEAR = 24  # code points on each side of a day in which the verb right beside it stands
_SMALL = ("on", "late", "early", "last", "this", "has", "have", "had", "also", "again")
_DEEPEST = 6  # nouns between a day and its verb


def tag_asides(
    sentence: Span, days: Sequence[Span], harms: Iterable[Span] = (), *, deep: bool = True
) -> tuple[Span, ...]:
    """
    Return those of *days* that belong to a verb of telling, or to an act that harmed nobody.

    Args:
        sentence: The sentence.
        days: Its words for days, positions as those of the sentence.
        harms: Its words of harm; a day beside one of them dates the harm.
        deep: Whether the sentence's tree is read where the words beside a day tell nothing.

    Examples:
        >>> text = "The ministry on Monday condemned the murder of two nurses."
        >>> [day.text for day in tag_asides(Span(0, 58, text), [Span(16, 22, "Monday")])]
        ['Monday']
        >>> text = "The ministry said two nurses were killed on Monday."
        >>> tag_asides(Span(0, 51, text), [Span(44, 50, "Monday")])
        ()
    """
    acts = tuple(harms)
    tells = any(stem_verb(m[0].lower()) in _telling() for m in _WORDS.finditer(sentence.text))
    if not days or not (tells or (len(days) > 1 and acts)):
        return ()
    found, tree = [], None
    for day in days:
        if tells and _stands_beside(sentence, day):
            found.append(day)
        elif deep:
            tree = tree or read_tree(sentence)
            if _dates_telling(tree, day, acts) or _dates_above(tree, day, days, acts):
                found.append(day)
    return tuple(found)


def _stands_beside(sentence: Span, day: Span) -> bool:
    """Say whether a verb of telling in the past, or its noun, stands beside a day."""
    text, shift = sentence.text, sentence.start
    start, end = day.start - shift, day.end - shift
    before = _last_word(text[max(0, start - _NEAR) : start])
    behind = _first_word(text[end : end + _NEAR])
    return _is_past(before) or _is_past(behind) or before in load_lexicon("roles")["tellings"]


def _is_past(word: str) -> bool:
    """Say whether *word* is a past form: "suspects Monday" and "saying" are none."""
    irregular = word in load_lexicon("roles")["told"]
    return irregular or (word.endswith("ed") and stem_verb(word) in _telling())


def _last_word(text: str) -> str:
    words = [word.lower() for word in _WORDS.findall(text.rpartition(",")[2])]
    while words and words[-1] in _SMALL:
        words.pop()
    return words[-1] if words else ""


def _first_word(text: str) -> str:
    words = [word.lower() for word in _WORDS.findall(re.split(r"[,.;:]", text)[0])]
    while words and words[0] in _SMALL:
        words.pop(0)
    return words[0] if words else ""


def _dates_telling(tree: Tree, day: Span, acts: tuple[Span, ...]) -> bool:
    """Say whether the day hangs, over nouns that are no acts, on a verb of telling."""
    at = _verb_of(tree, day, acts)
    if at is None or at in _harming(tree, acts):
        return False
    if _tells(tree, at, day):
        return not (_crosses(tree, at, day, acts) or _trails(tree, at, day, acts))
    return _is_to_tell(tree, at, acts)


def _verb_of(tree: Tree, words: Span, acts: tuple[Span, ...] | None) -> int | None:
    """Return the verb that *words* hang on over nouns; ``None``: none, or an act's noun."""
    places = tree.places(words.start, words.end)
    if not places:
        return None
    heads, at = tree.syntax.heads, places[0]
    while heads[at] in places and heads[at] != at:
        at = heads[at]
    for _ in range(_DEEPEST):
        if tree.syntax.labels[at] == "root" or heads[at] == at:
            return None
        at = heads[at]
        if at in tree.clauses:
            return at
        if acts is not None and _is_act(tree, at, acts):
            return None
    return None


def _harming(tree: Tree, acts: tuple[Span, ...]) -> frozenset[int]:
    """Return the verbs that are acts themselves."""
    return frozenset(at for at in tree.clauses if _is_act(tree, at, acts))


def _is_to_tell(tree: Tree, verb: int, acts: tuple[Span, ...]) -> bool:
    """Say whether people did it to tell of harm: "gathered on Sunday to remember the dead"."""
    heads, labels = tree.syntax.heads, tree.syntax.labels
    return any(
        heads[at] == verb
        and labels[at] == "advcl"
        and stem_verb(tree.low(at)) in _telling()
        and any(span.start > tree.start_of(at) for span in acts)
        for at in tree.clauses
    )


def _dates_above(tree: Tree, day: Span, days: Sequence[Span], acts: tuple[Span, ...]) -> bool:
    """Say whether harm told in a clause below the day's has a day of its own."""
    verb, harming = _verb_of(tree, day, acts), _harming(tree, acts)
    if verb is None or verb in harming:
        return False
    below = {at for at in harming if _is_below(tree, at, verb)}
    return any(_verb_of(tree, other, None) in below for other in days if other != day)


def _is_below(tree: Tree, at: int, verb: int) -> bool:
    """Say whether a verb stands in a clause that tells more of a noun below another verb."""
    heads, labels = tree.syntax.heads, tree.syntax.labels
    if not labels[at].startswith("acl"):
        return False
    for _ in range(_DEEPEST):
        if heads[at] == at:
            return False
        at = heads[at]
        if at == verb:
            return True
    return False


def _tells(tree: Tree, at: int, day: Span) -> bool:
    """Say whether the verb at *at* tells and may have a day; "police say" has none."""
    form = tree.syntax.pos[at]
    bare = form in ("VBP", "VBZ") or (form == "VBG" and day.end <= tree.start_of(at))
    return not bare and stem_verb(tree.low(at)) in _telling()


def _crosses(tree: Tree, verb: int, day: Span, acts: tuple[Span, ...]) -> bool:
    """Say whether a word of harm stands before the day and takes it from the verb."""
    told = tree.start_of(verb)
    opens = 0 if day.start < told else told
    return any(opens <= span.start < day.start for span in acts)


def _trails(tree: Tree, verb: int, day: Span, acts: tuple[Span, ...]) -> bool:
    """Say whether the verb closes what is told: "On Monday shells killed two, he said"."""
    told = tree.start_of(verb)
    is_last = not any(word[:1].isalnum() for word in tree.syntax.words[verb + 1 :])
    return is_last and any(day.end <= span.start < told for span in acts)


def _is_act(tree: Tree, at: int, acts: tuple[Span, ...]) -> bool:
    start = tree.start_of(at)
    harmed = any(span.start <= start < span.end for span in acts)
    return harmed or tree.low(at) in load_lexicon("roles")["events"]


@cache
def _telling() -> frozenset[str]:
    return frozenset(map(stem_verb, load_lexicon("roles")["telling"]))
