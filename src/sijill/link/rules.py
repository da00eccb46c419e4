"""
Which claims may never stand together, whatever their weights say.
"""

from __future__ import annotations

import numpy as np

from sijill.link.columns import Columns, Flags, Ints


def may_join(columns: Columns, left: Ints, right: Ints) -> Flags:
    """
    Say of each pair whether its claims may speak of one incident.

    Claims of one document are different acts, unless one denies what the other says; an
    excluded act never joins a counted one; what is planned or supposed joins nothing. Two
    rows of one dataset are two acts, as two claims of one report are.
    """
    alike = columns.counted[left] == columns.counted[right]
    founding = columns.founding[left] & columns.founding[right]
    apart = columns.document[left] != columns.document[right]
    apart |= columns.denied[left] != columns.denied[right]
    return np.asarray(alike & founding & apart)
