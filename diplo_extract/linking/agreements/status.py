"""What has become of an instrument, from the cues that govern it and those that stand behind it.

Three places tell: the verb or noun that governs the mention (`ont signé`, `la mise en œuvre de`), the participles and
relative clauses behind it (`signé en 2024`, `dont la négociation se poursuit`), and the verb whose subject it is
(`devrait être signé`). What is negated, to come, wished or conditional never counts as done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import cast

from spacy.tokens import Doc

from diplo_extract.linking.agreements.candidates import Candidate
from diplo_extract.linking.agreements.cues import Cue, is_finite, is_unreal_verb
from diplo_extract.linking.clauses import Frame
from diplo_extract.linking.words import words
from diplo_extract.record import AgreementStatus

__all__ = ["add_cues", "status_of"]

LONGEST_GAP = 16
"""Tokens between a cue and the mention that it governs, inserted phrases left out."""
PREPOSITIONS = frozenset({"de", "d'", "du", "des", "sur", "à", "au", "aux", "en", "pour", "avec", "entre", "par", "vers", "relative", "relatives", "relatif", "portant", "concernant", "dans", "lors", ","})


def add_cues(doc: Doc, frame: Frame, cues: Sequence[Cue], candidates: Sequence[Candidate]) -> None:
    """Fills the `cues` of every candidate."""
    spans = [(candidate.start, candidate.end) for candidate in candidates]
    for candidate in candidates:
        inside = [c for c in cues if not any(a <= c.start < b for a, b in spans)]
        governing = _governing(doc, frame, inside, candidate, spans)
        if governing is not None:
            candidate.cues.append(governing)
        candidate.cues.extend(_following(doc, frame, inside, candidate, spans, governed=governing is not None))


# The words before -----------------------------------------------------------------------------------------------------


def _governing(doc: Doc, frame: Frame, cues: Sequence[Cue], candidate: Candidate, spans: Sequence[tuple[int, int]]) -> Cue | None:
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
    return cue.start > 0 and doc[cue.start - 1].lower_ in {"et", ",", "puis"} and doc[min(cue.end, len(doc) - 1)].pos_ == "DET"


def _is_open(doc: Doc, cue: Cue, left: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing between a cue and the mention breaks the government: a verb, a relative, an object, a mention."""
    gap = [i for i in range(cue.end, left) if not doc[i].is_space]
    main = _without_inserts(doc, gap)
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
        return doc[first].lower_ in PREPOSITIONS or doc[first].pos_ in {"ADP", "DET", "ADJ", "NUM"} and cue.row["noun"] != ""
    if doc[first].lower_ in PREPOSITIONS or doc[left].text == ":":
        return True
    return not any(doc[i].pos_ == "NOUN" for i in main if i >= first)


def _without_inserts(doc: Doc, gap: list[int]) -> list[int]:
    """The tokens without the phrases between two commas."""
    commas = [i for i in gap if doc[i].text == ","]
    if len(commas) < 2:
        return gap
    return [i for i in gap if not commas[0] <= i <= commas[-1]]


SUBJECT_VERBS = frozenset({"intervenir", "avoir", "être", "tenir", "dérouler", "donner", "permettre", "marquer", "constituer"})
FRESH = frozenset({"assister", "assisté", "procéder", "procédé", "témoins", "issue", "après", "depuis", "suite", "félicité", "félicités", "félicitée", "félicitées", "félicite", "félicitent", "salué", "salue", "saluent", "saluons", "lors"})


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
        if word in {"prochain", "prochaine", "future", "futur", "éventuelle", "possible", "avant", "sans", "faute", "absence", "pour", "afin", "d'ici", "vers", "sous", "dans"} and cue.start - i <= 3 and cue.stage != "use":
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


# The words behind -----------------------------------------------------------------------------------------------------

GLUE = frozenset({",", "en", "cours", "de", "d'", "à", "déjà", "encore", "toujours", "récemment", "également", "dûment", "(", ")", "non", "pas", "jamais", "et", "puis", "actuellement", "aussitôt", "ensuite", "été", "l'", "n'ayant", "une", "fois"})
COPULAS = frozenset({"être", "faire", "rester", "demeurer", "soumettre", "devenir", "entrer", "ouvrir", "trouver", "poursuivre"})


def _following(doc: Doc, frame: Frame, cues: Sequence[Cue], candidate: Candidate, spans: Sequence[tuple[int, int]], *, governed: bool) -> Iterable[Cue]:
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
            elif any(is_finite(doc[i]) for i in _without_inserts(doc, between)):
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
    while i >= 0 and (doc[i].pos_ in {"ADJ", "NUM"} or doc[i].lower_ in {"le", "la", "l'", "les", "un", "une", "cet", "cette", "ce", "ces", "aucun", "aucune", "ledit", "ladite", "son", "leur", "notre"}):
        i -= 1
    return i < 0 or doc[i].lower_ not in {"de", "d'", "du", "des", "à", "au", "aux", "sur", "dans", "par", "avec", "pour", "contre", "en"}


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
        yield replace(cue, real=verb is None or not is_unreal_verb(doc[verb]) and not any(c.stage == "wish" and c.start <= verb < c.end for c in cues))
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
    if cue.kind == "participle" and finite and doc[finite[-1]].lemma_ in COPULAS and any(doc[i].lower_ in {"et", "puis", "mais", ","} for i in main[-3:]):
        return cue
    if cue.kind == "noun" and len(finite) == 1 and doc[finite[0]].lemma_ in COPULAS | {"être"} and cue.start - finite[0] <= 6:
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
    return _without_inserts(doc, kept)


# The verdict ----------------------------------------------------------------------------------------------------------


def status_of(cues: Iterable[Cue], default: AgreementStatus) -> AgreementStatus:
    """The status that the cues of all the mentions of an instrument give together.

    What is done counts before what is wanted, the later stage before the earlier one; that an instrument is applied
    shows only that it exists, so that an explicit `signé` or `adopté` says more.
    """
    told = list(cues)
    done = {(cue.stage, cue.row["status"]) for cue in told if cue.real}
    stages = {stage for stage, _ in done}
    undone = {cue.stage for cue in told if not cue.real}
    if "end" in stages:
        return "terminated"
    if "force" in stages:
        return "in_force"
    if ("ratify", "ratified") in done:
        return "ratified"
    for status in ("signed", "adopted", "in_force"):
        if ("text", status) in done or ("ratify", status) in done:
            return cast("AgreementStatus", status)
    if "talk" in stages or any(c.row["code"] == "finaliser" for c in told):
        return "under_negotiation"
    if stages & {"draft"} or undone & {"draft", "text", "talk"} and "use" not in stages:
        return "planned"
    if stages & {"use"} or undone & {"use", "end", "force"}:
        return "in_force"
    if stages & {"wish"}:
        return "planned"
    return "mentioned" if "ratify" in undone else default
