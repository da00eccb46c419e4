"""
What a model's server is sent: the form of the answer, and what may be left out of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from saying import TEXT, ask, farmers, say

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import try_model


def schema_of(model) -> dict:
    """Return the form of a claim as the server got it."""
    form = model.asked[0]["response_format"]
    form = form.get("schema") or form["json_schema"]["schema"]
    return form["properties"]["claims"]["items"]


@pytest.mark.parametrize("form", ["json_schema", "json_object"])
def test_the_passage_is_copied_before_it_is_judged(model, form) -> None:
    """Servers lead a model through the keys in their order: evidence first, then terms."""
    ask(model.url, answer_form=form).read()

    keys = list(schema_of(model)["properties"])

    assert keys[:4] == ["evidence", "violence_words", "violence", "harms"]


def test_what_is_mostly_empty_may_be_left_out_where_the_server_allows_it(model) -> None:
    """Strict schemas require every key; others make short answers."""
    for form, whole in (("json_schema", True), ("json_object", False)):
        model.asked.clear()
        ask(model.url, answer_form=form).read()
        schema = schema_of(model)

        assert (list(schema["properties"]) == schema["required"]) is whole


def test_an_answer_without_its_empty_parts_is_understood(model) -> None:
    """What is left out was not said."""
    bare = {k: v for k, v in farmers().items() if v not in (None, [])}
    bare["harms"] = [{"words": "three farmers", "kind": "killed", "status": "unknown"}]
    model.otherwise = lambda _: model.complete(say(bare))

    (found,) = ask(model.url).read()

    assert (found.harms[0].count.low, found.modality, found.damages) == (3, "asserted", ())


@pytest.mark.parametrize("tiny", [True, False])
def test_the_trial_of_a_real_server_asks_as_it_should(model, capsys, tiny) -> None:
    """`make test-llm` itself cannot run here, but what it does with a server can."""
    model.otherwise = lambda _: model.complete(say(farmers()))

    broken = try_model.read_one(1, TEXT, try_model.choose_model(model.url, tiny=tiny))

    assert (broken, "claim: shelling; killed 3" in capsys.readouterr().out) == (0, True)
