"""
The commands of actors: list, show, find, add, merge.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sijill.cli import options, printing
from sijill.cli.ending import DONE
from sijill.cli.terms import (
    ALIAS,
    NAME,
    OWN,
    TERM,
    TEXT,
    WITHOUT,
    add_merge,
    add_show,
    append_term,
    show_list,
    take_lists,
    take_pairs,
    take_plain,
)

if TYPE_CHECKING:
    from sijill.flow.naming import TermShown

ACTOR_KINDS = (
    "state_force", "police", "government", "armed_group", "militia", "coalition",
    "peacekeepers", "political_party", "gang", "private_company", "generic",
)  # fmt: skip


@click.group(
    help=options.with_example(
        "Ask who the actors are, and add to them and merge them in a record.",
        'sijill actors find "government forces" --country SY --on 2025-02-01',
    )
)
def actors() -> None:
    """Hold the commands of actors."""


@actors.command(
    "list",
    help=options.with_example(
        "List actors; the forces of states only with --country, --own or --all.",
        "sijill actors list --country SD",
    ),
)
@TEXT
@options.MAY_RECORD
@click.option("--country", metavar="CODE", default=None, help="Only those that act there.")
@click.option("--kind", type=click.Choice(ACTOR_KINDS), default=None, help="Only this kind.")
@OWN
@click.option("--all", "every", is_flag=True, help="With the forces of every state.")
@options.AS_JSON
def list_actors(
    text: str | None,
    record: Path | None,
    country: str | None,
    kind: str | None,
    own: bool,
    every: bool,
    as_json: bool,
) -> int:
    """List actors."""

    def is_asked(one: TermShown) -> bool:
        value: Any = one.value
        made = value.name.startswith(("Armed forces of ", "Police of ", "Government of "))
        return (
            (every or own or bool(country) or not made)
            and (country is None or country.upper() in value.countries)
            and (kind is None or value.kind == kind)
        )

    columns = ("term", "name", "kind", "country", "since", "until", "from")
    return show_list("actors", record, text, own, is_asked, columns, as_json=as_json)


add_show(actors, "actors", "rapid_support_forces")


@actors.command(
    "find",
    help=options.with_example(
        "Say whom words mean, in a country, on a day, in a party's mouth.",
        'sijill actors find "the army" --country SD --on 2024-05-01',
    ),
)
@click.argument("words", metavar="WORDS")
@options.MAY_RECORD
@click.option("--country", metavar="CODE", default=None, help="Where it happened.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="When it happened.")
@click.option(
    "--said-by", metavar="NAME", default=None, help="The party or source that speaks."
)
@options.AS_JSON
def find_actor(
    words: str,
    record: Path | None,
    country: str | None,
    on: datetime | None,
    said_by: str | None,
    as_json: bool,
) -> int:
    """Say whom words mean."""
    from sijill.flow.naming import find_actor_words

    found, shown = find_actor_words(
        words,
        record,
        country=country.upper() if country else None,
        on=on.date() if on else None,
        said_by=said_by,
    )
    if as_json:
        printing.print_json(found)
    elif shown:
        click.echo(f"“{words}” is {shown.value.name} ({shown.value.id}).")
        _print_caveats(found.caveats)
    else:
        click.echo(f"“{words}” is nobody known: {_reason(found.reason)}")
        _print_caveats(found.caveats)
    return DONE


def _reason(term: str | None) -> str:
    from sijill.model.vocabulary import load_terms

    return f"{term}. {load_terms('absence')[term].definition}" if term else "not_found"


def _print_caveats(caveats: Sequence[str]) -> None:
    from sijill.model.vocabulary import load_terms

    for term in caveats:
        click.echo(f"caveat: {term}. {load_terms('caveat')[term].definition}")


@actors.command(
    "add",
    help=options.with_example(
        "Add an actor to a record, or names and facts to one that is known.",
        'sijill actors add northern_front --name "Northern Front" --kind armed_group '
        '--alias NF --country SD --record investigation --why "named in local reports"',
    ),
)
@TERM
@options.RECORD_HERE
@NAME
@click.option("--kind", type=click.Choice(ACTOR_KINDS), default=None, help="What it is.")
@ALIAS
@click.option(
    "--native", metavar="CODE=NAME", multiple=True, help="A name in a language, as ar=…"
)
@click.option("--partisan", multiple=True, help="A name that only its enemies use.")
@click.option(
    "--called-by",
    metavar="TERM=WORDS",
    multiple=True,
    help="Words that mean it if TERM says them.",
)
@click.option("--country", metavar="CODE", default=None, help="Its country, such as SD.")
@click.option("--active-in", metavar="CODE", multiple=True, help="Another where it acts.")
@click.option("--parent", metavar="TERM", default=None, help="What it belongs to.")
@click.option("--since", metavar="DAY", default=None, help="First year or day that it existed.")
@click.option("--until", metavar="DAY", default=None, help="Last year or day that it existed.")
@WITHOUT
@options.WHY
@options.by_option()
@options.DRY_RUN
@options.AS_JSON
def add_actor(term: str, folder: Path, **given: Any) -> int:
    """Add an actor, or to one."""
    row = take_plain(given, ("name", "kind", "country", "parent", "since", "until"))
    row |= take_lists(given, {"alias": "aliases", "partisan": "partisan_aliases"})
    row |= take_lists(given, {"active_in": "active_in", "without": "without"})
    row |= take_pairs(given, {"native": "names", "called_by": "called_by"})
    return append_term("actors", folder, term, row, given)


add_merge(actors, "actors", "northern_front rapid_support_forces")
