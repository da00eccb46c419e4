"""
What can be set about the store: the server that a record's data lie on, if on any.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of `store`.

    Unless one of the first two is set, all of a record lies in its folder. Then its logs,
    derived records and accounts lie in a PostgreSQL database, and the rest stays in the folder.
    `sijill store move DIR URL` sets them; the URL holds a password and never stands here.

    Attributes:
        url_variable: Name of the environment variable that holds the database's URL.
        url_file: Name of a file that holds it, inside the record's folder or from the root of
            the disk. Only its owner may read it.
        record: Id of the record, which the database must name too.
    """

    url_variable: str | None = None
    url_file: str | None = None
    record: str | None = None
