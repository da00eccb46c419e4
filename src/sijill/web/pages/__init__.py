"""
The pages, one file a family.
"""

from __future__ import annotations

from sijill.web.pages import (
    account,
    claims,
    documents,
    double_coding,
    entering,
    incidents,
    interviews,
    lists,
    overview,
    queue,
    releases,
    restrictions,
    signingin,
    summaries,
    team,
    victims,
)

FAMILIES = (
    entering.routes, signingin.routes, overview.routes, lists.routes, account.routes,
    releases.routes, team.routes, documents.routes, incidents.routes, claims.routes,
    summaries.routes, queue.routes, victims.routes, double_coding.routes,
    interviews.routes, restrictions.routes,
)  # fmt: skip
