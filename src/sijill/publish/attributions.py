"""
Whom a release has to name: the makers of the lists that its places were found in.
"""

from __future__ import annotations

from collections.abc import Iterator

from sijill.model.release import PublicGazetteer, Release

_SHARE_ALIKE = ("odbl", "by-sa", "by sa", "sharealike", "share-alike")


def write_attributions(release: Release) -> str:
    """Return the page of attributions as Markdown."""
    return "\n".join(_lines(release)) + "\n"


def _lines(release: Release) -> Iterator[str]:
    yield f"# Whom release {release.version} names\n"
    if not release.gazetteers:
        yield "It holds no place that was found in a gazetteer."
        return
    yield "Its places were found in these lists; whoever passes it on names them too.\n"
    for item in release.gazetteers:
        yield f"- {word_gazetteer(item)}"


def word_gazetteer(item: PublicGazetteer) -> str:
    """
    Return a sentence or two on a list: whose it is, under which licence, which version.

    Examples:
        >>> geonames = PublicGazetteer("geonames", "geonames@0a1b", 5, "CC BY 4.0", "GeoNames")
        >>> word_gazetteer(geonames)
        'GeoNames. Licence: CC BY 4.0. 5 places, version geonames@0a1b.'
    """
    whose = item.attribution or f"A list of the team's own ({item.kind}), of no stated maker"
    licence = item.licence or "not stated; ask the team before passing the places on"
    said = f"{whose}. Licence: {licence}. {item.places:,} places, version {item.version}."
    if is_share_alike(item.licence):
        said += " Kept in a file of its own: a database made from it stays under this licence."
    return said


def is_share_alike(licence: str | None) -> bool:
    """
    Say whether a licence asks that what is made from the data comes under it too.

    Examples:
        >>> is_share_alike("ODbL 1.0"), is_share_alike("CC BY 4.0")
        (True, False)
    """
    return any(word in (licence or "").casefold() for word in _SHARE_ALIKE)
