"""Whether the verb that governs an expression looks back or forward."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum

from diplo_extract.timex.fold import one_of, words

__all__ = ["Tense", "direction", "tense_in_clause"]


class Tense(IntEnum):
    """Where what the verb tells lies, seen from the day of the document."""

    PAST = -1
    PRESENT = 0
    FUTURE = 1


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

_FUTURE_ENDINGS = one_of(
    "era eront ira iront dra dront tra tront vra vront rra rront ura uront fera feront erons irons drons rons"
)
_NO_FUTURE = one_of("opéra caméra camera extra infra ultra supra agora tiara sahara ankara sumatra")
_FUTURE = re.compile(rf"(?!{_NO_FUTURE}$)(?:[^\W\d_]+{_FUTURE_ENDINGS}|ira|iront|sera|seront|aura|auront)")
_AHEAD = frozenset(
    words(
        "doit doivent devons va vont allons devrait devraient pourrait pourraient prévu prévue prévus prévues "
        "attendu attendue attendus attendues programmé programmée compte comptent entend entendent prévoit "
        "prévoient souhaite souhaitent envisage envisagé envisagée planifié planifiée envisagent"
    )
)
_AUXILIARY = frozenset(words("a ont avait avaient ai avons est sont était étaient fut furent été ayant eu suis"))
_PARTICIPLE = re.compile(r"[^\W\d_]{2,}(?:é|ée|és|ées|i|is|ie|ies|it|ite|ites|u|ue|us|ues|ert|erte|erts|ertes)")
_PAST = re.compile(r"fut|furent|eut|eurent|[^\W\d_]{2,}(?:èrent|irent|urent|aient|ait|inrent|int)")
_NO_VERB = frozenset(
    words(
        "fait fit mai lundi mardi jeudi vendredi samedi midi parti pays depuis puis plus sous dessous nous vous "
        "tous avis ainsi aussi parmi voici lui qui si ni ici jeu lieu milieu vu du au eu appui suivi conseil "
        "pluie merci outre ennemi ami amis permis souhait lait parfait bienfait point joint conjoint adjoint "
        "attrait retrait trait portrait extrait"
    )
)
_ALONE = re.compile(r"(?<!it)(?<!ét)(?<!aut)(?<!ert)(?<!iét)ée?s?$|(?:en|ç|cl|rend|perd)ue?s?$")
"""Participles that stand without an auxiliary: `signée`, `adoptés`; nouns such as `sécurité` end otherwise."""

_NOUNS = frozenset(
    words(
        "année années journée journées soirée soirées matinée armée armées durée durées entrée idée idées musée "
        "marché marchés allié alliés député députés délégué délégués employé réfugié réfugiés déplacés privé "
        "privée clé clés arrivée assemblée assemblées degré congé procédé communiqué exposé résumé santé bonté "
        "volonté montée portée pensée donnée données café comté traité liberté côté lycée associé associés "
        "associée avenue avenues détenu détenus revenu revenus contenu contenus"
    )
)
_INFINITIVE = re.compile(r"[^\W\d_]{2,}(?:er|ir|tre|dre|oir)")
_BEFORE_INFINITIVE = frozenset(words("de d à pour doit doivent va vont afin peut peuvent"))


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
    if of_noun and verb != Tense.PAST and not (ranged and of_noun["one"]):
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
            yield distance + (comma if 0 <= parted < found.start() else 0), tense


def _tense_of(word: str, before: list[str]) -> Tense | None:
    if word in _AHEAD or (len(word) > 3 and _FUTURE.fullmatch(word)):
        return Tense.FUTURE
    if word == "eu" and before[1] in _AUXILIARY:
        return Tense.PAST
    if word in _NO_VERB:
        return None
    if word == "mise" or (before == ["mise", "à"] and word == "jour"):
        return Tense.PAST
    if _PARTICIPLE.fullmatch(word):
        if before[1] in ("sera", "seront", "être", "avoir") or before[0] in ("sera", "seront"):
            return Tense.FUTURE
        if before[1] in _AUXILIARY or before[0] in _AUXILIARY or (_ALONE.search(word) and word not in _NOUNS):
            return Tense.PAST
    if _PAST.fullmatch(word):
        return Tense.PAST
    if before[1] in _BEFORE_INFINITIVE and _INFINITIVE.fullmatch(word):
        return Tense.FUTURE
    return None
