"""The cues behind a mention: participles, relative clauses, and the verb whose subject it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from diplo_extract.lexicon.agreements import agreement_words
from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.cues import Cue, is_finite, is_unreal_verb, without_inserts
from diplo_extract.linking.sentences import Frame
from diplo_extract.linking.words import is_relative, words

__all__ = ["following"]

LONGEST_PREDICATE = 10
"""Tokens between the verb of a predicate and the cue in it."""


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
    end = frame.sentences[frame.sentence(candidate.start)][1]
    own = _stop(candidate.end, end, spans)
    yield from _behind(doc, cues, candidate, own, candidate.end, governed=governed, shared=False)
    if candidate.right != candidate.end:
        stop = _stop(candidate.right, end, spans)
        for cue in _behind(doc, cues, candidate, stop, candidate.right, governed=governed, shared=True):
            if cue.kind != "participle" or doc[cue.start].lower_.endswith("s"):
                yield cue


def _stop(start: int, end: int, spans: Sequence[tuple[int, int]]) -> int:
    """Where the words behind `start` end: at the next mention or at the end of the sentence."""
    return min([end, *(a for a, _ in spans if a >= start)])


def _behind(
    doc: Doc, cues: Sequence[Cue], candidate: Candidate, stop: int, start: int, *, governed: bool, shared: bool
) -> Iterable[Cue]:
    """The cues in the words `start`..`stop`: in the qualifying words, in the relative clause, in the predicate.

    `shared`: they stand behind a coordination, whose last member alone the relative clause is about.
    """
    verbs = {c.start for c in cues if c.kind == "verb" and c.form in {"finite", "compound"}}
    turns = (
        i for i in range(start, stop) if i in verbs or is_finite(doc[i]) or is_relative(doc[i]) or doc[i].text == ";"
    )
    turn = next(turns, stop)
    yield from _qualifying(doc, [c for c in cues if start <= c.start < turn], start)
    main = turn
    if turn < stop and is_relative(doc[turn]):
        main = _clause_end(doc, turn, stop)
        for cue in () if shared else cues:
            if turn < cue.start < main:
                yield from _in_relative(doc, cues, cue, doc[turn].lower_, main)
    if governed or not _opens_clause(doc, candidate.left):
        return
    for cue in cues:
        if main <= cue.start < stop or (cue.start < main < cue.end):
            told = _as_predicate(doc, cue, [i for i in range(main, cue.start) if not doc[i].is_space])
            if told is not None:
                yield told


def _qualifying(doc: Doc, cues: Sequence[Cue], start: int) -> Iterable[Cue]:
    """The participles right behind the title (`signé en 2024 et ratifié`), `en négociation`, `à signer`."""
    last = start
    for cue in cues:
        between = [i for i in range(last, cue.start) if not doc[i].is_space]
        near = all(doc[i].lower_ in agreement_words("glue") or doc[i].pos_ == "ADV" for i in between)
        joined = last > start and any(doc[i].lower_ in {"et", ",", "puis"} for i in between[-3:])
        if not (near or joined):
            return
        before = doc[cue.start - 1].lower_
        if cue.kind == "participle":
            if cue.stage != "wish" or cue.row["code"] in {"prévoir", "attendre", "proposer", "envisager"}:
                yield cue
        elif cue.kind == "noun":
            if doc[cue.start].lower_ == "en" or before in {"en", "de", "d'", "sous", "à"}:
                denied = any(doc[i].lower_ in {"pas", "non", "jamais"} for i in between)
                yield replace(cue, real=not denied)
        elif before == "à" and "," not in {doc[i].text for i in between} and not _has_object(doc, cue.end):
            yield cue
        else:
            return
        last = cue.end


def _has_object(doc: Doc, i: int) -> bool:
    return i < len(doc) and doc[i].pos_ in {"DET", "NOUN"}


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
    return cue.row["code"] in {"entrer en vigueur", "exister", "expirer", "aboutir", "progresser"}


def _as_predicate(doc: Doc, cue: Cue, between: list[int]) -> Cue | None:
    """The cue as the predicate of the mention, or None where it is none."""
    main = _main_clause(doc, between)
    finite = [i for i in main if is_finite(doc[i])]
    near = all(cue.start - i <= LONGEST_PREDICATE for i in finite)
    if cue.kind == "verb" and (cue.passive or _is_intransitive(cue)):
        unreal = any(is_unreal_verb(doc[i]) for i in finite if doc[i].lower_ not in words("done"))
        return replace(cue, real=cue.real and not unreal) if near else None
    if cue.stage == "wish" or not finite:
        return None
    if cue.form == "infinitive" and near and doc[cue.start - 1].lower_ == "à" and not _has_object(doc, cue.end):
        return replace(cue, real=False)
    if cue.kind == "participle":
        joined = any(doc[i].lower_ in {"et", "puis", "mais", ","} for i in main[-3:])
        return cue if joined and near else None
    if cue.kind == "noun" and len(finite) == 1 and near and doc[finite[0]].lemma_ in agreement_words("copula"):
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
