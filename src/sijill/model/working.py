"""
What the desk keeps of the work itself: views, assignments, restrictions, answers to repeat.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.privacy import Private, Public, Restricted


@dataclass(frozen=True, slots=True)
class SavedView:
    """
    A page with its filters, kept under a name.

    Attributes:
        id: Opaque id.
        account_id: Whose; a shared view is shown to all.
        name: What it is called.
        page: Which page, such as ``queue``.
        query: Its filters, as in the address after the question mark.
        made_at: When it was kept.
        shared: Whether the team sees it.
    """

    id: Public[str]
    account_id: Public[str]
    name: Restricted[str]
    page: Public[str]
    query: Restricted[str]
    made_at: Public[str]
    shared: Public[bool] = False


@dataclass(frozen=True, slots=True)
class Assignment:
    """
    Who looks at something.

    Attributes:
        kind: ``incident``, ``claim``, ``document``, ``victim``, ``pair`` …
        item: Its id.
        account_id: Id of who looks at it.
        by: Id of who said so.
        at: When.
    """

    kind: Public[str]
    item: Public[str]
    account_id: Public[str]
    by: Public[str]
    at: Public[str]


@dataclass(frozen=True, slots=True)
class Restriction:
    """
    That something is for a role and those above it, and not for some accounts.

    For others it is as if it were not there.

    Attributes:
        kind: ``document``, ``claim``, ``incident`` or ``victim``.
        item: Its id.
        role: The lowest role that may see it, a value of `Role`.
        by: Id of who said so.
        at: When.
        why: The reason.
        accounts: Ids of accounts that it is kept from whatever their role.
    """

    kind: Public[str]
    item: Public[str]
    role: Public[str]
    by: Public[str]
    at: Public[str]
    why: Restricted[str]
    accounts: Public[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Withholding:
    """
    That a field of every record is kept from some roles and accounts.

    For them it is as if it were not there.

    Attributes:
        field: A value of `FieldName`.
        roles: Values of `Role` that it is kept from.
        accounts: Ids of accounts that it is kept from whatever their role.
        by: Id of who said so.
        at: When.
        why: The reason.
    """

    field: Public[str]
    roles: Public[tuple[str, ...]]
    accounts: Public[tuple[str, ...]]
    by: Public[str]
    at: Public[str]
    why: Restricted[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What a write was answered, kept for the one who asks again with the same key.

    Attributes:
        key: The key that came with the write.
        account_id: Whose write.
        request: Digest of the write, so that a key is not used for another.
        status: The answer's status.
        body: The answer.
        at: When.
    """

    key: Restricted[str]
    account_id: Public[str]
    request: Public[str]
    status: Public[int]
    body: Private[str]
    at: Public[str]
