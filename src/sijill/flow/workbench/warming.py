"""
What every process of a server does once, done before anybody asks for it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from threading import Thread

import numpy as np

from sijill.errors import SijillError
from sijill.flow.clock import now_utc
from sijill.flow.extracting import load_tools, resolve_one
from sijill.flow.recording import Captured
from sijill.flow.standing import need_claims
from sijill.flow.surveys import ORIGINS, SurveyStamp, load_survey
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.blind import find_coders, find_not_begun
from sijill.flow.workbench.columns import SHAPES, load_columns
from sijill.flow.workbench.following import follow
from sijill.flow.workbench.ground import find_ground, own_of
from sijill.flow.workbench.knowing_people import know_people
from sijill.flow.workbench.mapdrawing import draw_map
from sijill.flow.workbench.peoplebook import open_people_book
from sijill.flow.workbench.registers import open_registers
from sijill.flow.workbench.spotting import find_spots
from sijill.flow.workbench.working_in import Decision, preview_decision
from sijill.language import find_language
from sijill.model import Assessment, Claim, Incident, Judgement
from sijill.model.rows import DocumentRow
from sijill.review import target_of
from sijill.store.chain import LOGS

_WORLD = 1  # the zoom at which a map shows all there is


def warm_up(bench: Workbench, *more: Callable[[], object]) -> Thread:
    """
    Begin to do beside the requests what takes long once; each waits for its own part.

    What pages stand on is read; decisions are worked out, written and taken back.

    Args:
        bench: The workbench.
        more: What else is to be done once.

    Returns:
        The thread that does it.
    """
    todo = (partial(_read, bench), *more, partial(_rehearse, bench))
    thread = Thread(target=_do, args=todo, daemon=True)
    thread.start()
    return thread


def _do(*todo: Callable[[], object]) -> None:
    for do in todo:
        with suppress(SijillError):  # whoever asks for the same is told
            do()
    gc.collect()
    gc.freeze()  # what stays is not searched for rubbish, which would stop all requests


def _read(bench: Workbench) -> None:
    for kind in SHAPES:
        load_columns(bench.store, kind)
    find_ground(bench.layout, bench.store)
    load_tools(own_of(bench.layout))
    load_survey(bench.store, bench.store.find_record(SurveyStamp, ORIGINS), None)
    follow(bench.layout, "custody", Captured)
    open_people_book(bench.layout)
    open_registers(bench.layout)
    know_people(bench)
    for name in LOGS:
        bench.layout.log(name).read_ahead()
    find_not_begun(bench, bench.rules.double_coding, find_coders(bench))


def _rehearse(bench: Workbench) -> None:
    """Do once, and throw away, what takes long the first time; nothing of it is kept."""
    for language in load_columns(bench.store, DocumentRow).values("language"):
        with suppress(SijillError):  # of one that has no rules here
            find_language(language)
    columns = load_columns(bench.store)
    draw_map(find_spots(columns, np.arange(len(columns)), zoom=_WORLD))
    several = np.flatnonzero(columns.numbers["claims"] > 1)
    incident = (
        bench.store.find_record(Incident, columns.ids[several[0]]) if len(several) else None
    )
    if incident is None:
        return
    one, other, *_ = need_claims(bench.store, incident.claims).values()
    ground = find_ground(bench.layout, bench.store)
    resolve_one(one, ground.settings.resolve, own=own_of(bench.layout))
    exchanges = [preview_decision(ground, made).exchange() for made in _decide(one, other)]
    with ground.hold():
        exchanges[0].save(ground.store, keeps=False)


def _decide(one: Claim, other: Claim) -> Iterator[Decision]:
    """Yield a decision of each kind; of the first most is made again."""
    by = "r-none", now_utc(), "nobody", ""
    act = "shelling" if one.violence != "shelling" else "airstrike"
    yield Judgement(*by, "not_same", (target_of(one), target_of(other)))
    yield Assessment(*by, "correct", target_of(one, "violence"), act)
    yield Assessment(*by, "accept", target_of(one))
