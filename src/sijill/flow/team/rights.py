"""
The one question every function asks first: may this person do this?
"""

from __future__ import annotations

from sijill.errors import NotAllowed
from sijill.model.person import Person
from sijill.model.role import Right


def need(person: Person, right: Right) -> None:
    """
    Go on if *person* has *right*.

    Raises:
        NotAllowed: If not.
    """
    if not person.may(right):
        raise NotAllowed(right.value)
