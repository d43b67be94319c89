"""Lists of parties: names joined by commas and `et`, with the bodies that stand for their states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from diplo_extract.lexicon.countries import state_forms, state_gazetteer
from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.words import folded, words
from diplo_extract.record import Organisation, Person, State

__all__ = ["acting_for", "distinct", "listed", "named"]

LONGEST_LIST = 320
"""Characters that a list of parties has at most."""
_OF = r"(?:(?:de la|de l'|du|des|de|d') ?)?"
_ADJECTIVE = r"(?!(?:sur|pour|dans)\s)[\w-]+(?:que|ive?|al|aise?|[ou]ise?|ien(?:ne)?|ain)s?"


@cache
def _body() -> str:
    """An expression for what opens the name of a party: an office, a body or a company."""
    return (
        r"gouvernement|ministère|ministre|république|royaume|président|présidente|premier ministre|secrétaire d'état"
        r"|états?|chancelier|chancelière|roi|reine|émir|chef|celui|celle|" + "|".join(sorted(words("company")))
    )


@cache
def _goes_on() -> re.Pattern[str]:
    """What may stand between two names of a list of parties: a conjunction, an article, an office or body.

    White space is levelled before: many optional gaps in a row would take long over a run of it.
    """
    return re.compile(
        r" ?(?:\([^()]{1,40}\)?)?\)? ?"
        r"(?:,|,? ?et|,? ?ainsi que|\bou)? ?(?:d'une part,?|d'autre part,?)? ?(?:et )?"
        r"(?:avec |entre |par )?(?:le |la |l'|les |du |de la |de l'|des |d')? ?"
        rf"(?:(?:{_body()}) ?){{0,2}}(?:{_ADJECTIVE} ){{0,2}}(?:(?:fédéral|royal|national|central)e? )?{_OF}"
        rf"(?:l'|la |le |les )?(?:république |royaume |état )?{_OF}",
        re.IGNORECASE,
    )


def listed(draft: Draft, start: int, end: int) -> tuple[str, ...]:
    """The parties named from `start` on, as long as the list goes on: names joined by commas and `et`."""
    text = draft.text
    end = min(end, start + LONGEST_LIST)
    spans = sorted(
        {
            (m.start, m.end, actor.id)
            for actor in draft.actors.actors
            for m in actor.mentions
            if start <= m.start and m.end <= end
        }
    )
    found: list[str | None] = []
    at = start
    for a, b, id in spans:
        party = acting_for(draft, id)
        if _qualifies_company(draft, a, b):
            continue
        if party in found and 0 <= a - at <= 3:  # its acronym
            at = b
            continue
        if a < at:
            if a >= start and found and b > at:
                at = b
            continue
        between = text[at:a]
        if found and not _goes_on().fullmatch(re.sub(r"\s+", " ", between)):
            break
        if not found and len(between) > 60:
            break
        found.append(party)
        at = b
    if len(found) == 1:
        found.append(_body_of_state(draft, at, end))
    return distinct(found)


@cache
def _and_body() -> re.Pattern[str]:
    return re.compile(
        rf"[^.;:]{{0,20}}?\bet\s+(?:le\s+|la\s+|l')(?:{_body()}|autorité|agence|office|chambre)\b", re.IGNORECASE
    )


def _body_of_state(draft: Draft, start: int, end: int) -> str | None:
    """The state whose ministry or body is the second party (`et le ministère des Finances de Madagascar`)."""
    text = draft.text
    body = _and_body().match(text, start, end)
    if body is None:
        return None
    topic = re.compile(r"\s(?:sur|pour|relati\w+|portant|concernant|en\s+vue)\s|[,;.]").search(text, body.end(), end)
    inside = draft.actors.within(body.end(), topic.start() if topic else end)
    return next((id for id in inside if isinstance(draft.actors[id], State)), None)


@cache
def _company() -> re.Pattern[str]:
    """The noun of a company before its name or an adjective, in folded text (`groupe `, `compagnie nationale `)."""
    nouns = "|".join(sorted(folded("company")))
    return re.compile(rf"\b(?:{nouns})\s+(?:[\w-]+\s+){{0,2}}$")


def _qualifies_company(draft: Draft, start: int, end: int) -> bool:
    """Whether a demonym only says where a company or bank is from (`le groupe turc Karadeniz`)."""
    text = draft.text
    adjective = text[start:end].islower() and _company().search(fold(text[max(0, start - 40) : start])) is not None
    return adjective and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def named(draft: Draft, start: int, end: int) -> tuple[str, ...]:
    """The actors named in `start`..`end`, states left out that only say where a company is from."""
    spans = (
        (m.start, m.end, actor.id) for actor in draft.actors.actors for m in actor.mentions if start <= m.start < end
    )
    return distinct(id for a, b, id in sorted(spans) if not _qualifies_company(draft, a, b))


def distinct(ids: Iterable[str | None]) -> tuple[str, ...]:
    """The ids, each once, in order, None left out."""
    return tuple(dict.fromkeys(id for id in ids if id is not None))


def acting_for(draft: Draft, id: str) -> str | None:
    """The party that an actor binds: a person its state or organisation, an organ its Union or state, else itself."""
    actor = draft.actors[id]
    if isinstance(actor, Person):
        return draft.actors.state(actor.country) if actor.country else actor.organisation
    if isinstance(actor, Organisation) and fold(actor.name) in folded("european_organ"):
        union = (a.id for a in draft.actors.actors if isinstance(a, Organisation) and a.code == "eu")
        return next(union, id)
    if isinstance(actor, Organisation) and fold(actor.name).startswith(tuple(folded("state_body"))):
        return _state_of(draft, actor) or id
    return id


def _state_of(draft: Draft, body: Organisation) -> str | None:
    """The state whose government or parliament a body is by its name (`Conseil fédéral suisse`); None: not told."""
    known = state_forms()
    codes = {code for hit in state_gazetteer().find(body.name) if (code := known[hit.key].default) is not None}
    return draft.actors.state(codes.pop()) if len(codes) == 1 else None
