"""
A long document is read in overlapping windows, and its claims are those of the whole.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saying import ask, claim, count, harm, say

from sijill.extract.llm.windows import cut_windows, split_sentences

TOWNS = ("Sarmin", "Binnish", "Ariha", "Saraqib", "Taftanaz", "Harim")
TEXT = " ".join(f"Shells killed three men in {town} on Monday. Rain fell." for town in TOWNS)


def read_towns(model):
    """Let the server claim one act for each town of a window."""

    def answer(text: str):
        sentences = re.findall(r"Shells killed three men in (\w+) on Monday\.", text)
        return model.complete(
            say(
                *(
                    claim(
                        f"Shells killed three men in {town}",
                        harm("three men", count("three", 3)),
                        where=[town],
                    )
                    for town in sentences
                )
            )
        )

    return answer


@pytest.mark.parametrize("size", [70, 120, 200, 5000])
def test_windows_give_what_the_whole_gives(model, size) -> None:
    """However the text is cut, each act is one claim at its place in the whole text."""
    model.otherwise = read_towns(model)

    found = ask(model.url, window_chars=size, overlap_chars=50).read(TEXT)

    assert [one.where[0].name for one in found] == list(TOWNS)
    assert [s.text for one in found for s in one.spans()] == [
        TEXT[s.start : s.end] for one in found for s in one.spans()
    ]
    assert len({one.id for one in found}) == len(TOWNS)
    assert len(model.asked) > (1 if size < 1000 else 0)


def test_two_acts_of_one_sentence_stay_two(model) -> None:
    """Claims of one window never merge, though their evidence is the same."""
    text = "Shells killed three men in Sarmin and two women in Ariha on Monday."
    both = (
        claim("Shells killed", harm("three men", count("three", 3)), where=["Sarmin"]),
        claim("Shells killed", harm("two women", count("two", 2)), where=["Ariha"]),
    )
    model.otherwise = lambda _: model.complete(say(*both))

    found = ask(model.url).read(text)

    assert [one.where[0].name for one in found] == ["Sarmin", "Ariha"]
    assert found[0].id != found[1].id


def test_a_fuller_twin_wins_with_the_evidence_of_both(model) -> None:
    """What one window sees of an act and the next does not is kept."""
    text = "Rain fell on Idlib. Shells killed three men. Two women died too. Night fell."
    men, women = harm("three men", count("three", 3)), harm("Two women", count("Two", 2))

    def answer(passage: str):
        harms = [one for one in (men, women) if one["words"] in passage]
        said = claim("Shells killed three men.", *harms)
        if women in harms:
            said["evidence"].append("Two women died too.")
        return model.complete(say(said) if men in harms else say())

    model.otherwise = answer

    (found,) = ask(model.url, window_chars=46, overlap_chars=26).read(text)

    assert [h.count.low for h in found.harms] == [3, 2]
    assert [span.text for span in found.evidence] == [
        "Shells killed three men.", "Two women died too.",
    ]  # fmt: skip


@given(st.text(alphabet="ab. \n", max_size=300), st.integers(5, 60), st.integers(0, 4))
def test_windows_cover_every_sentence(text: str, size: int, overlap: int) -> None:
    """Each sentence, or each piece of a long one, stands in a window at its own place."""
    sentences = split_sentences(text, None)
    windows = list(cut_windows(text, sentences, size=size, overlap=overlap))
    covered = {at for w in windows for at in range(w.start, w.end)}

    assert all(text[w.start : w.end] == w.text for w in windows)
    assert all(len(w.text) <= size for w in windows)
    assert [s for s in sentences if not set(range(s.start, s.end)) <= covered] == []


def test_windows_grow_no_faster_than_the_text() -> None:
    """Twice the text is twice the windows, not more."""
    sizes = []
    for times in (50, 100):
        text = " ".join([TEXT] * times)
        sentences = split_sentences(text, None)
        sizes.append(len(list(cut_windows(text, sentences, size=600, overlap=60))))

    assert sizes[1] <= 2 * sizes[0] + 2
