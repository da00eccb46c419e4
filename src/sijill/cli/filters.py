"""
The stages as filters, which need no record: each reads records, and writes records.

A line that cannot be processed becomes a refusal and never stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sijill.cli import options
from sijill.cli.datasets import mapping_option
from sijill.cli.ending import DONE, REFUSALS
from sijill.cli.progress import Progress, show_progress
from sijill.cli.streams import Sink, collect_refusals, open_records, write_records

Work = Callable[[Sink, Sink, Progress], None]


def _filter(output: str, refusals: str | None, work: Work) -> int:
    """Run one stage between its output, its refusals and its bar; return the exit code."""
    with (
        collect_refusals(refusals) as (refuse, count),
        write_records(output) as sink,
        show_progress() as progress,
    ):
        work(sink, refuse, progress)
    return REFUSALS if count[0] else DONE


@click.command(
    help=options.with_example(
        "Read files, folders and archives into readings.",
        "sijill read examples/aleppo-plain/reports -o readings.jsonl",
    )
)
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(exists=True))
@options.OUTPUT
@options.REFUSALS
@options.WORKERS
@mapping_option("Read every file as a dataset: a bundled mapping's name, or a file of one.")
def read(
    paths: tuple[str, ...],
    output: str,
    refusals: str | None,
    workers: int | None,
    mapping: str | None,
) -> int:
    """Turn documents into readings."""

    def work(sink: Sink, refuse: Sink, progress: Progress) -> None:
        from sijill.flow.filtering import read_paths

        read_paths(paths, sink, refuse, mapping=mapping, progress=progress, workers=workers)

    return _filter(output, refusals, work)


@click.command(
    help=options.with_example(
        "Find the claims in readings, each with its words. A model is asked only where "
        "--with llm or the settings name it; the whole text of the readings is then sent to "
        "the address in the settings.",
        "sijill extract readings.jsonl -o claims.jsonl",
    )
)
@options.input_argument("records", "READINGS")
@options.OUTPUT
@options.REFUSALS
@options.WORKERS
@options.EXTRACTORS
@options.SETTINGS
@options.ANSWERS
@mapping_option("What the columns of rows mean: a bundled mapping's name, or a file of one.")
def extract(
    records: str,
    output: str,
    refusals: str | None,
    workers: int | None,
    names: tuple[str, ...],
    settings: Path | None,
    answers: Path | None,
    mapping: str | None,
) -> int:
    """Turn readings into claims."""

    def work(sink: Sink, refuse: Sink, progress: Progress) -> None:
        from sijill.flow.filtering import extract_lines

        extract_lines(
            open_records(records), sink, refuse, names=names, settings=settings,
            answers=answers, mapping=mapping, progress=progress, workers=workers,
        )  # fmt: skip

    return _filter(output, refusals, work)


_STAGES = {"resolve": "resolve", "mentions": "mention", "link": "link"}
_OF_PLACES = ("resolve", "mentions")


def _make_filter(name: str, takes: str, sentence: str, example: str) -> click.Command:
    """Return the command of a stage that takes one stream and gives one."""

    def command(
        records: str,
        output: str,
        refusals: str | None,
        workers: int | None,
        **more: Path | None,
    ) -> int:
        def work(sink: Sink, refuse: Sink, progress: Progress) -> None:
            from sijill.flow import filtering

            stage = getattr(filtering, f"{_STAGES[name]}_lines")
            source = open_records(records)
            stage(source, sink, refuse, progress=progress, workers=workers, **more)

        return _filter(output, refusals, work)

    for decorate in (
        *((options.MAY_RECORD,) if name in _OF_PLACES else ()),
        options.WORKERS,
        options.REFUSALS,
        options.OUTPUT,
        options.input_argument("records", takes),
    ):
        command = decorate(command)
    return click.command(name, help=options.with_example(sentence, example))(command)


resolve = _make_filter(
    "resolve",
    "CLAIMS",
    "Resolve the dates, places and actors of claims.",
    "sijill resolve claims.jsonl -o resolved.jsonl",
)
mentions = _make_filter(
    "mentions",
    "READINGS",
    "Find every date, place, number, actor and weapon in readings.",
    "sijill mentions readings.jsonl -o mentions.jsonl",
)


@click.command(
    help=options.with_example(
        "Say what clusters of claims support: incidents with ranges, and summaries.",
        "sijill reconcile resolved.jsonl clusters.jsonl -o incidents.jsonl "
        "--summaries summaries.jsonl",
    )
)
@options.input_argument("claims", "CLAIMS")
@options.input_argument("clusters", "CLUSTERS")
@options.OUTPUT
@click.option(
    "--summaries",
    metavar="FILE",
    default=None,
    help="Where to write summaries; by default behind the incidents.",
)
@options.REFUSALS
def reconcile(
    claims: str, clusters: str, output: str, summaries: str | None, refusals: str | None
) -> int:
    """Turn clusters into incidents and summaries."""
    if claims == clusters == "-":
        raise click.UsageError("only one of CLAIMS and CLUSTERS can be standard input.")
    if summaries is None:
        return _filter(output, refusals, _reconcile(claims, clusters, None))
    with write_records(summaries) as sink:
        return _filter(output, refusals, _reconcile(claims, clusters, sink))


def _reconcile(claims: str, clusters: str, summarise: Sink | None) -> Work:
    def work(sink: Sink, refuse: Sink, progress: Progress) -> None:
        from sijill.flow.filtering import reconcile_lines
        from sijill.model.summary import Summary

        def give(record: Any) -> None:
            (summarise if summarise and isinstance(record, Summary) else sink)(record)

        reconcile_lines(
            open_records(claims), open_records(clusters), give, refuse, progress=progress
        )

    return work
