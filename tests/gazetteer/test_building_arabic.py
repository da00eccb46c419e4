"""
The gazetteer's build takes an Arabic name only where it is certain.
"""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from gazetteer_build.arabic import arabic_name
from gazetteer_build.writing import Row, write_rows

from sijill.resolve.arabic_names import load_arabic_names


@pytest.mark.parametrize(
    ("latin", "country", "names", "expected"),
    [
        ("Idlib", "SY", ["ادلب", "إدلب", "ادلیب"], "إدلب"),
        ("Port Said", "EG", ["بورسعيد", "بور سعيد"], "بور سعيد"),
        ("Al Fintās", "KW", ["اَلْفِنْطَاس", "الفنطاس"], "الفنطاس"),
        ("Biskra", "DZ", ["بسکره", "ولاية بسكرة"], "بسكرة"),
        ("Qaryat al Bayyāḑah", "LY", ["البياضة", "قرية البياضة"], "قرية البياضة"),
        ("Musay‘īd", "QA", ["أم سعيد", "مسيعيد"], "مسيعيد"),
        ("Shendi", "SD", ["شندى", "شندي"], "شندي"),
        ("Salwá", "KW", ["سلوى"], "سلوى"),
        ("Kyiv", "UA", ["كييف", "کیف", "کی‌یف"], "كييف"),
    ],
)
def test_a_certain_name_is_taken(
    latin: str, country: str, names: list[str], expected: str
) -> None:
    """Spellings of one name are one; neighbours' spellings and kinds of place go."""
    assert arabic_name(latin, country, ["Latin", *names]) == expected


@pytest.mark.parametrize(
    ("latin", "country", "names"),
    [
        ("Nablus", "PS", ["نابلس", "نابلوس"]),
        ("Kalar", "IQ", ["کلار", "کەلار"]),
        ("Lahore", "PK", ["لاہور", "لاهور"]),
        ("Warburton", "AU", ["واربرتون"]),
        ("Nowhere", "SY", ["Nowhere"]),
    ],
)
def test_a_doubtful_name_is_not(latin: str, country: str, names: list[str]) -> None:
    """Two names that both fit, and letters that may be a neighbour's, name nothing."""
    assert arabic_name(latin, country, names) is None


def test_it_is_read_from_the_file_that_was_built(tmp_path: Path) -> None:
    """What is written beside a place is what the place is called; others have no name."""
    file = tmp_path / "geonames.sqlite"
    rows = [
        Row(f"x:{n}", name, "place", country, None, 35.0, 36.0, 1.0, 0, (), arabic)
        for n, (name, country, arabic) in enumerate(
            [
                ("Tall", "SY", "تل"), ("Tall", "SY", "تلّ"), ("Bi'r", "SY", "بئر"),
                ("Bi'r", "SY", "البور"), ("Plain", "SY", None),
            ]
        )
    ]  # fmt: skip

    write_rows(file, rows, digest="x")
    names = load_arabic_names(file)

    assert [names.find(name, "SY") for name in ("Tall", "Bi'r", "Plain")] == ["تل", None, None]
    assert names.find("Tall", "LB") is None
    with sqlite3.connect(file) as base:
        assert base.execute("SELECT count(*) FROM arabic").fetchone() == (4,)
