"""
All that an English sentence says of harm.
"""

from __future__ import annotations

import re
from functools import cache

from sijill.language.en.harms import tag_harms, tag_zero
from sijill.language.en.lexemes import lex_sentence, load_lexicon
from sijill.language.en.objects import tag_objects
from sijill.language.en.origins import tag_origin
from sijill.language.en.parts import mark_parts
from sijill.language.en.people import tag_people
from sijill.language.en.signs import tag_signs
from sijill.language.en.voice import is_acting
from sijill.language.statements import AgentWords, SentenceWords
from sijill.model.span import Span


def tag_statements(text: str, sentence: Span) -> SentenceWords:
    """
    Return what *sentence* of *text* says of harm.

    Examples:
        >>> text = "Shells killed two farmers and wounded a child."
        >>> [(h.kind, h.victims.count.low) for h in
        ...  tag_statements(text, Span(0, len(text), text)).harms]
        [('killed', 2), ('injured', 1)]
    """
    signs = tag_signs(sentence)
    origin = tag_origin(sentence)
    if not _speaks_of_harm().search(sentence.text):
        return SentenceWords(
            sentence, objects=tag_objects(sentence), signs=signs, origin=origin
        )
    lexemes = lex_sentence(sentence)
    phrases = tag_people(text, lexemes)
    mark_parts(lexemes, phrases)
    zero = tag_zero(sentence)
    harms = [
        harm
        for harm in tag_harms(text, lexemes, phrases)
        if not any(harm.trigger.overlap(none.trigger) for none in zero)
    ]
    agents = tuple(
        AgentWords(item.span) for item in phrases if item.is_agent and is_acting(lexemes, item)
    )
    return SentenceWords(
        sentence,
        (*harms, *zero),
        tag_objects(sentence),
        signs,
        agents,
        tuple(phrase.span for phrase in phrases),
        origin,
    )


@cache
def _speaks_of_harm() -> re.Pattern[str]:
    """Return a pattern of all that may tell of harm, so that most sentences cost little."""
    lexicon = load_lexicon("harms")
    words = {phrase for kind in ("counted", "intransitive", "adjectives", "tolls", "nominal")
             for entry in lexicon[kind] for phrase in entry["words"]}  # fmt: skip
    words |= {form for entry in lexicon["verbs"] for forms in entry["forms"] for form in forms}
    words |= {
        phrase for kind in ("both", "killed", "injured") for phrase in lexicon["zero"][kind]
    }
    body = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\b(?:{body})\b", re.IGNORECASE)
