"""
Questions "how many incidents", answered from incidents: by kind of harm, time and place.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

KINDS = {"killing": "killed", "injuring": "injured"}


def answer_question(
    question: dict[str, Any], incidents: list[dict[str, Any]]
) -> dict[str, Any]:
    """
    Return the number of incidents that fit a question, and their documents.

    A constraint that cannot be checked (a participant's name) is left out.
    """
    kind = KINDS.get(question.get("event_type", ""))
    fitting = [
        item
        for item in incidents
        if (kind is None or item[kind]["best"] > 0)
        and _fits_time(item["date"], question.get("time") or {})
        and _fits_place(item, question.get("location") or {})
    ]
    docs = {item["incident_id"]: item["doc_ids"] for item in fitting}
    return {
        "question_id": question["question_id"],
        "answer": len(fitting),
        "docs": sorted(doc for found in docs.values() for doc in found),
    }


def _fits_time(day: str | None, wanted: dict[str, str]) -> bool:
    if not wanted:
        return True
    if day is None:
        return False
    year, month, number = day.split("-")
    for unit, value in wanted.items():
        parts = re.findall(r"\d+", str(value))
        if unit == "year" and parts[-1:] != [year]:
            return False
        if unit == "month" and [int(p) for p in parts[-2:]] != [int(month), int(year)]:
            return False
        if unit == "day" and sorted(map(int, parts)) != sorted(
            [int(number), int(month), int(year)]
        ):
            return False
    return True


def _fits_place(item: dict[str, Any], wanted: dict[str, str]) -> bool:
    for unit, address in wanted.items():
        name = unquote(str(address).rsplit("/", 1)[-1]).replace("_", " ")
        city, _, state = name.partition(", ")
        if unit == "state" and item["admin1"] != city:
            return False
        if unit == "city" and (item["place"] != city or (state and item["admin1"] != state)):
            return False
    return True
