"""
What the lists together imply about those on none of them.

From two lists, an estimate that leans on their independence; from more, models of how they
depend on one another. A refusal is a result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sijill.rooms import load_when_asked

if TYPE_CHECKING:
    from sijill.estimate.linkages import estimate_over_linkages
    from sijill.estimate.methods import METHODS, estimate_population
    from sijill.estimate.replicates import combine_replicates
    from sijill.estimate.result import PopulationEstimate, refuse
    from sijill.estimate.rows import tabulate_members, tabulate_rows
    from sijill.estimate.settings import Settings
    from sijill.estimate.strata import estimate_strata
    from sijill.estimate.table import PatternTable
    from sijill.estimate.two_lists import (
        TwoListEstimate,
        estimate_lincoln_petersen,
        estimate_lower_bound,
        estimate_two_lists,
    )
else:
    __getattr__ = load_when_asked(
        __name__,
        {
            "estimate_over_linkages": "linkages",
            "METHODS": "methods",
            "estimate_population": "methods",
            "combine_replicates": "replicates",
            "PopulationEstimate": "result",
            "refuse": "result",
            "tabulate_members": "rows",
            "tabulate_rows": "rows",
            "Settings": "settings",
            "estimate_strata": "strata",
            "PatternTable": "table",
            "TwoListEstimate": "two_lists",
            "estimate_lincoln_petersen": "two_lists",
            "estimate_lower_bound": "two_lists",
            "estimate_two_lists": "two_lists",
        },
    )

__all__ = [
    "METHODS", "PatternTable", "PopulationEstimate", "Settings", "TwoListEstimate",
    "combine_replicates", "estimate_lincoln_petersen", "estimate_lower_bound",
    "estimate_over_linkages", "estimate_population", "estimate_strata",
    "estimate_two_lists", "refuse", "tabulate_members", "tabulate_rows",
]  # fmt: skip
