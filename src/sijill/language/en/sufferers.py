"""
Who came to harm, by the tree of an English sentence, where they stand far from the word for it.
"""

from __future__ import annotations

from sijill.language.en.lexemes import Lexeme, Trigger
from sijill.language.en.parts import chain_left
from sijill.language.en.people import Phrase, read_person, word_list
from sijill.language.en.syntax import Clause
from sijill.language.en.trees import Tree
from sijill.language.en.voice import is_passive

_SINGLE = ("NN", "NNP")
_NO_PERSON = ("place", "organisation", "nation", "time")
_DEEPEST = 4  # words above a noun among which its owner is looked for
_PERSONS = ("man", "woman", "person", "er", "or", "ist", "ian", "ant", "eer", "ess", "ee")


def is_doubtful(lexemes: tuple[Lexeme, ...], at: int, chain: list[Phrase]) -> bool:
    """
    Say whether those that stand near the word at *at* may be others than those harmed.

    So it is where nobody stands there, behind "of" ("a member of the militia was killed"),
    and before a verb that may have its object in common with the next ("shot and wounded").
    """
    if not chain:
        return True
    first = chain[0].start
    of = 0 < first < at and lexemes[first - 1].low == "of"
    return of or (first < at and _joins(lexemes, at) and not is_passive(lexemes, at))


def _joins(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    after = lexemes[at + 1 : at + 3]
    return len(after) == 2 and after[0].low in ("and", "or") and after[1].tag == "harm"


def find_sufferers(
    text: str,
    lexemes: tuple[Lexeme, ...],
    phrases: list[Phrase],
    at: int,
    near: list[Phrase],
    tree: Tree,
) -> list[Phrase]:
    """
    Return those whom the tree shows harmed by the verb at lexeme *at*, if it knows better.

    Args:
        text: The whole text.
        lexemes: The sentence, cut.
        phrases: Its phrases for people.
        at: The word of harm.
        near: Those that were found near it.
        tree: The sentence's tree.
    """
    clause, trigger = _clause(tree, lexemes[at]), lexemes[at].entry
    if clause is None or not isinstance(trigger, Trigger) or _is_noun(lexemes, at):
        return []
    moved = trigger.type == "intransitive"
    if moved and trigger.kind not in ("killed", "injured", "missing"):
        return []
    heads = clause.subjects if moved else clause.done_to or _shared(tree, clause)
    chosen = [number for head in heads for number in _over(tree, lexemes, phrases, head)]
    if near:
        right = [number for number in chosen if phrases[number].start > at]
        chosen = right or [n for n in chosen if _owns(tree, phrases[n], near[0])]
    if chosen:
        chain = _chain(lexemes, phrases, sorted(set(chosen)))
        return chain if not trigger.sure or any(phrase.sure for phrase in chain) else []
    singled = clause.objects and trigger.kind in ("killed", "injured") and not trigger.sure
    if (clause.passive or moved or singled) and not near:
        named = (
            _build(text, lexemes, tree, head)
            for head in heads
            if clause.passive or moved or _is_one(tree, head)
        )
        return [phrase for phrase in named if phrase][:1]
    return []


def _owns(tree: Tree, phrase: Phrase, other: Phrase) -> bool:
    """Say whether *other* hangs on *phrase*: the militia on "a member of the militia"."""
    within = tree.places(phrase.span.start, phrase.span.end)
    at = tree.places(other.span.start, other.span.end)[-1]
    for _ in range(_DEEPEST):
        at = tree.syntax.heads[at]
        if at in within:
            return True
    return False


def _is_noun(lexemes: tuple[Lexeme, ...], at: int) -> bool:
    """Say whether the word stands for those harmed: "the families of those killed"."""
    return at > 0 and lexemes[at - 1].low in ("those", "the")


def _clause(tree: Tree, word: Lexeme) -> Clause | None:
    places = tree.places(word.start, word.end)
    return next((tree.clauses[i] for i in places if i in tree.clauses), None)


def _shared(tree: Tree, clause: Clause) -> tuple[int, ...]:
    """Return the object of the verb that is joined: "killed or wounded 40 men"."""
    for other in tree.syntax.children(clause.verb, "conj"):
        joined = tree.clauses.get(other)
        if joined and not tree.syntax.children(other, "nsubj", "nsubj:pass"):
            return joined.objects
    return ()


def _over(
    tree: Tree, lexemes: tuple[Lexeme, ...], phrases: list[Phrase], head: int
) -> list[int]:
    start = tree.start_of(head)
    return [
        number
        for number, phrase in enumerate(phrases)
        if phrase.span.start <= start < phrase.span.end and not phrase.part
        if phrase.sure or (phrase.bare and not _is_share(lexemes, phrase))
    ]


def _is_one(tree: Tree, head: int) -> bool:
    """Say whether the noun stands behind "a": "wounding a waiter"."""
    return any(tree.low(at) in ("a", "an") for at in tree.syntax.children(head, "det"))


def _is_share(lexemes: tuple[Lexeme, ...], phrase: Phrase) -> bool:
    """Say whether the number counts some of others: "many of those killed"."""
    return phrase.end < len(lexemes) and lexemes[phrase.end].low == "of"


def _chain(
    lexemes: tuple[Lexeme, ...], phrases: list[Phrase], chosen: list[int]
) -> list[Phrase]:
    chain = chain_left(lexemes, phrases, chosen[-1])
    others = [phrases[number] for number in chosen if phrases[number] not in chain]
    return [*others, *chain] if not others or others[-1].end <= chain[0].start else chain


def _build(text: str, lexemes: tuple[Lexeme, ...], tree: Tree, head: int) -> Phrase | None:
    """Return a phrase for one person whose noun or name no list knows: "the spokesman"."""
    tag, low = tree.syntax.pos[head], tree.low(head)
    kind = tree.syntax.entities[head][2:]
    if tag not in _SINGLE or kind in _NO_PERSON or low in word_list("things"):
        return None
    if kind != "person" and tag == "NN" and not low.endswith(_PERSONS):
        return None
    start, end = tree.span_of(head)
    inside = [i for i, word in enumerate(lexemes) if start <= word.start and word.end <= end]
    if not inside or any(lexemes[i].tag == "harm" for i in inside):
        return None
    return read_person(text, lexemes, inside[0], inside[-1] + 1, named=tag == "NNP")
