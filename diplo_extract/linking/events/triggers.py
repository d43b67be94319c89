"""Triggers of events: verb groups and event nouns of the lexicon, and the status that the words around them give."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from diplo_extract.lexicon import Row, forms, read_rows
from diplo_extract.lexicon.gazetteer import Gazetteer, fold
from diplo_extract.linking.clauses import Verb, VerbForms, is_negated, tense_of
from diplo_extract.linking.mentions import text_of
from diplo_extract.linking.sentences import Bounds, Frame
from diplo_extract.linking.words import is_form, word_of, words
from diplo_extract.record import EventStatus

__all__ = ["Trigger", "clause_stop", "triggers"]

REACH = 12
"""Tokens behind a verb within which its object noun stands (`a exprimé sa profonde et sincère gratitude`)."""


LONGEST_COMPLEMENT = 8
"""Tokens behind a noun within which its complement stands (`l'octroi par la Norvège d'un prêt`)."""
RECEIVED = ("reç", "recev", "accueil")
"""How the forms of the verbs begin that have somebody `en visite`."""
TAKING_PLACE = frozenset({"aura", "auront", "tiendra", "tiendront", "débutera", "commencera", "déroulera"})
"""Futures of the verbs that tell that something takes place."""
TOLD_LATER = frozenset({"CONSULT", "SUPPORT", "AID"})
"""Types whose pluperfect tells a deed of the day before; that of other types is background."""
MATERIAL = frozenset({"AID", "MOBILIZE", "SANCTION", "RETREAT"})
"""Types that count before the promise that they hang on (`ont décidé d'accorder un prêt`)."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger in tokens; `verb` is None for a noun. `object_at` is where the noun of its row stands, or None."""

    row: Row
    start: int
    end: int
    status: EventStatus
    verb: Verb | None = None
    object_at: int | None = None


@cache
def _verbs() -> VerbForms:
    return VerbForms(row for row in read_rows("event_triggers") if row["infinitive"] or row["finite"])


@cache
def _nouns() -> tuple[Gazetteer, dict[str, Row]]:
    rows = {row["code"]: row for row in read_rows("event_triggers") if row["noun"]}
    return Gazetteer((form, code) for code, row in rows.items() for form in forms(row["noun"])), rows


def _objects(row: Row) -> frozenset[str]:
    """The nouns that a row asks for beside its verb or noun; `@` stands before the name of a class of words."""
    told = forms(row["object"])
    named = (words(word[1:]) for word in told if word.startswith("@"))
    return frozenset(word for word in told if not word.startswith("@")).union(*named)


def triggers(doc: Doc, frame: Frame) -> list[Trigger]:
    """The triggers of the document in textual order, one for the same words: the row with the more specific words."""
    verbs = list(_verb_triggers(doc, frame))
    objects = {trigger.object_at for trigger in verbs}
    material = {t.verb.governor for t in verbs if t.verb and t.verb.kind == "infinitive"}
    found = [t for t in verbs if t.row["type"] != "AGREE" or not any(t.start <= g < t.end for g in material if g)]
    found += [trigger for trigger in _noun_triggers(doc, frame) if trigger.start not in objects]
    found.sort(key=lambda t: (t.start, -t.end, t.object_at is None, t.object_at or 0))
    kept: list[Trigger] = []
    for trigger in found:
        if not kept or trigger.start >= kept[-1].end:
            kept.append(trigger)
    return kept


def _verb_triggers(doc: Doc, frame: Frame) -> Iterator[Trigger]:
    for verb in _verbs().find(doc, frame):
        if verb.negated != (verb.row["polarity"] == "negative") or verb.tense == "imperfect":
            continue
        if verb.tense == "pluperfect" and verb.row["type"] not in TOLD_LATER:
            continue
        if verb.kind == "participle" and not verb.row["bare"]:
            continue
        stop = clause_stop(doc, frame, verb.end)
        if not _governs(doc, verb, stop) or not _has_its_subject(doc, frame, verb):
            continue
        object_at = _object(doc, verb, stop)
        status = _status(doc, frame, verb)
        if status is not None and (object_at is not None or not verb.row["object"]):
            yield Trigger(verb.row, verb.start, verb.end, status, verb, object_at)


def _noun_triggers(doc: Doc, frame: Frame) -> Iterator[Trigger]:
    gazetteer, rows = _nouns()
    for hit in gazetteer.find(text_of(doc)):
        span = doc.char_span(hit.start, hit.end)
        if span is None or span[0].pos_ not in {"NOUN", "PROPN"} or _recalls(doc, span.start):
            continue
        if rows[hit.key]["type"] == "CONSULT" and _is_not_held(doc, frame, span.start, span.end):
            continue
        if _has_complement(doc, span.end, rows[hit.key]):
            status: EventStatus = "planned" if _announced(doc, frame, span.start) else "actual"
            yield Trigger(rows[hit.key], span.start, span.end, status)


