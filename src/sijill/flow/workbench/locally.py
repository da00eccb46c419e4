"""
The one person of a workbench that runs on a machine for its user alone.
"""

from __future__ import annotations

import getpass
import os

from sijill.model.person import Person
from sijill.model.role import Role


def local_person() -> Person:
    """
    Return the user of this machine, who may do everything to a record that is their own.

    Examples:
        >>> local_person().id
        'local'
    """
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = str(os.getuid()) if hasattr(os, "getuid") else "unknown"
    return Person("local", name, Role.ADMINISTRATOR)
