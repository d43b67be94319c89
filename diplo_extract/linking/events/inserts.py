"""Circumstances that stand between a verb and its object (`a reçu, lundi à Dakar, en marge du forum, M. X`)."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.linking.reference import Discourse
from diplo_extract.linking.reference.names import is_civility
from diplo_extract.linking.words import is_relative, word_of, words

__all__ = ["over_circumstances"]

OPENING = frozenset(
    {"à", "au", "aux", "en", "dans", "lors", "sous", "sur", "chez", "pendant", "durant", "avant", "après"}
)
"""Prepositions of the phrases that tell when, where or how, and not whom."""
LINKING = frozenset({"de", "d'", "du", "des", "et", "à", "au", "aux", "avec", "en", "par", "pour", "dans"})
"""Words behind which a determiner goes on with a phrase."""
DAY_DETERMINERS = frozenset({"le", "la", "l'", "les", "ce", "cet", "cette", "du", "au"})


def over_circumstances(discourse: Discourse, start: int, stop: int) -> int:
    """Where the object may begin at or behind `start`, over adverbs, dates and phrases of when, where and how.

    `start` itself where nothing is left behind them, as the object then stands elsewhere.
    """
    doc, i = discourse.doc, start
    days, towns = _ends(doc, "diplo_dates"), _ends(doc, "diplo_places")
    while i < stop:
        behind = _behind_one(discourse, i, stop, days, towns)
        if behind == i:
            break
        i = behind
    return i if i < stop else start


def _behind_one(discourse: Discourse, i: int, stop: int, days: dict[int, int], towns: dict[int, int]) -> int:
    """The end of the adverb, comma, date or phrase that begins at `i`; `i` itself where none does."""
    token = discourse.doc[i]
    if token.is_space or token.text == "," or (token.pos_ == "ADV" and token.lower_ not in {"plus", "moins"}):
        return i + 1
    for opening in (i, i + 1):
        if opening in days and (opening == i or token.lower_ in DAY_DETERMINERS):
            return min(days[opening], stop)
    return _phrase(discourse, i, stop, towns) if word_of(token) in OPENING else i


def _phrase(discourse: Discourse, start: int, stop: int, towns: dict[int, int]) -> int:
    """The end of the prepositional phrase that begins at `start`: a comma, or a word that opens another phrase."""
    doc, names = discourse.doc, discourse.names
    i = start + 1
    while i < stop and (doc[i].pos_ == "DET" or doc[i].lower_ in {"cours", "cette"}):
        i += 1
    if start + 1 in towns and doc[towns[start + 1] - 1].pos_ != "NOUN":
        return min(towns[start + 1], stop)
    persons = {a for a, _, id in names.beginning(i, stop) if names.is_person(id)}
    for k in range(i, stop):
        linked = doc[k - 1].lower_ in LINKING or doc[k - 1].pos_ == "DET"
        if doc[k].text == "," or is_relative(doc[k]):
            return k
        if linked or k == i:
            continue
        if word_of(doc[k]) in OPENING or k in persons or is_civility(doc[k]):
            return k
        if doc[k].pos_ == "DET" or doc[k].lower_ in words("definite", "demonstrative") | {"un", "une"}:
            return k
    return stop


def _ends(doc: Doc, group: str) -> dict[int, int]:
    """Where the spans of a group end, by where they begin."""
    return {span.start: span.end for span in doc.spans[group]} if group in doc.spans else {}
