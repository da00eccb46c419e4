"""
What a person can see and do in the workbench: one function a page or a button.
"""

from __future__ import annotations

from sijill.flow.workbench.accounts import has_accounts
from sijill.flow.workbench.bench import Workbench, open_workbench
from sijill.flow.workbench.entering import enter_by_token, find_person, leave, make_token
from sijill.flow.workbench.overviewing import show_overview

__all__ = [
    "Workbench", "enter_by_token", "find_person", "has_accounts", "leave", "make_token",
    "open_workbench", "show_overview",
]  # fmt: skip
