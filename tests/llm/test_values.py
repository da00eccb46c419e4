"""
A model is believed as far as the text goes: values whose words are not there are dropped.
"""

from __future__ import annotations

import pytest
from saying import TEXT, ask, claim, count, farmers, harm, say

from sijill.model import Reading
from sijill.testing import check_extractor

SCHOOL = {"words": "a school", "object": "school", "effect": "hit", "count": None}


def test_what_stands_in_the_text_is_kept_with_its_place(model) -> None:
    """A claim whose every word is there has spans of the text, and no caveat."""
    model.otherwise = lambda _: model.complete(say(farmers()))

    (found,) = ask(model.url).read()

    assert [s.text == TEXT[s.start : s.end] for s in found.spans()] == [True] * 9
    assert (found.violence, found.when.words.text, found.where[0].name) == (
        "shelling", "Thursday", "Sarmin",
    )  # fmt: skip
    assert [(h.kind, h.count.low, h.count.high) for h in found.harms] == [
        ("killed", 3, 3), ("injured", 12, None),
    ]  # fmt: skip
    assert found.evidence[0].text == TEXT.split(". ")[0] + "."
    assert found.caveats == ()


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [
        ("when", "Friday", None),
        ("where", ["Binnish"], ()),
        ("actors", [{"words": "rebels", "role": "perpetrator", "certainty": "asserted"}], ()),
        ("means", [{"words": "a drone", "term": "drone"}], ()),
        ("attribution", {"words": "the army", "kind": "military"}, None),
        ("damages", [SCHOOL], ()),
    ],
)  # fmt: skip
def test_a_value_that_is_not_in_the_text_is_dropped(model, field, value, left) -> None:
    """The value goes, the claim stays, and a caveat says so."""
    model.otherwise = lambda _: model.complete(say(farmers(**{field: value})))

    (found,) = ask(model.url).read()

    assert getattr(found, field) == left
    assert found.caveats == ("words_not_found",)


def test_invented_words_for_the_act_leave_an_attack(model) -> None:
    """An act whose words are not there is no more than an attack."""
    said = farmers(violence="airstrike", violence_words="warplanes")
    model.otherwise = lambda _: model.complete(say(said))

    (found,) = ask(model.url).read()

    assert (found.violence, found.violence_words) == ("attack", None)


def test_a_claim_without_evidence_is_dropped_and_told(model) -> None:
    """Invented evidence makes no claim, and whoever listens is told."""
    said = claim("Jets killed ninety pilgrims.", harm("three farmers", count("three", 3)))
    model.otherwise = lambda _: model.complete(say(said))
    asking = ask(model.url)

    assert asking.read() == ()
    assert [one.reason for one in asking.dropped] == ["words_not_found"]


def test_a_claim_with_nothing_left_is_dropped_and_told(model) -> None:
    """When all harms were invented, nothing is left to claim."""
    said = claim("killing three farmers", harm("ninety pilgrims", count("ninety", 90)))
    model.otherwise = lambda _: model.complete(say(said))
    asking = ask(model.url)

    assert asking.read() == ()
    assert [one.reason for one in asking.dropped] == ["nothing_counted"]


@pytest.mark.parametrize(
    ("said", "low", "high", "caveats"),
    [
        (count("three", 3), 3, 3, ()),
        (count("three", 30), 3, 3, ("count_from_words",)),
        (count("three farmers", 3), 3, 3, ()),
        (count("farmers", 3), 3, 3, ("count_from_words",)),
        (None, 3, 3, ("count_from_words",)),
        (count("at least 12", 12, 12), 12, None, ("count_from_words",)),
        (count("ninety", 90), 3, 3, ("count_from_words", "words_not_found")),
        (count("three", 9, 4), 3, 3, ("count_from_words",)),
    ],
)
def test_the_words_decide_over_the_number(model, said, low, high, caveats) -> None:
    """A number that is not what its words say is replaced by the words' own."""
    model.otherwise = lambda _: model.complete(
        say(farmers(harms=[harm("three farmers", said)]))
    )

    (found,) = ask(model.url).read()

    assert (found.harms[0].count.low, found.harms[0].count.high) == (low, high)
    assert found.caveats == caveats


