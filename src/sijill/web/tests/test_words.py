"""
The phrases: the same in every language, and all of them used.
"""

from __future__ import annotations

import ast
import re
import string
from importlib.resources import files
from pathlib import Path

import pytest

import sijill
from sijill.errors import FormError, SettingsError
from sijill.flow.team.auditing import ACTS
from sijill.model import Count
from sijill.model.form import from_json
from sijill.model.vocabulary import load_terms
from sijill.resolve.actors import load_actors
from sijill.web.actors import name_actor
from sijill.web.refusals import say_refusal
from sijill.web.words import LANGUAGES, Words, load_phrases

FORMATS = frozenset(["SHA-256"])
PLURAL = re.compile(r"\.(zero|one|two|few|many|other)$")


def stem(key: str) -> str:
    """Return a key without its plural form."""
    return PLURAL.sub("", key)


def names(phrase: str) -> set[str]:
    """Return what stands in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def is_used(key: str, text: str) -> bool:
    """Say whether code asks for a phrase: by its key, or by the beginning of it."""
    first = key.rpartition(".")[0]
    return any(
        one in text for one in (f'"{key}"', f'"{first}." +', f'"{first}." ~', f"{first}.{{")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_phrase(language: str) -> None:
    """No phrase is there in one language alone, and each names the same values."""
    ours, english = load_phrases(language), load_phrases("en")

    assert {stem(key) for key in ours} ^ {stem(key) for key in english} == set()
    for key in set(ours) & set(english):
        assert PLURAL.search(key) or names(ours[key]) == names(english[key]), key


def test_a_plural_has_all_forms_of_its_language() -> None:
    """Arabic has six; `other` is always there."""
    for language in LANGUAGES:
        phrases = load_phrases(language)
        for key in phrases:
            if PLURAL.search(key):
                assert f"{stem(key)}.other" in phrases


def test_every_phrase_is_used() -> None:
    """A phrase that no template and no script asks for is taken out."""
    folder = files("sijill.web")
    kinds = {".j2", ".py", ".js"}
    texts = [
        path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))  # type: ignore[attr-defined]
        if path.suffix in kinds and "vendor" not in path.parts and "tests" not in path.parts
    ]
    text = "\n".join(texts).replace("'", '"')
    keys = {stem(key) for key in load_phrases("en") if not key.startswith("terms.")}
    unused = {key for key in keys if not is_used(key, text)}

    assert unused == set()


@pytest.mark.parametrize(
    ("section", "vocabulary"), [("disagreement", "disagreement"), ("grade", "grade_reason")]
)
def test_every_reason_is_said_in_every_language(section: str, vocabulary: str) -> None:
    """A page never falls back on the record's English sentence."""
    for language in LANGUAGES:
        said = {stem(key) for key in load_phrases(language)}
        assert {f"reasons.{section}.{term}" for term in load_terms(vocabulary)} <= said


def test_every_act_of_the_audit_log_is_said_in_every_language() -> None:
    """What is noted is one of the acts, and a page says each in words."""
    folder = Path(sijill.__file__).parent / "flow"
    noted = {
        found
        for path in (*folder.glob("team/*.py"), *folder.glob("workbench/*.py"))
        for found in re.findall(
            r'"([a-z]+\.[a-z_]+)"', path.read_text(encoding="utf-8").partition("import")[2]
        )
        if path.name != "auditing.py" and not found.endswith((".jsonl", ".txt", ".sqlite"))
    }

    assert noted | {"audit.export"} == set(ACTS)
    for language in LANGUAGES:
        assert all(Words(language).known_term("act", act) for act in ACTS)


