"""
Where something happened, and how well that is known: no pin without a precision.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.errors import ModelError
from sijill.model.finite import need_finite
from sijill.model.privacy import Public
from sijill.model.span import Span

PRECISIONS = ("exact", "near", "admin2", "admin1", "vague", "country", "sea_or_air")


@dataclass(frozen=True, slots=True)
class Place:
    """
    One place named in a text, as far as it is resolved.

    Attributes:
        words: The name or phrase in the text; ``None`` for places that were computed.
        name: The place's name; before resolving, as written.
        gazetteer_id: ``"geonames:…"`` or another gazetteer's id; ``None``: not resolved.
        admin1: Name of the first-level area (governorate, province).
        country: ISO 3166-1 alpha-2 code.
        latitude: Degrees north, WGS 84, in [-90, 90].
        longitude: Degrees east, WGS 84, in [-180, 180].
        uncertainty_km: Radius in km within which the true place lies, above 0.
        precision: One of `PRECISIONS` (UCDP's where_prec, by name).
        gazetteer_version: Version of the gazetteer, or of the record's own list, that the
            place was found in; ``None``: not resolved.
        learned_from: Id of the decision about the same words elsewhere from which the place
            was taken; ``None``: it was not.

    Raises:
        ModelError: If there are coordinates without an uncertainty and a precision, or a
            value is out of range.
    """

    words: Public[Span | None] = None
    name: Public[str | None] = None
    gazetteer_id: Public[str | None] = None
    admin1: Public[str | None] = None
    country: Public[str | None] = None
    latitude: Public[float | None] = None
    longitude: Public[float | None] = None
    uncertainty_km: Public[float | None] = None
    precision: Public[str | None] = None
    gazetteer_version: Public[str | None] = None
    learned_from: Public[str | None] = None

    def __post_init__(self) -> None:
        need_finite(self, "latitude", "longitude", "uncertainty_km")
        if self.precision is not None and self.precision not in PRECISIONS:
            raise ModelError(f"a place's precision is one of {', '.join(PRECISIONS)}.")
        if (self.latitude is None) != (self.longitude is None):
            raise ModelError("a place has both coordinates or neither.")
        if self.latitude is None or self.longitude is None:
            return
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ModelError("a place's coordinates are degrees in [-90, 90] and [-180, 180].")
        if self.precision is None or not self.uncertainty_km or self.uncertainty_km <= 0:
            raise ModelError("a place with coordinates needs a precision and an uncertainty.")

    @property
    def is_resolved(self) -> bool:
        """Say whether the place has coordinates."""
        return self.latitude is not None
