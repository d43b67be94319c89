"""Who takes part in an event: the phrases around its trigger that its row names."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from diplo_extract.lexicon import forms
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.events.circumstances import instrument_of
from diplo_extract.linking.events.objects import clitic, dative, object_of, sufferer, without_their_states
from diplo_extract.linking.events.phrases import PHRASE_STOPS, PREPOSITIONS, after, led_by
from diplo_extract.linking.events.talks import who_met, who_received
from diplo_extract.linking.events.triggers import Trigger, clause_stop
from diplo_extract.linking.reference import Act, Discourse, Ids, agent, home
from diplo_extract.linking.words import is_form, is_relative

__all__ = ["actors_of", "is_first_person", "recipients_of"]

GRANTING = ("approuv", "annonc", "décid", "autoris", "confirm")
"""How the verbs begin by which somebody gives what the noun behind them tells."""
JOURNEY = 24
"""Tokens within which the further states of a journey are told, with their days."""
LEADING = ("conduir", "mènera", "mènent", "mène", "conduit", "amènera", "emmènera")
"""How the verbs begin by which a journey leads to a country (`une tournée qui le conduira au Pérou`)."""
PLACE = frozenset({"à", "au", "aux", "en", "dans", "pour", "vers"})


def actors_of(draft: Draft, discourse: Discourse, trigger: Trigger, acts: Sequence[Act]) -> Ids:
    """The actors who do what the trigger tells, in order; empty: the text does not say."""
    row, verb, doc = trigger.row, trigger.verb, discourse.doc
    if row["fallback"] == "states":
        return discourse.sides(trigger.start)
    if verb is None:
        return _actors_of_noun(draft, discourse, trigger)
    if verb.kind == "participle" or verb.passive:
        doers = after(discourse, trigger, "par") or after(discourse, trigger, "entre")
        if not doers and row["fallback"] == "host":  # `a été convoqué au ministère`
            return after(discourse, trigger, "à")
        if not doers and _is_granted(trigger):
            return who_received(discourse, trigger, after(discourse, trigger, "à"))
        if (
            not doers
            and row["type"] == "CONSULT"
            and verb.kind != "participle"
            and not _names_agent(discourse, trigger)
        ):
            doers = agent(discourse, verb, acts)
        if not doers and verb.kind == "participle" and _opens_sentence(discourse, trigger):
            doers = discourse.main_subject(discourse.frame.sentence(trigger.start))
        return doers or (() if verb.kind == "participle" else _fallback(discourse, trigger))
    if row["fallback"] == "home":
        return _issuer(discourse, trigger)
    if row["fallback"] == "group":
        span = discourse.subject_span(verb.head)
        start = span[0] if span else trigger.start
        relative = next((i for i in (start, start - 1) if i >= 0 and doc[i].lower_ == "dont"), None)
        if relative is not None:
            return discourse.antecedent(relative)
        named = without_their_states(discourse, discourse.names.within(*span)) if span else ()
        if trigger.start and doc[trigger.start - 1].lower_ == "qui" and _is_told_aside(discourse, trigger):
            return named
        return named or _owner(discourse, start) or _fallback(discourse, trigger)
    if row["recipient"] == "sujet":
        return after(discourse, trigger, "de")
    doers = _by_whom(discourse, trigger) or _leader(discourse, trigger) or agent(discourse, verb, acts)
    return () if _is_only_addressed(discourse, trigger, doers) else doers


def _is_told_aside(discourse: Discourse, trigger: Trigger) -> bool:
    """Whether a meeting only frames another (`en marge des travaux de la session, qui s'est tenue à Oslo`)."""
    start, _ = discourse.frame.sentences[discourse.frame.sentence(trigger.start)]
    return any(token.lower_ in {"marge", "travaux", "participation"} for token in discourse.doc[start : trigger.start])


def _names_agent(discourse: Discourse, trigger: Trigger) -> bool:
    """Whether it is said by whom a passive is done, though not who that is (`a été reçue par le Chef de l'État`)."""
    stop = clause_stop(discourse.doc, discourse.frame, trigger.end)
    return any(token.lower_ == "par" for token in discourse.doc[trigger.end : stop])


def _is_only_addressed(discourse: Discourse, trigger: Trigger, doers: Ids) -> bool:
    """Whether `nous` was taken for a state that the document names only where it is spoken to (`Nous appelons X à`)."""
    if not all(discourse.names.is_state(id) for id in doers) or not is_first_person(discourse.doc, trigger):
        return False
    stop = clause_stop(discourse.doc, discourse.frame, trigger.end)
    return bool(doers) and all(trigger.end <= a < stop for a, _, id in discourse.names.spans if id in doers)


def is_first_person(doc: Doc, trigger: Trigger) -> bool:
    """Whether the verb of the trigger stands in the first person."""
    first = doc[trigger.start].lower_
    return doc[trigger.end - 1].lower_.endswith("ons") or first in {"avons", "sommes", "ai", "suis"}


def _is_granted(trigger: Trigger) -> bool:
    """Whether the subject of a passive is the meeting, and not who meets (`une audience a été accordée à X`)."""
    verb = trigger.verb
    passive = verb is not None and verb.passive and trigger.row["type"] == "CONSULT"
    return passive and "à" in forms(trigger.row["recipient"]) and bool(trigger.row["object"])


def _owner(discourse: Discourse, start: int) -> Ids:
    """The body whose session it is (`Sa prochaine session se tiendra`): the subject of the sentence before."""
    sentence = discourse.frame.sentence(start)
    if discourse.doc[start].lower_ not in {"sa", "son", "ses", "leur"} or not sentence:
        return ()
    return discourse.main_subject(sentence - 1)


def _leader(discourse: Discourse, trigger: Trigger) -> Ids:
    """Who leads the delegation that is the subject (`Une délégation chilienne conduite par Mme X a effectué`)."""
    span = discourse.subject_span(trigger.verb.head) if trigger.verb is not None else None
    return led_by(discourse, span[0], trigger.start) if span is not None else ()


def _by_whom(discourse: Discourse, trigger: Trigger) -> Ids:
    """Whose stance is told, where the noun says it (`a réitéré le rejet par la Tunisie de …`)."""
    at = trigger.object_at
    if at is None or trigger.row["type"] not in {"REJECT", "ACCUSE"} or discourse.doc[at + 1].lower_ != "par":
        return ()
    stop = next(
        i for i in range(at + 2, len(discourse.doc)) if discourse.doc[i].lower_ in PHRASE_STOPS | {"de", "d'", "à"}
    )
    return discourse.resolve(at + 2, stop)


def _issuer(discourse: Discourse, trigger: Trigger) -> Ids:
    """Who asks by `doivent cesser`: the subject of this or the last sentences, else who issues the document."""
    sentence = discourse.frame.sentence(trigger.start)
    for k in (sentence, sentence - 1, sentence - 2):
        ids = discourse.main_subject(k) if k >= 0 else ()
        if ids:
            return ids
    return home(discourse.names)


def _who_grants(discourse: Discourse, trigger: Trigger) -> Ids:
    """Who decides on a gift whose giver is not told (`Le Conseil a approuvé l'octroi d'une aide à l'Ukraine`)."""
    verb = discourse.doc[max(0, trigger.start - 2) : trigger.start]
    granted = any(token.lower_.startswith(GRANTING) for token in verb)
    return discourse.main_subject(discourse.frame.sentence(trigger.start)) if granted else ()


def _opens_sentence(discourse: Discourse, trigger: Trigger) -> bool:
    return trigger.start - discourse.frame.sentences[discourse.frame.sentence(trigger.start)][0] < 2


def _fallback(discourse: Discourse, trigger: Trigger) -> Ids:
    sides = discourse.sides(trigger.start) if trigger.row["fallback"] in {"sides", "group"} else ()
    if trigger.row["fallback"] != "group" or len(sides) == 2:
        return sides
    represented = {person.country for person in discourse.names.persons}
    return sides if all(getattr(discourse.names.actors[id], "country", None) in represented for id in sides) else ()


def _actors_of_noun(draft: Draft, discourse: Discourse, trigger: Trigger) -> Ids:
    """Who is in the event of a noun: `leur entretien`, `l'entretien entre A et B`, `en visite`, `visite de A`."""
    doc = discourse.doc
    if trigger.row["fallback"] == "place":
        return _place(draft, discourse, trigger, ())
    if trigger.row["requires"] == "agreement":
        instrument = instrument_of(draft, discourse.frame, trigger)
        return after(discourse, trigger, "par") or (instrument.parties if instrument else ())
    if trigger.row["type"] == "AID":
        return after(discourse, trigger, "par") or after(discourse, trigger, "de") or _who_grants(discourse, trigger)
    if trigger.row["type"] != "CONSULT":
        return after(discourse, trigger, "par")
    previous = doc[trigger.start - 1].lower_ if trigger.start else ""
    if previous == "en" and trigger.start > 1 and doc[trigger.start - 2].text == ",":
        visiting = discourse.antecedent(trigger.start - 1)  # `avec son homologue, M. X, en visite à Rome`
        if visiting:
            return visiting
    if trigger.row["mode"] == "visit":
        if previous in {"en", "sa", "son"}:
            return discourse.main_subject(discourse.frame.sentence(trigger.start))
        return after(discourse, trigger, "de")
    if trigger.row["recipient"] == "à":  # `la remise des lettres de créance de l'ambassadeur, Mme X, au roi`
        stop = next((i for i in range(trigger.end, len(doc)) if doc[i].lower_ in {*PREPOSITIONS["à"], "."}), len(doc))
        return discourse.names.within(trigger.end, stop, discourse.names.is_person)
    return who_met(discourse, trigger)


def recipients_of(draft: Draft, discourse: Discourse, trigger: Trigger, actors: Ids) -> Ids:
    """The actors to whom it is done, by the first of the row's roles that the words fill; never an actor himself."""
    verb = trigger.verb
    if verb is not None and trigger.row["fallback"] == "home":
        asked = after(discourse, trigger, "par") or agent(discourse, verb, ())
        return tuple(id for id in asked if id not in actors)
    if verb is not None and verb.passive and trigger.row["type"] == "CONSULT" and not _is_granted(trigger):
        return tuple(id for id in agent(discourse, verb, ()) if id not in actors)
    for role in forms(trigger.row["recipient"]):
        if role == "obj":
            suffers = verb is not None and verb.passive
            found = sufferer(discourse, trigger) if suffers else clitic(discourse, trigger, actors)
            found = found or (() if suffers else object_of(discourse, trigger))
        elif role == "sujet":
            found = agent(discourse, verb, ()) if verb is not None else ()
        elif role == "lieu":
            found = _place(draft, discourse, trigger, actors)
        elif role == "nommés":
            stop = clause_stop(discourse.doc, discourse.frame, trigger.end)
            found = discourse.names.within(trigger.end, stop, discourse.names.is_person)
            found = found or discourse.names.within(trigger.end, stop)
        elif role == "autre":
            found = _others(discourse, trigger, actors)
        elif role == "par" and trigger.row["type"] in {"CONSULT"}:
            found = ()
        else:
            found = (dative(discourse, trigger, actors) if role == "à" else ()) or after(discourse, trigger, role)
        found = tuple(id for id in found if id not in actors and not _is_own_state(discourse, trigger, id, actors))
        if found:
            return found
    told_in_subject = verb is not None and verb.passive and trigger.row["type"] in {"SANCTION", "RETREAT"}
    return tuple(id for id in sufferer(discourse, trigger) if id not in actors) if told_in_subject else ()


