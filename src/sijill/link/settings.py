"""
What can be set about linking.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log2

_LEAST_SHARE = 4  # of the commonest word's claims, one in so many is let in at any size


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of `link`. The match weights stand apart, in a table of their own.

    Attributes:
        weights: File of match weights in the record's folder; ``None``: the newest that
            ``sijill link --train`` made there, or the bundled ones.
        join_at: Probability from which two groups of claims are joined, in (0, 1).
        veto_below_bits: A pair whose weight lies below this many bits keeps its groups
            apart, however well the others match: no chain drags distant claims together.
        news_days: Days after an act within which most of its news appears; bounds the
            search for claims without a date, and is never stored as a date.
        slack_days: Days by which two stated dates of one act may miss each other.
        bucket_days: Width of a time bucket, in days.
        cell_km: Width of a cell of the fine grid, in km.
        coarse_cell_km: Width of a cell of the coarse grid, in km.
        coarse_km: Uncertainty from which a place is searched on the coarse grid, in km.
        longest_days: Claims whose dates span more days than this are searched by wording
            and names only.
        rare_words: How many of a report's most telling words search for reports that share
            them.
        largest_bucket: Buckets of common wording with more claims than this are skipped.
        commonest_word: Telling words of more claims than this search for nothing. With each
            doubling above ``few_claims`` it halves, down to a quarter: what many reports of a
            large record share is chance.
        crowded: Of more claims of one time and place than this, only those are compared that
            agree in day, place and number, in day, place and act, or in wording or names.
        few_claims: Up to so many claims, whatever reaches ``join_at`` may hold claims together.
            With each doubling of the record the bar rises by one bit, since chance
            likenesses grow with it, and would hold everything together in the end.
        largest_component: Claims that reach one another from which the weakest pairs are
            left out, until the parts are no larger.
    """

    weights: str | None = None
    join_at: float = 0.5
    veto_below_bits: float = -7.0
    news_days: int = 14
    slack_days: int = 2
    bucket_days: int = 4
    cell_km: float = 40.0
    coarse_cell_km: float = 400.0
    coarse_km: float = 50.0
    longest_days: int = 62
    rare_words: int = 12
    largest_bucket: int = 200
    commonest_word: int = 200
    crowded: int = 1500
    few_claims: int = 25_000
    largest_component: int = 3000


def doublings_of(settings: Settings, claims: int) -> int:
    """
    Return how many times a record of *claims* has doubled since it had few.

    Examples:
        >>> [doublings_of(Settings(), claims) for claims in (0, 25_000, 49_999, 1_000_000)]
        [0, 0, 0, 5]
    """
    return int(log2(max(1.0, claims / settings.few_claims)))


def settings_of(settings: Settings, claims: int) -> Settings:
    """
    Return the settings as they hold in a record of *claims*.

    Examples:
        >>> [settings_of(Settings(), n).commonest_word for n in (9_000, 60_000, 10**6)]
        [200, 100, 50]
    """
    word = settings.commonest_word
    word = max(word // _LEAST_SHARE, word >> doublings_of(settings, claims))
    return replace(settings, commonest_word=word)