def _recalls(doc: Doc, i: int) -> bool:
    """Whether a noun is told only to date something else (`depuis la signature`, `l'anniversaire de la visite`)."""
    return any(token.lower_ in words("recalling") for token in doc[max(0, i - 3) : i])


def _is_not_held(doc: Doc, frame: Frame, start: int, end: int) -> bool:
    """Whether a talk or visit is called off or only wished (`a annulé sa visite`), or told by `a reçu en visite`."""
    floor, stop = frame.sentences[frame.sentence(start)]
    if start > floor + 1 and doc[start - 1].lower_ == "en" and doc[start - 2].lower_.startswith(RECEIVED):
        return True  # told by the verb
    i = start - 1
    while i > floor and (doc[i].pos_ in {"DET", "ADJ", "ADP", "ADV"} or doc[i].lower_ in words("definite")):
        i -= 1
    if doc[i].lower_ in words("wish", "possibility", "unheld") and doc[i].pos_ in {"VERB", "NOUN", "ADP"}:
        return True
    verb = next((k for k in range(end, stop) if is_form(doc[k], "Fin")), stop)
    return any(token.lower_ in words("unheld") for token in doc[verb : min(stop, verb + 4)])


def _has_complement(doc: Doc, end: int, row: Row) -> bool:
    """Whether the noun has the complement that its row asks for, or a name (`l'exécution de deux opposants`)."""
    wanted = _objects(row)
    following = doc[end : end + LONGEST_COMPLEMENT]
    named = row["type"] == "ASSAULT" and any(token.pos_ == "PROPN" for token in following)
    return not wanted or named or any(token.lower_ in wanted for token in following)


def _announced(doc: Doc, frame: Frame, i: int) -> bool:
    """Whether a noun is of something to come (`la prochaine visite`, `les préparatifs de la visite`)."""
    near = {token.lower_ for token in doc[max(0, i - 3) : i + 4]}
    before = {token.lower_ for token in doc[max(0, i - 6) : i]}
    stop = frame.sentences[frame.sentence(i)][1]
    verb = next((k for k in range(i, stop) if is_form(doc[k], "Fin")), stop)
    foreseen = {token.lower_.rstrip("es") for token in doc[verb : min(stop, verb + 3)]} & {"prévu", "programmé"}
    opens = all(token.pos_ in {"DET", "ADJ", "SPACE"} for token in doc[frame.sentences[frame.sentence(i)][0] : i])
    to_come = verb < stop and opens and (bool(foreseen) or doc[verb].lower_ in TAKING_PLACE)
    return (
        to_come
        or bool(before & {"préparatifs", "préparation", "préparer"})
        or bool(near & {"prochaine", "prochain", "future", "futur", "prochaines", "prochains"})
    )


def _governs(doc: Doc, verb: Verb, stop: int) -> bool:
    """Whether the preposition that the row asks for follows, at once or behind an object."""
    wanted = forms(verb.row["governs"])
    if not wanted:
        return True
    if verb.row["status"] == "planned":  # what is promised is told by an infinitive
        i = next((k for k in range(verb.end, min(stop, verb.end + 3)) if doc[k].lower_ in wanted), stop)
        return any(is_form(token, "Inf") for token in doc[i : min(i + 5, len(doc))])
    if "de" in wanted and any(token.lower_ == "en" for token in doc[verb.start + 1 : verb.start + 2]):
        return True  # `l'Union s'en félicite`
    return any(word_of(doc[i]) in wanted for i in range(verb.end, min(stop, verb.end + REACH)))


def _has_its_subject(doc: Doc, frame: Frame, verb: Verb) -> bool:
    wanted = forms(verb.row["subject"])
    if not wanted:
        return True
    start = max(frame.sentences[frame.sentence(verb.start)][0], verb.start - 24)
    return any(token.lower_ in wanted for token in doc[start : verb.start])


def _object(doc: Doc, verb: Verb, stop: int) -> int | None:
    """Where the object noun of the row stands: behind the verb, or before it in the passive; None: nowhere."""
    wanted = _objects(verb.row)
    if not wanted:
        return None
    reach = REACH if "créance" not in wanted else 2 * REACH  # `a remis au président, M. X, ses lettres de créance`
    behind = range(verb.end, min(stop, verb.end + reach))
    granted = verb.kind == "participle" and verb.row["type"] == "CONSULT" and "à" in forms(verb.row["recipient"])
    suffers = verb.passive or granted
    before = range(verb.start - 1, max(-1, verb.start - REACH), -1) if suffers else range(0)
    capitals = {fold(word).upper() for word in wanted}
    told = (i for i in (*behind, *before) if doc[i].lower_ in wanted or doc[i].text in capitals)
    found = next((i for i in told if not _is_in_name(doc, i)), None)
    return found if found is not None else _relative_object(doc, verb, wanted)


