"""The cue that governs a mention: the verb or noun before it whose object it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.cues import Cue, is_finite, is_unreal_verb, without_inserts
from diplo_extract.linking.clauses import Frame
from diplo_extract.linking.words import words

__all__ = ["governing"]

LONGEST_GAP = 16
"""Tokens between a cue and the mention that it governs, inserted phrases left out."""
PREPOSITIONS = frozenset(
    {
        "de",
        "d'",
        "du",
        "des",
        "sur",
        "à",
        "au",
        "aux",
        "en",
        "pour",
        "avec",
        "entre",
        "par",
        "vers",
        "relative",
        "relatives",
        "relatif",
        "portant",
        "concernant",
        "dans",
        "lors",
        ",",
    }
)


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
            return replace(cue, real=_noun_is_fact(doc, frame, cues, cue, candidate))
        return replace(cue, real=cue.real and candidate.determiner != "negative")
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
    main = without_inserts(doc, gap)
    if len(main) > LONGEST_GAP or any(a in gap for a, _ in spans):
        return False
    for i in main:
        token = doc[i]
        if is_finite(token) or token.lower_ in words("relative") or token.text in {";", "."}:
            return False
        if token.pos_ == "VERB" and "Inf" in token.morph.get("VerbForm", []):
            return False
    if not main:
        return True
    first = next((i for i in main if doc[i].pos_ != "ADV"), main[-1])
    if cue.kind == "noun":
        return doc[first].lower_ in PREPOSITIONS or (
            doc[first].pos_ in {"ADP", "DET", "ADJ", "NUM"} and cue.row["noun"] != ""
        )
    if doc[first].lower_ in PREPOSITIONS or doc[left].text == ":":
        return True
    return not any(doc[i].pos_ == "NOUN" for i in main if i >= first)


SUBJECT_VERBS = frozenset(
    {"intervenir", "avoir", "être", "tenir", "dérouler", "donner", "permettre", "marquer", "constituer"}
)
FRESH = frozenset(
    {
        "assister",
        "assisté",
        "procéder",
        "procédé",
        "témoins",
        "issue",
        "après",
        "depuis",
        "suite",
        "félicité",
        "félicités",
        "félicitée",
        "félicitées",
        "félicite",
        "félicitent",
        "salué",
        "salue",
        "saluent",
        "saluons",
        "lors",
    }
)


def _noun_is_fact(doc: Doc, frame: Frame, cues: Sequence[Cue], cue: Cue, candidate: Candidate) -> bool:
    """Whether the noun tells of a deed done: what governs it, and the verb whose subject it is, must allow that."""
    floor, stop = frame.sentences[frame.sentence(cue.start)]
    if candidate.determiner == "negative":
        return False
    for i in range(cue.start - 1, max(floor, cue.start - 18) - 1, -1):
        token = doc[i]
        other = next((c for c in cues if c.start <= i < c.end and c is not cue), None)
        if other is not None:
            if other.stage == "wish":
                return False
            if other.kind == "verb":
                return other.real
            continue
        word = token.lower_
        if (
            word
            in {
                "prochain",
                "prochaine",
                "future",
                "futur",
                "éventuelle",
                "possible",
                "avant",
                "sans",
                "faute",
                "absence",
                "pour",
                "afin",
                "d'ici",
                "vers",
                "sous",
                "dans",
            }
            and cue.start - i <= 3
            and cue.stage != "use"
        ):
            return False
        if word in FRESH and not is_unreal_verb(token) and not _is_infinitive_wanted(doc, i):
            return True
        if word in {";", ":"}:
            break
        if is_finite(token):
            return not is_unreal_verb(token)
        if _is_infinitive_wanted(doc, i):
            return False
    return _subject_is_fact(doc, cues, candidate.right, stop)


def _is_infinitive_wanted(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.pos_ not in {"VERB", "AUX"} or "Inf" not in token.morph.get("VerbForm", []):
        return False
    return not any(doc[j].lower_ in words("done") for j in range(max(0, i - 4), i))


def _subject_is_fact(doc: Doc, cues: Sequence[Cue], start: int, stop: int) -> bool:
    """Whether the first finite verb behind, whose subject the noun then is, tells of a fact (`a eu lieu`)."""
    for i in range(start, stop):
        if doc[i].lower_ in words("relative") or doc[i].text in {";", ":"}:
            return True
        if is_finite(doc[i]):
            planned = any(c.stage == "wish" and c.start <= i < c.end for c in cues)
            return not (is_unreal_verb(doc[i]) or planned)
    return True
