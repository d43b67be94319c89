"""Verb groups, read off the tokens.

The parser is asked for parts of speech and, where it is sure, for subjects. What a verb group is (auxiliary, adverbs
and inserted phrases between, participle) is read from the words, since one wrong attachment would lose it.
Positions are token indices, half open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from diplo_extract.lexicon import Row, forms
from diplo_extract.lexicon.gazetteer import Gazetteer, fold
from diplo_extract.linking.mentions import text_of
from diplo_extract.linking.sentences import Bounds, Frame
from diplo_extract.linking.words import is_form, words

__all__ = ["Verb", "VerbForms", "auxiliaries", "is_negated", "tense_of"]

LONGEST_INSERT = 14
"""Tokens that an inserted phrase between auxiliary and participle has at most."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb group of a lexicon row: `start`..`end` from its auxiliary to its last word, `head` its lexical word.

    `kind` is how the form stands: compound, shared (a participle under the auxiliary of an earlier one), finite,
    gerund, infinitive or participle (bare). `clitic` is the inverted subject pronoun, or None; `governor` the verb form
    that an infinitive hangs on (`doit être reçu`, `ont décidé d'ouvrir`), or None.
    """

    row: Row
    start: int
    end: int
    head: int
    kind: str
    tense: str
    passive: bool = False
    negated: bool = False
    clitic: int | None = None
    governor: int | None = None


KINDS = ("participle", "finite", "gerund", "infinitive")


class VerbForms:
    """The inflected forms of a lexicon's verbs, ready to be found in a Doc."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._readings: dict[str, list[tuple[str, Row]]] = {}
        for row in rows:
            for kind in KINDS:
                for form in forms(row[kind]):
                    for spelling in dict.fromkeys((form, form.replace("œ", "oe"))):
                        self._readings.setdefault(spelling, []).append((kind, row))
        self._gazetteer = Gazetteer((form, form) for form in self._readings)
        self._alike: dict[str, list[str]] = {}
        for form in self._readings:
            self._alike.setdefault(fold(form), []).append(form)

    def find(self, doc: Doc, frame: Frame) -> list[Verb]:
        """The verb groups of the document in textual order; one for each row that a form may belong to."""
        found: list[Verb] = []
        for hit in self._gazetteer.find_all(text_of(doc)):
            span = doc.char_span(hit.start, hit.end)
            if span is None or not _spelt(text_of(doc)[hit.start : hit.end], hit.key):
                continue
            if span.start and doc[span.start - 1].text.endswith("-"):
                continue  # `libre-échange`
            capitals = text_of(doc)[hit.start : hit.end].isupper()  # `CONDAMNE` may be condamne or condamné
            alike = self._alike[fold(hit.key)] if capitals else [hit.key]
            for kind, row in (reading for form in alike for reading in self._readings[form]):
                verb = _group(doc, frame, (span.start, span.end), kind, row)
                if verb is not None and verb not in found:
                    found.append(verb)
        return found


def _spelt(found: str, form: str) -> bool:
    """Whether the words have the accents of the form, or being capitals none at all: `À` is no form of avoir."""
    plain = found.lower().replace("\n", " ").replace("-", " ")
    return plain in {form.replace("-", " "), fold(form)}


def _group(doc: Doc, frame: Frame, span: Bounds, kind: str, row: Row) -> Verb | None:
    """The verb group around a form, or None where the words around it show that it is no such form."""
    head, end = span
    floor = frame.sentences[frame.sentence(head)][0]
    auxiliary = _auxiliary(doc, head, floor)
    if kind == "participle":
        if auxiliary is None:
            return _shared(doc, row, span, floor)
        return _compound(doc, row, span, auxiliary, floor)
    if auxiliary is not None and kind != "infinitive":
        return None
    reflexive = row["auxiliary"] == "se"
    if (
        kind == "finite"
        and end == head + 1
        and doc[head].lower_ in auxiliaries()
        and _lexical(doc, head, len(doc)) is not None
    ):
        return None
    if kind == "finite" and head == floor and doc[head].text == "A":
        return None  # `A l'issue d'une audience`
    if (kind == "finite" and _is_noun(doc, head)) or not _fits_reflexive(doc, head, reflexive):
        return None
    start = _pronoun_at(doc, head) if reflexive else head
    negated = is_negated(doc, head, head)
    if kind != "finite":
        governor = _governor(doc, start, floor) if kind == "infinitive" else None
        return Verb(row, start, end, head, kind, "none", negated=negated, governor=governor)
    tense = tense_of(doc[head].lower_, row["infinitive"].split()[0])
    clitic = _clitic(doc, head + 1, min(head + 3, len(doc)))
    if head == floor and tense == "present" and end < len(doc) and doc[end].pos_ == "ADP":
        return None  # a heading such as `Rencontre entre …`
    return Verb(row, start, end, head, kind, tense, negated=negated, clitic=clitic)


