"""
What can be set about the workbench; apart from it, since every record has settings.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of the workbench.

    Attributes:
        hosts: Names under which a team's server may be reached, beside this machine's own.
        password_shortest: Characters of a password, at least.
        second_factor: Whether everybody on a team's server needs a second factor.
        idle_minutes: Minutes in which somebody does nothing after which their session ends.
        session_hours: Hours after which a session ends whatever happens.
        invitation_days: Days after which an invitation that was not used ends.
        token_days: Days that a token lasts, at most.
        requests_minute: Requests a minute that one session or address may make.
        body_mib: Largest request, in MiB.
        double_coding: Share of the documents that two people code blind, in [0, 1].
        argon2_passes: Passes of Argon2id over its memory.
        argon2_mib: Memory of Argon2id, in MiB.
        argon2_lanes: Lanes of Argon2id.
    """

    hosts: tuple[str, ...] = ()
    password_shortest: int = 12
    second_factor: bool = True
    idle_minutes: int = 60
    session_hours: int = 12
    invitation_days: int = 3
    token_days: int = 366
    requests_minute: int = 1200
    body_mib: int = 8
    double_coding: float = 0.0
    argon2_passes: int = 3
    argon2_mib: int = 64
    argon2_lanes: int = 4
