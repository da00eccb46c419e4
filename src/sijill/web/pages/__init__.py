"""
The pages, one file a family.
"""

from __future__ import annotations

from sijill.web.pages import account, entering, overview, releases, signingin, team

FAMILIES = (
    entering.routes, signingin.routes, overview.routes, account.routes, releases.routes,
    team.routes,
)  # fmt: skip