def _compound(doc: Doc, row: Row, span: Bounds, auxiliary: int, floor: int) -> Verb | None:
    """The group of a participle with its auxiliary: a perfect, a passive, an infinitive (`doit être signé`)."""
    head, end = span
    reflexive = row["auxiliary"] == "se"
    passive = doc[auxiliary].lower_ == "été"
    if passive:
        outer = _auxiliary(doc, auxiliary, floor)
        if outer is None:
            return None
        auxiliary = outer
    elif doc[auxiliary].lower_ in words("auxiliary_be") | {"être"} and row["auxiliary"] == "avoir":
        passive = True
    if not _fits_reflexive(doc, auxiliary, reflexive):
        return None
    start = _pronoun_at(doc, auxiliary) if reflexive else auxiliary
    negated = is_negated(doc, auxiliary, head)
    if doc[auxiliary].lower_ in {"être", "avoir"}:
        governor = _governor(doc, start, floor)
        return Verb(row, start, end, head, "infinitive", "none", passive=passive, negated=negated, governor=governor)
    tense = _compound_tense(doc[auxiliary].lower_)
    if passive and tense == "past" and doc[auxiliary].lower_ in words("auxiliary_be"):
        tense = "present"
    clitic = _clitic(doc, auxiliary + 1, head)
    return Verb(row, start, end, head, "compound", tense, passive=passive, negated=negated, clitic=clitic)


def _governor(doc: Doc, start: int, floor: int) -> int | None:
    """The word that an infinitive hangs on, over its preposition, adverbs and clitics; None: no verb or adjective."""
    i = start - 1
    while i >= floor and (
        doc[i].pos_ == "ADV" or doc[i].is_space or doc[i].lower_ in words("object_clitic") | {"de", "d'", "à"}
    ):
        i -= 1
    if i > floor and doc[i].text == ",":  # `a décidé, jeudi à Paris, de suspendre`
        opening = next((k for k in range(i - 1, max(floor, i - LONGEST_INSERT), -1) if doc[k].text == ","), i)
        i = opening - 1 if opening < i and doc[start - 1].lower_ in {"de", "d'", "à"} else i
    governs = i >= floor and (doc[i].pos_ in {"VERB", "AUX", "ADJ"} or doc[i].lower_ in words("commitment"))
    return i if governs else None


def _is_noun(doc: Doc, i: int) -> bool:
    """Whether the word before a form shows a noun (`une note`, `la demande`) and no finite verb."""
    previous = doc[i - 1].lower_ if i else ""
    if previous == "en" and i > 1 and doc[i - 2].lower_ in {"s'", "se"}:
        return False
    if previous in {"de", "d'", "un", "une", "du", "des", "au", "aux", "cette", "ce", "sa", "son", "leur", "en"}:
        return True
    if doc[i].text.isupper():  # a line in capitals, in which the model takes verbs for nouns
        return previous in {"le", "la", "les", "l'"}
    determined = bool(i) and (doc[i - 1].pos_ in {"DET", "NUM", "ADJ"} or previous in {"le", "la", "les", "l'"})
    if doc[i].pos_ == "NOUN" and previous in {"et", "ou", "ni"}:
        return True  # `toute attaque ou menace`
    qualifies = bool(i) and doc[i].pos_ == "ADJ" and doc[i - 1].pos_ == "NOUN"
    return qualifies or (determined and doc[i].pos_ in {"NOUN", "ADJ", "PROPN", "ADP"})


def _auxiliary(doc: Doc, head: int, floor: int) -> int | None:
    """The auxiliary to the left of a participle, over clitics, adverbs and one inserted phrase; None: there is none."""
    i = head - 1
    inserted = False
    while i >= floor:
        token = doc[i]
        word = token.lower_
        if word in auxiliaries():
            return i
        if word == "et" and doc[i - 1].lower_ == "ores":  # `ont d'ores et déjà été signés`
            i -= 3
            continue
        if word == "," and not inserted:
            j = next((k for k in range(i - 1, max(floor, i - LONGEST_INSERT), -1) if doc[k].text == ","), None)
            if j is None or doc[j - 1].lower_ not in auxiliaries() | words("inverted"):
                return None
            inserted, i = True, j - 1
        elif token.pos_ == "ADV" or word in words("adverbial") or word in words("clitic") or token.is_space:
            i -= 1
        else:
            return None
    return None


