"""The phrases behind a trigger that a preposition opens, and the actors that they mean."""

from __future__ import annotations

import itertools

from spacy.tokens import Doc, Token

from diplo_extract.lexicon import forms
from diplo_extract.linking.events.triggers import Trigger
from diplo_extract.linking.reference import Discourse, Ids
from diplo_extract.linking.words import is_form, is_relative, words

__all__ = ["PHRASE_STOPS", "PREPOSITIONS", "after", "led_by", "opening_of_subject", "phrase_end"]

PREPOSITIONS: dict[str, frozenset[str]] = {
    "à": frozenset({"à", "au", "aux"}),
    "auprès": frozenset({"auprès"}),
    "avec": frozenset({"avec"}),
    "contre": frozenset({"contre", "encontre"}),
    "de": frozenset({"de", "d'", "du", "des"}),
    "entre": frozenset({"entre"}),
    "envers": frozenset({"envers"}),
    "par": frozenset({"par"}),
    "pour": frozenset({"pour", "faveur"}),
}
"""What opens the phrase of each role, the noun of `en faveur de` and `à l'encontre de` included."""
LONGEST_DELEGATION = 14
"""Tokens within which it is said who leads a delegation (`avec une délégation de la Banque conduite par Mme X`)."""
PHRASE_STOPS = frozenset(
    {".", ";", ":", "pour", "lors", "sur", "afin", "dans", "par", "avec", "en", "contre", "envers", "avant", "après"}
)
SUFFERING = frozenset({"contre", "visant", "ciblant", "envers"})
"""Words before those whom a condemned deed has struck."""


def after(discourse: Discourse, trigger: Trigger, role: str) -> Ids:
    """The actors of the first phrase behind a preposition of the role that means any."""
    doc = discourse.doc
    end = discourse.frame.sentences[discourse.frame.sentence(trigger.start)][1]
    end = opening_of_subject(discourse, trigger) or end
    bare = trigger.verb is not None and trigger.verb.kind == "participle"
    granted = bare and role == "par" and "à" in forms(trigger.row["recipient"])
    stops = PHRASE_STOPS | (PREPOSITIONS["à"] if role == "de" or granted else frozenset())
    for i in range(trigger.end, end):
        closing = {";", ".", "»", ",", "et"} if bare else {";", ".", "»"}
        if doc[i].text in closing or doc[i].lower_ in {"qui", "dont", "que"} or _further_act(discourse, i):
            return ()
        if trigger.row["type"] == "ACCUSE" and role == "de" and doc[i].lower_ in SUFFERING:
            return ()
        if trigger.verb is None and role == "de" and doc[i].text == ",":
            return ()
        if bare and is_form(doc[i], "Fin"):
            return ()
        if trigger.verb is None and role == "entre" and _is_of_other_noun(discourse, trigger, i):
            continue
        if _is_apart(discourse, trigger, i, role):
            continue
        if doc[i].lower_ in PREPOSITIONS[role] or (role == "à" and doc[i].text == "A"):
            stop = next((k for k in range(i + 2, end) if _closes(doc[k], stops) or is_form(doc[k], "Fin")), end)
            led = led_by(discourse, i, min(end, i + LONGEST_DELEGATION)) if role == "avec" else ()
            found = led or _coordinated(discourse, i if doc[i].lower_ == "aux" else i + 1, stop, role)
            if trigger.row["type"] == "ACCUSE" and role == "de":  # who suffers is not blamed
                led = _opening_list(discourse, i + 1, stop)
                found = tuple(id for id in found if id in led)
                if not found:
                    continue
            while found and stop < end and _comes_again(discourse, stop, role):  # `par X, puis par Y`
                further = next((k for k in range(stop + 2, end) if _closes(doc[k], stops)), end)
                found = tuple(dict.fromkeys((*found, *discourse.resolve(stop + 1, further))))
                stop = further
            if found and role == "par":
                found = tuple(dict.fromkeys((*found, *_joined(discourse, stop, end))))
            if not found and role in {"de", "par", "à", "contre"}:
                found = discourse.names.within(i, min(stop, i + 8))[:2]
            if found:
                return found
    return ()


def opening_of_subject(discourse: Discourse, trigger: Trigger) -> int | None:
    """Where the subject begins behind a talk that opens the sentence (`Lors d'un entretien avec X, Y a évoqué …`).

    None where the noun is no circumstance, or no comma parts it from a subject.
    """
    doc = discourse.doc
    start, end = discourse.frame.sentences[discourse.frame.sentence(trigger.start)]
    before = doc[start : trigger.start]
    if trigger.verb is not None or not any(t.pos_ == "ADP" or t.lower_ == "outre" for t in before):
        return None
    verb = next((i for i in range(start, end) if is_form(doc[i], "Fin")), end)
    if verb == end or verb < trigger.start or any(is_relative(t) for t in doc[trigger.end : verb]):
        return None
    return discourse.names.last_phrase(trigger.end, verb)


def _is_apart(discourse: Discourse, trigger: Trigger, i: int, role: str) -> bool:
    """Whether the preposition at `i` opens no argument of the trigger.

    It may open a circumstance (`au nom de l'Union`, `à l'issue de`, `du 5 au 7 mai`), or hang on another participle
    (`signés lors d'une cérémonie présidée par le roi`).
    """
    doc = discourse.doc
    following = doc[i + 1 : i + 3]
    if following and following[0].like_num:
        return role == "de"
    if role == "à" and any(token.lower_ in words("circumstance_noun") for token in following):
        return True
    passive = trigger.verb is not None and trigger.verb.passive
    other = i > trigger.end and is_form(doc[i - 1], "Part") and doc[i - 2].lower_ not in {"et", "puis"}
    return role == "par" and passive and other


