"""
A claim without the people in it: the figures, where the words stand, and safe words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from sijill.model.claim import Claim, Damage, Harm
from sijill.model.count import Count
from sijill.model.daterange import DateRange
from sijill.model.public import PublicCount, PublicDamage, PublicDate, PublicHarm
from sijill.model.release import PublicClaim
from sijill.model.vocabulary import load_terms
from sijill.protect.names import NameGuard
from sijill.protect.places import generalise_place
from sijill.protect.redact import redact_record
from sijill.protect.settings import Settings
from sijill.protect.words import WordShower

_FIELD_PATH = re.compile(r"[a-z0-9_.\[\]]+")


def generalise_claim(
    claim: Claim, *, guard: NameGuard, settings: Settings, is_fresh: bool = False
) -> PublicClaim:
    """
    Return the public form of *claim*; what was withheld is marked in ``absent``.

    Args:
        claim: The claim.
        guard: What is known of names, over all claims of the record.
        settings: The team's choices.
        is_fresh: Whether its incident may be too recent to show where it was.
    """
    shower = WordShower(claim.document_id, guard, settings)
    _keep_back_people(claim, shower)
    places = (
        generalise_place(p, path="where", shower=shower, settings=settings, is_fresh=is_fresh)
        for p in claim.where
    )
    means = zip(redact_record(claim, PublicClaim).means, claim.means, strict=True)
    public = replace(
        redact_record(claim, PublicClaim),
        violence_words=shower.show(claim.violence_words, "violence.words"),
        when=generalise_date(claim.when, shower=shower),
        where=tuple(places),
        means=tuple(
            replace(shown, words=shower.show(own.words, "means.words") or shown.words)
            for shown, own in means
        ),
        harms=tuple(_harm(harm, shower) for harm in claim.harms),
        damages=tuple(_damage(damage, shower) for damage in claim.damages),
        caveats=list_known_caveats(claim.caveats),
    )
    public = replace(public, reported=replace(public.reported, by=_by(claim, shower)))
    return replace(public, absent=_absent(claim.absent, shower.withheld))


def generalise_date(when: DateRange | None, *, shower: WordShower) -> PublicDate | None:
    """Return the public form of a date range; ``None`` passes through."""
    if when is None:
        return None
    return replace(
        redact_record(when, PublicDate),
        words=shower.show(when.words, "when.words"),
        time=shower.show_text(when.time, "when.time"),
    )


def list_known_caveats(caveats: tuple[str, ...]) -> tuple[str, ...]:
    """Return the caveats that are terms of the vocabulary; free text never passes."""
    terms = load_terms("caveat")
    return tuple(term for term in caveats if term in terms)


def _by(claim: Claim, shower: WordShower) -> str | None:
    if claim.reported.by and shower.guard.holds_name(claim.reported.by):
        shower.keep_back("reported.by")
        return None
    return claim.reported.by


def _keep_back_people(claim: Claim, shower: WordShower) -> None:
    if claim.attribution:
        shower.keep_back("attribution.name")
    for harm in claim.harms:
        if harm.names:
            shower.keep_back(f"harms.{harm.kind}.names")


def _count(count: Count, path: str, shower: WordShower) -> PublicCount:
    words = shower.show(count.words, f"{path}.words")
    return replace(redact_record(count, PublicCount), words=words)


def _harm(harm: Harm, shower: WordShower) -> PublicHarm:
    path = f"harms.{harm.kind}"
    public = redact_record(harm, PublicHarm)
    groups = zip(public.groups, harm.groups, strict=True)
    return replace(
        public,
        count=_count(harm.count, f"{path}.count", shower),
        groups=tuple(
            replace(shown, count=_count(own.count, f"{path}.groups.count", shower))
            for shown, own in groups
        ),
    )


def _damage(damage: Damage, shower: WordShower) -> PublicDamage:
    path = f"damages.{damage.object}"
    return replace(
        redact_record(damage, PublicDamage),
        count=_count(damage.count, f"{path}.count", shower),
        words=shower.show(damage.words, f"{path}.words"),
    )


def _absent(absent: Mapping[str, str], withheld: list[str]) -> dict[str, str]:
    terms = load_terms("absence")
    kept = {
        path: term
        for path, term in absent.items()
        if term in terms and _FIELD_PATH.fullmatch(path)
    }
    return kept | dict.fromkeys(withheld, "withheld")
