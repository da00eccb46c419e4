"""
The API, one file a part; every button of a page is one call of it.
"""

from __future__ import annotations

from sijill.web.api import (
    accounts,
    documents,
    incidents,
    lists,
    live,
    overview,
    people,
    queue,
    signing,
)

FAMILIES = (
    accounts.routes, overview.routes, lists.routes, signing.routes, documents.routes,
    incidents.routes, live.routes, queue.routes, people.routes,
)  # fmt: skip
