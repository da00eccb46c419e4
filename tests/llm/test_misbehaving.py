"""
A model's server may fail in every way; the reading is then refused with what to do next.
"""

from __future__ import annotations

import json

import pytest
from saying import ask, farmers, say

from sijill.errors import RefusedError, SettingsError

GOOD = say(farmers())


def refusal(asking) -> RefusedError:
    """Return the refusal of a reading."""
    with pytest.raises(RefusedError) as refused:
        asking.read()
    assert refused.value.text.endswith(".")
    return refused.value


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_passing_failure_is_tried_again(model, status) -> None:
    """The waits double, and the answer is the same as if nothing had happened."""
    model.replies.extend([model.reply("busy", status=status)] * 2 + [model.complete(GOOD)])
    asking = ask(model.url, backoff_s=0.5)

    assert len(asking.read()) == 1
    assert asking.waits == [0.5, 1.0]


def test_the_server_may_say_how_long_to_wait(model) -> None:
    """``Retry-After`` is honoured where it is longer."""
    model.replies.extend([model.reply("", status=429, Retry_After="7"), model.complete(GOOD)])
    asking = ask(model.url)

    assert len(asking.read()) == 1
    assert asking.waits == [7.0]


def test_too_long_a_wait_is_refused(model) -> None:
    """Nobody waits an hour unasked."""
    model.replies.append(model.reply("", status=429, Retry_After="3600"))
    asking = ask(model.url)

    assert refusal(asking).reason == "model_failed"
    assert (asking.waits, len(model.asked)) == ([], 1)


def test_a_server_that_always_fails_is_given_up(model) -> None:
    """After so many attempts the reading is refused."""
    model.otherwise = lambda _: model.reply("", status=500)
    asking = ask(model.url, max_attempts=3)

    assert "status 500" in refusal(asking).text
    assert len(model.asked) == 3


@pytest.mark.parametrize(
    ("status", "reason", "hint"),
    [
        (401, "model_not_allowed", "model_key_variable"),
        (403, "model_not_allowed", "model_key_variable"),
        (404, "model_failed", "model_url"),
        (400, "model_failed", "answer_form"),
        (302, "model_failed", "status 302"),
    ],
)
def test_a_lasting_failure_is_not_tried_again(model, status, reason, hint) -> None:
    """Asking once more would change nothing; the sentence says what would."""
    elsewhere = "http://127.0.0.1:9/"
    model.otherwise = lambda _: model.reply("", status=status, Location=elsewhere)
    why = refusal(ask(model.url))

    assert (why.reason, hint in why.text, len(model.asked)) == (reason, True, 1)


def test_silence_ends_at_the_deadline(model) -> None:
    """A server that says nothing is left, and asked again."""
    model.replies.extend([model.keep_silent, model.complete(GOOD)])

    assert len(ask(model.url, timeout_s=0.3).read()) == 1


def test_lasting_silence_is_refused(model) -> None:
    """It never hangs."""
    model.otherwise = lambda _: model.keep_silent

    assert refusal(ask(model.url, timeout_s=0.2, max_attempts=2)).reason == "too_slow"


def test_an_endpoint_that_is_not_there_is_tried_for_one_reading_only() -> None:
    """The first reading waits for it; those after are refused at once."""
    asking = ask("http://127.0.0.1:9/v1")

    first = refusal(asking)
    waited = list(asking.waits)

    assert (first.reason, len(waited)) == ("not_reachable", 3)
    assert refusal(asking).reason == "not_reachable"
    assert asking.waits == waited


@pytest.mark.parametrize(
    "body",
    [
        "<html>Sign in</html>", "", "[]", "{}", '{"choices": []}', '{"choices": [{}]}',
        '{"choices": null}', "\xff\xfe", "[" * 5000,
    ],
)  # fmt: skip
def test_what_is_no_model_is_refused(model, body) -> None:
    """A page, an empty list of choices or broken bytes are no answer of a model."""
    data = body.encode("latin-1")
    model.otherwise = lambda _: model.reply(data, Content_Type="text/html")
    why = refusal(ask(model.url, max_attempts=2))

    assert (why.reason, len(model.asked)) == ("model_failed", 2)


