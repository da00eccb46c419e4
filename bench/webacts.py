"""
What people do in the workbench: one method an act, each taken back by the same hands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from webasking import API, Pool, Things, User

Act = Callable[[User], None]
_WHY = {"why": "bench"}


class Acts:
    """
    What people do to the things of a record.

    Args:
        things: What it is done to; no two people have one in hand at the same time.
        coded: Documents that two people code; each is used up.
    """

    def __init__(self, things: Things, coded: Pool) -> None:
        self._pairs, self._claims = Pool(things.pairs), Pool(things.claims)
        self._incidents, self._people = Pool(things.incidents), Pool(things.people)
        self._linked, self._coded, self._apart = Pool(things.linked), coded, Pool(things.apart)

    def list_acts(self) -> tuple[Act, ...]:
        """Return every act."""
        return (
            self.assess, self.correct, self.miss, self.judge, self.judge_people, self.link,
            self.separate,
            self.part, self.assign, self.keep_view, self.restrict, self.sign, self.make_token,
            self.invite, self.tell, self.code,
        )  # fmt: skip

    def assess(self, user: User) -> None:
        """Say that a claim is right."""
        with self._claims.take() as (claim, *_):
            body = {"verdict": "accept", **_WHY}
            _take_back(user, user.post("/claims/{id}/assessments", body, id=claim))

    def correct(self, user: User) -> None:
        """Correct what a claim says was done."""
        with self._claims.take() as (claim, *_):
            body = {"verdict": "correct", "field": "violence", "value": "airstrike"}
            _take_back(user, user.post("/claims/{id}/assessments", body, id=claim))

    def miss(self, user: User) -> None:
        """Add a claim that no extractor found."""
        with self._claims.take() as (_, document, start, end):
            body = {"start": start, "end": end - 2, "violence": "shelling", **_WHY}
            _take_back(user, user.post("/documents/{id}/claims", body, id=document))

    def judge(self, user: User) -> None:
        """Say that two claims are of different incidents."""
        with self._pairs.take() as (_, left, right, *_rest):
            body = {"left": left, "right": right, "verdict": "not_same", **_WHY}
            _take_back(user, user.post("/judgements", body))

    def judge_people(self, user: User) -> None:
        """Say whether two rows or names are one person."""
        with self._people.take() as (left, right):
            verdict = user.order.choice(("same", "not_same", "unsure"))
            body = {"left": left, "right": right, "verdict": verdict, **_WHY}
            if made := user.post("/victims/pairs", body):
                _take_back(user, {"decisions": [made["id"]]})

    def separate(self, user: User) -> None:
        """Say that a row is not the person it was taken for."""
        with self._apart.take() as (victim, row):
            route, names = f"{API}/victims/{{id}}/without/{{row}}", {"id": victim, "row": row}
            seen = user.get(route, route.format(**names)).json()
            made = user.post(
                "/victims/{id}/without/{row}", _WHY, match=f'"{seen.get("etag", "")}"', **names
            )
            _take_back(user, made)

    def link(self, user: User) -> None:
        """Make one incident of two."""
        with self._linked.take() as (incident, other):
            body = {"other": other, **_WHY}
            _take_back(user, user.post("/incidents/{id}/links", body, id=incident))

    def part(self, user: User) -> None:
        """Take a claim out of an incident."""
        with self._incidents.take() as (incident, claim):
            body = {"claim": claim, **_WHY}
            _take_back(user, user.post("/incidents/{id}/partings", body, id=incident))

    def assign(self, user: User) -> None:
        """Take something of the queue, and give it back."""
        with self._pairs.take() as (item, *_):
            user.post("/queue/assignments", {"item": item, "to": "me"})
            user.post("/queue/assignments", {"item": item, "to": None})

    def keep_view(self, user: User) -> None:
        """Keep a view of the queue, and drop it."""
        body = {"name": f"View {user.order.random()}", "chosen": {"reason": "new_document"}}
        if made := user.post("/queue/views", body):
            user.post("/queue/views/{view_id}/drop", {}, view_id=made["id"])

    def restrict(self, user: User) -> None:
        """Keep a document for reviewers, and open it again."""
        with self._claims.take() as (_, document, *_rest):
            what = {"kind": "document", "item": document}
            user.post("/restrictions", {**what, "role": "reviewer", **_WHY})
            user.post("/restrictions/lift", what)

    def sign(self, user: User) -> None:
        """Sign an incident that another decided about."""
        with self._incidents.take() as (incident, claim):
            body = {"verdict": "accept", **_WHY}
            made = user.post("/claims/{id}/assessments", body, "coder", id=claim)
            route = f"{API}/incidents/{{incident_id}}/signing"
            seen = user.get(route, route.format(incident_id=incident)).json()
            state = f'"{seen.get("state", "")}"'
            route = "/incidents/{incident_id}/sign"
            if signed := user.post(route, _WHY, match=state, incident_id=incident):
                route = "/signatures/{sign_off_id}/withdraw"
                user.post(route, _WHY, sign_off_id=signed["id"])
            _take_back(user, made, "coder")

    def make_token(self, user: User) -> None:
        """Make a token for programs, and end it."""
        body = {"name": "bench", "rights": ["read"], "days": 1}
        if made := user.post("/account/tokens", body):
            user.post("/account/tokens/{token_id}/end", {}, token_id=made["id"])

    def invite(self, user: User) -> None:
        """Invite somebody, and withdraw it."""
        if made := user.post("/team/invitations", {"role": "viewer"}):
            name = {"invitation_id": made["id"]}
            user.post("/team/invitations/{invitation_id}/withdraw", {}, **name)

    def tell(self, user: User) -> None:
        """Enter an interview, which stays."""
        words = f"Shells hit the mill {user.order.random()} and killed three people."
        body = {
            "code": f"W-{user.order.randrange(10**6)}", "text": words, "words": words,
            "held_on": "2025-06-01", "violence": "shelling", "role": "reviewer",
        }  # fmt: skip
        user.post("/interviews", body)

    def code(self, user: User) -> None:
        """Code a document as two people who disagree, and settle it; it stays coded."""
        document = self._coded.use()
        for who, stands in (("coder", "yes"), ("other", "no")):
            route = f"{API}/coding/{{id}}"
            sheet = user.get(route, route.format(id=document), who).json()
            places = [f"{one['start']}:{one['end']}" for one in sheet.get("claims", ())]
            answers = {f"{place}:stands": stands for place in places}
            user.post("/coding/{id}", {"answers": answers}, who, id=document)
        if places:
            split = {"split": f"{document}:{places[0]}:stands", "value": "yes"}
            user.post("/coding/splits", {**split, **_WHY})


def _take_back(user: User, made: Mapping[str, Any], who: str = "own") -> None:
    if made.get("decisions"):
        user.post("/withdrawals", {"decisions": made["decisions"], **_WHY}, who)
