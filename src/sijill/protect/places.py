"""
A place as exactly as it may be shown: by the gazetteer's name, and coarser when fresh.

What is written for a place that no gazetteer knows may be a person's home ("the house
of …"); it is withheld, and the area around it is kept.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.model.place import Place
from sijill.model.public import PublicPlace
from sijill.protect.redact import redact_record
from sijill.protect.settings import Settings
from sijill.protect.words import WordShower

_EXACTER_THAN_AREA = ("exact", "near")


def generalise_place(
    place: Place, *, path: str, shower: WordShower, settings: Settings, is_fresh: bool
) -> PublicPlace:
    """
    Return the public form of *place*.

    Args:
        place: The place.
        path: Field path, to say what was withheld.
        shower: Decides on the words.
        settings: How coarse a fresh place is.
        is_fresh: Whether the incident may be too recent to show where it was.
    """
    public = redact_record(place, PublicPlace)
    if is_fresh:
        return _coarsen(public, path=path, shower=shower, settings=settings)
    if place.gazetteer_id is None and place.name is not None:
        shower.keep_back(f"{path}.name")
        public = replace(public, name=None)
    known = [name for name in (public.name, place.admin1) if name and place.gazetteer_id]
    return replace(public, words=shower.show(place.words, f"{path}.words", known=known))


def _coarsen(
    public: PublicPlace, *, path: str, shower: WordShower, settings: Settings
) -> PublicPlace:
    """Move a fresh place to the middle of a cell about as wide as the least uncertainty."""
    shower.keep_back(path)
    words = replace(public.words, text=None) if public.words else None
    if public.latitude is None or public.longitude is None:
        return replace(
            public, words=words, name=None, gazetteer_id=None, gazetteer_version=None
        )
    cell = settings.coarsen_km / 111.0  # km in a degree of latitude
    exact = public.precision in _EXACTER_THAN_AREA
    return replace(
        public,
        words=words,
        name=None,
        gazetteer_id=None,
        gazetteer_version=None,
        latitude=max(-90.0, min(90.0, round(round(public.latitude / cell) * cell, 3))),
        longitude=max(-180.0, min(180.0, round(round(public.longitude / cell) * cell, 3))),
        uncertainty_km=max(public.uncertainty_km or 0.0, settings.coarsen_km),
        precision="admin2" if exact else public.precision,
    )
