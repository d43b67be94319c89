"""Whether the verb that governs an expression looks back or forward.

Endings and orders of words are told here, the words that they do not tell in tense_words.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

from diplo_extract.lexicon import word_class
from diplo_extract.timex.fold import one_of

__all__ = ["Tense", "direction", "sure_tense", "tense_in_clause"]


class Tense(IntEnum):
    """Where what the verb tells lies, seen from the day of the document."""

    PAST = -1
    PRESENT = 0
    FUTURE = 1


def _class(*codes: str) -> frozenset[str]:
    """The words of classes of tense_words.csv."""
    return word_class("tense_words", *codes)


_FORWARD = re.compile(
    r"(?<!jours )(?<!jour )(?<!semaines )(?<!semaine )(?<!mois )(?<!ans )\b(?:avant|d'ici|au plus tard|pour)"
    r"\s+(?:(?:à|en|le|la|l'|les|fin|début|mi)\s*){0,2}$"
)
_BACKWARD = re.compile(r"\bdepuis\s+(?:(?:le|la|l'|les|fin|début|mi)\s*){0,2}$")
_OF_NOUN = re.compile(r"(?<!semaine )(?<!date )\b(?:(?P<one>du|de|d')|des)\s*$")
_CLAUSE_END = re.compile(r"[.!?;:](?=\s|$)|\n[ ]*\n|[«»()]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_REACH = 220
"""How far, in characters, a governing verb is looked for on either side."""

_FIRM = 70
"""A verb farther away than this, in characters, tells little: the nearest day is meant."""

_COMMA = 40
"""By how much a verb after the date counts as farther away for a comma between."""

_BEHIND = 12
"""By how much a verb after the date counts as farther away: what tells when mostly follows its verb."""

_FUTURE_ENDINGS = one_of(
    "era eront ira iront dra dront tra tront vra vront rra rront ura uront fera feront erons irons drons rons"
)
_FUTURE = re.compile(rf"[^\W\d_]+{_FUTURE_ENDINGS}|ira|iront|sera|seront|aura|auront")
_NO_CONDITIONAL = one_of(
    "(?:at|re|é)?tir inspir aspir désir respir expir conspir vir admir (?:en)?cadr engendr effondr"
)
_CONDITIONAL = re.compile(rf"(?!{_NO_CONDITIONAL}ai(?:t|ent)$)[^\W\d_]*(?:er|ir|dr|rr|ttr|evr|aur)ai(?:t|ent)")
"""What was to come as somebody told it: `a annoncé que le scrutin se tiendrait en mars`."""
_PARTICIPLE = re.compile(
    r"[^\W\d_]{2,}(?:é|ée|és|ées|i|is|ie|ies|it|ite|ites|u|ue|us|ues|ert|erte|erts|ertes|mises?|quises?)"
)
_PAST = re.compile(r"fut|furent|eut|eurent|[^\W\d_]{2,}(?:èrent|irent|urent|aient|ait|inrent|int)")
_ALONE = re.compile(
    r"(?<!it)(?<!ét)(?<!aut)(?<!ert)(?<!iét)ée?s?$|(?:en|ç|cl|nd|rd|ccr)ue?s?$|(?:umise|mmise|omise|quise)s?$"
    r"|(?:établ|réun|défin|fourn|chois|franch|recueill|accompl|sub|bât)ie?s?$|(?:stru|trodu|tradu|édu|tru)ite?s?$"
)
"""Participles that stand without an auxiliary: `signée`, `adoptés`; nouns such as `sécurité` end otherwise."""
_INFINITIVE = re.compile(
    r"[^\W\d_]{2,}(?:er|ir|tre|dre|oir|uire|rire|lire|dire|mpre|ivre|clure)|[^\W\d_]*(?:faire|plaire)"
)

_MOVED = re.compile(
    r"(?:report|fix|repouss|diff[ée]r|prolong|prorog|ajourn|renvoy|avanc|décal|reconduit|programm|convoqu|arrêt|étend)"
    r"(?:er|é|ée|és|ées|u|ue|us|ues|e|es|ent|ant)?"
)
_TOWARDS = re.compile(r"(?:\b(?:à|au|aux|pour|jusqu'(?:à|au|aux|en)?)\s*)(?:(?:la|le|les|l'|fin|mi-?|début)\s*){0,2}$")
"""`reporté à mai`, `fixée au 15 mars`, `prorogé jusqu'en juin`: the new day lies ahead."""

_SEEN_BEFORE = 12
"""How many words before a date what governs it is looked for."""

_BESIDE_NOUN = re.compile(
    r"\b(?:(?P<past>à l'issue|à la suite|au lendemain|au terme|depuis|après|dans le sillage)"
    r"|(?P<future>en vue|en prévision|en amont|dans la perspective|à l'approche|en prélude|avant))\b[^,;.]{0,60}$"
)
"""`à l'issue du sommet de mai`, `en vue de la réunion d'octobre`."""


def sure_tense(text: str, folded: str, start: int) -> Tense | None:
    """Where an infinitive, a plan or `prochain` just before the date at `start` looks; None where nothing is sure."""
    left, _ = _clause(folded, start, start)
    found = [m for m in _WORD.finditer(folded, left, start) if not _is_name(text, m.start(), left)]
    said = [m.group() for m in found]
    for i in range(len(said) - 1, max(-1, len(said) - 1 - _SEEN_BEFORE), -1):
        word, near = said[i], said[max(0, i - 3) : i]
        if word in _class("planned"):
            return Tense.PAST if _class("earlier").intersection(near) else Tense.FUTURE
        if _MOVED.fullmatch(word) and _TOWARDS.search(folded, max(left, start - 24), start):
            return Tense.PAST if _class("earlier").intersection(near) else Tense.FUTURE
        if word in ("que", "qu") and (near[-1:] == ["ce"] or _class("wished").intersection(near[-1:])):
            return Tense.FUTURE
        if word in _class("to_come", "gone"):
            return Tense.FUTURE if word in _class("to_come") else Tense.PAST
        if _PARTICIPLE.fullmatch(word) and near[-1:] in (["avoir"], ["être"]):
            if near[-1] == "avoir" or near[-2:-1] == ["après"]:
                return None if _class("willing").intersection(near) else Tense.PAST
            return _of_infinitive(said, i - 1)
        if _is_infinitive(word):
            return _of_infinitive(said, i)
        told = _tense_of(word, ["", "", *said[:i]][-2:])
        if told is not None:
            return told if _class("between").issuperset(said[i + 1 :]) else None
    return None


def _of_infinitive(said: list[str], i: int) -> Tense | None:
    """Where the infinitive `said[i]` looks, as what governs it tells."""
    j = i - 1
    while j >= 0 and said[j] in _class("clitic"):
        j -= 1
    if j < 0:
        return None
    near = said[max(0, j - 3) : j]
    if said[j] in ("de", "d", "à"):
        if _class("achieved").intersection(near[-2:]):
            return None if near[-1:] == ["occasion"] and "eu" not in near else Tense.PAST
        if near[-1:] == ["avant"] or near[-1:] == ["afin"]:
            return None
        return Tense.PAST if _class("earlier").intersection(near) else Tense.FUTURE
    if said[j] in _class("willing"):
        return Tense.FUTURE
    achieved = said[j] in _class("achieved") and _class("auxiliary").intersection(near)
    return Tense.PAST if achieved or said[j] in _class("intended") else None


def _is_name(text: str, start: int, left: int) -> bool:
    """Whether a word has a capital that no beginning of a sentence gives it: `Alger` is no infinitive."""
    return text[start].isupper() and text[start + 1 : start + 2].islower() and bool(text[left:start].strip(' \n«"“'))


def tense_in_clause(folded: str, start: int, end: int) -> Tense | None:
    """The tense of the verb form nearest to the span in its clause, told by its ending; None where there is none.

    `PRESENT` where the verb stands too far away to tell.
    """
    left, right = _clause(folded, start, end)
    best: tuple[int, Tense] | None = None
    for distance, tense in (*_tenses(folded, left, start, start), *_tenses(folded, end, right, end, comma=_COMMA)):
        if best is None or distance < best[0]:
            best = (distance, tense)
    if best is None:
        return None
    return best[1] if best[0] <= _FIRM else Tense.PRESENT


def direction(
    folded: str, start: int, verb: Tense | None, *, lead: int | None = None, ranged: bool = False
) -> Tense | None:
    """Where a partial date at `start` lies, as its preposition or else its verb says.

    `avant` and `d'ici` look forward, `depuis` back; a date that belongs to a noun (`l'attaque du 4 août`) does not
    follow the verb: the nearest is meant, as with a verb in the present. None where neither tells. `lead` is where the
    first date of its list stands; the `du` of a range (`ranged`) says nothing.
    """
    before = folded[max(0, start - 24) : start]
    if _FORWARD.search(before):
        return Tense.FUTURE
    if _BACKWARD.search(before):
        return Tense.PAST
    of_noun = _OF_NOUN.search(folded, max(0, (lead or start) - 12), lead or start)
    if of_noun and not (ranged and of_noun["one"]):
        beside = _BESIDE_NOUN.search(folded, max(0, start - 80), start)
        if verb == Tense.PAST:
            return Tense.PRESENT if beside and beside["future"] else verb
        if beside:
            return Tense.PAST if beside["past"] else Tense.FUTURE
        return Tense.PRESENT
    return verb


def _clause(folded: str, start: int, end: int) -> tuple[int, int]:
    left, right = max(0, start - _REACH), min(len(folded), end + _REACH)
    for mark in _CLAUSE_END.finditer(folded, left, start):
        left = mark.end()
    stop = _CLAUSE_END.search(folded, end, right)
    return left, stop.start() if stop else right


def _tenses(folded: str, left: int, right: int, here: int, *, comma: int = 0) -> Iterator[tuple[int, Tense]]:
    """The verb forms between two offsets: their distance from `here`, and their tense."""
    before = ["", ""]
    parted = folded.find(",", left, right) if comma else -1
    for found in _WORD.finditer(folded, left, right):
        word = found.group()
        tense = _tense_of(word, before)
        before = [before[1], word]
        if tense is not None:
            distance = min(abs(found.start() - here), abs(found.end() - here))
            if found.start() >= here:
                distance += _BEHIND
            yield distance + (comma if 0 <= parted < found.start() else 0), tense


def _tense_of(word: str, before: list[str]) -> Tense | None:
    """What a word tells by its form, with the two words before it; None for no verb."""
    if word in _class("ahead", "planned") or _is_future(word):
        return Tense.FUTURE
    if word == "eu" and before[1] in _class("auxiliary"):
        return Tense.PAST
    if word in _class("no_verb") and not (word in _class("also_verb") and before[1] in _class("auxiliary")):
        return None
    if word == "mise" or (before == ["mise", "à"] and word == "jour"):
        return Tense.PAST
    told = _of_participle(word, before) if _PARTICIPLE.fullmatch(word) else None
    if told is not None or _PAST.fullmatch(word):
        return Tense.PAST if told is None else told
    if before[1] in _class("before_infinitive") and _is_infinitive(word):
        return Tense.FUTURE
    return None


def _is_future(word: str) -> bool:
    """Whether a word is a future, or a conditional, in which somebody told what was to come."""
    if len(word) > 3 and _FUTURE.fullmatch(word) and word not in _class("no_future"):
        return True
    return _CONDITIONAL.fullmatch(word) is not None


def _is_infinitive(word: str) -> bool:
    return _INFINITIVE.fullmatch(word) is not None and word not in _class("no_infinitive")


def _of_participle(word: str, before: list[str]) -> Tense | None:
    """What a participle tells by its auxiliary, or alone; None for a noun of such an ending."""
    if before[1] == "avoir":
        return Tense.PAST
    if before[1] in _class("to_be") or before[0] in ("sera", "seront"):
        return Tense.FUTURE
    if _class("auxiliary").intersection(before):
        return Tense.PAST
    alone = _ALONE.search(word) and word not in _class("noun") and before[1] not in _class("determiner")
    return Tense.PAST if alone else None
