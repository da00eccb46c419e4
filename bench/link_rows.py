"""
Print generated claims as flat rows, for linkers that know no claims.

``python bench/link_rows.py NUMBER``
"""

from __future__ import annotations

import json
import math
import sys
from typing import Any

from link import CHUNK, make_rows, world_of

from sijill.model import Claim


def main() -> None:
    """Print the rows, each with its truth."""
    number = int(sys.argv[1])
    for seed in range(1, 1 + math.ceil(number / CHUNK)):
        part = min(CHUNK, number - CHUNK * (seed - 1))
        for claim, truth in make_rows(seed, part, world_of(number)):
            print(json.dumps(flatten(claim) | {"truth": f"{seed}/{truth}"}))


def flatten(claim: Claim) -> dict[str, Any]:
    """Return a claim as one row of plain values."""
    when, place = claim.when, claim.where[0] if claim.where else None
    day = when.earliest if when else None
    tolls = {harm.kind: harm.count.low for harm in claim.harms}
    return {
        "unique_id": claim.id,
        "day": day.isoformat() if day else None,
        "week": day.toordinal() // 7 if day else None,
        "place": place.name if place else None,
        "region": place.admin1 if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "violence": claim.violence,
        "killed": tolls.get("killed"),
        "injured": tolls.get("injured"),
        "actor": claim.actors[0].actor_id if claim.actors else None,
        "object": claim.damages[0].object if claim.damages else None,
    }


if __name__ == "__main__":
    main()
