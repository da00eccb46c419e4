"""
A command of Sijill as it is typed: what a sentence tells somebody to run can be pasted.
"""

from __future__ import annotations

from shlex import quote


def say_command(*words: object) -> str:
    """
    Return a command, each word set in quotes where a shell would take it apart.

    Args:
        words: What follows `sijill`: the command, folders and other values.

    Examples:
        >>> print(say_command("run", "investigation"))
        sijill run investigation
        >>> print(say_command("store move", "record of March"))
        sijill store move 'record of March'
    """
    command, *values = map(str, words)
    return " ".join(("sijill", command, *map(quote, values)))