def _closes(token: Token, stops: frozenset[str]) -> bool:
    return token.lower_ in stops or is_relative(token)


def _comes_again(discourse: Discourse, i: int, role: str) -> bool:
    """Whether the preposition at `i` adds a phrase to the one before (`avec X, ainsi qu'avec Y`)."""
    added = discourse.doc[i - 1].lower_ in {"et", "puis", ",", "que", "qu'"}
    return added and discourse.doc[i].lower_ in PREPOSITIONS[role]


def _joined(discourse: Discourse, start: int, end: int) -> Ids:
    """Who is joined to a doer behind what is told of him (`par M. X, au nom du Pérou, et par Mme Y`)."""
    doc = discourse.doc
    verb = next((i for i in range(start, end) if is_form(doc[i], "Fin")), end)
    at = next((i for i in range(start + 1, verb) if doc[i].lower_ == "par" and _is_joined(doc, i)), None)
    return () if at is None else discourse.names.persons_in(at + 1, verb)


def _is_joined(doc: Doc, i: int) -> bool:
    """Whether `et` stands before the preposition at `i`, over what is inserted (`et, pour le Pérou, par Mme Y`)."""
    if doc[i - 1].text != ",":
        return doc[i - 1].lower_ == "et"
    opening = next((k for k in range(i - 2, max(0, i - LONGEST_DELEGATION), -1) if doc[k].text == ","), None)
    return opening is not None and doc[opening - 1].lower_ == "et"


def _is_of_other_noun(discourse: Discourse, trigger: Trigger, i: int) -> bool:
    """Whether the preposition at `i` hangs on another noun (`lors d'un entretien, la coopération entre les deux`)."""
    k = i - 1
    while k >= trigger.end and discourse.doc[k].pos_ == "ADJ":
        k -= 1
    dated = any(span.start <= k < span.end for span in discourse.doc.spans.get("diplo_dates", ()))
    return k >= trigger.end and discourse.doc[k].pos_ == "NOUN" and not dated


def _further_act(discourse: Discourse, i: int) -> bool:
    """Whether the next act of the same actors begins at `i` (`… et réaffirmé leur attachement à …`)."""
    previous = discourse.doc[i - 1].lower_
    return previous in {"et", "puis"} and discourse.doc[i].pos_ in {"VERB", "AUX"}


def _coordinated(discourse: Discourse, start: int, stop: int, role: str) -> Ids:
    """The actors of a phrase in which the preposition may come again (`au Pérou et à la Bolivie`)."""
    doc = discourse.doc
    breaks = [
        k for k in range(start + 1, stop) if doc[k].lower_ in PREPOSITIONS[role] and doc[k - 1].text in {"et", ","}
    ]
    if role == "de" or not breaks:
        return _with_their_list(discourse, discourse.resolve(start, stop), start, stop)
    bounds = zip([start, *(k + 1 for k in breaks)], [*(k - 1 for k in breaks), stop], strict=True)
    parts = [discourse.resolve(a, b) or discourse.names.within(a, b)[:2] for a, b in bounds]
    return tuple(dict.fromkeys(id for part in parts for id in part))


LISTING = frozenset({"et", ",", "de", "du", "des", "d'", "la", "le", "les", "l'", "en", "au", "aux"})
"""What stands between the states of a list."""


def _with_their_list(discourse: Discourse, found: Ids, start: int, stop: int) -> Ids:
    """The states found with those before them in a list that begins inside a phrase (`aux peuples de A et de B`)."""
    named = [
        (a, b, id) for a, b, id in discourse.names.spans if start <= a and b <= stop and discourse.names.is_state(id)
    ]
    gaps = [discourse.doc[a:b] for (_, a, _), (b, _, _) in itertools.pairwise(named)]
    listed = tuple(dict.fromkeys(id for _, _, id in named))
    joined = all(token.lower_ in LISTING for gap in gaps for token in gap)
    return listed if found and joined and set(found) < set(listed) else found


def _opening_list(discourse: Discourse, start: int, stop: int) -> Ids:
    """The state or organisation that a phrase opens with, and those in a list with it (`de France et d'Italie`)."""
    first = discourse.names.leading(start, stop)
    spans = [span for span in discourse.names.spans if start <= span[0] and span[1] <= stop]
    spans = spans[next((k for k, (_, _, id) in enumerate(spans) if id in first), len(spans)) :]
    gaps = ([t.lower_ for t in discourse.doc[a:b]] for (_, a, _), (b, _, _) in itertools.pairwise(spans))
    joined = itertools.takewhile(lambda gap: {"et", ","} & set(gap) and set(gap) <= LISTING, gaps)
    return tuple(dict.fromkeys(id for _, _, id in spans[: 1 + len(list(joined))])) if first else ()


def led_by(discourse: Discourse, start: int, stop: int) -> Ids:
    """Who leads the delegation that is the object (`une délégation conduite par Mme X`)."""
    doc = discourse.doc
    for i in range(start + 1, stop - 1):
        if doc[i].lower_ == "par" and doc[i - 1].lower_ in {"conduite", "dirigée", "menée", "présidée", "emmenée"}:
            return discourse.names.persons_in(i + 1, phrase_end(discourse, i + 1, stop))
    return ()


def phrase_end(discourse: Discourse, start: int, stop: int) -> int:
    for i in range(start + 1, stop):
        if discourse.doc[i].lower_ in PHRASE_STOPS | {"à", "au", "aux", ","}:
            if discourse.doc[i].text == "," and discourse.doc[i + 1].lower_ in {"le", "la", "l'", "les"}:
                continue
            return i
    return stop
