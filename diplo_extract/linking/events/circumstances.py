"""When, where and about what: the circumstances of an event, read in its sentence."""

from __future__ import annotations

from collections.abc import Iterable

from diplo_extract.linking.draft import Draft
from diplo_extract.linking.events.inserts import over_circumstances
from diplo_extract.linking.events.phrases import PREPOSITIONS
from diplo_extract.linking.events.triggers import Trigger, clause_stop
from diplo_extract.linking.mentions import Span
from diplo_extract.linking.reference import Discourse
from diplo_extract.linking.sentences import Frame, over_dateline
from diplo_extract.linking.words import folded, is_form, is_relative, plain, word_of, words
from diplo_extract.record import Agreement, Mention

__all__ = ["date_of", "domains_of", "instrument_of", "is_background", "is_dated_back", "is_to_come", "place_of"]

DAY = 10
"""Characters of an ISO date."""
HAPPENING = frozenset({"CONSULT", "COOPERATE", "ASSAULT", "PROTEST", "MOBILIZE", "COERCE", "RETREAT", "AID"})
LONGEST_POST = 7
"""Tokens between an envoy and the town where he serves (`l'ambassadeur des Pays-Bas à Lima`)."""
WHERE = frozenset({"à", "au", "aux", "en", "dans", "chez"})
NEAR = 60
"""Characters behind a bare participle within which its date stands (`signé à Moscou le 15 juin 2023`)."""


def _sentence(draft: Draft, frame: Frame, trigger: Trigger) -> Span:
    start, end = frame.sentences[frame.sentence(trigger.start)]
    return draft.doc[start].idx, draft.doc[end - 1].idx + len(draft.doc[end - 1])


def _inside(mentions: Iterable[Mention], span: Span) -> list[int]:
    return [m.start for m in mentions if span[0] <= m.start < span[1]]


def _clause(draft: Draft, frame: Frame, trigger: Trigger) -> Span:
    """The clause of the trigger, from behind the verb before it; a noun's goes on over its verb (`a eu lieu à Oslo`).

    What follows another verb is the trigger's own where it hangs on that (`a décidé, lundi à Oslo, de suspendre`).
    """
    doc = draft.doc
    start, end = frame.sentences[frame.sentence(trigger.start)]
    start = over_dateline(doc, start, trigger.start)
    if trigger.verb is not None and trigger.verb.kind in {"finite", "compound"}:
        start = next((i for i in range(trigger.start - 1, start, -1) if is_form(doc[i], "Fin")), start)
    if trigger.verb is not None:
        stop = clause_stop(doc, frame, trigger.end)
    else:
        stop = next((i for i in range(trigger.end, end) if is_relative(doc[i])), end)
    last = doc[max(trigger.end, stop) - 1]
    return doc[start].idx, last.idx + len(last)


def date_of(draft: Draft, frame: Frame, trigger: Trigger) -> str | None:
    """The day that the clause gives, the one nearest to the trigger; None where it gives none, or no full day."""
    at, span = draft.doc[trigger.start].idx, _clause(draft, frame, trigger)
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


def place_of(draft: Draft, discourse: Discourse, trigger: Trigger) -> str | None:
    """The city or site of the clause nearest behind the trigger, or in front of it; None: it names none.

    A stance is taken at a place only if that is told before its object (`a salué, à Oslo, la paix en Casamance`).
    """
    doc, frame = draft.doc, discourse.frame
    at, (first, last) = doc[trigger.start].idx, _clause(draft, frame, trigger)
    if not _takes_place(trigger):
        told = over_circumstances(discourse, trigger.end, clause_stop(doc, frame, trigger.end))
        last = doc[told - 1].idx + 1
    near = [
        (start < at, abs(start - at), place.id)
        for place in draft.places
        if place.kind in {"city", "site", "region"}
        for start in _inside(place.mentions, (first, last))
        if _is_where(discourse, start, struck=trigger.row["type"] == "ASSAULT")
    ]
    return min(near)[2] if near else None


def _takes_place(trigger: Trigger) -> bool:
    """Whether the trigger tells what takes place somewhere, as against a stance, a promise or a demand."""
    return trigger.row["type"] in HAPPENING or bool(trigger.row["planned_type"]) or trigger.row["fallback"] == "states"


def _is_where(discourse: Discourse, start: int, *, struck: bool) -> bool:
    """Whether the place at a code point stands behind a preposition of where, and is no envoy's post.

    `struck`: `de` tells where too (`l'attentat de Mogadiscio`).
    """
    doc = discourse.doc
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    i = span.start - 1 if span is not None else -1
    while i > 0 and (doc[i].lower_ in words("definite") or doc[i].pos_ == "DET"):
        i -= 1
    if i < 0 or word_of(doc[i]) not in WHERE | (PREPOSITIONS["de"] if struck else frozenset()):
        return False
    envoys = (k for k in range(i, max(-1, i - LONGEST_POST), -1) if plain(doc[k]) in folded("posted"))
    envoy = next(envoys, None)
    return envoy is None or any(token.is_punct or is_form(token, "Part") for token in doc[envoy:i])


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
