"""
The commands of sources: list, show, find, add, merge.
"""

from __future__ import annotations

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
    print_term,
    show_list,
    take_lists,
    take_plain,
)

if TYPE_CHECKING:
    from sijill.flow.naming import TermShown

SOURCE_KINDS = (
    "wire", "media", "local_media", "ngo", "monitor", "un", "government", "military", "police",
    "armed_group", "party", "medical", "rescue", "official", "witness", "social_media", "other",
)  # fmt: skip
_LISTS = {"alias": "aliases", "without": "without", "beat": "beat", "language": "languages"}


@click.group(
    help=options.with_example(
        "Ask which sources are known, and add to them and merge them in a record.",
        "sijill sources find sana.sy",
    )
)
def sources() -> None:
    """Hold the commands of sources."""


@sources.command(
    "list",
    help=options.with_example(
        "List sources, with the party that each belongs to and what it reports on.",
        "sijill sources list --country SY",
    ),
)
@TEXT
@options.MAY_RECORD
@click.option("--country", metavar="CODE", default=None, help="Only those that report on it.")
@click.option("--kind", type=click.Choice(SOURCE_KINDS), default=None, help="Only this kind.")
@OWN
@options.AS_JSON
def list_sources(
    text: str | None,
    record: Path | None,
    country: str | None,
    kind: str | None,
    own: bool,
    as_json: bool,
) -> int:
    """List sources."""

    def is_asked(one: TermShown) -> bool:
        value: Any = one.value
        here = country is None or country.upper() in value.beat
        return here and (kind is None or value.kind == kind)

    columns = ("term", "name", "kind", "party", "languages", "beat", "from")
    return show_list("sources", record, text, own, is_asked, columns, as_json=as_json)


add_show(sources, "sources", "sana")


@sources.command(
    "find",
    help=options.with_example(
        "Say which source a name or a web address is.",
        "sijill sources find sana.sy",
    ),
)
@click.argument("name", metavar="NAME")
@options.MAY_RECORD
@options.AS_JSON
def find_source(name: str, record: Path | None, as_json: bool) -> int:
    """Say which source a name is."""
    from sijill.flow.naming import find_sources

    shown = find_sources(name, record)
    if as_json:
        printing.print_json(shown)
    elif shown:
        print_term(shown, asked=shown.value.id)
    else:
        click.echo(f"{name!r} is no known source. Add it with `sijill sources add`.")
    return DONE


@sources.command(
    "add",
    help=options.with_example(
        "Add a source to a record, or names and facts to one that is known.",
        'sijill sources add northern_radio --name "Northern Radio" --kind local_media '
        '--beat SD --record investigation --why "reports from El Fasher"',
    ),
)
@TERM
@options.RECORD_HERE
@NAME
@click.option("--kind", type=click.Choice(SOURCE_KINDS), default=None, help="What it is.")
@ALIAS
@click.option("--party", metavar="TERM", default=None, help="The actor whose outlet it is.")
@click.option("--language", metavar="CODE", multiple=True, help="A language, such as ar.")
@click.option("--beat", metavar="CODE", multiple=True, help="A country that it reports on.")
@click.option("--note", default=None, help="Your own remark; it is not published.")
@WITHOUT
@options.WHY
@options.by_option()
@options.DRY_RUN
@options.AS_JSON
def add_source(term: str, folder: Path, **given: Any) -> int:
    """Add a source, or to one."""
    row = take_plain(given, ("name", "kind", "party", "note")) | take_lists(given, _LISTS)
    return append_term("sources", folder, term, row, given)


add_merge(sources, "sources", "northern_radio radio_dabanga")
