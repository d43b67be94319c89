"""Where the actors of a document stand in its tokens, and which of them a phrase names."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Token

from diplo_extract.linking.actors import ActorIndex
from diplo_extract.linking.mentions import Found, text_of
from diplo_extract.linking.words import is_form, is_relative, plain, words
from diplo_extract.record import Actor, Organisation, Person, State

__all__ = ["Ids", "Names", "is_civility"]

Ids = tuple[str, ...]

MADAME = re.compile(r"\b(?:Mme|Mmes|Madame|Mesdames|Mlle)\.?\s*$")
MONSIEUR = re.compile(r"(?:\bM\.|\bMM\.?|\bM|\bMonsieur|\bMessieurs)\s*$")
HONOURS = frozenset({"excellence", "altesse", "majesté", "éminence", "sainteté", "honneur"})
"""Nouns of honorifics, which a possessive opens."""
CONTEXT = 60
"""Characters on either side of a name that may show its gender."""


class Names:
    """The mentions of the actors by token, in textual order, with the gender of each actor."""

    def __init__(self, doc: Doc, *, actors: ActorIndex, titles: Sequence[Found]) -> None:
        self.doc = doc
        self.actors = actors
        self.spans = tuple(
            sorted(
                (span.start, span.end, actor.id)
                for actor in actors.actors
                for m in actor.mentions
                if (span := doc.char_span(m.start, m.end, alignment_mode="expand")) is not None
            )
        )
        self.persons = tuple(actor for actor in actors.actors if isinstance(actor, Person))
        self.states = tuple(actor for actor in actors.actors if isinstance(actor, State))
        self._tokens: dict[str, list[int]] = {}
        for token in doc:
            self._tokens.setdefault(plain(token), []).append(token.i)
        self.gender = {actor.id: _gender(doc, actor) for actor in actors.actors}
        self._titles = frozenset(
            token.i
            for title in titles
            if (span := doc.char_span(title.start, title.end, alignment_mode="expand")) is not None
            for token in span
        )

    def is_person(self, id: str) -> bool:
        """Whether the actor is a person."""
        return isinstance(self.actors[id], Person)

    def is_organisation(self, id: str) -> bool:
        """Whether the actor is an organisation."""
        return isinstance(self.actors[id], Organisation)

    def is_state(self, id: str) -> bool:
        """Whether the actor is a state."""
        return isinstance(self.actors[id], State)

    def within(self, start: int, end: int, kind: Callable[[str], bool] | None = None) -> Ids:
        """The actors named or meant in the tokens `start`..`end`, each once; only those of a kind if one is given."""
        if start >= end:
            return ()
        found = self.actors.within(self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1]))
        return tuple(id for id in found if kind is None or kind(id))

    def at(self, start: int, end: int) -> str | None:
        """The actor that the tokens `start`..`end` name or mean, as far as the words alone tell."""
        return self.actors.at(self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1]))

    def beginning(self, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
        """The mentions that begin in `start`..`end`."""
        return self.spans[bisect_left(self.spans, (start,)) : bisect_left(self.spans, (end,))]

    def persons_in(self, start: int, end: int) -> Ids:
        """The persons that a phrase names, those inside its complements and relative clauses left out."""
        return tuple(
            dict.fromkeys(
                id
                for a, b, id in self.beginning(start, end)
                if b <= end and self.is_person(id)
                if not self.governed(a, start) and not self._in_relative(start, a)
            )
        )

    def governed(self, i: int, floor: int) -> bool:
        """Whether the name at `i` hangs on a preposition, over its civility and title (`du président Xi Jinping`)."""
        j = i - 1
        while j >= floor and (self.is_title(j) or self._apposes(j, floor)):
            if self.doc[j].lower_ in words("governing") and (j + 1 == i or is_civility(self.doc[j + 1])):
                return True  # inside a longer title: `le porte-parole de M. X`
            j -= 1
        if j > floor and self.doc[j].lower_ in words("definite") and j < i - 1:
            j -= 1
        return j >= floor and self.doc[j].lower_ in words("governing")

    def _apposes(self, i: int, floor: int) -> bool:
        """Whether a comma at `i` stands between a title and its name (`de la Secrétaire générale, Mme X`)."""
        return self.doc[i].text == "," and i > floor and self.is_title(i - 1)

    def is_title(self, i: int) -> bool:
        """Whether the token is a civility or a word of a title."""
        token = self.doc[i]
        offices = words("feminine_office", "masculine_office", "civility")
        return i in self._titles or is_civility(token) or token.lower_ in offices

    def _in_relative(self, start: int, i: int) -> bool:
        relative = next((k for k in range(start + 1, i) if is_relative(self.doc[k])), None)
        return relative is not None and not self._behind_relative(relative, i)

    def _behind_relative(self, relative: int, i: int) -> bool:
        """Whether a comma closes the relative clause before the name at `i` (`le roi de ce pays qui change, M. X`)."""
        while i > relative and self.is_title(i - 1):
            i -= 1
        verbs = any(is_form(self.doc[k], "Fin") for k in range(relative, i))
        return verbs and self.doc[i - 1].text == "," and self.doc[relative - 1].text != ","

    def last_phrase(self, start: int, end: int) -> int | None:
        """Where the last noun phrase before `end` begins behind a comma (`Avec le roi, M. X, la reine, Mme Y, a`).

        Between commas stand descriptions and names: a name behind a description without one is its own. A description
        without a name, closed by a comma, says more of the phrase before. None: no comma, or no phrase behind one.
        """
        commas = [i for i in range(start, end) if self.doc[i].text == ","]
        named = bool(commas) and self._names_person(start, commas[0])
        openings: list[tuple[int, bool]] = []
        for a, b in itertools.pairwise([*commas, end]):
            person = self._names_person(a + 1, b)
            if self._describes(a + 1) or (named and self.is_title(a + 1)) or (named and self.beginning(a + 1, a + 2)):
                openings.append((a + 1, person))
                named = person
            elif person:
                openings[-1:] = [(at, True) for at, _ in openings[-1:]]
                named = True
        if len(openings) > 1 and commas[-1] == end - 1 and not openings[-1][1] and openings[-2][1]:
            openings.pop()
        return openings[-1][0] if openings else None

    def _names_person(self, start: int, end: int) -> bool:
        return any(self.is_person(id) for _, _, id in self.beginning(start, end))

    def _describes(self, i: int) -> bool:
        """Whether a description begins at `i`, and no honorific (`Son Excellence`)."""
        token, following = self.doc[i], self.doc[min(i + 1, len(self.doc) - 1)]
        determined = token.pos_ in {"DET", "PRON", "NUM"} or token.lower_ in words("definite")
        return determined and following.lower_ not in HONOURS

    def tokens(self, word: str) -> Sequence[int]:
        """The positions of a word, written as `plain` folds it."""
        return self._tokens.get(word, ())

    def leading(self, start: int, end: int) -> Ids:
        """The state or organisation that a phrase opens with, over its article (`la France`, `l'OTAN`)."""
        for a, b, id in self.spans:
            if start <= a and b <= end:
                adjective = self.is_state(id) and self.doc[a].text == self.doc[a].lower_
                if not adjective and all(self._opens(k) for k in range(start, a)):
                    return (id,)
        return ()

    def _opens(self, i: int) -> bool:
        token = self.doc[i]
        return token.pos_ == "DET" or token.is_punct or token.lower_ in {"le", "la", "l'", "les", "de", "d'", "du"}

    def by_first_mention(self, before: int) -> list[Person]:
        """The persons named before token `before`, in the order in which they come up."""
        limit = self.doc[before].idx
        return [person for person in self.persons if person.mentions[0].start < limit]


def is_civility(token: Token) -> bool:
    """Whether the token is Monsieur or Madame, written out or short."""
    return bool(MADAME.search(token.text) or MONSIEUR.search(token.text))


def _gender(doc: Doc, actor: Actor) -> str | None:
    """m or f by civility, office or article; None where nothing shows it."""
    sides = [
        (text_of(doc)[max(0, m.start - CONTEXT) : m.start], text_of(doc)[m.end : m.end + CONTEXT])
        for m in actor.mentions
    ]
    if isinstance(actor, Person):
        for before, _ in sides:
            if MADAME.search(before) or MONSIEUR.search(before):
                return "f" if MADAME.search(before) else "m"
    for before, after in sides:
        gender = _person_gender(before, after) if isinstance(actor, Person) else _article_gender(before)
        if gender:
            return gender
    return None


def _article_gender(before: str) -> str | None:
    article = re.search(r"\b(la|le|du|au)\s+$", before, re.IGNORECASE)
    return None if article is None else "f" if article[1].lower() == "la" else "m"


def _person_gender(before: str, after: str) -> str | None:
    apposed = after.split(",")[1] if after.startswith(",") and after.count(",") > 1 else ""
    if apposed.split()[:1] and apposed.split()[0] in words("auxiliary_have", "auxiliary_be"):
        apposed = ""  # the predicate, with the office of somebody else
    near = re.split(r"[.;\n]|\bet\b", before)[-1].rstrip(", ").split(",")[-1]
    for text in (near, apposed):
        gender = _office_gender(text)
        if gender:
            return gender
    return None


def _office_gender(text: str) -> str | None:
    """The gender that the words of an office show: `la ministre`, `président`, `ministre luxembourgeoise`."""
    found = re.findall(r"[\w-]+|'", text.lower())
    for word in found:
        if word in words("feminine_office"):
            return "f"
        if word in words("masculine_office"):
            return "m"
    for previous, word, following in zip(["", *found], found, [*found[1:], ""], strict=False):
        if word.endswith("ministre") or word in {"secrétaire", "porte-parole", "commissaire"}:
            if previous in {"la", "première", "une", "madame"} or following.endswith(
                ("aise", "oise", "ienne", "générale")
            ):
                return "f"
            if previous in {"le", "premier", "un", "du", "au", "monsieur"} or following in {"général"}:
                return "m"
            if following.endswith(("ais", "ois", "ien", "ain")):
                return "m"
    return None
