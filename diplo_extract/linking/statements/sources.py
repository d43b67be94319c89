"""Sources of what is said: `selon le ministre`, and the speaker who stands behind an inserted cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from diplo_extract.linking.reference import Discourse, Ids
from diplo_extract.linking.reference.names import is_civility
from diplo_extract.linking.sentences import Frame
from diplo_extract.linking.words import folded, is_form, plain, words

__all__ = ["Source", "is_day", "read_source", "sources_in"]

OPENERS: tuple[tuple[str, ...], ...] = (
    ("selon",),
    ("d'", "après"),
    ("pour",),
    ("de", "l'", "avis", "de"),
    ("de", "l'", "aveu", "de"),
    ("aux", "yeux", "de"),
    ("à", "en", "croire"),
    ("conformément", "à", "l'", "évaluation", "des"),
    ("conformément", "à", "l'", "évaluation", "de"),
)
LONGEST_CIRCUMSTANCE = 14
"""Tokens that a circumstance between a cue and its speaker has at most."""
OPENING_WORDS = frozenset(opener[0] for opener in OPENERS)

NARROW = frozenset({"pour"})
"""Openers that mean a source only before a person or a quotation (`pour M. Diallo`, but not `pour la France`)."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source in tokens: the opener from `start`, `width` tokens long, and the noun phrase up to `end`.

    `apposed` is a second phrase for the same source (`le porte-parole, M. Kone`), or None. `leads` when the source
    opens its sentence.
    """

    start: int
    width: int
    phrase: tuple[int, int]
    apposed: tuple[int, int] | None
    end: int
    leads: bool = False
    narrow: bool = False

    def speakers(self, discourse: Discourse) -> Ids:
        """The actors that the source means."""
        start, end = self.phrase
        whole = max([end, *(b for a, b, _ in discourse.names.spans if start <= a < end < b)])
        found = discourse.resolve(start, whole)  # a name goes on over `au` (`l'ambassade du Pérou au Chili`)
        if self.apposed is not None:
            named = discourse.names.persons_in(*self.apposed)
            if named and not discourse.names.persons_in(*self.phrase):
                return named
        return found

    def speaks(self, doc: Doc) -> bool:
        """Whether the phrase is of somebody who speaks, be they named or not."""
        return any(plain(t) in folded("speaking") for t in doc[self.phrase[0] : self.phrase[0] + 3])


def read_source(doc: Doc, start: int, limit: int) -> Source | None:
    """The noun phrase that begins at `start`, with its apposition; None where no noun phrase begins there."""
    start = _over_insert(doc, _over_adverbs(doc, start, limit), limit)
    start = _over_circumstance(doc, _over_adverbs(doc, start, limit), limit)
    if start >= limit or not _begins_phrase(doc, start):
        return None
    stop = _phrase_end(doc, start, limit)
    written = any(plain(token) in folded("written") for token in doc[start : start + 2])
    if stop < limit and doc[stop].text == "," and not written:
        close = _phrase_end(doc, stop + 1, limit)
        if _is_apposition(doc, stop + 1, close):
            return Source(start, 0, (start, stop), (stop + 1, close), close)
    return Source(start, 0, (start, stop), None, stop)


def sources_in(doc: Doc, frame: Frame) -> Iterator[Source]:
    """The sources that an opener such as `selon` introduces, in textual order."""
    lowered = [token.lower_ for token in doc]
    for start, end in frame.sentences:
        for i in range(start, end):
            if lowered[i] not in OPENING_WORDS:
                continue
            opener = next((o for o in OPENERS if tuple(lowered[i : i + len(o)]) == o), None)
            if opener is None:
                continue
            leads = i == start or _after_number(doc, start, i)
            if not leads and opener[0] in NARROW:
                continue
            source = read_source(doc, i + len(opener), end)
            if source is not None:
                yield Source(i, len(opener), source.phrase, source.apposed, source.end, leads, opener[0] in NARROW)


def _over_adverbs(doc: Doc, start: int, limit: int) -> int:
    while start < limit and (doc[start].is_space or _is_adverbial(doc, start)):
        start += 1
    return start


def _is_adverbial(doc: Doc, i: int) -> bool:
    """Whether the word at `i` is an adverb or a day, and opens no longer circumstance (`lors d'un point de presse`)."""
    return is_day(doc, i) or (doc[i].pos_ == "ADV" and doc[i].lower_ not in words("before_speaker"))


def _over_insert(doc: Doc, start: int, limit: int) -> int:
    """Where the speaker stands behind circumstances between commas (`a expliqué, mardi, à Lomé, le ministre`)."""
    if start >= limit or doc[start].text != ",":
        return start
    for i in range(start + 1, min(limit - 1, start + LONGEST_CIRCUMSTANCE)):
        adverbial = doc[i + 1].pos_ in {"ADP", "ADV"} or is_day(doc, i + 1)
        if doc[i].text == "," and not adverbial:
            return i + 1
        if is_form(doc[i], "Fin") or doc[i].text in {":", ";", "«", "(", '"'}:
            break
    return start


def _over_circumstance(doc: Doc, start: int, limit: int) -> int:
    """Where the speaker stands behind a circumstance or those spoken to (`a confié à la presse le ministre`).

    The speaker begins with an article, a name or a civility on which no preposition before it has a claim.
    """
    if start >= limit or doc[start].lower_ not in words("before_speaker"):
        return start
    for i in range(start + 2, min(limit, start + LONGEST_CIRCUMSTANCE)):
        token, before = doc[i], doc[i - 1]
        if token.is_punct or is_form(token, "Fin"):
            break
        begins = (
            token.lower_ in words("definite", "civility") | {"un", "une"}
            or is_civility(token)
            or (token.pos_ == "PROPN" and before.is_lower and before.pos_ == "NOUN")
        )
        if begins and (before.pos_ in {"NOUN", "PROPN", "NUM"} or is_day(doc, i - 1)):
            return i
    return start


def is_day(doc: Doc, i: int) -> bool:
    """Whether the day of the speaking stands at `i` (`a annoncé mardi le ministère`, `a dit ce jeudi le roi`)."""
    return doc[i].lower_ in words("day") or (doc[i].lower_ == "ce" and doc[i + 1].lower_ in words("day"))


def _after_number(doc: Doc, start: int, i: int) -> bool:
    return i - start <= 3 and all(t.is_space or t.is_punct or t.text.rstrip(".").isdigit() for t in doc[start:i])


def _begins_phrase(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.lower_ in {"son", "sa", "ses", "leur", "leurs"} and plain(doc[i + 1]) != "homologue":
        return False
    return (
        token.pos_ in {"DET", "PROPN", "NOUN", "PRON"}
        or token.text[0].isupper()
        or token.lower_ in {"le", "la", "l'", "les", "m."}
        or doc[i : i + 2].text.lower() in {"al-", "el-"}
    )


def _phrase_end(doc: Doc, start: int, limit: int) -> int:
    """The end of the noun phrase: before a comma, a full stop, a bracket or a circumstance."""
    for i in range(start, limit):
        word = doc[i].lower_
        if word in {",", ".", ";", ":", "«", "»", "(", ")", '"', "!", "?"} or (
            i > start + 1 and word in words("circumstance")
        ):
            return i
        if i > start and word in words("relative"):
            return i
        if doc[i].is_space and "\n\n" in doc[i].text:
            return i
        if i > start + 1 and word == "à" and doc[i + 1 : i + 2].text.lower() in {"la", "l'", "des"}:
            return i
    return limit


def _is_apposition(doc: Doc, start: int, end: int) -> bool:
    """Whether a phrase has no verb and begins with a name, a civility, or a noun without article."""
    if start >= end:
        return False
    first = doc[start]
    if any(is_form(t, "Fin") for t in doc[start:end]):
        return False
    return (first.text[0].isupper() and first.lower_ not in {"le", "la", "les", "l'"}) or first.pos_ == "NOUN"