def test_a_huge_answer_is_not_read(model) -> None:
    """Reading stops at the bound."""
    model.otherwise = lambda _: model.complete("x" * 200_000)

    assert refusal(ask(model.url, max_answer_bytes=100_000)).reason == "too_large"


@pytest.mark.parametrize(
    "broken",
    [
        "I think three farmers died.", GOOD[:-20], '{"claims": [{}]}', '{"claims": 3}', "",
        GOOD.replace('"killed"', '"slain"'), GOOD.replace('"low": 3', '"low": -3.5'),
    ],
)  # fmt: skip
def test_an_answer_without_the_form_is_repaired_once(model, broken) -> None:
    """The model is shown its answer and told what was wrong with it."""
    model.replies.extend([model.complete(broken), model.complete(GOOD)])

    found = ask(model.url).read()
    shown, told = (part["content"] for part in model.asked[1]["messages"][2:])

    assert (len(found), shown) == (1, broken)
    assert "cannot be used" in told


def test_an_answer_that_stays_broken_is_refused(model) -> None:
    """One repair is tried, not more."""
    model.otherwise = lambda _: model.complete("no JSON")

    assert refusal(ask(model.url)).reason == "model_answer"
    assert len(model.asked) == 2


def test_no_content_is_an_answer_without_form(model) -> None:
    """A message of nothing is repaired like any other."""
    model.replies.extend([model.complete(None), model.complete(GOOD)])

    assert len(ask(model.url).read()) == 1


def test_a_cut_off_answer_is_asked_for_again_with_more_room(model) -> None:
    """The second question allows twice the tokens."""
    cut = model.complete(GOOD[:30], finish="length")
    model.replies.extend([cut, model.complete(GOOD)])

    assert len(ask(model.url, answer_tokens=64).read()) == 1
    assert [body["max_tokens"] for body in model.asked] == [64, 128]


def test_an_answer_that_is_always_cut_off_is_refused(model) -> None:
    """The sentence says which settings to change."""
    model.otherwise = lambda _: model.complete(GOOD[:30], finish="length")
    why = refusal(ask(model.url, answer_tokens=64))

    assert (why.reason, "answer_tokens" in why.text, len(model.asked)) == (
        "model_answer",
        True,
        3,
    )


@pytest.mark.parametrize(("bound", "asked"), [("budget_requests", 1), ("budget_tokens", 1)])
def test_the_budget_ends_the_asking(model, bound, asked) -> None:
    """When it is used up, readings are refused and nothing is sent."""
    model.otherwise = lambda _: model.complete(GOOD, tokens=500)
    asking = ask(model.url, **{bound: 1})

    assert len(asking.read()) == 1
    assert len(asking.read()) == 1
    with pytest.raises(RefusedError, match=bound) as refused:
        asking.read("Shells killed three farmers elsewhere.")
    assert (refused.value.reason, len(model.asked)) == ("budget_used_up", asked)


def test_the_question_has_the_form_that_servers_know(model) -> None:
    """The body is OpenAI's, deterministic, and the key is a header and nothing else."""
    ask(model.url, key="k-123").read()
    (body,) = model.asked
    schema = body["response_format"]["json_schema"]["schema"]

    assert (body["path"], body["model"], body["temperature"]) == (
        "/v1/chat/completions", "tiny", 0,
    )  # fmt: skip
    assert schema["properties"]["claims"]["items"]["additionalProperties"] is False
    assert "$ref" not in json.dumps(schema)
    assert model.headers[0]["authorization"] == "Bearer k-123"
    assert "k-123" not in json.dumps(body)


def test_the_other_form_of_asking_for_a_schema(model) -> None:
    """llama-cpp-python takes the schema in another place."""
    ask(model.url, answer_form="json_object").read()

    assert set(model.asked[0]["response_format"]) == {"type", "schema"}


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example/v1", "http://8.8.8.8/v1", "ftp://127.0.0.1/v1", "nonsense",
        "http://me:secret@127.0.0.1/v1", "http://[broken/v1",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_asked_is_a_wrong_setting(url) -> None:
    """Text goes unencrypted to this machine or network only; a URL holds no key."""
    with pytest.raises(SettingsError) as refused:
        ask(url)

    assert "secret" not in str(refused.value)