def auxiliaries() -> frozenset[str]:
    """All forms of avoir and être."""
    return words("auxiliary_have", "auxiliary_be", "auxiliary_other")


def _shared(doc: Doc, row: Row, span: Bounds, floor: int) -> Verb | None:
    """A participle that goes on under an earlier auxiliary (`a précisé que … et démenti que …`), or a bare one."""
    head, end = span
    if row["auxiliary"] == "se":
        return None
    i = head - 1
    while i > floor and (doc[i].pos_ == "ADV" or doc[i].is_space):
        i -= 1
    coordinated = doc[i].lower_ in {"et", "puis", "ou", "mais"} or (doc[i].text == "," and doc[head].dep_ == "conj")
    if coordinated and doc[head].pos_ in {"VERB", "AUX"}:
        for k in range(i - 1, floor - 1, -1):
            if doc[k].lower_ in words("auxiliary_have") and _lexical(doc, k, head) is not None:
                passive = any(doc[n].lower_ == "été" for n in range(k + 1, k + 4))
                return Verb(row, head, end, head, "shared", _compound_tense(doc[k].lower_), passive=passive)
    return Verb(row, head, end, head, "participle", "none", negated=doc[head - 1].lower_ in {"non", "pas", "jamais"})


def _lexical(doc: Doc, auxiliary: int, end: int) -> int | None:
    """The participle that follows an auxiliary within a few words, or None."""
    reach = range(auxiliary + 1, min(end, auxiliary + 6))
    return next((i for i in reach if doc[i].pos_ == "VERB" and is_form(doc[i], "Part")), None)


def _fits_reflexive(doc: Doc, i: int, reflexive: bool) -> bool:
    """Whether the pronoun before the verb at `i` is as its row asks: `s'est`, `se dit`, `nous nous engageons`.

    `et nous engageons` may be either: there the row decides.
    """
    at = _pronoun_at(doc, i)
    previous = doc[at].lower_ if at >= 0 else ""
    if previous in {"s'", "se", "m'", "me"}:
        return reflexive
    if previous == "nous" and doc[i].text.endswith(("ons", "mmes")):
        before = doc[at - 1].lower_ if at else ""
        return before in {"et", "puis"} or reflexive == (before in {"nous", "ne"})
    return not reflexive


def _pronoun_at(doc: Doc, i: int) -> int:
    """Where the pronoun before the verb at `i` stands, over `y` and `en` (`s'y entretiendra`); -1: none can."""
    return i - 2 if i > 1 and doc[i - 1].lower_ in {"y", "en"} else i - 1


def _clitic(doc: Doc, start: int, end: int) -> int | None:
    return next((i for i in range(start, end) if doc[i].lower_ in words("inverted")), None)


def is_negated(doc: Doc, start: int, end: int) -> bool:
    """Whether the verb group `start`..`end` stands under `ne` (a lone `ne` counts: `n'a jamais`, `ne saurait`)."""
    left = range(max(0, start - 4), start)
    return any(doc[i].lower_ in {"ne", "n'"} and doc[i].head.i >= i for i in left) or any(
        doc[i].lower_ in {"ne", "n'"} for i in range(start, end)
    )


def tense_of(form: str, infinitive: str = "") -> str:
    """The tense that the ending of a finite form shows: future, conditional, imperfect, past or present.

    The infinitive tells `assurait` from `tiendrait`; without it such a form counts as conditional.
    """
    stem = infinitive.removesuffix("er")
    if stem != infinitive and form.startswith(stem) and form[len(stem) :] in {"a", "ait", "aient", "ions"}:
        return "past" if form.endswith("a") else "imperfect"
    if form.endswith(("rait", "raient", "rions", "rais")):
        return "conditional"
    if form.endswith(("èrent", "irent", "urent", "inrent")):
        return "past"
    if form.endswith(("ra", "ront", "rons", "rai")):
        return "future"
    if form.endswith(("ait", "aient")):
        return "imperfect"
    return "past" if form.endswith(("a", "it", "int", "ut")) and not form.endswith(("uit", "dit")) else "present"


def _compound_tense(auxiliary: str) -> str:
    simple = tense_of(auxiliary)
    if auxiliary in words("auxiliary_other"):
        return "none"
    if auxiliary in {"sera", "seront", "serons"} or simple == "conditional":
        return simple
    if auxiliary in {"avait", "avaient", "avions", "était", "étaient", "eut", "eurent", "fut", "furent"}:
        return "pluperfect"
    return "past"
