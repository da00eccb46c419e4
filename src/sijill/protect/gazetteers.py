"""
Which lists of places a release leans on: licences ask that each is named.
"""

from __future__ import annotations

from collections.abc import Iterable

from sijill.model.place import Place
from sijill.model.placelist import PlaceList
from sijill.model.release import PublicGazetteer
from sijill.protect.redact import redact_record

_BUNDLED = "bundled"


def name_gazetteers(
    lists: Iterable[PlaceList], places: Iterable[Place | None]
) -> tuple[PublicGazetteer, ...]:
    """
    Return the lists that *places* were found in, bundled ones first.

    The bundled files are asked together, and what they say of one place is joined; where one
    was used, all are named. The team's names for its lists stay in the record.

    Args:
        lists: The bundled lists and the record's own.
        places: The places of the release, before they are coarsened.
    """
    used = {place.gazetteer_version for place in places if place and place.is_resolved}
    if not used:
        return ()
    named = [item for item in lists if item.kind == _BUNDLED or item.version in used]
    ordered = sorted(named, key=lambda item: (item.kind != _BUNDLED, item.version))
    return tuple(redact_record(item, PublicGazetteer) for item in ordered)
