"""
Whether a column has one of some values, asked in the same words for any number of them.

A question whose words stay the same is put together, and understood by the database, once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Texts(sa.types.TypeDecorator[Any]):
    """Any number of texts as one value: an array, or JSON where a database has no arrays."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> Any:
        kind = postgresql.ARRAY(sa.Text) if dialect.name == "postgresql" else sa.Text()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> Any:
        return value if dialect.name == "postgresql" else json.dumps(value)


class _Among(FunctionElement[bool]):
    """A column, and the texts that its value is looked for among."""

    type = sa.Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:  # noqa: ARG002
        """Stand as it is: held against a number, as other truths are, it would use no index."""
        return self


def among(column: sa.ColumnElement[Any], named: str) -> sa.ColumnElement[bool]:
    """
    Return the condition that a column has one of the texts that a question is given.

    Args:
        column: A column of texts.
        named: Name of the parameter, given as `listed` makes it.
    """
    return _Among(column, sa.bindparam(named, type_=_Texts()))


def listed(values: Iterable[str]) -> list[str]:
    """
    Return values as a parameter of `among` takes them: each once, in one order.

    Examples:
        >>> listed(["c", "a", "c"])
        ['a', 'c']
    """
    return sorted(set(values))


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(one, **how) for one in element.clauses)
    return f"{column} = ANY ({values})"


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(one, **how) for one in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"