def test_names_are_kept_only_where_they_stand(model) -> None:
    """A victim's name that the text does not hold is nobody's name."""
    text = "Shells killed two people, Nadim Qasr, a baker, and his son, on Monday."
    names = [
        {"words": "Nadim Qasr", "description": "a baker"},
        {"words": "Rami Qasr", "description": None},
    ]
    people = harm("two people", count("two", 2), names=names)
    model.otherwise = lambda _: model.complete(say(claim("Shells killed two people", people)))

    (found,) = ask(model.url).read(text)

    assert [(n.name, n.description) for n in found.harms[0].names] == [
        ("Nadim Qasr", "a baker")
    ]
    assert found.caveats == ("words_not_found",)


def test_straightened_quotes_and_spaces_are_found(model) -> None:
    """The span is the text's own, whatever the model made of its quotes, dashes and spaces."""
    text = "Shells killed “three\u00a0young farmers” in Sarmin—the old town—at dawn."
    people = harm('"three young farmers"', count("three", 3))
    said = claim("Shells killed", people, where=["Sarmin-the old town"])
    model.otherwise = lambda _: model.complete(say(said))

    (found,) = ask(model.url).read(text)

    assert found.harms[0].words.text == "“three\u00a0young farmers”"
    assert found.where[0].name == "Sarmin—the old town"


def test_the_nearest_place_to_the_evidence_is_taken(model) -> None:
    """Words that stand twice are taken where the claim's evidence is."""
    text = "Three men left Binnish. Rain fell. Shells killed three men near Binnish."
    said = claim(
        "Shells killed three men", harm("three men", count("three", 3)), where=["Binnish"]
    )
    model.otherwise = lambda _: model.complete(say(said))

    (found,) = ask(model.url).read(text)

    assert found.where[0].words.start == text.rindex("Binnish")
    assert found.harms[0].words.start == text.rindex("three men")


def test_arabic_is_read_with_its_own_words(model) -> None:
    """A language without rules is read too; a number in words carries a caveat."""
    text = "سقطت قذائف على سوق بلدة سرمين يوم الخميس وقتل ثلاثة مزارعين. عاد الهدوء ليلا."
    people = harm("ثلاثة مزارعين", count("ثلاثة", 3))
    said = claim("وقتل ثلاثة مزارعين", people, violence_words="قذائف", where=["سرمين"])
    model.otherwise = lambda _: model.complete(say(said))

    (found,) = ask(model.url).read(text, "ar")

    assert [s.text == text[s.start : s.end] for s in found.spans()] == [True] * 5
    assert found.evidence[0].text == text.split(". ")[0] + "."
    assert (found.harms[0].count.low, found.caveats) == (3, ("count_unchecked",))


@pytest.mark.parametrize(("digits", "said", "low"), [("١٢", 12, 12), ("١٢", 21, 12)])
def test_digits_of_any_script_are_checked(model, digits, said, low) -> None:
    """Digits need no grammar."""
    text = f"قتل {digits} شخصا في سرمين."
    people = harm(f"{digits} شخصا", count(digits, said))
    model.otherwise = lambda _: model.complete(say(claim("قتل", people, violence_words="قتل")))

    (found,) = ask(model.url).read(text, "ar")

    assert found.harms[0].count.low == low


def test_an_empty_text_asks_nothing(model) -> None:
    """No words, no question, no claim."""
    assert ask(model.url).read(" \n ") == ()
    assert model.asked == []


def test_only_the_text_leaves_the_machine(model) -> None:
    """Nothing but the reading's text is sent: no title, source, date, id or address."""
    asking = ask(model.url)
    reading = Reading(
        "d1-secret", TEXT, title="A title", language="en", source="A source",
        url="https://news.example/a", dateline="IDLIB",
    )  # fmt: skip

    asking.extractor.extract_claims(reading)
    sent = str(model.asked)

    assert model.passages() == [TEXT]
    assert [
        w for w in ("secret", "A title", "A source", "news.example", "IDLIB") if w in sent
    ] == []


def test_the_model_extractor_keeps_the_contract(model) -> None:
    """What holds for every extractor holds for this one, whatever the model says."""
    model.otherwise = lambda _: model.complete(say(farmers()))

    check_extractor(ask(model.url).extractor, readings=[Reading("own", TEXT, language="en")])


@pytest.mark.parametrize(
    ("copied", "found"),
    [
        ("shells hit the market of Sarmin", True),
        ("Shells hit the market, of Sarmin on Thursday", True),
        ("killing 3 farmers", False),
        ("wounding at least 13 people", False),
    ],
)
def test_marks_and_large_letters_may_differ_but_no_letter_or_digit(
    model, copied, found
) -> None:
    """A comma more or less is a slip of copying; another number is an invention."""
    people = harm("three farmers", count("three", 3))
    model.otherwise = lambda _: model.complete(say(claim(copied, people, violence_words=None)))

    assert len(ask(model.url).read()) == found


