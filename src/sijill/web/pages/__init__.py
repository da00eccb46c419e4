"""
The pages, one file a family.
"""

from __future__ import annotations

from sijill.web.pages import (
    account,
    claims,
    documents,
    entering,
    incidents,
    lists,
    overview,
    queue,
    releases,
    signingin,
    summaries,
    team,
)

FAMILIES = (
    entering.routes, signingin.routes, overview.routes, lists.routes, account.routes,
    releases.routes, team.routes, documents.routes, incidents.routes, claims.routes,
    summaries.routes, queue.routes,
)  # fmt: skip
