"""When, where and about what: the circumstances of an event, read in its sentence."""

from __future__ import annotations

from collections.abc import Iterable

from diplo_extract.linking.draft import Draft
from diplo_extract.linking.events.triggers import Trigger, clause_stop
from diplo_extract.linking.mentions import Span
from diplo_extract.linking.sentences import Frame
from diplo_extract.linking.words import words
from diplo_extract.record import Agreement, Mention

__all__ = ["date_of", "domains_of", "instrument_of", "is_background", "is_dated_back", "is_to_come", "place_of"]

DAY = 10
"""Characters of an ISO date."""
NEAR = 60
"""Characters behind a bare participle within which its date stands (`signé à Moscou le 15 juin 2023`)."""


def _sentence(draft: Draft, frame: Frame, trigger: Trigger) -> Span:
    start, end = frame.sentences[frame.sentence(trigger.start)]
    return draft.doc[start].idx, draft.doc[end - 1].idx + len(draft.doc[end - 1])


def _inside(mentions: Iterable[Mention], span: Span) -> list[int]:
    return [m.start for m in mentions if span[0] <= m.start < span[1]]


def date_of(draft: Draft, frame: Frame, trigger: Trigger) -> str | None:
    """The day that the sentence gives, the one nearest to the trigger; None where it gives none, or no full day."""
    at, span = draft.doc[trigger.start].idx, _sentence(draft, frame, trigger)
    days = [
        (abs(start - at), date.value[:DAY])
        for date in draft.dates
        if date.type in {"DATE", "TIME"} and date.earliest is not None and len(date.value) >= DAY
        for start in _inside(date.mentions, span)
    ]
    return min(days)[1] if days else None


def is_background(draft: Draft, trigger: Trigger) -> bool:
    """Whether a date right behind the trigger is of another year than the document: `signé en 2008`."""
    if draft.reference_date is None:
        return False
    at = draft.doc[trigger.end - 1].idx
    bare = trigger.verb is None or trigger.verb.kind == "participle" or trigger.verb.tense == "pluperfect"
    years = [
        date.value[:4]
        for date in draft.dates
        if date.type in {"DATE", "TIME"} and date.value[:4].isdigit() and _inside(date.mentions, (at, at + NEAR))
    ]
    return bare and bool(years) and years[0] != draft.reference_date[:4]


def is_dated_back(draft: Draft, frame: Frame, trigger: Trigger) -> bool:
    """Whether the sentence of the trigger gives a time before the year of the document."""
    if draft.reference_date is None:
        return False
    span = _sentence(draft, frame, trigger)
    years = [date.value[:4] for date in draft.dates if _inside(date.mentions, span) and date.value[:4].isdigit()]
    return any(year < draft.reference_date[:4] for year in years)


def is_to_come(draft: Draft, frame: Frame, trigger: Trigger) -> bool:
    """Whether a journey or a meeting told in the present is yet to take place, by a word or a day of its clause."""
    verb = trigger.verb
    if verb is None or verb.kind != "finite" or verb.tense != "present" or trigger.row["type"] != "CONSULT":
        return False
    clause = draft.doc[verb.end : clause_stop(draft.doc, frame, verb.end)]
    if any(token.lower_ in words("soon") for token in clause):
        return True
    span = draft.doc[verb.start].idx, clause.end_char
    days = [d.earliest for d in draft.dates if d.earliest is not None and _inside(d.mentions, span)]
    return draft.reference_date is not None and bool(days) and min(days)[:DAY] > draft.reference_date[:DAY]


def place_of(draft: Draft, frame: Frame, trigger: Trigger) -> str | None:
    """The city or site of the sentence nearest behind the trigger, or in front of it; None: it names none."""
    at, span = draft.doc[trigger.start].idx, _sentence(draft, frame, trigger)
    near = [
        (start < at, abs(start - at), place.id)
        for place in draft.places
        if place.kind in {"city", "site", "region"}
        for start in _inside(place.mentions, span)
    ]
    return min(near)[2] if near else None


def domains_of(draft: Draft, frame: Frame, trigger: Trigger) -> tuple[str, ...]:
    """The domains that the clause of the trigger treats, in the order of the document's list."""
    stop = clause_stop(draft.doc, frame, trigger.end)
    span = draft.doc[trigger.start].idx, draft.doc[stop - 1].idx + len(draft.doc[stop - 1])
    return tuple(domain.code for domain in draft.domains if _inside(domain.mentions, span))


def instrument_of(draft: Draft, frame: Frame, trigger: Trigger) -> Agreement | None:
    """The instrument that is signed, adopted or promised: the first one behind the trigger in its sentence."""
    concludes = trigger.row["planned_type"] or trigger.row["fallback"] or trigger.row["type"] == "AGREE"
    if trigger.row["type"] not in {"SUPPORT", "AGREE"} or not concludes:
        return None
    at, span = draft.doc[trigger.start].idx, _sentence(draft, frame, trigger)
    told = [
        ((start < at, abs(start - at)), agreement)
        for agreement in draft.agreements
        for start in _inside(agreement.mentions, span)
    ]
    return min(told, key=lambda found: found[0])[1] if told else None
