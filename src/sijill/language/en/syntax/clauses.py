"""
Who did what to whom: the verbs of a sentence with those who act and those acted upon.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.language.en.syntax.form import Syntax

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
_NOT_A_CLAUSE = frozenset({"aux", "aux:pass", "cop", "amod", "case", "mark", "compound", "det"})
_FROM_ABOVE = frozenset({"conj", "xcomp", "advcl", "parataxis"})
_NEGATIONS = frozenset({"not", "n't", "never", "no", "nor"})
_RELATIVES = frozenset({"WP", "WDT"})
_DEEPEST = 6  # clauses above from which a subject is taken


@dataclass(frozen=True, slots=True)
class Oblique:
    """
    A noun that a preposition ties to a verb.

    Attributes:
        preposition: Its lower-case words ("in", "because of"); empty for a bare noun.
        noun: The noun's place.
    """

    preposition: str
    noun: int


@dataclass(frozen=True, slots=True)
class Clause:
    """
    One verb and the nouns around it, all as places of words in the sentence.

    Attributes:
        verb: The verb, or the participle that stands for a clause ("people killed in …").
        passive: Whether the subject is acted upon.
        negated: Whether it is said not to have happened.
        subjects: The nouns that are its subject, each of several that are joined.
        objects: The nouns that are its object.
        agents: The nouns behind *by* of a passive.
        obliques: The nouns that prepositions tie to it.
        auxiliaries: Its auxiliary verbs, in order.
    """

    verb: int
    passive: bool
    negated: bool
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    agents: tuple[int, ...]
    obliques: tuple[Oblique, ...]
    auxiliaries: tuple[int, ...]

    @property
    def doers(self) -> tuple[int, ...]:
        """The nouns that act, whichever the voice."""
        return self.agents if self.passive else self.subjects

    @property
    def done_to(self) -> tuple[int, ...]:
        """The nouns acted upon, whichever the voice."""
        return self.subjects if self.passive else self.objects


def tag_clauses(syntax: Syntax) -> tuple[Clause, ...]:
    """
    Return the clauses of a sentence with a tree, in the order of their verbs.

    Examples:
        >>> s = Syntax(
        ...     ("Two", "men", "were", "killed", "by", "rebels"),
        ...     ("CD", "NNS", "VBD", "VBN", "IN", "NNS"), ("O",) * 6,
        ...     (1, 3, 3, 3, 5, 3),
        ...     ("nummod", "nsubj:pass", "aux:pass", "root", "case", "obl:agent"),
        ... )
        >>> (clause,) = tag_clauses(s)
        >>> clause.passive, clause.doers, clause.done_to
        (True, (5,), (1,))
    """
    verbs = [at for at in range(len(syntax.words)) if _is_clause(syntax, at)]
    return tuple(_clause(syntax, at) for at in verbs)


def _is_clause(syntax: Syntax, at: int) -> bool:
    return syntax.pos[at].startswith("VB") and syntax.labels[at] not in _NOT_A_CLAUSE


def _clause(syntax: Syntax, verb: int) -> Clause:
    passive = is_passive(syntax, verb)
    objects = syntax.children(verb, "obj", "iobj")
    if not passive and not objects and syntax.labels[verb] == "acl":
        objects = _bare(syntax, verb)  # "police arrested four men", read as a participle
    tied = [
        _oblique(syntax, at) for at in syntax.children(verb, "obl", "obl:tmod", "obl:agent")
    ]
    by = [one for one in tied if passive and one.preposition == "by" and _may_act(syntax, one)]
    return Clause(
        verb=verb,
        passive=passive,
        negated=_is_negated(syntax, verb),
        subjects=_joined(syntax, _subjects(syntax, verb, passive)),
        objects=_joined(syntax, objects),
        agents=_joined(syntax, (*(one.noun for one in by), *_acting(syntax, verb, passive))),
        obliques=tuple(one for one in tied if one not in by and one.noun not in objects),
        auxiliaries=syntax.children(verb, "aux", "aux:pass"),
    )


def is_passive(syntax: Syntax, verb: int) -> bool:
    """
    Say whether the subject of the verb at *verb* is acted upon.

    A verb joined to a passive one without auxiliaries of its own is passive with it.
    """
    for _ in range(_DEEPEST):
        if syntax.children(verb, "aux:pass", "nsubj:pass", "csubj:pass"):
            return True
        if syntax.pos[verb] == "VBN" and syntax.children(verb, "cop"):
            return True
        if syntax.pos[verb] not in ("VBN", "VBD"):
            return False
        own = syntax.children(verb, "aux", *_SUBJECTS)
        label = syntax.labels[verb]
        if label in ("acl", "advcl", "xcomp") and syntax.pos[verb] == "VBN":
            return not (own or syntax.children(verb, "obj") or _bare(syntax, verb))
        if label != "conj" or own or syntax.pos[verb] != "VBN":
            return False
        verb = syntax.heads[verb]
    return False


def _subjects(syntax: Syntax, verb: int, passive: bool) -> tuple[int, ...]:
    at = verb
    for _ in range(_DEEPEST):
        if own := [i for i in syntax.children(at, *_SUBJECTS) if not _is_behind(syntax, i)]:
            return tuple(_behind_relative(syntax, at, subject) for subject in own)
        label, above = syntax.labels[at], syntax.heads[at]
        if label in ("acl", "acl:relcl") and syntax.pos[at] in ("VBN", "VBG", "VBD"):
            return (above,)
        if label not in _FROM_ABOVE or not syntax.pos[above].startswith(("VB", "JJ", "NN")):
            return ()
        controlled = syntax.children(above, "obj") if label == "xcomp" else ()
        if controlled:
            return controlled
        if is_passive(syntax, above) != passive and label == "advcl" and not passive:
            return _agents_of(syntax, above)
        at = above
    return ()


def _is_behind(syntax: Syntax, noun: int) -> bool:
    """Say whether a preposition owns a noun: such a subject is a slip of the parser."""
    return any(syntax.pos[at] == "IN" and at < noun for at in syntax.children(noun, "case"))


def _bare(syntax: Syntax, verb: int) -> tuple[int, ...]:
    """Return the nouns right of a verb that no preposition ties to it."""
    return tuple(
        at
        for at in syntax.children(verb, "obl")
        if at > verb and not syntax.children(at, "case")
        if not syntax.entities[at].endswith("time")
    )


def _agents_of(syntax: Syntax, verb: int) -> tuple[int, ...]:
    tied = (_oblique(syntax, at) for at in syntax.children(verb, "obl", "obl:agent"))
    return tuple(one.noun for one in tied if one.preposition == "by")


def _behind_relative(syntax: Syntax, verb: int, subject: int) -> int:
    """Return whom a relative pronoun stands for."""
    relative = syntax.pos[subject] in _RELATIVES or syntax.words[subject].lower() == "that"
    in_relative = syntax.labels[verb] == "acl:relcl"
    return syntax.heads[verb] if relative and in_relative else subject


def _joined(syntax: Syntax, nouns: tuple[int, ...]) -> tuple[int, ...]:
    """Return the nouns with those that are joined to them."""
    others = (
        other
        for noun in nouns
        for other in syntax.children(noun, "conj")
        if not syntax.pos[other].startswith("VB")
    )
    return tuple(sorted({*nouns, *others}))


def _oblique(syntax: Syntax, noun: int) -> Oblique:
    words: list[str] = []
    for case in syntax.children(noun, "case"):
        if case < noun:
            words += [syntax.words[i].lower() for i in (case, *syntax.children(case, "fixed"))]
    return Oblique(" ".join(words), noun)


def _acting(syntax: Syntax, verb: int, passive: bool) -> tuple[int, ...]:
    """Return the participles that act as nouns do: "killed by shelling"."""
    return tuple(
        at
        for at in syntax.children(verb, "advcl")
        if passive and not syntax.children(at, "obj", *_SUBJECTS)
        if any(syntax.words[i].lower() == "by" for i in syntax.children(at, "mark"))
    )


def _may_act(syntax: Syntax, one: Oblique) -> bool:
    return not syntax.entities[one.noun].endswith("time")


def _is_negated(syntax: Syntax, verb: int) -> bool:
    below = syntax.children(verb, "advmod", "aux", "aux:pass", "cop", "det", "cc", "discourse")
    words = [syntax.words[at].lower().replace("’", "'") for at in below]
    return any(word in _NEGATIONS or word.endswith("n't") for word in words)