def test_every_refusal_is_said_in_every_language() -> None:
    """What the workbench refuses names a phrase, and gives what stands in its places."""
    folder = Path(sijill.__file__).parent
    files_ = [*folder.glob("flow/workbench/*.py"), *folder.glob("web/*/*.py")]
    refusals = [
        (path.name, node)
        for path in (*files_, folder / "flow" / "correcting.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "SettingsError"
    ]

    assert len(refusals) > 40
    for where, node in refusals:
        given = {one.arg: one.value for one in node.keywords}
        phrase = given.pop("phrase", None)
        assert isinstance(phrase, ast.Constant), (where, node.lineno)
        for language in LANGUAGES:
            said = load_phrases(language)[f"reasons.refused.{phrase.value!s}"]
            assert names(said) <= given.keys(), (where, node.lineno, language)


def test_an_actor_is_named_in_arabic() -> None:
    """Forces of states, actors who are nobody in particular, and most groups have one."""
    vocabulary, arabic = load_actors(), Words("ar")
    actors = vocabulary.actors
    named = {term: name_actor(term, actors, arabic) for term in actors}
    english = {term for term, name in named.items() if name.language == "en"}

    assert all(
        re.search("[A-Za-z]", name.text) is None
        for name in named.values()
        if name.language == "ar"
    )
    assert {term for term in english if actors[term].kind == "generic"} == set()
    assert english & vocabulary.states.actors.keys() == set()
    assert len(english) <= 38
    assert named["atlacatl"] == (actors["atlacatl"].name, "en")


def test_no_template_and_no_script_has_a_phrase_of_its_own() -> None:
    """Whatever a person reads is a phrase of the catalogue, but for names of formats."""
    folder = files("sijill.web")
    said = [
        (path.name, text)
        for path in sorted(folder.rglob("*.j2"))  # type: ignore[attr-defined]
        for text in literals(path.read_text(encoding="utf-8"))
        if re.search("[A-Za-z]{2}", text) and text not in FORMATS
    ]
    scripts = sorted(folder.rglob("static/js/*.js"))  # type: ignore[attr-defined]
    written = [
        (path.name, text)
        for path in scripts
        for text in re.findall(
            r"[\"'`]([A-Z][a-z]+ [a-z][^\"'`]*)", path.read_text(encoding="utf-8")
        )
    ]

    assert scripts
    assert said + written == []


def literals(template: str) -> list[str]:
    """Return what a template says itself: its text, and the attributes that are read out."""
    plain = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", template, flags=re.DOTALL)
    attributes = re.findall(r'(?:title|aria-label|alt|placeholder)="([^"]*)"', plain)
    return [
        text.strip() for text in (*attributes, *re.sub(r"<[^>]*>", "\n", plain).split("\n"))
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_with_a_phrase_is_said_in_every_language(language: str) -> None:
    """What the package raises with a phrase is never answered with a phrase that lacks."""
    folder = Path(sijill.__file__).parent
    named = {
        one.value.value
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for one in node.keywords
        if one.arg == "phrase" and isinstance(one.value, ast.Constant)
    }

    assert len(named) > 40
    assert {f"reasons.refused.{one!s}" for one in named} <= load_phrases(language).keys()


@pytest.mark.parametrize(
    "value",
    [
        {"low": "x"}, {"lo": 1}, 3, {"low": 2, "high": 1}, {"low": None}, {"qualifier": 1},
        {"low": 1.5}, {"low": 1, "high": 1, "qualifier": "so", "words": None},
        {"low": 1, "high": 1, "words": []}, {"low": -1, "high": 1},
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_form_is_told_in_every_language(value: object) -> None:
    """No misfit of a count's form is answered in English to somebody who reads Arabic."""
    with pytest.raises(FormError) as raised:
        from_json(Count, value)
    said = {language: say_refusal(raised.value, Words(language)) for language in LANGUAGES}

    assert all(said.values())
    assert said["ar"] != said["en"]


def test_one_thing_has_one_word_in_arabic() -> None:
    """A claim is never called an allegation, and a document has no second name."""
    others = ("ادعاء", "ادّعاء", "مستند", "مجاميع")
    twice = [
        key for key, said in load_phrases("ar").items() if any(one in said for one in others)
    ]

    assert twice == []


def test_a_missing_phrase_is_told() -> None:
    """The error names the language and the key."""
    with pytest.raises(SettingsError, match=r"en words lack the phrase 'shell\.no_such'"):
        Words("en").say("shell.no_such")


def test_a_day_in_figures_keeps_its_order_in_a_sentence_in_arabic() -> None:
    """Without signs that set it apart, 2023-10-05 is shown as 05-10-2023."""
    days = re.compile(r"(.)\d{4}-\d\d-\d\d(.)")
    found = [one for text in load_phrases("ar").values() for one in days.findall(text)]
    assert found
    assert set(found) == {("\u2066", "\u2069")}
