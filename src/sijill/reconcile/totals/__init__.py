"""
Totals of one record under several codebooks, side by side.

Sums over several incidents are never added; what cannot be placed stands on lines of its
own; unknown is shown as unknown. The doubt about linking and about what the words leave open
is carried to every line.
"""

from __future__ import annotations

from sijill.reconcile.totals.axes import AXES
from sijill.reconcile.totals.counting import Tally, tally_incident
from sijill.reconcile.totals.doubt import DoubtSettings
from sijill.reconcile.totals.lines import total_record

__all__ = ["AXES", "DoubtSettings", "Tally", "tally_incident", "total_record"]
