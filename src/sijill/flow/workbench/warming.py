"""
What every process of a server reads once, read before anybody asks for it.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from threading import Thread

from sijill.errors import SijillError
from sijill.flow.extracting import load_tools
from sijill.flow.recording import LOGS, Captured
from sijill.flow.surveys import ORIGINS, SurveyStamp, load_survey
from sijill.flow.team.bench import Workbench
from sijill.flow.workbench.columns import SHAPES, load_columns
from sijill.flow.workbench.following import follow
from sijill.flow.workbench.ground import find_ground, own_of
from sijill.flow.workbench.knowing_people import know_people
from sijill.flow.workbench.peoplebook import open_people_book, open_victim_register


def warm_up(bench: Workbench) -> None:
    """Begin to read what pages stand on, beside the requests; each waits for its own part."""
    Thread(target=_warm, args=(bench,), daemon=True).start()


def _warm(bench: Workbench) -> None:
    with suppress(SijillError):  # whoever asks for the same is told
        for kind in SHAPES:
            load_columns(bench.store, kind)
        find_ground(bench.layout, bench.store)
        load_tools(own_of(bench.layout))
        load_survey(bench.store, bench.store.find_record(SurveyStamp, ORIGINS), None)
        follow(bench.layout, "custody", Captured)
        open_people_book(bench.layout)
        open_victim_register(bench.layout)
        know_people(bench)
        for name in LOGS:
            bench.layout.log(name).read_ahead()
    gc.collect()
    gc.freeze()  # what stays is not searched for rubbish, which would stop all requests
