"""
The desk's tables: one a record type, a column a field.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from sijill.model.account import (
    Account,
    ApiToken,
    Attempts,
    AuditEntry,
    Invitation,
    Rate,
    RecoveryCode,
    Session,
)
from sijill.model.working import Answer, Assignment, Restriction, SavedView, Withholding

METADATA = sa.MetaData()


def _key(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=True)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False)


def _maybe(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


ACCOUNTS = sa.Table(
    "accounts", METADATA, _key("id"), _text("key"), _text("name"), _text("role"),
    _text("password"), _text("made_at"), _maybe("seed"), _number("step"), _maybe("ended_at"),
    sa.Index("accounts_by_key", "key", unique=True),
)  # fmt: skip
RECOVERY_CODES = sa.Table(
    "recovery_codes", METADATA, _key("digest"), _text("account_id"), _maybe("used_at"),
    sa.Index("recovery_codes_by_account", "account_id"),
)  # fmt: skip
SESSIONS = sa.Table(
    "sessions", METADATA, _key("digest"), _text("id"), _text("account_id"), _text("stage"),
    _text("made_at"), _text("seen_at"), _text("ends_at"), _text("address"), _text("browser"),
    sa.Index("sessions_by_account", "account_id"),
)  # fmt: skip
INVITATIONS = sa.Table(
    "invitations", METADATA, _key("digest"), _text("id"), _text("role"), _text("by"),
    _text("made_at"), _text("ends_at"), _maybe("used_at"), _maybe("used_by"),
)  # fmt: skip
TOKENS = sa.Table(
    "tokens", METADATA, _key("digest"), _text("id"), _text("account_id"), _text("name"),
    sa.Column("rights", sa.JSON, nullable=False), _text("made_at"), _text("ends_at"),
    _maybe("ended_at"), _maybe("used_at"), sa.Index("tokens_by_account", "account_id"),
)  # fmt: skip
ATTEMPTS = sa.Table(
    "attempts", METADATA, _key("key"), _number("failures"), _text("last_at"), _text("free_at"),
)  # fmt: skip
RATES = sa.Table("rates", METADATA, _key("key"), _number("minute"), _number("taken"))
AUDIT = sa.Table(
    "audit", METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    _text("at"), _text("by"), _text("act"), sa.Column("ids", sa.JSON, nullable=False),
    _text("previous"), _text("digest"), sa.Index("audit_by_person", "by", "number"),
    sa.Index("audit_by_act", "act", "number"),
)  # fmt: skip
AUDIT_END = sa.Table(
    "audit_end", METADATA, sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    _number("number"), _text("digest"),
)  # fmt: skip
VIEWS = sa.Table(
    "views", METADATA, _key("id"), _text("account_id"), _text("name"), _text("page"),
    _text("query"), _text("made_at"), sa.Column("shared", sa.Boolean, nullable=False),
    sa.Index("views_by_account", "account_id"),
)  # fmt: skip
ASSIGNMENTS = sa.Table(
    "assignments", METADATA, _key("kind"), _key("item"), _text("account_id"), _text("by"),
    _text("at"), sa.Index("assignments_by_account", "account_id"),
)  # fmt: skip
RESTRICTIONS = sa.Table(
    "restrictions", METADATA, _key("kind"), _key("item"), _text("role"), _text("by"),
    _text("at"), _text("why"),
    sa.Column("accounts", sa.JSON, nullable=False, server_default="[]"),
)  # fmt: skip
WITHHOLDINGS = sa.Table(
    "withholdings", METADATA, _key("field"), sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("accounts", sa.JSON, nullable=False), _text("by"), _text("at"), _text("why"),
)  # fmt: skip
# One row: a mark that is another after each change of who there is and of what they may see.
SEEING = sa.Table(
    "seeing", METADATA, sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    _text("mark"),
)  # fmt: skip
ANSWERS = sa.Table(
    "answers", METADATA, _key("key"), _key("account_id"), _text("request"), _number("status"),
    _text("body"), _text("at"),
)  # fmt: skip

TABLES: Mapping[type, sa.Table] = {
    Account: ACCOUNTS,
    RecoveryCode: RECOVERY_CODES,
    Session: SESSIONS,
    Invitation: INVITATIONS,
    ApiToken: TOKENS,
    Attempts: ATTEMPTS,
    Rate: RATES,
    AuditEntry: AUDIT,
    SavedView: VIEWS,
    Assignment: ASSIGNMENTS,
    Restriction: RESTRICTIONS,
    Withholding: WITHHOLDINGS,
    Answer: ANSWERS,
}
# What is lost of these with the power of a server's machine does no harm; what was kept before
# anything of the record or the audit log is kept with it.
BRIEF: frozenset[type] = frozenset({Answer})
# What anybody may see follows from these.
SEEN_BY: frozenset[type] = frozenset({Account, Restriction, Withholding})
