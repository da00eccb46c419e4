"""
What a person may do in the workbench: a role, and the rights that it gives.
"""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """
    One kind of thing that a route or a function may ask for.

    Attributes:
        READ: See what is not private.
        READ_PRIVATE: See who was harmed, and all of the sources' own words.
        DECIDE: Judge, assess, add claims and assign.
        SIGN: Sign what another person decided.
        PUBLISH: Make a release.
        ADMINISTER: Invite, change roles, restrict records, and read the audit log.
    """

    READ = "read"
    READ_PRIVATE = "read_private"
    DECIDE = "decide"
    SIGN = "sign"
    PUBLISH = "publish"
    ADMINISTER = "administer"


class Role(StrEnum):
    """
    What a person is in the team; each role may do all that the ones before it may.

    Attributes:
        VIEWER: Reads what is not private.
        CODER: Reads everything and decides.
        REVIEWER: Signs what others decided.
        PUBLISHER: Makes releases.
        ADMINISTRATOR: Invites people and ends accounts.
    """

    VIEWER = "viewer"
    CODER = "coder"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


_ADDED = {
    Role.VIEWER: frozenset({Right.READ}),
    Role.CODER: frozenset({Right.READ_PRIVATE, Right.DECIDE}),
    Role.REVIEWER: frozenset({Right.SIGN}),
    Role.PUBLISHER: frozenset({Right.PUBLISH}),
    Role.ADMINISTRATOR: frozenset({Right.ADMINISTER}),
}


def rights_of(role: Role) -> frozenset[Right]:
    """
    Return every right that *role* gives.

    Examples:
        >>> sorted(rights_of(Role.CODER))
        [<Right.DECIDE: 'decide'>, <Right.READ: 'read'>, <Right.READ_PRIVATE: 'read_private'>]
    """
    return frozenset[Right]().union(*(_ADDED[one] for one in Role if is_within(one, role)))


def is_within(role: Role, other: Role) -> bool:
    """
    Say whether *other* may do all that *role* may.

    Examples:
        >>> is_within(Role.CODER, Role.PUBLISHER), is_within(Role.PUBLISHER, Role.CODER)
        (True, False)
    """
    order = list(Role)
    return order.index(role) <= order.index(other)
