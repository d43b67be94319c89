"""To whom it is done: the object of the verb, before or behind it."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.linking.events.inserts import over_circumstances
from diplo_extract.linking.events.phrases import led_by, phrase_end
from diplo_extract.linking.events.triggers import Trigger, clause_stop
from diplo_extract.linking.reference import LOOK_BACK, Discourse, Ids, agent, names_office
from diplo_extract.linking.sentences import Bounds
from diplo_extract.linking.words import folded, is_form, is_relative, plain, words

__all__ = ["acts_for_body", "clitic", "dative", "object_of", "sufferer", "without_their_states"]

HEAD = 5
"""Tokens within which the noun of a phrase stands (`les trois nouveaux ambassadeurs`)."""
BEARING = frozenset({"porteur", "porteuse", "porteurs"})
JOINING = frozenset({"et", ",", "de", "d'", "du", "des", "ainsi", "que", "république", "royaume"})
OF = frozenset({"de", "d'", "du", "des"})
SERVING = frozenset({"à", "au", "aux", "en", "près", "dans"})
"""Prepositions before the state in which an envoy serves."""


def sufferer(discourse: Discourse, trigger: Trigger) -> Ids:
    """The subject of a passive, to whom it is done (`Le Niger est invité par X à`), else who is named inside that."""
    verb = trigger.verb
    if verb is None:
        return ()
    span = discourse.subject_span(verb.head)
    inside = without_their_states(discourse, discourse.names.within(*span))[:3] if span else ()
    return agent(discourse, verb, ()) or inside


def dative(discourse: Discourse, trigger: Trigger, actors: Ids) -> Ids:
    """Whom `lui` before the verb means: the one person, the actors aside, in the last sentence that has any."""
    verb, doc = trigger.verb, discourse.doc
    if verb is None or not verb.start or doc[verb.start - 1].lower_ != "lui":
        return ()
    sentence = discourse.frame.sentence(verb.start)
    for k in range(sentence, max(-1, sentence - LOOK_BACK), -1):
        start, end = discourse.frame.sentences[k]
        told = discourse.names.within(start, min(end, verb.start), discourse.names.is_person)
        others = tuple(id for id in told if id not in actors)
        if others:
            return others if len(others) == 1 else ()
    return ()


def clitic(discourse: Discourse, trigger: Trigger, actors: Ids) -> Ids:
    """Whom `l'` or `les` before the verb means (`où la ministre l'a reçu`): the last subject but the actors."""
    verb, doc = trigger.verb, discourse.doc
    if verb is None or verb.kind not in {"finite", "compound"} or not verb.start:
        return ()
    word = doc[verb.start - 1].lower_
    if word not in {"l'", "le", "la", "les"}:
        return ()
    sentence = discourse.frame.sentence(verb.start)
    told = (discourse.main_subject(k) for k in range(sentence, max(-1, sentence - LOOK_BACK), -1))
    last = next((ids for ids in told if ids and not set(ids) & set(actors)), ())
    return last if (len(last) > 1) == (word == "les") else ()


def object_of(discourse: Discourse, trigger: Trigger) -> Ids:
    """The direct object: persons named behind the verb, else its first phrase, else who is named inside that."""
    stop = clause_stop(discourse.doc, discourse.frame, trigger.end)
    stop = next((i for i in range(trigger.end + 1, stop) if is_form(discourse.doc[i], "Inf")), stop)
    about = _told_of_the_object(discourse, trigger.end, stop)
    named = [id for a, b in about for id in discourse.names.persons_in(a, b)]
    if named or led_by(discourse, trigger.end, stop):
        return tuple(dict.fromkeys(named)) or led_by(discourse, trigger.end, stop)
    start = over_circumstances(discourse, trigger.end, stop)
    if start < stop and discourse.doc[start].lower_ in {"à", "au", "aux", "de", "d'", "du"}:
        return ()
    end = phrase_end(discourse, start, stop)
    found = _unnamed_envoys(discourse, start, stop) or discourse.resolve(start, end)
    if found or trigger.row["type"] == "CONSULT":
        return found
    inside = discourse.names.within(start, min(stop, end + 10))
    if trigger.row["type"] == "ACCUSE":  # `déplore la démission du ministre, M. X`
        inside = tuple(id for id in inside if not discourse.names.is_person(id))
    return without_their_states(discourse, inside)[:3]


def _told_of_the_object(discourse: Discourse, start: int, stop: int) -> list[Bounds]:
    """The stretches behind a verb without what is said of the object (`M. X, porteur d'un message de Y au roi`)."""
    doc, kept = discourse.doc, []
    for i in range(start, stop - 1):
        if i >= start and doc[i].text == "," and (is_form(doc[i + 1], "Part") or doc[i + 1].lower_ in BEARING):
            kept.append((start, i))
            start = next((k for k in range(i + 1, stop - 1) if _adds(doc, k)), stop)
    return [*kept, (start, stop)] if start < stop else kept


def _adds(doc: Doc, i: int) -> bool:
    """Whether the comma at `i` stands before a further member of a list (`, ainsi que Mme Y`)."""
    return doc[i].text == "," and doc[i + 1].lower_ in {"et", "puis", "ainsi"}


def acts_for_body(discourse: Discourse, trigger: Trigger) -> bool:
    """Whether the noun of who is met is one of those who act for a body (`une délégation de l'Union européenne`)."""
    if trigger.verb is not None and trigger.verb.passive:
        span = discourse.subject_span(trigger.verb.head)
        return span is not None and _head(discourse, *span) is not None
    stop = clause_stop(discourse.doc, discourse.frame, trigger.end)
    return _head(discourse, over_circumstances(discourse, trigger.end, stop), stop) is not None


def _head(discourse: Discourse, start: int, stop: int) -> int | None:
    """Where the noun of an office or of a delegation opens a phrase, over its determiner and adjectives."""
    for i in range(start, min(stop, start + HEAD)):
        noun = plain(discourse.doc[i])
        if noun in folded("delegate") or noun.rstrip("s") in folded("delegate") or names_office([noun]):
            return i
        if discourse.doc[i].pos_ == "ADP":
            return None
    return None


def _unnamed_envoys(discourse: Discourse, start: int, stop: int) -> Ids:
    """The states and bodies of several who are not named (`les ambassadeurs au Mali de Chine, du Pérou et du Chili`).

    Where they serve is no part of it (`au Mali`, `auprès du Mali`).
    """
    doc, head = discourse.doc, _head(discourse, start, stop)
    if head is None or not doc[head].lower_.endswith(("s", "x")) or doc[start].lower_ in {"le", "la", "l'"}:
        return ()
    listed: list[str] = []
    end = head + 1
    for a, b, id in discourse.names.beginning(head + 1, stop):
        if any(is_relative(t) or t.text == "(" or is_form(t, "Fin") for t in doc[end:a]):
            break
        gap = [t.lower_ for t in doc[end:a] if t.lower_ not in words("definite") and not t.is_space]
        if gap[-1:] and gap[-1] in SERVING:
            end = b
            continue
        if gap[-1:] and gap[-1] in OF and gap[-2:-1] and gap[-2] in {"auprès", "près"}:
            end = b
            continue
        if listed and not ({"et", ","} & set(gap) and set(gap) <= JOINING):
            break
        if not discourse.names.is_person(id):
            listed.append(id)
        end = b
    return tuple(dict.fromkeys(listed)) if len(listed) > 1 else ()


def without_their_states(discourse: Discourse, ids: Ids) -> Ids:
    """The actors without the states that are named only as those of persons among them."""
    countries = {getattr(discourse.names.actors[id], "country", None) for id in ids if discourse.names.is_person(id)}
    own = {id for id in ids if getattr(discourse.names.actors[id], "country", None) in countries}
    return tuple(id for id in ids if id not in own or discourse.names.is_person(id))
