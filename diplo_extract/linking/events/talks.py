"""Talks told by a noun (`lors d'un entretien avec M. X`, `la rencontre entre A et B`): who met whom."""

from __future__ import annotations

from diplo_extract.linking.events.phrases import PREPOSITIONS, after, opening_of_subject
from diplo_extract.linking.events.triggers import Trigger
from diplo_extract.linking.reference import LOOK_BACK, Discourse, Ids
from diplo_extract.linking.words import is_form, words

__all__ = ["who_met", "who_received"]

NEAR = 5
"""Tokens behind a talk within which it is said whose it was (`l'entretien en tête-à-tête des présidents`)."""


def who_met(discourse: Discourse, trigger: Trigger) -> Ids:
    """Who met those behind `avec`, else all those between whom the talk was; empty: not settled."""
    between = after(discourse, trigger, "entre")
    if between or (trigger.start and discourse.doc[trigger.start - 1].lower_ == "leur"):
        return between
    others = after(discourse, trigger, "avec")
    if not others and any(token.lower_ == "des" for token in discourse.doc[trigger.end : trigger.end + NEAR]):
        several = after(discourse, trigger, "de")  # `l'entretien en tête-à-tête des présidents A et B`
        if _are_of_several_states(discourse, several):
            return several
    if not others:
        return _several_who_talked(discourse, trigger)
    own = after(discourse, trigger, "de") if _is_whose(discourse, trigger) else ()
    return own or who_received(discourse, trigger, others)


def _is_whose(discourse: Discourse, trigger: Trigger) -> bool:
    """Whether it is said right behind the noun whose talk it was (`la rencontre de M. X avec Mme Y`)."""
    doc, i = discourse.doc, trigger.end
    while i < len(doc) and doc[i].pos_ == "ADJ":
        i += 1
    return i + 1 < len(doc) and doc[i].lower_ in PREPOSITIONS["de"] and not doc[i + 1].like_num


def who_received(discourse: Discourse, trigger: Trigger, others: Ids) -> Ids:
    """The subject of this or of the last sentences, but for the others (`l'entretien avec X a porté …`)."""
    sentence = discourse.frame.sentence(trigger.start)
    subject_here = _behind_circumstance(discourse, trigger) or discourse.main_subject(sentence)
    if subject_here:
        discourse.subjects[sentence] = subject_here
    for k in range(sentence, max(-1, sentence - LOOK_BACK), -1):
        subject = discourse.main_subject(k)
        own = tuple(id for id in subject if k == sentence or id not in others)
        if own and (k < sentence or not set(others) <= set(own)) and not all(map(discourse.names.is_organisation, own)):
            if k < sentence and set(subject_here) <= set(others):
                discourse.subjects[sentence] = own  # what follows goes on about who met, not about whom they met
            return own
    return ()


def _behind_circumstance(discourse: Discourse, trigger: Trigger) -> Ids:
    """The subject behind a circumstance that opens the sentence (`Lors d'un entretien avec X, Y a évoqué …`)."""
    start = opening_of_subject(discourse, trigger)
    if start is None:
        return ()
    verb = next(i for i in range(start, len(discourse.doc)) if is_form(discourse.doc[i], "Fin"))
    return discourse.resolve(start, verb)


def _several_who_talked(discourse: Discourse, trigger: Trigger) -> Ids:
    """The persons, not all of one state, who are the subject (`A et B ont évoqué, lors d'un entretien, la pêche`)."""
    doc, sentence = discourse.doc, discourse.frame.sentence(trigger.start)
    determiner = doc[trigger.start - 1].lower_ if trigger.start else ""
    if determiner in words("demonstrative"):  # `Cette rencontre a permis …`
        before = (_who_acted(discourse, k) for k in range(sentence - 1, max(-1, sentence - LOOK_BACK), -1))
        return next((ids for ids in before if _are_of_several_states(discourse, ids)), ())
    if determiner in words("definite"):
        return ()
    start = discourse.frame.sentences[sentence][0]
    verb = next((i for i in range(trigger.start - 1, start, -1) if is_form(doc[i], "Fin")), None)
    if verb is None:
        return ()
    head = next((i for i in range(verb, trigger.start) if doc[i].pos_ == "VERB"), verb)
    subject = discourse.subject_of(head, before=verb)
    return subject if _are_of_several_states(discourse, subject) else ()


def _who_acted(discourse: Discourse, sentence: int) -> Ids:
    """The subject of a sentence, else the persons named in front of its verb."""
    start, end = discourse.frame.sentences[sentence]
    verb = next((i for i in range(start, end) if is_form(discourse.doc[i], "Fin")), start)
    return discourse.main_subject(sentence) or discourse.names.persons_in(start, verb)


def _are_of_several_states(discourse: Discourse, ids: Ids) -> bool:
    """Whether they are persons, not all known to act for one state."""
    countries = {getattr(discourse.names.actors[id], "country", None) for id in ids}
    apart = len(ids) > 1 and (len(countries) > 1 or countries == {None})
    return apart and all(map(discourse.names.is_person, ids))
