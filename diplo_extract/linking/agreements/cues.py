"""Cues of status: verbs, participles and nouns of agreement_status.csv, and whether they tell of a fact.

`stage` says what a row is about: `text` (the instrument comes to be), `ratify`, `force`, `use` (it is applied,
which shows that it exists), `talk` (it is negotiated), `draft` (it is being written), `end`, and `wish` (the deed
behind it is wanted or talked about, not done).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from diplo_extract.lexicon import Row, forms, read_rows
from diplo_extract.lexicon.gazetteer import Gazetteer
from diplo_extract.linking.clauses import Verb, VerbForms, is_negated, tense_of
from diplo_extract.linking.mentions import text_of
from diplo_extract.linking.sentences import Frame
from diplo_extract.linking.words import words

__all__ = ["Cue", "find_cues", "is_finite", "is_unreal_verb", "without_inserts"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at the tokens `start`..`end`; `kind` is verb, participle or noun, `form` the form of a
    verb (as in `clauses.Verb`), `real` whether it tells of a fact."""

    start: int
    end: int
    row: Row
    kind: str
    real: bool
    passive: bool = False
    form: str = "noun"

    @property
    def stage(self) -> str:
        return self.row["stage"]

    def fits(self, instrument: str) -> bool:
        """Whether the row may speak of an instrument of this code (only declarations are published into being)."""
        return not self.row["instruments"] or instrument in forms(self.row["instruments"])


@cache
def _verbs() -> VerbForms:
    return VerbForms(read_rows("agreement_status"))


@cache
def _nouns() -> Gazetteer:
    return Gazetteer((form, row["code"]) for row in read_rows("agreement_status") for form in forms(row["noun"]))


@cache
def _row(code: str) -> Row:
    return next(row for row in read_rows("agreement_status") if row["code"] == code)


SUBJUNCTIVE = frozenset({"soit", "soient", "fût"})
"""Forms of être that no class of auxiliaries of the passive holds."""


def find_cues(doc: Doc, frame: Frame) -> list[Cue]:
    """The cues of the document in textual order; those of a noun count as facts until their clause is read."""
    cues: dict[int, Cue] = {}
    for verb in _verbs().find(doc, frame):
        if verb.kind == "participle" and _is_noun(doc, verb):
            continue
        kind = "participle" if verb.kind == "participle" else "verb"
        passive = verb.passive or (verb.kind == "compound" and doc[verb.start].lower_ in SUBJUNCTIVE)
        cue = Cue(verb.start, verb.end, verb.row, kind, _is_fact(doc, frame, verb), passive, verb.kind)
        known = cues.get(verb.head)
        if known is None or known.end - known.start < cue.end - cue.start:
            cues[verb.head] = cue
    taken = {i for cue in cues.values() for i in range(cue.start, cue.end)}
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i + 1 for token in doc}
    for hit in _nouns().find(text_of(doc)):
        start, end = starts.get(hit.start), ends.get(hit.end)
        if start is not None and end is not None and not taken & set(range(start, end)):
            cues[start] = Cue(start, end, _row(hit.key), "noun", True)
    return sorted(cues.values(), key=lambda cue: (cue.start, cue.end))


def _is_noun(doc: Doc, verb: Verb) -> bool:
    """Whether the participle is the noun of the same form (`l'entrée en vigueur`, `la mise en œuvre`)."""
    before = doc[verb.start - 1] if verb.start else None
    determined = before is not None and (before.pos_ in {"DET", "ADJ"} or before.lower_ in {"l'", "d'", "de", "en"})
    governs = verb.end < len(doc) and doc[verb.end].lower_ in {"de", "d'", "du", "des"}
    return (determined or governs) and doc[verb.start : verb.end].text.lower() in forms(verb.row["noun"])


def _is_fact(doc: Doc, frame: Frame, verb: Verb) -> bool:
    sentence = frame.sentences[frame.sentence(verb.head)]
    if verb.negated or _is_denied(doc, verb) or _is_hypothetical(doc, sentence, verb.start):
        return False
    if verb.kind == "infinitive":
        if verb.governor is not None and doc[verb.governor].lower_ in words("done"):
            return not is_unreal_verb(doc[verb.governor])
        return _is_perfect(doc, verb) or _follows_deed(doc, sentence, verb.start)
    if verb.kind == "participle":
        before = {doc[i].lower_ for i in range(max(sentence[0], verb.head - 3), verb.head)}
        return not before & {"non", "pas", "jamais", "fois", "dès", "sans", "guère", "ni"}
    if verb.tense == "none":
        return verb.kind == "gerund" or doc[verb.start].lower_ == "ayant"
    if verb.kind == "finite" and _is_wished(doc, sentence, verb.start):
        return False
    return verb.tense not in {"future", "conditional"} and not _is_subjunctive(doc, verb)


