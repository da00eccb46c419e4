"""
What the desk keeps of those who use the workbench: accounts, sessions, invitations, tokens.

No secret is kept that a stranger who reads the desk could use: passwords are Argon2id hashes,
and links, tokens, recovery codes and session cookies are digests. The seed of a second factor
is sealed with a key that lies elsewhere, since codes are computed from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.model.privacy import Private, Public, Restricted


@dataclass(frozen=True, slots=True)
class Account:
    """
    A person who may sign in.

    Attributes:
        id: Opaque id.
        key: The name folded, so that two names that look alike are one.
        name: Name in the team.
        role: A value of `Role`.
        password: Argon2id hash with its parameters.
        made_at: Instant in UTC, ISO 8601.
        seed: Seed of the second factor, sealed; ``None``: none is set up.
        step: The last step of time whose code was taken; no code up to it is taken again.
        ended_at: When the account was ended; ``None``: it stands.
    """

    id: Public[str]
    key: Restricted[str]
    name: Restricted[str]
    role: Public[str]
    password: Private[str]
    made_at: Public[str]
    seed: Private[str | None] = None
    step: Private[int] = 0
    ended_at: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class RecoveryCode:
    """
    A code that stands in for the second factor, once.

    Attributes:
        digest: Digest of the code.
        account_id: Whose.
        used_at: When it was used; ``None``: never.
    """

    digest: Private[str]
    account_id: Public[str]
    used_at: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class Session:
    """
    A browser that somebody signed in with.

    Attributes:
        digest: Digest of what the cookie holds.
        id: Opaque id, to show and to end it by.
        account_id: Whose.
        stage: ``full``; ``code``, the second factor is still to come; ``setup``, it must be set
            up first.
        made_at: When it began.
        seen_at: When it was last used, to the minute.
        ends_at: When it ends whatever happens.
        address: Where it was begun from.
        browser: What the browser said it is, cut short.
    """

    digest: Private[str]
    id: Public[str]
    account_id: Public[str]
    stage: Public[str]
    made_at: Public[str]
    seen_at: Public[str]
    ends_at: Public[str]
    address: Restricted[str] = ""
    browser: Restricted[str] = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """
    A link by which one person makes one account.

    Attributes:
        digest: Digest of what the link holds.
        id: Opaque id, to show and to take it back by.
        role: The role of the account that it makes.
        by: Id of who invites.
        made_at: When.
        ends_at: When it ends if it is not used.
        used_at: When it was used or taken back; ``None``: it stands.
        used_by: Id of the account that it made; ``None``: none.
    """

    digest: Private[str]
    id: Public[str]
    role: Public[str]
    by: Public[str]
    made_at: Public[str]
    ends_at: Public[str]
    used_at: Public[str | None] = None
    used_by: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class ApiToken:
    """
    What a programme signs in with, for one account, with some of its rights.

    Attributes:
        digest: Digest of the token.
        id: Opaque id, to show and to end it by.
        account_id: Whose.
        name: What it is for.
        rights: Values of `Right`.
        made_at: When.
        ends_at: When it ends.
        ended_at: When it was ended before that; ``None``: it was not.
        used_at: When it was last used, to the minute; ``None``: never.
    """

    digest: Private[str]
    id: Public[str]
    account_id: Public[str]
    name: Restricted[str]
    rights: Public[tuple[str, ...]]
    made_at: Public[str]
    ends_at: Public[str]
    ended_at: Public[str | None] = None
    used_at: Public[str | None] = None


@dataclass(frozen=True, slots=True)
class Attempts:
    """
    How often somebody failed to sign in: with one account's name, or from one address.

    Attributes:
        key: Digest of the name or the address.
        failures: How many in a row.
        last_at: When the last was.
        free_at: When the next is heard.
    """

    key: Restricted[str]
    failures: Restricted[int]
    last_at: Restricted[str]
    free_at: Restricted[str]


@dataclass(frozen=True, slots=True)
class Rate:
    """
    How many requests one session or address has been given in a minute, by all processes.

    Attributes:
        key: Digest of the session or the address.
        minute: The minute, counted since 1970.
        taken: How many were given out.
    """

    key: Restricted[str]
    minute: Public[int]
    taken: Public[int]


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """
    One line of the audit log: who did what, to which ids; no names of victims, no source text.

    Attributes:
        number: From 1.
        at: Instant in UTC, ISO 8601.
        by: Id of who did it.
        act: What, such as ``account.invite`` or ``decision.judge``.
        ids: What it was done to.
        previous: Digest of the line before.
        digest: Digest of this line's other fields in canonical form.
    """

    number: Public[int]
    at: Public[str]
    by: Public[str]
    act: Public[str]
    ids: Public[tuple[str, ...]] = ()
    previous: Public[str] = ""
    digest: Public[str] = ""
