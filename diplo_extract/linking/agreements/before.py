"""The cue that governs a mention: the verb or noun before it whose object it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from diplo_extract.lexicon.agreements import agreement_words
from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.cues import Cue, is_finite, is_unreal_verb, without_inserts
from diplo_extract.linking.sentences import Frame
from diplo_extract.linking.words import is_form, is_relative, words

__all__ = ["governing"]

LONGEST_GAP = 16
"""Tokens between a cue and the mention that it governs, inserted phrases left out."""


FARTHEST = 40
"""Tokens before a noun of deed within which stands what shows whether it was done."""


def governing(
    doc: Doc, frame: Frame, cues: Sequence[Cue], candidate: Candidate, spans: Sequence[tuple[int, int]]
) -> Cue | None:
    """The cue that governs the candidate, with the facts of its clause; None where nothing does."""
    left = candidate.left
    floor = frame.sentences[frame.sentence(left)][0]
    for cue in reversed([c for c in cues if floor <= c.start and c.end <= left]):
        if cue.kind == "participle" and not _is_shared(doc, cue):
            if cue.stage == "wish" or doc[left].text == ":":
                continue
            return None
        if not _is_open(doc, cue, left, spans):
            return None
        if cue.kind == "noun":
            cue = _coordinated_with(doc, cues, cue)
            told = replace(cue, real=_noun_is_fact(doc, frame, cues, cue, candidate))
            talks = None if told.real and told.stage != "wish" else _talks_before(doc, floor, cues, cue)
            if talks is None:
                return told
            return replace(talks, real=not _is_to_begin(doc, floor, talks, candidate, left))
        return replace(cue, real=cue.real and candidate.determiner != "negative")
    return None


def _coordinated_with(doc: Doc, cues: Sequence[Cue], cue: Cue) -> Cue:
    """The signing before a ratification that goes with it (`la signature et la ratification de l'accord`)."""
    if cue.stage != "ratify":
        return cue
    first = (c for c in cues if c.kind == "noun" and c.stage == "text" and 0 < cue.start - c.end <= 3)
    return next((c for c in first if doc[c.end].lower_ in {"et", ","}), cue)


def _talks_before(doc: Doc, floor: int, cues: Sequence[Cue], cue: Cue) -> Cue | None:
    """The talks whose aim the noun is (`négociations en vue de la conclusion de`), or None."""
    for other in reversed([c for c in cues if max(floor, cue.start - 10) <= c.start and c.end <= cue.start]):
        if (
            other.stage == "talk"
            and other.kind == "noun"
            and not any(is_finite(doc[i]) for i in range(other.end, cue.start))
        ):
            return other
        if other.stage != "wish":
            return None
    return None


def _is_shared(doc: Doc, cue: Cue) -> bool:
    """Whether a bare participle goes on under an earlier auxiliary (`ont examiné … et adopté un plan`)."""
    return (
        cue.start > 0
        and doc[cue.start - 1].lower_ in {"et", ",", "puis"}
        and doc[min(cue.end, len(doc) - 1)].pos_ == "DET"
    )


def _is_open(doc: Doc, cue: Cue, left: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing between a cue and the mention breaks the government: a verb, a relative, an object, a mention."""
    gap = [i for i in range(cue.end, left) if not doc[i].is_space]
    while gap and doc[gap[-1]].lower_ in DETERMINERS | agreement_words("list_opener"):
        gap.pop()
    main = without_inserts(doc, gap)
    if len(main) > LONGEST_GAP or any(a in gap for a, _ in spans):
        return False
    talks = cue.stage == "talk" and cue.kind == "noun" and bool(main) and doc[main[-1]].lower_ in {"sur", "concernant"}
    for i in main:
        token = doc[i]
        if (is_finite(token) and not talks) or is_relative(doc[i]) or token.text in {";", "."}:
            return False
        if token.pos_ == "VERB" and is_form(token, "Inf"):
            return False
    if not main or talks:
        return True
    first = next((i for i in main if doc[i].pos_ != "ADV"), main[-1])
    if doc[first].lower_ in agreement_words("government") or doc[left].text == ":":
        return True
    if cue.kind == "noun":
        return doc[first].pos_ in {"ADP", "DET", "ADJ", "NUM"}
    days = agreement_words("weekday", "month", "day", "time")
    return not any(doc[i].pos_ == "NOUN" and doc[i].is_lower and doc[i].lower_ not in days for i in main if i >= first)


DETERMINERS = frozenset(
    {"le", "la", "les", "l'", "un", "une", "d'", "de", "du", "des", "aucun", "aucune", "cet", "cette", "ce"}
)


