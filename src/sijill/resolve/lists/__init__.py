"""
Lists of places that others keep, read into rows and written as one gazetteer file each.

Known are the country files of GeoNames, administrative boundaries with P-codes, the places of
UCDP's events, lists of P-codes, and a team's own table of local names.
"""

from __future__ import annotations

from sijill.resolve.lists.choosing import LIST_KINDS, ListFormat, find_format, read_parts
from sijill.resolve.lists.listed import Known, Listed, RefusedRow
from sijill.resolve.lists.outline import Outline
from sijill.resolve.lists.parts import Part, list_parts
from sijill.resolve.lists.writing import LISTS_VERSION, Written, write_list

__all__ = [
    "LISTS_VERSION",
    "LIST_KINDS",
    "Known",
    "ListFormat",
    "Listed",
    "Outline",
    "Part",
    "RefusedRow",
    "Written",
    "find_format",
    "list_parts",
    "read_parts",
    "write_list",
]
