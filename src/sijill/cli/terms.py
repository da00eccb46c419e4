"""
What the commands of actors and of sources share: options, tables, and what is appended.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE
from sijill.errors import say_command

if TYPE_CHECKING:
    from sijill.flow.naming import TermShown
    from sijill.model import VocabularyChange

TEXT = click.argument("text", metavar="[TEXT]", required=False)
TERM = click.argument("term", metavar="TERM")
NAME = click.option("--name", default=None, help="The name, in English and neutral.")
ALIAS = click.option("--alias", multiple=True, help="Another name; again for the next.")
WITHOUT = click.option("--without", multiple=True, help="A name that it has no longer.")
OWN = click.option("--own", is_flag=True, help="Only what the record added or changed.")
Filter = Callable[["TermShown"], bool]


def show_list(
    vocabulary: str, record: Path | None, text: str | None, own: bool, is_asked: Filter,
    columns: Sequence[str], *, as_json: bool,
) -> int:  # fmt: skip
    """Print the terms that are asked for."""
    from sijill.flow.naming import list_terms

    found = [
        one
        for one in list_terms(vocabulary, record)
        if is_asked(one)
        and (not own or "record" in one.origin)
        and (text is None or any(text.casefold() in name for name in _names(one)))
    ]
    if as_json:
        for one in found:
            printing.print_json(one)
    elif found:
        printing.print_table(columns, ([_cell(one, name) for name in columns] for one in found))
    else:
        click.echo("none")
    return DONE


def _names(one: TermShown) -> list[str]:
    value: Any = one.value
    named = value.all_names() if hasattr(value, "all_names") else (value.name, *value.aliases)
    return [name.casefold() for name in (value.id, *named)]


def _cell(one: TermShown, column: str) -> object:
    value: Any = one.value
    match column:
        case "term":
            return value.id
        case "from":
            return one.origin
        case "country" if hasattr(value, "countries"):
            return " ".join(sorted(value.countries))
        case "languages" | "beat":
            return " ".join(getattr(value, column))
    return getattr(value, column)


def add_show(group: click.Group, vocabulary: str, example: str) -> None:
    """Give *group* its command that shows one term."""

    @group.command(
        "show",
        help=options.with_example(
            f"Show one of the {vocabulary}: its names and facts, and who changed them.",
            f"sijill {vocabulary} show {example}",
        ),
    )
    @TERM
    @options.MAY_RECORD
    @options.AS_JSON
    def show(term: str, record: Path | None, as_json: bool) -> int:
        from sijill.flow.naming import show_term

        shown = show_term(vocabulary, record, term)
        if as_json:
            printing.print_json(shown)
        else:
            print_term(shown, asked=term)
        return DONE


def print_term(shown: TermShown, *, asked: str) -> None:
    """Print one term: its names and facts, where it is from, who changed it."""
    from sijill.model.form import to_json

    form = to_json(shown.value)
    if asked != form["id"]:
        click.echo(f"{asked} was merged into {form['id']}.")
    said = {key: value for key, value in form.items() if value not in (None, [], {})}
    width = max(map(len, said))
    for key, value in said.items():
        click.echo(f"{key.replace('_', ' '):<{width}}  {_word(value)}")
    click.echo(f"{'from':<{width}}  {shown.origin}")
    for gone in shown.merged:
        click.echo(f"{'merged':<{width}}  {gone}")
    for change in shown.changes:
        what = f"{change.change} {change.term}" + (f" → {change.into}" if change.into else "")
        click.echo(f"{what} by {change.by} on {change.at}: {change.why} ({change.id})")


def _word(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_word(item)}" for key, item in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def take_plain(given: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """Return the values that were given, by key."""
    return {key: given[key] for key in keys if given[key] is not None}


def take_lists(given: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """Return the lists that were given, by the key of a vocabulary file."""
    return {kept: list(given[key]) for key, kept in keys.items() if given[key]}


def take_pairs(given: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """
    Return the pairs that were given as ``CODE=NAME``, lists by their first part.

    Examples:
        >>> take_pairs({"native": ("ar=X", "ar=Y")}, {"native": "names"})
        {'names': {'ar': ['X', 'Y']}}
    """
    row: dict[str, Any] = {}
    for key, kept in keys.items():
        for pair in given[key]:
            before, sign, after = pair.partition("=")
            if not (before and sign and after):
                raise click.BadParameter(
                    f"expected two parts with = between them, got {pair!r}.",
                    param_hint=f"--{key.replace('_', '-')}",
                )
            row.setdefault(kept, {}).setdefault(before.strip(), []).append(after.strip())
    return row


def append_term(
    vocabulary: str, folder: Path, term: str, row: dict[str, Any], given: Mapping[str, Any]
) -> int:
    """Append what is new of a term, and say which other terms bear its names."""
    from sijill.flow.naming import add_term, list_namesakes

    names = [row.get("name", ""), *row.get("aliases", ())]
    others = list_namesakes(vocabulary, folder, term, [name for name in names if name])
    change = add_term(
        vocabulary, folder, term, row,
        by=given["by"], why=given["why"], dry_run=given["dry_run"],
    )  # fmt: skip
    for name, other in others:
        click.echo(f"“{name}” is also a name of {other}.", err=True)
    return tell_change(change, folder, dry_run=given["dry_run"], as_json=given["as_json"])


def add_merge(group: click.Group, vocabulary: str, example: str) -> None:
    """Give *group* its command that makes two terms one."""

    @group.command(
        "merge",
        help=options.with_example(
            f"Say that two of the {vocabulary} are one; the first goes into the second. "
            "`sijill decide withdraw` parts them again.",
            f"sijill {vocabulary} merge {example} --record investigation "
            '--why "one under two names"',
        ),
    )
    @click.argument("gone", metavar="TERM")
    @click.argument("into", metavar="INTO")
    @options.RECORD_HERE
    @options.WHY
    @options.by_option()
    @options.DRY_RUN
    @options.AS_JSON
    def merge(
        gone: str, into: str, folder: Path, why: str, by: str, dry_run: bool, as_json: bool
    ) -> int:
        from sijill.flow.naming import merge_terms

        change = merge_terms(vocabulary, folder, gone, into, by=by, why=why, dry_run=dry_run)
        return tell_change(change, folder, dry_run=dry_run, as_json=as_json)


def tell_change(change: VocabularyChange, folder: Path, *, dry_run: bool, as_json: bool) -> int:
    """Say what was appended, and when it takes effect."""
    if as_json:
        printing.print_json(change)
        return DONE
    done = "Would append" if dry_run else "Appended"
    what = f"{change.term} into {change.into}" if change.into else change.term
    click.echo(f"{done} decision {change.id}: {change.change} {what}.")
    click.echo(f"It takes effect with: {say_command('run', folder)}", err=True)
    return DONE