def _noun_is_fact(doc: Doc, frame: Frame, cues: Sequence[Cue], cue: Cue, candidate: Candidate) -> bool:
    """Whether the noun tells of a deed done: what governs it, and the verb whose subject it is, must allow that."""
    floor, stop = frame.sentences[frame.sentence(cue.start)]
    if candidate.determiner == "negative":
        return False
    if cue.stage == "talk":
        return not _is_to_begin(doc, floor, cue, candidate, stop)
    if any(doc[i].lower_ in agreement_words("not_yet") for i in range(cue.end, min(cue.end + 2, len(doc)))):
        return cue.stage == "use"
    if cue.end < len(doc) and doc[cue.end].lower_ in agreement_words("recent"):
        return True
    for i in range(cue.start - 1, max(floor, cue.start - FARTHEST) - 1, -1):
        token = doc[i]
        word = token.lower_
        if word in agreement_words("bearing") and i == cue.start - 1:
            return not any(doc[k].lower_ in agreement_words("bill") for k in range(floor, i))
        other = next((c for c in cues if c.start <= i < c.end), None)
        if other is not None and (other.stage == "wish" or other.kind == "verb"):
            return other.stage not in {"wish", "talk", "ratify"} and other.real
        if word in agreement_words("not_yet") and cue.start - i <= 3 and cue.stage != "use":
            return word == "pour" and doc[i - 1].lower_ in agreement_words("thanks")
        if word in agreement_words("by_deed") and cue.start - i <= 3:
            return not _is_unreal_before(doc, cues, floor, i)
        if word in {"après", "dès"} and cue.stage == "force":
            return _subject_is_fact(doc, cues, candidate.right, stop)
        if word in agreement_words("fresh") and not is_unreal_verb(token) and not _is_infinitive_wanted(doc, i):
            return True
        if word in {";", ":"}:
            break
        if is_finite(token):
            return _tells_of_past(token)
        if _is_infinitive_wanted(doc, i):
            return False
    return _subject_is_fact(doc, cues, candidate.right, stop)


def _is_unreal_before(doc: Doc, cues: Sequence[Cue], start: int, end: int) -> bool:
    """Whether what is told in `start`..`end` is to come, wished or only an aim."""
    wished = any(c.stage == "wish" and start <= c.start < end for c in cues)
    verbs = (doc[i] for i in range(start, end))
    return wished or any(is_unreal_verb(t) if is_finite(t) else _is_infinitive_wanted(doc, t.i) for t in verbs)


def _is_to_begin(doc: Doc, floor: int, cue: Cue, candidate: Candidate, stop: int) -> bool:
    """Whether the talks have not begun: a verb of beginning that is wanted, to come or denied."""
    before, behind = range(max(floor, cue.start - 8), cue.start), range(cue.end, min(stop, candidate.right + 12))
    for near in (before, behind):
        begins = [i for i in near if doc[i].lower_ in agreement_words("begin")]
        if begins:
            at = begins[-1]
            group = range(max(floor, at - 5), at + 1)
            return any(
                is_unreal_verb(doc[i]) if is_finite(doc[i]) else _is_infinitive_wanted(doc, i) for i in group
            ) or any(doc[i].lower_ in {"n'", "ne"} for i in group)
    return any(doc[i].lower_ in {"ouverture", "lancement"} for i in before) and any(
        is_finite(doc[i]) and is_unreal_verb(doc[i]) for i in range(floor, stop)
    )


def _tells_of_past(token: Token) -> bool:
    """Whether a finite verb tells of what happened: an auxiliary of the past or a simple past."""
    if is_unreal_verb(token):
        return False
    return token.lower_ in words("auxiliary_have", "auxiliary_be") or "Past" in token.morph.get("Tense", [])


def _is_infinitive_wanted(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.pos_ not in {"VERB", "AUX"} or not is_form(token, "Inf"):
        return False
    return not any(doc[j].lower_ in words("done") for j in range(max(0, i - 4), i))


def _subject_is_fact(doc: Doc, cues: Sequence[Cue], start: int, stop: int) -> bool:
    """Whether the first finite verb behind, whose subject the noun then is, tells of a fact (`a eu lieu`)."""
    for i in range(start, stop):
        if is_relative(doc[i]) or doc[i].text in {";", ":"}:
            return True
        if is_finite(doc[i]):
            planned = any(c.stage == "wish" and c.start <= i < c.end for c in cues)
            return not (is_unreal_verb(doc[i]) or planned)
    return True
