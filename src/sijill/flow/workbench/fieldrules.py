"""
What each field of a record, column of a list and part of a filter tells of what is withheld.

A name under ``open`` tells none. One under several fields tells each of them. The words are
withheld whenever anything is, so that what stands under ``text`` is told to nobody who lacks a
field. A type that is not here, or a field of one, tells everything.

Records are named by the module and the class. The tree of origins and the line of time are made
of names that words give, so that they go with the words.
"""

from __future__ import annotations

from collections.abc import Mapping

from sijill.model.withheld import FieldName

Rules = Mapping[str, frozenset[FieldName]]
_NONE: frozenset[FieldName] = frozenset()
_SOURCE = frozenset({FieldName.SOURCE})


def _rules(open_: str = "", **closed: str) -> Rules:
    """
    Return what each name tells.

    Examples:
        >>> _rules("id", place="name", text="name words")["id"]
        frozenset()
    """
    found = dict.fromkeys(open_.split(), _NONE)
    for field, names in closed.items():
        for name in names.split():
            found[name] = found.get(name, _NONE) | {FieldName(field)}
    return found


# A grade tells how many origins there are and whether parties compete for the blame; whether
# claims part, and the machine's caveats, tell of places and parties as well.
RECORDS: Mapping[str, Rules] = {
    "rows.People": _rules("low high"),
    "incident.LikelyCount": _rules("kind low best high"),
    "rows.RowTime": _rules("earliest latest precision"),
    "rows.RowPlace": _rules(
        "country admin1", place="name latitude longitude uncertainty_km precision"
    ),
    "rows.IncidentRow": _rules(
        "id violence when where harms civilians claims state likely",
        source="origins documents grade", actors="grade disagreements",
        place="clarity disagreements", text="p_same reason etag",
    ),
    "rows.ClaimRow": _rules(
        "id incident violence scope modality when where harms published_on decided",
        source="document source", text="confidence said_by words open_words left_out",
    ),
    "rows.DocumentRow": _rules(
        "id document published_on language claims decided refused",
        source="source", text="title open_title",
    ),
    "rows.SummaryRow": _rules(
        "id when where harms remainder contradicted inside perhaps", source="claim document"
    ),
    "place.Place": _rules(
        "country admin1",
        place="name gazetteer_id latitude longitude uncertainty_km precision gazetteer_version",
        text="words learned_from",
    ),
    "daterange.DateRange": _rules("earliest latest precision", text="words time"),
    "count.Count": _rules("low high qualifier", text="words"),
    "actor.Involvement": _rules(
        actors="role actor_id certainty party", text="words learned_from"
    ),
    "incident.HarmRange": _rules("kind status low high best groups", source="by_claim newest"),
    "incident.GroupRange": _rules("term low high", source="by_claim"),
    "incident.DamageRange": _rules("object effect low high", source="by_claim"),
    "incident.ClaimedCount": _rules("low high", source="claim"),
    "incident.GradeReason": _rules(
        "scheme", source="grade reason claims number beside",
        actors="grade reason number beside", place="grade reason",
    ),
    "summary.Comparison": _rules("kind status low high"),
    "incidents.IncidentPage": _rules(
        "id violence when where kinds n rows hidden ranges damages counted",
        source="origins rows parted grades caveats",
        actors="actors parted grades caveats", place="map parted grades caveats",
        text="tree line likely history etag signing",
    ),
    "incidents.Row": _rules(
        "claim published_on modality when place counts state",
        source="document source origin", actors="actors", text="said_by words language",
    ),
    "incidents.Range": _rules("harm is_first", source="said"),
    "incidents.Parted": _rules(
        "field", source="sources", place="reason", actors="reason", text="why"
    ),
    "drawing.MapDrawing": _rules(place="width height outlines areas scale_km scale"),
    "drawing.Area": _rules(place="x y radius is_enlarged is_best name km"),
    "summaries.SummaryPage": _rules(
        "id scope published_on window areas lines incidents possible inside perhaps",
        source="claim document source", text="words language",
    ),
    "summaries.SumLine": _rules("said accounted remainder contradicted"),
}  # fmt: skip
# What no row of a kind can be told without: a claim, a document and a sum are what one source
# says, and their ids are made from the document.
KINDS: Rules = {
    "IncidentRow": _NONE, "ClaimRow": _SOURCE, "DocumentRow": _SOURCE, "SummaryRow": _SOURCE,
}  # fmt: skip
COLUMNS: Mapping[str, Rules] = {
    "IncidentRow": _rules(
        "violence country admin1 state kinds earliest latest number killed_low killed_high "
        "civilians_low civilians_high claims",
        source="grade origins", actors="grade disagreements",
        place="place where_precision x y latitude longitude uncertainty_km spot clarity "
        "disagreements", text="reason p_same etag",
    ),
    "ClaimRow": _rules(
        "incident violence country admin1 scope modality decided published_on earliest number "
        "killed_low spot", source="document source", text="left_out confidence",
    ),
    "DocumentRow": _rules(
        "document language refused published_on number claims decided spot", source="source"
    ),
    "SummaryRow": _rules(
        "country admin1 unexplained earliest latest number killed_low rest_killed_low "
        "contradicted spot", source="claim document",
    ),
}  # fmt: skip
FILTERS: Mapping[str, Rules] = {
    "IncidentFilter": _rules(
        "first last when violence country admin1 status state killed_least killed_most",
        place="place box where clarity disputed", source="source grade",
        actors="grade disputed", text="words reason",
    ),
    "ClaimFilter": _rules(
        "first last violence country admin1 incident scope modality decided",
        source="source document", text="words doubtful left_out",
    ),
    "DocumentFilter": _rules("first last language state", source="source", text="words"),
    "SummaryFilter": _rules(
        "first last country admin1 unexplained contradicted", text="words"
    ),
    "QueueFilter": _rules(text="reason country source unsure assigned"),
}  # fmt: skip
