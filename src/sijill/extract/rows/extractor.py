"""
The extractor of rows: one row of somebody's dataset is one claim, its evidence the cells.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sijill.errors import RefusedError
from sijill.extract.rows.harms import read_damages, read_harms
from sijill.extract.rows.parts import read_actors, read_origin, read_when, read_where
from sijill.extract.rows.row import Row, fold_value, read_row
from sijill.model import Claim, Means, Reading, Reported, Span
from sijill.model.ids import claim_id
from sijill.model.mapping import NO_ACT, RowMapping
from sijill.model.rowclaims import EVENT_ROWS, REPORT_ROWS
from sijill.model.sketch import sketch_text

_NOT_DIVIDED = "row_not_divided"


@dataclass(frozen=True, slots=True)
class RowsExtractor:
    """
    Reads one claim a row, by a mapping of columns.

    Attributes:
        mapping: What the columns mean.
    """

    mapping: RowMapping

    @property
    def name(self) -> str:
        """Versioned name; it tells rows that are events from rows that are reports."""
        return EVENT_ROWS if self.mapping.rows == "events" else REPORT_ROWS

    @property
    def languages(self) -> frozenset[str]:
        """Any language: cells are read by the mapping."""
        return frozenset({"und"})

    def extract_claims(self, reading: Reading) -> tuple[Claim, ...]:
        r"""
        Return the claim of a row; none where it tells of no act of violence.

        Raises:
            RefusedError: If the row is broken, or names no act that the mapping knows.

        Examples:
            >>> from sijill.model.mapping import load_mapping
            >>> row = Reading("d1#2", "event_date: 05 October 2023\nevent_type: Battles\n"
            ...               "location: Sarmin\nfatalities: 3", title="SYR1")
            >>> claim, = RowsExtractor(load_mapping("acled")).extract_claims(row)
            >>> claim.violence, claim.when.earliest.isoformat(), claim.harms[0].count.low
            ('armed_clash', '2023-10-05', 3)
        """
        if not reading.text.strip():
            return ()
        if _NOT_DIVIDED in reading.caveats:
            raise _refuse(
                reading, "its cells cannot be told apart; look at its quotation marks"
            )
        row = read_row(reading, self.mapping)
        _check_total(row)
        act, words = row.take_term(self.mapping.violence)
        if act == NO_ACT:
            return ()
        if act is None:
            raise _refuse(reading, _unknown_act(row))
        return (self._claim(row, act, words),)

    def _claim(self, row: Row, act: str, words: Span | None) -> Claim:
        reading, mapping = row.reading, self.mapping
        row.take(mapping.row.id)
        when, where = read_when(row), read_where(row)
        if when is None and "where" in row.absent:
            raise _refuse(reading, "it has neither a day nor a place")
        harms, damages = read_harms(row), read_damages(row)
        actors, origin = read_actors(row), read_origin(row)
        means, tool = row.take_term(mapping.means)
        scope, _ = row.take_term(mapping.scope)
        prose = [cell for name in mapping.row.prose if (cell := row.take(name))]
        evidence = tuple(sorted(row.used))
        return Claim(
            id=claim_id(reading.id, evidence, extractor=self.name),
            document_id=reading.id,
            extractor=self.name,
            evidence=evidence,
            violence=act,
            violence_words=words,
            reported=_report(row, prose),
            when=when,
            where=where,
            actors=actors,
            means=(Means(tool, means),) if means and tool else (),
            harms=harms,
            damages=damages,
            attribution=origin,
            scope=scope or "incident",
            absent=dict(sorted(row.absent.items())),
            caveats=tuple(row.caveats),
        )


def _report(row: Row, prose: list[Span]) -> Reported:
    """
    Return what travels with the claim.

    Copies are told by a row's sentences. It has no telling words: a line of notes, or of
    codes in another language, shares few with a whole report of the same act, which would
    speak against their being one.
    """
    reading = row.reading
    text = "\n".join(span.text for span in prose)
    return Reported(
        reading.published_on,
        reading.published_origin,
        reading.source,
        None,
        reading.language,
        reading.title,
        sketch_text(text) if text else None,
    )


def _check_total(row: Row) -> None:
    """Refuse a line of totals, which would else be an incident of everybody at once."""
    parts = row.mapping
    columns = (
        parts.row.id, parts.when.date, *parts.where.place, parts.where.admin1,
        *parts.violence.columns,
    )  # fmt: skip
    words = _total_words()
    longest = max(map(len, words))
    for cell in filter(None, map(row.look, columns)):
        if len(cell.text) <= longest and fold_value(cell.text) in words:
            raise _refuse(row.reading, "it is a line of totals")


@cache
def _total_words() -> frozenset[str]:
    text = files("sijill.extract.rows").joinpath("totals.toml").read_text("utf-8")
    return frozenset(fold_value(word) for word in tomllib.loads(text)["words"])


def _unknown_act(row: Row) -> str:
    cells = [cell for name in row.mapping.violence.columns if (cell := row.look(name))]
    if not cells:
        return "it does not say which act it tells of; [violence] otherwise can name one"
    columns = ", ".join(row.mapping.violence.columns)
    return f"the mapping has no term in [violence.terms] for the value in {columns}"


def _refuse(reading: Reading, why: str) -> RefusedError:
    number = reading.id.rpartition("#")[2]
    text = (
        f"row {number} of the dataset makes no claim: {why}. Correct the row or the mapping "
        "and add the file again."
    )
    return RefusedError("row_broken", text)