def _is_own_state(discourse: Discourse, trigger: Trigger, id: str, actors: Ids) -> bool:
    """Whether a state that would be blamed or punished is the one for which the actor acts."""
    country = getattr(discourse.names.actors[id], "country", None) if discourse.names.is_state(id) else None
    own = {getattr(discourse.names.actors[actor], "country", None) for actor in actors}
    return trigger.row["type"] in {"ACCUSE", "SANCTION", "THREATEN"} and country is not None and country in own


def _place(draft: Draft, discourse: Discourse, trigger: Trigger, actors: Ids) -> Ids:
    """The state in which the first place behind the trigger lies, or that is named there."""
    doc = discourse.doc
    own = {getattr(discourse.names.actors[id], "country", None) for id in actors}
    end = discourse.frame.sentences[discourse.frame.sentence(trigger.start)][1]
    for i in range(trigger.end, end):
        leads = any(token.lower_.startswith(LEADING) for token in doc[i + 1 : i + 5])
        if doc[i].text in {";", "."} or (doc[i].lower_ == "qui" and not leads):
            return ()
        if doc[i].lower_ in PLACE and i + 1 < end:
            near = next((k for k in range(i + 1, min(end, i + 5)) if is_relative(doc[k])), min(end, i + 5))
            for id in discourse.names.within(i, near, discourse.names.is_state):
                if getattr(discourse.names.actors[id], "country", None) not in own:
                    return (id, *_further_states(discourse, i + 1, end, id))
            start, stop = doc[i].idx, doc[near - 1].idx
            for place in draft.places:
                if place.country and any(start <= m.start <= stop for m in place.mentions):
                    state = discourse.names.actors.state(place.country)
                    if state is not None and place.country not in own:
                        return (state,)
    return ()


def _further_states(discourse: Discourse, start: int, end: int, first: str) -> Ids:
    """The other states of a journey, each behind its preposition (`en Azerbaïdjan, puis en Géorgie`)."""
    doc, found = discourse.doc, []
    dated = {span.end for span in doc.spans.get("diplo_dates", ())}
    for i in range(start, min(end, start + JOURNEY)):
        if is_form(doc[i], "Fin") or is_relative(doc[i]):
            break
        if doc[i].lower_ in PLACE and (doc[i - 1].lower_ in {"et", "puis", ","} or i in dated):
            near = discourse.names.within(i, min(end, i + 4), discourse.names.is_state)
            found += [id for id in near[:1] if id != first]
    return tuple(dict.fromkeys(found))


def _others(discourse: Discourse, trigger: Trigger, actors: Ids) -> Ids:
    """The other side of a talk between two: the states that the actors do not act for."""
    own = {getattr(discourse.names.actors[id], "country", None) for id in actors}
    sides = discourse.sides(trigger.start)
    return tuple(id for id in sides if getattr(discourse.names.actors[id], "country", None) not in own)
