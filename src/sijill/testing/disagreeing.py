"""
Invented reports of two incidents of one town that agree in nothing else, and of a third one.

Each of the two is told by three outlets. One pair of claims, of one incident each, does not
hold the two groups together: the others disagree about the act, the day, what was hit and how
many died.
"""

from __future__ import annotations

_MARKET = "the market of Sarmin in Idlib"
_SCHOOL = "a school in Sarmin in Idlib"

SHELLED = (
    f"SARMIN, Oct. 6, 2023 (Example Agency) -- Shells hit {_MARKET} on Thursday. Three died.",
    f"SARMIN, Oct. 6, 2023 (Other Agency) -- Shells struck {_MARKET} on Thursday. Three died.",
    f"IDLIB, Oct. 7, 2023 (Third Agency) -- On Thursday shells hit {_MARKET} and killed four.",
)
BOMBED = (
    f"SARMIN, Oct. 12, 2023 (Example Agency) -- An air strike hit {_SCHOOL} on Wednesday, "
    "killing fourteen people, residents said.",
    f"SARMIN, Oct. 12, 2023 (Other Agency) -- An air strike on {_SCHOOL} on Wednesday killed "
    "fourteen people, a doctor said.",
    f"IDLIB, Oct. 13, 2023 (Third Agency) -- On Wednesday an air strike on {_SCHOOL} killed "
    "fifteen people, rescuers said.",
)
SHOT = (
    "MANBIJ, March 4, 2022 (Example Agency) -- On Friday, gunmen shot dead a teacher in "
    "Manbij, Aleppo.",
    "MANBIJ, March 5, 2022 (Other Agency) -- Gunmen shot dead a teacher in Manbij, Aleppo, on "
    "Friday.",
)