def test_a_passage_that_was_miscopied_is_found_by_its_words(model) -> None:
    """Its act, its people and most of its words stand in one sentence; a caveat says so."""
    said = {**farmers(), "evidence": ["Shells hit the busy market of Sarmin, killing three"]}
    model.otherwise = lambda _: model.complete(say(said))

    (found,) = ask(model.url).read()

    assert found.evidence[0].text == TEXT.split(". ")[0] + "."
    assert found.caveats == ("words_not_found",)


@pytest.mark.parametrize("violence", ["shelling", "disaster"])
def test_a_claim_for_whose_act_no_words_stand_is_dropped(model, violence) -> None:
    """People at a festival are not hurt because a model says so."""
    text = "The harvest festival in Ariha ended on Sunday. More than 2,000 people came."
    people = harm("2,000 people", count("2,000", 2000), "injured")
    said = claim("The harvest festival", people, violence_words="none", violence=violence)
    model.otherwise = lambda _: model.complete(say(said))
    asking = ask(model.url)

    assert asking.read(text) == ()
    assert [one.reason for one in asking.dropped] == ["act_not_found"]


def test_words_that_our_rules_read_stand_in_for_the_models(model) -> None:
    """A verb that the model bent is taken where the same act stands in the text."""
    model.otherwise = lambda _: model.complete(say(farmers(violence_words="shelled")))

    (found,) = ask(model.url).read()

    assert (found.violence, found.violence_words.text) == ("shelling", "Shells")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actors", [{"words": "shells", "role": "perpetrator", "certainty": "asserted"}]),
        ("damages", [{**SCHOOL, "words": "three farmers"}]),
    ],
)
def test_the_same_words_are_not_two_things(model, field, value) -> None:
    """A weapon is no actor, and people are no object."""
    means = [{"words": "Shells", "term": "artillery"}]
    model.otherwise = lambda _: model.complete(say(farmers(means=means, **{field: value})))

    (found,) = ask(model.url).read()

    assert (getattr(found, field), found.caveats) == ((), ("words_taken",))


def test_a_number_of_another_sentence_is_not_that_of_the_people(model) -> None:
    """“Nobody claimed it” does not make none dead."""
    text = "Gunmen shot dead two teachers in Binnish. Nobody claimed it."
    people = harm("two teachers", count("Nobody claimed it", 0, kind="none"))
    model.otherwise = lambda _: model.complete(
        say(claim("Gunmen shot dead", people, violence_words="shot", violence="shooting"))
    )

    (found,) = ask(model.url).read(text)

    assert (found.harms[0].count.low, found.caveats) == (2, ("count_from_words",))


@pytest.mark.parametrize(
    ("words", "said", "read", "caveats"),
    [
        ("roadside bomb", "shelling", "ied", ("act_from_words",)),
        ("roadside bomb", "ied", "ied", ()),
        ("cut down", "execution", "execution", ()),
    ],
)
def test_the_words_decide_over_the_term_for_the_act(model, words, said, read, caveats) -> None:
    """Words that our rules know have their own act; the rest is as the model reads it."""
    text = "A roadside bomb killed two men, who were cut down near Binnish."
    people = harm("two men", count("two", 2))
    model.otherwise = lambda _: model.complete(
        say(claim("A roadside bomb killed", people, violence_words=words, violence=said))
    )

    (found,) = ask(model.url).read(text)

    assert (found.violence, found.caveats) == (read, caveats)


def test_whoever_tells_the_news_is_not_among_the_dead(model) -> None:
    """A spokesman's name stands in the text, and is nobody's who was killed."""
    text = "Shells killed two men on Monday, police spokesman Farid Zamani said."
    names = [{"words": "Farid Zamani", "description": None}]
    people = harm("two men", count("two", 2), names=names)
    model.otherwise = lambda _: model.complete(say(claim("Shells killed two men", people)))

    (found,) = ask(model.url).read(text)

    assert (found.harms[0].names, found.caveats) == ((), ("words_taken",))


def test_whoever_was_abducted_is_not_dead(model) -> None:
    """What our rules read of the same people decides over the model's kind of harm."""
    text = "Armed men raided Gajiram on Wednesday and abducted 17 women."
    said = claim("Armed men raided", harm("17 women", count("17", 17)), violence_words="raided")
    model.otherwise = lambda _: model.complete(say(said))

    (found,) = ask(model.url).read(text)

    assert (found.harms[0].kind, "harm_from_words" in found.caveats) == ("abducted", True)
