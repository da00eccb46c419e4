"""
A team at one record: who they are, how they come in, what each may do, and what each did.

The workbench stands on it, and it knows nothing of the workbench.
"""

from __future__ import annotations

from sijill.flow.team.accounts import has_accounts
from sijill.flow.team.bench import Workbench, open_workbench
from sijill.flow.team.entering import (
    enter_by_token,
    find_person,
    has_ended,
    leave,
    make_token,
)

__all__ = [
    "Workbench", "enter_by_token", "find_person", "has_accounts", "has_ended", "leave",
    "make_token", "open_workbench",
]  # fmt: skip
