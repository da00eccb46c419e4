"""
What can be set about reconciling.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of `reconcile`.

    Attributes:
        about_share: Share by which "about" and "nearly" may miss a number and still agree.
        copy_share: Share of the shorter of two texts, in phrases, from which one is a copy of
            the other as it stands, in (0, 1].
        copy_mass: Weight of the shared phrases below which two texts are no copies; a phrase
            weighs 1 at most.
        edit_words: Share of the telling words, beside the act's own, from which one of two
            texts is an edited copy, in (0, 1].
        edit_phrases: Share of the phrases that it must have besides, in (0, 1].
        edit_ease: What both shares are multiplied by where the texts also tell the same names
            and large numbers beside the act's own, in (0, 1].
        translation_signs: Names and numbers, beside the act's own, that a translation has in
            common with its original, at least.
        translation_share: Share of the names and numbers that these must be, unless there are
            both names and large numbers among them, in (0, 1].
        summary_incidents: Incidents that a summary lists by id at most; how many there are it
            says in any case.
        weak_link: Probability of the weakest link below which a caveat is set, in [0, 1].
    """

    about_share: float = 0.1
    copy_share: float = 0.6
    copy_mass: float = 5.0
    edit_words: float = 0.5
    edit_phrases: float = 0.14
    edit_ease: float = 0.75
    translation_signs: int = 2
    translation_share: float = 0.4
    summary_incidents: int = 2000
    weak_link: float = 0.5
