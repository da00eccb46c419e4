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
from sijill.errors import SettingsError
from sijill.model.vocabulary import load_terms
from sijill.resolve.actors import load_actors
from sijill.web.actors import name_actor
from sijill.web.words import LANGUAGES, Words, load_phrases

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
    """Forces of states, those who are nobody in particular, and most groups have a name in it."""
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
    assert len(english) <= 43
    assert named["atlacatl"] == (actors["atlacatl"].name, "en")


def test_a_missing_phrase_is_told() -> None:
    """The error names the language and the key."""
    with pytest.raises(SettingsError, match=r"en words lack the phrase 'shell\.no_such'"):
        Words("en").say("shell.no_such")
