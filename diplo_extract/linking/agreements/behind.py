"""The cues behind a mention: participles, relative clauses, and the verb whose subject it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.cues import Cue, is_finite, is_unreal_verb, without_inserts
from diplo_extract.linking.clauses import Frame
from diplo_extract.linking.words import words

__all__ = ["following"]

GLUE = frozenset(
    {
        ",",
        "en",
        "cours",
        "de",
        "d'",
        "à",
        "déjà",
        "encore",
        "toujours",
        "récemment",
        "également",
        "dûment",
        "(",
        ")",
        "non",
        "pas",
        "jamais",
        "et",
        "puis",
        "actuellement",
        "aussitôt",
        "ensuite",
        "été",
        "l'",
        "n'ayant",
        "une",
        "fois",
    }
)
COPULAS = frozenset(
    {"être", "faire", "rester", "demeurer", "soumettre", "devenir", "entrer", "ouvrir", "trouver", "poursuivre"}
)


def following(
    doc: Doc,
    frame: Frame,
    cues: Sequence[Cue],
    candidate: Candidate,
    spans: Sequence[tuple[int, int]],
    *,
    governed: bool,
) -> Iterable[Cue]:
    """The cues behind the candidate that speak of it."""
    stop = frame.sentences[frame.sentence(candidate.start)][1]
    stop = min([stop, *(a for a, _ in spans if a >= candidate.right)])
    singular = candidate.right == candidate.end
    start = candidate.end if singular else candidate.right
    is_subject = not governed and not candidate.listed and _opens_clause(doc, candidate.left)
    zone = "modifier"
    last = start
    clause_end = stop
    for cue in [c for c in cues if start <= c.start < stop]:
        between = [i for i in range(last, cue.start) if not doc[i].is_space]
        relative = next((doc[i].lower_ for i in between if doc[i].lower_ in words("relative")), None)
        if zone == "modifier" and all(doc[i].lower_ in GLUE or doc[i].pos_ == "ADV" for i in between):
            if cue.kind == "verb" and not _is_to_do(doc, cue) and not is_subject and not cue.passive:
                return
            yield _modifying(doc, cue)
        elif relative is not None and zone in {"modifier", "relative"}:
            zone = "relative"
            clause_end = _clause_end(doc, last, stop)
            if cue.start < clause_end:
                yield from _in_relative(doc, cues, cue, relative, clause_end)
        elif zone == "relative" and cue.start < clause_end:
            continue
        elif cue.kind == "participle" and zone == "modifier" and not any(is_finite(doc[i]) for i in between):
            if any(doc[i].lower_ in {"et", ","} for i in between[-3:]) or doc[cue.start - 1].pos_ == "ADV":
                yield cue
        elif is_subject:
            told = _as_predicate(doc, cue, [i for i in range(start, cue.start) if not doc[i].is_space])
            if told is not None:
                yield told
            elif any(is_finite(doc[i]) for i in without_inserts(doc, between)):
                return
        else:
            return
        last = cue.end
        if zone == "relative" and cue.start >= clause_end:
            zone = "main"


def _modifying(doc: Doc, cue: Cue) -> Cue:
    before = {doc[i].lower_ for i in range(max(0, cue.start - 3), cue.start)}
    if cue.kind == "noun":
        return replace(cue, real=cue.row["status"] != "in_force" or not before & {"pas", "non", "jamais"})
    return cue


def _is_to_do(doc: Doc, cue: Cue) -> bool:
    """`à signer`, `en cours de signature`."""
    return cue.start > 0 and doc[cue.start - 1].lower_ == "à"


def _opens_clause(doc: Doc, left: int) -> bool:
    """Whether the mention may be a subject: no preposition stands before it and its determiner."""
    i = left - 1
    while i >= 0 and (
        doc[i].pos_ in {"ADJ", "NUM"}
        or doc[i].lower_
        in {
            "le",
            "la",
            "l'",
            "les",
            "un",
            "une",
            "cet",
            "cette",
            "ce",
            "ces",
            "aucun",
            "aucune",
            "ledit",
            "ladite",
            "son",
            "leur",
            "notre",
        }
    ):
        i -= 1
    return i < 0 or doc[i].lower_ not in {
        "de",
        "d'",
        "du",
        "des",
        "à",
        "au",
        "aux",
        "sur",
        "dans",
        "par",
        "avec",
        "pour",
        "contre",
        "en",
    }


def _clause_end(doc: Doc, start: int, stop: int) -> int:
    """Where the relative clause behind `start` ends: at the comma behind its verb."""
    seen = False
    for i in range(start, stop):
        seen = seen or is_finite(doc[i])
        if seen and doc[i].text in {",", ";"}:
            return i
    return stop


def _in_relative(doc: Doc, cues: Sequence[Cue], cue: Cue, pronoun: str, clause_end: int) -> Iterable[Cue]:
    verb = next((i for i in range(cue.end, clause_end) if is_finite(doc[i])), None)
    if pronoun in {"que", "qu'"}:
        if cue.kind == "verb" and not cue.passive:
            yield cue
    elif cue.kind == "noun" and pronoun == "dont":
        yield replace(
            cue,
            real=verb is None
            or (not is_unreal_verb(doc[verb]) and not any(c.stage == "wish" and c.start <= verb < c.end for c in cues)),
        )
    elif cue.kind == "noun":
        before = [doc[i] for i in range(max(0, cue.start - 6), cue.start)]
        yield replace(cue, real=not any(is_finite(t) and is_unreal_verb(t) for t in before))
    elif cue.passive or _is_intransitive(cue):
        yield cue


def _is_intransitive(cue: Cue) -> bool:
    return cue.row["code"] in {"entrer en vigueur", "expirer", "aboutir", "progresser"}


def _as_predicate(doc: Doc, cue: Cue, between: list[int]) -> Cue | None:
    """The cue as the predicate of the mention, or None where it is none."""
    main = _main_clause(doc, between)
    finite = [i for i in main if is_finite(doc[i])]
    if cue.kind == "verb" and (cue.passive or _is_intransitive(cue)):
        if all(cue.start - i <= 8 for i in finite):
            negated = any(is_unreal_verb(doc[i]) for i in finite if doc[i].lower_ not in words("done"))
            return replace(cue, real=cue.real and not negated)
        return None
    if (
        cue.kind == "participle"
        and finite
        and doc[finite[-1]].lemma_ in COPULAS
        and any(doc[i].lower_ in {"et", "puis", "mais", ","} for i in main[-3:])
    ):
        return cue
    if (
        cue.kind == "noun"
        and len(finite) == 1
        and doc[finite[0]].lemma_ in COPULAS | {"être"}
        and cue.start - finite[0] <= 6
    ):
        return replace(cue, real=not is_unreal_verb(doc[finite[0]]))
    return None


def _main_clause(doc: Doc, between: list[int]) -> list[int]:
    """The tokens without relative and inserted clauses."""
    kept: list[int] = []
    skipping = False
    for i in between:
        word = doc[i].lower_
        if word in words("relative"):
            skipping = True
        elif word == "," and skipping:
            skipping = False
        elif not skipping:
            kept.append(i)
    return without_inserts(doc, kept)
