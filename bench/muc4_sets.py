"""
The set lists of MUC-4: our terms, and the words, in the values that its keys may hold.
"""

from __future__ import annotations

from sijill.model import Claim, Damage, Means

TYPES = {
    "abduction": "KIDNAPPING",
    "ied": "BOMBING",
    "arson": "ARSON",
    "mine_or_remnant": "BOMBING",
}
STAGES = {"planned": "THREATENED", "hypothetical": "THREATENED"}
EFFECTS = {"killed": "killed", "injured": "injured", "abducted": "kidnapped", "affected": None}
DAMAGE = {"destroyed": "destroyed", "damaged": "damaged", "burned": "damaged"}
BLAST = {"ied": "damaged", "mine_or_remnant": "damaged", "arson": "damaged"}
WEAPONS = {
    "bomb": "BOMB", "car_bomb": "VEHICLE BOMB", "roadside_bomb": "BOMB", "suicide_bomb": "BOMB",
    "parcel_bomb": "BOMB", "grenade": "GRENADE", "mine": "MINE", "mortar": "MORTAR",
    "rocket": "ROCKET", "missile": "MISSILE", "gun": "GUN", "machine_gun": "MACHINE GUN",
    "aerial_bomb": "AERIAL BOMB", "aircraft": "AERIAL BOMB", "explosives": "EXPLOSIVE",
    "fire": "FIRE", "blunt_object": "STONE", "blade": "CUTTING DEVICE",
    "artillery": "PROJECTILE",
}  # fmt: skip
OBJECTS = {
    "home": "CIVILIAN RESIDENCE", "market": "COMMERCIAL", "power": "ENERGY", "fuel": "ENERGY",
    "vehicle": "TRANSPORT VEHICLE", "ambulance": "TRANSPORT VEHICLE",
    "bridge": "TRANSPORTATION ROUTE", "road": "TRANSPORTATION ROUTE",
    "media": "COMMUNICATIONS", "communications": "COMMUNICATIONS",
    "government": "GOVERNMENT OFFICE OR RESIDENCE", "embassy": "DIPLOMAT OFFICE OR RESIDENCE",
    "business": "COMMERCIAL", "farm": "COMMERCIAL", "bakery": "COMMERCIAL", "water": "WATER",
    "police_station": "LAW ENFORCEMENT FACILITY",
}  # fmt: skip
PEOPLE = {
    "official": "GOVERNMENT OFFICIAL", "police": "LAW ENFORCEMENT",
    "soldier": "ACTIVE MILITARY", "guard": "SECURITY GUARD", "clergy": "CIVILIAN",
}  # fmt: skip
COUNTRIES = {
    "AR": "ARGENTINA", "BO": "BOLIVIA", "CL": "CHILE", "CO": "COLOMBIA", "EC": "ECUADOR",
    "SV": "EL SALVADOR", "GT": "GUATEMALA", "HN": "HONDURAS", "PE": "PERU",
}  # fmt: skip
ARMS = {
    "DYNAMITE": "DYNAMITE", "MACHINE": "MACHINE GUN", "SUBMACHINE": "MACHINE GUN",
    "RIFLE": "RIFLE", "PISTOL": "HANDGUN", "REVOLVER": "HANDGUN", "MOLOTOV": "MOLOTOV COCKTAIL",
    "GRENADE": "GRENADE", "MORTAR": "MORTAR", "ROCKET": "ROCKET", "CAR BOMB": "VEHICLE BOMB",
}  # fmt: skip
OWNER_REACH = 70
HOMES = {
    **dict.fromkeys(
        ("PRESIDENT", "MINISTER", "MAYOR", "GOVERNOR", "ATTORNEY GENERAL", "JUDGE", "ASSEMBLY",
         "AMBASSADOR", "OFFICIAL", "MAGISTRATE", "PROSECUTOR", "COUNCIL"),
        "GOVERNMENT OFFICE OR RESIDENCE",
    ),
    **dict.fromkeys(
        ("SENATOR", "DEPUTY", "PARTY", "CANDIDATE", "LEADER", "SECRETARY GENERAL", "POLITIC"),
        "POLITICAL FIGURE OFFICE OR RESIDENCE",
    ),
}  # fmt: skip
HOUSES = {
    "BANK": "FINANCIAL", "FINANC": "FINANCIAL", "SAVINGS": "FINANCIAL",
    "GAS STATION": "COMMERCIAL", "GASOLINE STATION": "COMMERCIAL",
    "SERVICE STATION": "COMMERCIAL", "AIRPORT": "TRANSPORTATION FACILITY",
    "TERMINAL": "TRANSPORTATION FACILITY", "UNION": "ORGANIZATION OFFICE",
    "PARTY": "ORGANIZATION OFFICE", "HEADQUARTERS": "ORGANIZATION OFFICE",
    "CULTURAL": "ORGANIZATION OFFICE", "PLANE": "TRANSPORT VEHICLE",
    "HELICOPTER": "TRANSPORT VEHICLE",
}  # fmt: skip


def incident_type(claim: Claim) -> str:
    """Return the set value of the act: what is no other type is an attack."""
    return TYPES.get(claim.violence, "ATTACK")


def weapon_type(item: Means) -> str | None:
    """Return the set value; the words tell dynamite or a rifle from its wider kind."""
    words = item.words.text.upper()
    named = (kind for word, kind in ARMS.items() if word in words)
    return next(named, WEAPONS.get(item.term))


def is_device(claim: Claim, item: Means) -> bool:
    """Say whether the rules take the words: none for arson and kidnapping, no bare aircraft."""
    if incident_type(claim) in ("ARSON", "KIDNAPPING"):
        return False
    return item.term != "aircraft" or "BOMB" in item.words.text.upper()


def object_type(claim: Claim, item: Damage) -> str:
    """Return the set value; the words, and whose it is, tell a bank or a union's office."""
    words = item.words.text.upper() if item.words else ""
    owner = _owner(claim, item)
    if item.object == "home":
        homes = (kind for word, kind in HOMES.items() if word in owner)
        return next(homes, OBJECTS["home"])
    told = words + owner if "OFFICE" in words or "HEADQUARTERS" in words else words
    named = (kind for word, kind in HOUSES.items() if word in told)
    return next(named, OBJECTS.get(item.object, "OTHER"))


def _owner(claim: Claim, item: Damage) -> str:
    """Return the words that tell whose an object is: "the home of the mayor"."""
    words = item.words
    around = next((s for s in claim.evidence if words and s.holds(words)), None)
    if words is None or around is None:
        return ""
    text = " ".join(around.text[words.end - around.start :].upper().split())[:OWNER_REACH]
    before = words.text.upper() + " " if "'S" in words.text.upper() else ""
    return before + (text.split(".")[0] if text.startswith(("OF ", "BELONGING ")) else "")
