"""
What a person can see and do in the workbench: one function a page or a button.
"""

from __future__ import annotations

from sijill.flow.workbench.overviewing import show_overview

__all__ = ["show_overview"]
