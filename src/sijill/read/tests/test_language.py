"""
The language of a short text is told by its letters where they can tell, and else not at all.
"""

from __future__ import annotations

import pytest

from sijill.model import Document
from sijill.read import Settings, read_document
from sijill.read.language import read_language

ARABIC = (
    "قتل ثلاثة مدنيين في قصف على سرمين",
    "أصيب سبعة أشخاص بجروح",
    "قُتِلَ طفلٌ في القصف",
    "قتل ٣ مدنيين، وأصيب ٧ في Sarmin",
    "استهدف القصف سوقا شعبيا",
)
IN_DOUBT = (
    "سه نفر در حمله هوایی کشته شدند",
    "سه نفر در حمله هوايي كشته شدند",
    "در حمله القاعده سه نفر كشته شدند",
    "حزب الله حمله كرد",
    "تین افراد فضائی حملے میں ہلاک ہو گئے",
    "سێ کەس لە هێرشێکی ئاسمانیدا کوژران",
    "درې تنه په هوايي برید کې ووژل شول",
    "تىلەۋالدى ئۈچ كىشى ئۆلدى",
    "قصف",
    "مدينة",
    "",
    "Three killed",
    "Shelling of Sarmin (سرمين) in the morning",
)


@pytest.mark.parametrize("text", ARABIC)
def test_one_sentence_in_arabic_is_in_arabic(text: str) -> None:
    """Though it is too short to be guessed at, and without a caveat."""
    assert read_language(text, None, settings=Settings()) == ("ar", ())


@pytest.mark.parametrize("text", IN_DOUBT)
def test_what_may_be_another_language_stays_unknown(text: str) -> None:
    """Neighbours that share the script, single words, and short texts in other letters."""
    settings = Settings(min_language_chars=60)

    assert read_language(text, None, settings=settings) == (None, ())


def test_an_unsure_guess_is_settled_by_the_letters() -> None:
    """A sentence that the guess is not sure of has no caveat where its letters tell."""
    text = "مقتل خمسة مدنيين بينهم طفلان في غارة جوية استهدفت سوقا شعبيا في مدينة أريحا"
    persian = "سه نفر در حمله هوايي به بازار شهر كشته شدند و هفت نفر ديگر زخمي شدند"

    assert read_language(text, None, settings=Settings()) == ("ar", ())
    assert read_language(persian, None, settings=Settings())[0] != "ar"


def test_what_is_told_stands_over_the_letters() -> None:
    """Whoever says which language it is in is believed."""
    assert read_language(ARABIC[0], "fa-IR", settings=Settings()) == ("fa", ())


def test_a_file_of_one_sentence_is_read_so() -> None:
    """From its bytes, in either encoding that Arabic comes in."""
    for encoding in ("utf-8", "utf-16"):
        document = Document("d1", 0, "text/plain", file_name="a.txt")
        [reading] = read_document(document, ARABIC[0].encode(encoding), settings=Settings())

        assert reading.language == "ar"