def _is_in_name(doc: Doc, i: int) -> bool:
    """Whether the token is part of the name of an organisation (`Fonds` in `Fonds monétaire international`)."""
    return any(span.start <= i < span.end for span in doc.spans.get("diplo_organisations", ()))


def _relative_object(doc: Doc, verb: Verb, wanted: Collection[str]) -> int | None:
    """The object noun in front of a relative clause (`la visite que la présidente, Mme X, effectuera`)."""
    for i in range(verb.start - 1, max(0, verb.start - 2 * REACH), -1):
        if doc[i].lower_ in {"que", "qu'"}:
            return next((k for k in range(i - 1, max(-1, i - 5), -1) if doc[k].lower_ in wanted), None)
        if doc[i].text in {".", ";"}:
            return None
    return None


def clause_stop(doc: Doc, frame: Frame, start: int) -> int:
    """Where the arguments of a verb whose group ends at `start` end: before the next clause."""
    end = frame.sentences[frame.sentence(start - 1)][1]
    for i in range(start, end):
        if doc[i].text in {";", ":", ".", "»", "”", "?"} or (
            i > start and is_form(doc[i], "Fin") and doc[i - 1].pos_ != "DET"
        ):
            return i
        if i > start and doc[i].lower_ in {"qui", "que", "qu'", "dont", "où", "lorsque", "tandis", "afin"}:
            return i
        if i > start and doc[i].pos_ == "VERB" and doc[i - 1].lower_ in {"et", "puis"}:
            return i - 1
        if doc[i].lower_ == "pour" and i + 1 < end and is_form(doc[i + 1], "Inf"):
            return i
    return end


def _status(doc: Doc, frame: Frame, verb: Verb) -> EventStatus | None:
    """The status that mood, tense and governor give; None where the words tell of no event."""
    if verb.row["polarity"] == "negative":
        return "hypothetical" if verb.row["status"] == "hypothetical" or verb.tense == "conditional" else "actual"
    status = _infinitive_status(doc, frame, verb) if verb.kind == "infinitive" else _finite_status(verb)
    if status == "actual" and _is_unreal(doc, frame, verb):
        return "hypothetical"
    return "planned" if status == "actual" and verb.row["status"] == "planned" else status


def _finite_status(verb: Verb) -> EventStatus | None:
    if verb.kind == "participle":
        return "actual"
    if verb.tense == "future":
        return "planned"
    return "hypothetical" if verb.tense == "conditional" else "actual"


def _infinitive_status(doc: Doc, frame: Frame, verb: Verb) -> EventStatus | None:
    if verb.governor is None:
        return _status_before(doc, frame, verb)
    governor = doc[verb.governor].lower_
    if governor in words("duty"):
        return "planned"
    if governor in words("commitment"):  # the promise itself is the event, but for deeds that weigh more
        return "planned" if verb.row["type"] in MATERIAL else None
    if governor in words("done"):
        return "actual"
    return "hypothetical" if governor in words("possibility") else None


def _status_before(doc: Doc, frame: Frame, verb: Verb) -> EventStatus | None:
    """The status of a deed that follows another (`a été reçu par X, avant de rencontrer Y`): that of the main verb."""
    at = verb.start
    if at < 2 or doc[at - 1].lower_ not in {"de", "d'"} or doc[at - 2].lower_ != "avant":
        return None
    floor = frame.sentences[frame.sentence(at)][0]
    main = next((doc[i] for i in range(at - 2, floor - 1, -1) if is_form(doc[i], "Fin")), None)
    if main is None or is_negated(doc, main.i, main.i + 1):
        return None
    tense = tense_of(main.lower_)
    return "planned" if tense == "future" else None if tense == "conditional" else "actual"


def _is_unreal(doc: Doc, frame: Frame, verb: Verb) -> bool:
    """Whether the verb stands in a clause opened by `si`, `afin que`, `avant que` and the like."""
    start: Bounds = frame.sentences[frame.sentence(verb.start)]
    for i in range(verb.start - 1, start[0] - 1, -1):
        word = doc[i].lower_
        if word in {",", ";", ":"}:
            return False
        if word == "si" or (word == "s'" and doc[i + 1].lower_ in {"il", "ils"}):
            return True
        if word in {"que", "qu'"} and doc[i - 1].lower_ in words("unreal"):
            return True
    return False
