"""Happenings: the mentions of one event joined, and the main ones of a document chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diplo_extract.lexicon import Row
from diplo_extract.linking.mentions import Span
from diplo_extract.linking.reference import Discourse, Ids
from diplo_extract.record import Confidence, EventStatus, EventType

__all__ = ["Happening", "join", "main_ones"]

MOST = 10
"""Events that a record holds at most: the main ones, as in the annotated texts."""
RATIFYING = frozenset({"ratifier", "approuver"})
"""What is done to an instrument after its signing."""
STANDING_BY = frozenset({"soutenir", "appuyer", "se tenir aux côtés"})
SOLIDARITY = "son soutien"
"""How the codes of the rows end whose noun is support or sympathy."""


@dataclass(slots=True)
class Happening:
    """An event in the making, with all its mentions; participants and the rest are those of its fullest mention."""

    row: Row
    type: EventType
    cameo: str
    status: EventStatus
    actors: Ids
    recipients: Ids
    spans: list[Span]
    sentence: int
    headline: bool
    rule: str
    confidence: Confidence
    date: str | None
    place: str | None
    domains: tuple[str, ...]
    agreement: str | None

    @property
    def participants(self) -> frozenset[str]:
        """All who take part, on either side."""
        return frozenset((*self.actors, *self.recipients))

    @property
    def is_visit(self) -> bool:
        """Whether somebody goes to a country, as against a talk."""
        return self.row["mode"] == "visit"

    @property
    def is_session(self) -> bool:
        """Whether a body meets, as against the persons told elsewhere."""
        return self.row["fallback"] == "group"

    @property
    def signs(self) -> bool:
        """Whether an instrument is concluded."""
        return self.row["planned_type"] == "AGREE" or self.row["fallback"] == "states"


def join(happenings: list[Happening], new: Happening, discourse: Discourse, *, opens: bool) -> None:
    """Joins a mention to the event that it tells again, or, if it may, opens a new event."""
    known = next((h for h in happenings if _is_same(h, new, discourse)), None)
    if known is None:
        if opens:
            happenings.append(new)
        return
    known.spans += new.spans
    if known.headline and not new.headline:
        known.status = new.status  # `reçoit` in a headline may be what is yet to come
    verb = known.rule == "event.noun" != new.rule
    if verb or _weight(new, discourse) > _weight(known, discourse):
        new.spans = known.spans
        happenings[happenings.index(known)] = new
        new.date, new.place = new.date or known.date, new.place or known.place
        if verb and _weight(new, discourse) < _weight(known, discourse):
            new.actors, new.recipients = known.actors, known.recipients
    else:
        known.date, known.place = known.date or new.date, known.place or new.place


def _weight(happening: Happening, discourse: Discourse) -> tuple[int, int]:
    """How much a mention says of who takes part: persons first, then all."""
    persons = sum(discourse.names.is_person(id) for id in happening.participants)
    return persons, len(happening.participants)


def _is_same(one: Happening, other: Happening, discourse: Discourse) -> bool:
    """Whether two mentions tell of one happening: of one type and kind, between the same participants.

    In a talk a state may stand for its minister, as titles have it (`rencontre un ministre chinois`).
    """
    if one.type != other.type:
        return False
    a, b = one.participants, other.participants
    if one.type == "CONSULT":
        told_twice = one.headline or "event.noun" in {one.rule, other.rule} or one.status == other.status
        if one.is_visit != other.is_visit or (one.is_session != other.is_session and a != b):
            return False
        if not told_twice and not (one.is_visit and a == b):
            return False
        if one.sentence == other.sentence and "event.noun" not in {one.rule, other.rule}:
            crossed = set(one.recipients) & set(
                other.actors
            )  # `le Pape a reçu Mme X, laquelle a rencontré le cardinal`
            return not crossed and (a <= b or b <= a)
        return _stands_for(a, b, discourse) or _stands_for(b, a, discourse)
    if one.signs and other.signs:
        mild = "agreement" in {one.row["requires"], other.row["requires"]}  # a publication, the noun of a signing
        return _sign_the_same(one, other) or (a == b and (mild or one.sentence == other.sentence))
    if a == b and (one.type == "AID" or (one.type == "SUPPORT" and _goes_on(one, other))):
        return True
    if one.type == "ASSAULT":
        return a <= b or b <= a
    if one.row["code"] != other.row["code"] and not _stand_by(one, other):
        return False
    if one.headline or one.type == "SUPPORT":
        doers = _stands_for(frozenset(one.actors), frozenset(other.actors), discourse)
        again = _stands_for(a, b, discourse) or (one.headline and _stands_for(b, a, discourse))
        return doers and (one.headline or bool(one.recipients)) and again
    return a == b


def _goes_on(one: Happening, other: Happening) -> bool:
    """Whether a gerund goes on with what is told (`a présenté ses vœux à X, lui souhaitant plein succès`)."""
    return one.sentence == other.sentence and other.rule == "event.gerund" and bool(one.recipients) and not one.signs


def _stand_by(one: Happening, other: Happening) -> bool:
    """Whether the one only says again that the other's doers are on somebody's side."""
    plain = STANDING_BY & {one.row["code"], other.row["code"]}
    return bool(plain) and all(h.row["code"] in STANDING_BY or h.row["code"].endswith(SOLIDARITY) for h in (one, other))


def _sign_the_same(one: Happening, other: Happening) -> bool:
    """Whether two mentions tell that one instrument is signed, or that it is ratified."""
    known = one.agreement is not None and one.agreement == other.agreement and one.status == other.status
    dated = one.date is not None and other.date is not None and one.date != other.date
    return known and not dated and (one.row["code"] in RATIFYING) == (other.row["code"] in RATIFYING)


def _stands_for(a: frozenset[str], b: frozenset[str], discourse: Discourse) -> bool:
    """Whether each of the one is among the others, a state also by somebody who acts for it."""
    countries = {getattr(discourse.names.actors[id], "country", None) for id in b}
    return all(
        id in b or (discourse.names.is_state(id) and getattr(discourse.names.actors[id], "country", None) in countries)
        for id in a
    )


def main_ones(happenings: Sequence[Happening]) -> list[Happening]:
    """At most `MOST` events in their order: praise without an addressee and weak evidence give way first."""
    ranked = sorted(range(len(happenings)), key=lambda i: (_is_minor(happenings[i]), i))
    return [happenings[i] for i in sorted(ranked[:MOST])]


def _is_minor(happening: Happening) -> int:
    """How soon an event gives way to others: 0 for what meets, signs, promises, asks or harms."""
    if happening.status == "hypothetical" or not happening.actors:
        return 2
    code = happening.row["code"]
    praise = happening.type == "SUPPORT" and not happening.signs
    polite = code in {"saluer", "se féliciter", "remercier", "apprécier"} or not happening.recipients
    return int((praise and polite) or code.startswith(("être ", "rester ")))
