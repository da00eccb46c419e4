"""
Codes of the countries of the outline, so that a map names them in its reader's language.
"""

from __future__ import annotations

from functools import cache

from babel import Locale

# Names that Natural Earth shortens, or that differ from those of the locale data.
_SHORTENED = {
    "Antigua and Barb.": "AG", "Bosnia and Herz.": "BA", "Br. Indian Ocean Ter.": "IO",
    "British Virgin Is.": "VG", "Cabo Verde": "CV", "Cayman Is.": "KY",
    "Central African Rep.": "CF", "Congo": "CG", "Cook Is.": "CK", "Côte d'Ivoire": "CI",
    "Dem. Rep. Congo": "CD", "Dominican Rep.": "DO", "Eq. Guinea": "GQ", "Faeroe Is.": "FO",
    "Falkland Is.": "FK", "Fr. Polynesia": "PF", "Fr. S. Antarctic Lands": "TF",
    "Heard I. and McDonald Is.": "HM", "Hong Kong": "HK", "Macao": "MO", "Macedonia": "MK",
    "Marshall Is.": "MH", "Myanmar": "MM", "N. Mariana Is.": "MP", "Palestine": "PS",
    "Pitcairn Is.": "PN", "S. Geo. and the Is.": "GS", "S. Sudan": "SS", "Saint Helena": "SH",
    "Saint Lucia": "LC", "Solomon Is.": "SB", "St-Barthélemy": "BL", "St-Martin": "MF",
    "St. Vin. and Gren.": "VC", "São Tomé and Principe": "ST", "Turkey": "TR",
    "Turks and Caicos Is.": "TC", "U.S. Virgin Is.": "VI", "United States of America": "US",
    "Vatican": "VA", "W. Sahara": "EH", "Wallis and Futuna Is.": "WF", "eSwatini": "SZ",
    "Åland": "AX",
}  # fmt: skip


def code_of(name: str) -> str | None:
    """
    Return the ISO 3166-1 code of a country by the outline's name; ``None``: it has none.

    Examples:
        >>> code_of("Syria"), code_of("Dem. Rep. Congo"), code_of("N. Cyprus")
        ('SY', 'CD', None)
    """
    return _SHORTENED.get(name) or _load_codes().get(name)


@cache
def _load_codes() -> dict[str, str]:
    territories = Locale("en").territories.items()
    return {name.replace("&", "and"): code for code, name in territories if len(code) == 2}