def _is_denied(doc: Doc, verb: Verb) -> bool:
    """Whether a negation stands right before the group or inside it, wherever the parser hangs it."""
    before = verb.start - 1
    while before > 0 and doc[before].lower_ in words("object_clitic") - {"n'", "ne"}:
        before -= 1
    inside = {doc[i].lower_ for i in range(verb.start, verb.head)}
    return doc[max(0, before)].lower_ in {"n'", "ne"} or bool(inside & {"pas", "jamais", "guère", "aucunement"})


def _is_perfect(doc: Doc, verb: Verb) -> bool:
    """Whether the infinitive is one of the past that nothing denies (`après avoir signé`; not `nie avoir signé`)."""
    if doc[verb.start].lower_ != "avoir" or verb.end - verb.start < 2:
        return False
    if verb.governor is not None and doc[verb.governor].lower_.startswith(("dément", "nie", "nié", "regrett")):
        return False
    return not {doc[i].lower_ for i in range(max(0, verb.start - 2), verb.start)} & {"sans", "pour", "faute", "pas"}


def _follows_deed(doc: Doc, sentence: tuple[int, int], start: int) -> bool:
    """Whether the infinitive tells what followed a deed of the past (`ont fait le point avant de signer un accord`)."""
    if [token.lower_ for token in doc[max(sentence[0], start - 2) : start]] != ["avant", "de"]:
        return False
    main = next((doc[i] for i in range(start - 2, sentence[0] - 1, -1) if is_finite(doc[i])), None)
    if main is None or is_unreal_verb(main):
        return False
    wished = any(token.pos_ == "VERB" and token.lower_ in words("wish") for token in doc[main.i : start - 2])
    past = main.lower_ in words("auxiliary_have", "auxiliary_be") or tense_of(main.lower_) == "past"
    return past and not wished  # `ont demandé un délai avant de signer`


def _is_subjunctive(doc: Doc, verb: Verb) -> bool:
    """Whether a wish governs the clause (`souhaite que soit signé`): only forms that cannot be indicative show it."""
    return doc[verb.start].lower_ in {"soit", "soient", "ait", "aient", "fût", "eût"}


def _is_wished(doc: Doc, sentence: tuple[int, int], start: int) -> bool:
    """Whether the clause of a present hangs on a wish (`a émis le vœu que les deux groupes concluent un contrat`)."""
    for i in range(start - 1, sentence[0], -1):
        if doc[i].text in {";", ":"} or (doc[i].text == "," and is_finite_between(doc, i, start)):
            return False
        if doc[i].lower_ in {"que", "qu'"}:
            return doc[i - 1].lower_ in words("wish")
    return False


CONDITIONS = frozenset({("à", "condition"), ("une", "fois"), ("pourvu", "que"), ("pourvu", "qu'")})
"""Two words that open a clause of condition."""


def _is_hypothetical(doc: Doc, sentence: tuple[int, int], start: int) -> bool:
    """Whether the verb stands in a clause of condition, or in a question."""
    if doc[sentence[1] - 1].text == "?":
        return True
    for i in range(start - 1, max(sentence[0], start - 14) - 1, -1):
        word = doc[i].lower_
        if word in {";", ":"} or (word == "," and start - i > 1 and is_finite_between(doc, i, start)):
            return False
        if word == "si" or (word == "s'" and doc[i + 1].lower_ in {"il", "ils"}):
            return not (i > sentence[0] and doc[i - 1].lower_ in {"même", "comme"}) and doc[i + 1].pos_ != "ADV"
        if (doc[max(0, i - 1)].lower_, word) in CONDITIONS:
            return True
    return False


def is_finite_between(doc: Doc, start: int, end: int) -> bool:
    """Whether a finite verb stands among the tokens `start`..`end`."""
    return any(is_finite(doc[i]) for i in range(start, end))


def is_finite(token: Token) -> bool:
    """Whether the model takes the token for a finite verb, or its form can be nothing else."""
    if token.lower_ in words("auxiliary_be", "auxiliary_have"):
        return token.pos_ in {"AUX", "VERB"}
    return token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm", []) and token.is_lower


def without_inserts(doc: Doc, gap: list[int]) -> list[int]:
    """The tokens without the phrases between two commas."""
    commas = [i for i in gap if doc[i].text == ","]
    if len(commas) < 2:
        return gap
    return [i for i in gap if not commas[0] <= i <= commas[-1]]


def is_unreal_verb(token: Token) -> bool:
    """Whether a finite verb tells of what is to come, would be, or is not."""
    mood, tense = token.morph.get("Mood", []), token.morph.get("Tense", [])
    if "Fut" in tense or "Cnd" in mood or "Sub" in mood or is_negated(token.doc, token.i, token.i + 1):
        return True
    return tense_of(token.lower_) in {"future", "conditional"} and token.lower_.endswith(
        ("ra", "ront", "rait", "raient")
    )
