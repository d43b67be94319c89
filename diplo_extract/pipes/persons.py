"""The `diplo_persons` component: finds the names of persons, without civilities and titles.

Several kinds of evidence are combined: civilities and titles beside a name, the entities of the model, SURNAMES IN
CAPITALS, lists, subjects of verbs; and what a document shows once holds for all of it: a surname that stands in a full
name is a person elsewhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.lexicon import word_class
from diplo_extract.lexicon.cover import Cover
from diplo_extract.lexicon.gazetteer import fold, level
from diplo_extract.lexicon.naming import joined, name_key, runs, words_of_kind
from diplo_extract.lexicon.offices import honorific_gazetteer, honorifics
from diplo_extract.lexicon.places import candidates

__all__ = ["find_persons"]


@Language.component("diplo_persons", assigns=["doc.spans"])
def find_persons(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_persons`."""
    spans = []
    for name in _Finder(doc).names():
        span = doc.char_span(name.start, name.end, label="person", alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans["diplo_persons"] = spans
    return doc


LARGE_TOWN = 500_000
"""From so many inhabitants on a town of several words is meant before a person of that name."""

_LISTED = re.compile(r"\s*(?:,|,?\s+et|ainsi\s+que|,\s+ainsi\s+que|&|/|-)\s+(?:de\s+|d'|à\s+|par\s+|avec\s+)?$")
_APPOSED = re.compile(r"\s*(?:,\s*(?:l'|le\s+|la\s+|son\s+|notre\s+|nouveau\s+|nouvelle\s+)*|\(\s*|\s[–—-]\s)$")
_ENDS_APPOSITION = re.compile(r"\s*(?:[,.;:)\n]|$|et\b|ainsi\b|[–—])")
_SUBJECT = re.compile(
    r"\s+(?:n'|ne\s+|s'|se\s+|lui\s+|l'|y\s+|en\s+)*(?:a|avait|ont|est|sera|aura)\s+(?:\w+\s+){0,2}?\w+(?:é|ée|i|is|it|u|ue|ert)\b"
    r"|\s+(?:souligne|affirme|déclare|estime|ajoute|précise|annonce|rencontre|reçoit|s'entretient|rappelle|indique"
    r"|effectue|se\s+rend|salue|assure|s'est|préside|participe)\b"
)
_LOCATED = re.compile(
    r"(?:\b(?:à|en|au|aux|dans|vers|depuis|entre|hors|sur|chez)|\bd[eu']|\b[Dd]es)\s*$", re.IGNORECASE
)
_PRINCELY = re.compile(r"(?:prince|princesse|duc|duchesse|roi|reine|comte|infante?|grand-duc)\s*$", re.IGNORECASE)


@dataclass(slots=True)
class _Name:
    """Words that may be a name: their offsets, and the evidence that settles it ("" while there is none)."""

    words: list[tuple[int, int]]
    evidence: str = ""

    @property
    def start(self) -> int:
        return self.words[0][0]

    @property
    def end(self) -> int:
        return self.words[-1][1]


class _Finder:
    """Weighs the evidence for the names of one Doc; offsets are code points of its text."""

    def __init__(self, doc: Doc) -> None:
        self.text = level(doc.text)
        groups = {key: doc.spans.get(key, ()) for key in ("diplo_titles", "diplo_states")}
        self.titles: dict[int, int] = {}
        for span in groups["diplo_titles"]:  # the first of those with one end is the whole one
            self.titles.setdefault(span.end_char, span.start_char)
        self.title_ends = {s.start_char: s.end_char for s in groups["diplo_titles"]}
        self.entities = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        self.entity_ends = [end for _, end, _ in self.entities]
        civilities = honorific_gazetteer().find(self.text)
        self.civilities = {hit.end: hit.start for hit in civilities}
        self.civility_keys = {hit.start: hit.key for hit in civilities}
        self.civility_starts = {start: end for end, start in self.civilities.items()}
        told = doc.spans.get("diplo_told_places", ())
        self.places = Cover((s.start_char, s.end_char) for s in told)
        self.place_names = {fold(s.text) for s in told}
        self.states = {(s.start_char, s.end_char) for s in groups["diplo_states"] if s.label_ in ("name", "official")}
        self.state_starts = {start for start, _ in self.states}
        self.located: set[str] = set()
        self.cut = bytearray(len(self.text) + 1)
        for end, start in self.titles.items():
            self.cut[start:end] = b"\1" * (end - start)
        for span in groups["diplo_states"]:
            start, end = span.start_char, span.end_char
            names = ("name", "official", "party", *(("demonym",) if self.text[start].isupper() else ()))
            if span.label_ in names and not self._in_person(start, end):
                self.cut[start:end] = b"\2" * (end - start)

    def names(self) -> list[_Name]:
        """The names with evidence, in textual order."""
        found = [name for run in runs(self.text, 0, len(self.text)) for name in self._pieces(run)]
        self.located = {self.text[name.start : name.end] for name in found if self._is_only_place(name)}
        for name in found:
            name.evidence = self._evidence(name)
        self._spread_over_lists(found)
        self._spread_over_document(found)
        keys = [set(name_key(self.text[name.start : name.end])) for name in found if name.evidence]
        return [name for name in found if name.evidence and not self._is_pair(name, keys)]

    def _is_pair(self, name: _Name, keys: list[set[str]]) -> bool:
        """Whether one word joins the names of two persons of the document, or two places (`la rencontre Sow-Berg`)."""
        parts = self.text[name.start : name.end].split("-")
        if len(name.words) > 1 or len(parts) != 2:
            return False
        first, second = (set(name_key(part)) for part in parts)
        apart = any(first < key and not second <= key for key in keys) and any(
            second < key and not first <= key for key in keys
        )
        return apart or all(candidates(part) for part in parts)

    def _in_person(self, start: int, end: int) -> bool:
        """Whether an entity of the model has these words inside a longer name of a person."""
        return any(
            label == "PER" and a < start and end <= b and (self.text[start - 1] != " " or self._is_third(a, start, end))
            for a, b, label in self._entities_at(start, end)
        )

    def _is_third(self, a: int, start: int, end: int) -> bool:
        """Whether a state's name of one word ends a name after two others (`Maria Isabel Salvador`)."""
        given = [word for word in self.text[a:start].split() if word[0].isupper()]
        return len(given) > 1 and " " not in self.text[start:end] and self.text[start - 2].isalpha()

    def _pieces(self, run: list[tuple[int, int]]) -> Iterator[_Name]:
        """The parts of a run that are left when titles, civilities, states and opening words are taken out."""
        piece: list[tuple[int, int]] = []
        civil = 0
        for word in run:
            if (
                word[0] in self.civility_starts
                and self._is_civil(word, run)
                and (
                    not any(self._word(w) not in words_of_kind("opener") for w in piece)
                    or self._word(piece[-1]) == "de"
                )
            ):
                civil = self.civility_starts[word[0]]
            if word[0] < civil or (self.cut[word[0]] and not self._is_fief(piece, word)):
                if piece:
                    yield from self._trimmed(piece)
                piece = []
            else:
                piece.append(word)
        if piece:
            yield from self._trimmed(piece)

    def _is_civil(self, word: tuple[int, int], run: list[tuple[int, int]]) -> bool:
        """Whether a civility is no first name: `Cheikh` is one outside the Gulf (`Cheikh Anta Diop`)."""
        if honorifics()[self.civility_keys[word[0]]]["code"] != "sheikh":
            return True
        others = {self._word(other).lower() for other in run}
        return bool(others & {"al", "bin", "ben", "bint"}) or any(other.startswith("al-") for other in others)

    def _is_fief(self, piece: list[tuple[int, int]], word: tuple[int, int]) -> bool:
        """Whether a state is part of the name of a prince (`Éléonore de Belgique`)."""
        if self.cut[word[0]] != 2 or len(piece) < 2 or self._word(piece[-1]) not in ("de", "d"):
            return False
        return bool(_PRINCELY.search(self.text, max(0, piece[0][0] - 12), piece[0][0]))

    def _trimmed(self, piece: list[tuple[int, int]]) -> Iterator[_Name]:
        openers, suffixes = words_of_kind("opener"), words_of_kind("suffix")
        while piece and (self._word(piece[0]) in openers or not self._opens(self._word(piece[0]))):
            if self._word(piece[0]) == "Le" and len(piece) > 1 and self._is_announced(piece[0][0]):
                break
            piece = piece[1:]
        while piece and self.text[piece[-1][0]].islower() and "-" not in self._word(piece[-1]):
            piece = piece[:-1]
        if piece and not (len(piece) == 1 and self._word(piece[0]) in suffixes):
            yield _Name(piece)

    def _is_announced(self, at: int) -> bool:
        """Whether a civility or a title stands right before, so that what follows is a name (`M. Le Van Minh`)."""
        title = self._title_before(at)
        return self._civility_before(at) is not None or (title is not None and title[0] == title[1])

    def _opens(self, word: str) -> bool:
        return word[0].isupper() or "-" in word

    def _word(self, span: tuple[int, int]) -> str:
        return self.text[span[0] : span[1]]

    # Evidence of one name ---------------------------------------------------------------------------------------------

    def _evidence(self, name: _Name) -> str:
        if self._civility_before(name.start) is not None:
            return "civility"
        if (name.start, name.end) in self.states or self._is_other(name) or self._is_shouted(name):
            return ""
        if self.places.holds(name.start, name.end) or fold(self.text[name.start : name.end]) in self.place_names:
            return ""
        self._cut_noble(name)
        entity = self._entity(name)
        title = self._title_before(name.start)
        if title is not None and entity == "ORG" and self._is_acronym(name):
            return ""
        if title is not None and self._is_town(name):
            return ""
        if title is not None and (title[1] == title[0] or len(name.words) > 1 or entity == "PER"):
            return "" if len(name.words) == 1 and self._is_in_longer(name) else "title"
        if (
            entity == "PER"
            and not self._is_eponym(name.start)
            and self.text[name.start : name.end] not in self.located
            and not self._is_city(name)
        ):
            self._narrow(name)
            return "model"
        if len(name.words) < 2 or self._is_eponym(name.start) or self._is_place(name):
            return ""
        if self._is_apposed(name):
            return "apposition"
        if entity in ("ORG", "LOC"):
            return ""
        if self._has_capital_surname(name):
            return "capitals"
        located = _LOCATED.search(self.text, max(0, name.start - 8), name.start)
        return "subject" if not located and len(name.words) <= 4 and _SUBJECT.match(self.text, name.end) else ""

    def _is_town(self, name: _Name) -> bool:
        """Whether a noun right before says that one word is the name of a town (`maire de la capitale Vientiane`)."""
        if len(name.words) > 1 or not self._is_place(name):
            return False
        before = self.text[max(0, name.start - 24) : name.start].split()[-1:]
        return not word_class("word_classes", "stage").isdisjoint(before)

    def _civility_before(self, at: int) -> tuple[int, int] | None:
        for gap in (0, 1, 2):
            if at - gap in self.civilities and not self.text[at - gap : at].strip():
                return self.civilities[at - gap], at - gap
        noble = re.compile(r"\b(?:de|van|von|el|al|d'|du)(?:\s+(?:der|den|la|l'))?\s?$").search(
            self.text, max(0, at - 9), at
        )
        return self._civility_before(noble.start()) if noble and noble.start() < at else None

    def _title_before(self, at: int) -> tuple[int, int] | None:
        """The end of the title before a name, twice; `at` in its second place where a comma stands between."""
        left = at
        while left and self.text[left - 1] in " \n,":
            left -= 1
        if left in self.titles and at - left <= 3 and joined(self.text, left + (self.text[left] == ","), at):
            return (left, left) if "," not in self.text[left:at] else (left, at)
        return None

    def _entities_at(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """The entities of the model, which never overlap, that share a character with `start`..`end`."""
        at = bisect_right(self.entity_ends, start)
        while at < len(self.entities) and self.entities[at][0] < end:
            yield self.entities[at]
            at += 1

    def _entity(self, name: _Name) -> str:
        """The label of the model's entity that shares most with the name."""
        best, most = "", 0
        for start, end, label in self._entities_at(name.start, name.end):
            shared = min(end, name.end) - max(start, name.start)
            if shared > most:
                best, most = label, shared
        return best

    def _is_in_longer(self, name: _Name) -> bool:
        """Whether the model has the name inside a longer one of another kind (`Tour de France`)."""
        return any(
            a <= name.start and name.end < b and label != "PER"
            for a, b, label in self._entities_at(name.start, name.end)
        )

    def _narrow(self, name: _Name) -> None:
        """Leaves to the name the words from the first to the last that the model has in persons."""
        inside = [
            word
            for word in name.words
            if any(label == "PER" and a <= word[0] < b for a, b, label in self._entities_at(*word))
        ]
        if inside:
            name.words = [word for word in name.words if inside[0][0] <= word[0] <= inside[-1][0]]

    def _cut_noble(self, name: _Name) -> None:
        """Takes off `de` and what follows a full name (`Awa Faye du Mali`), but for princes, or where no state follows
        for the model.

        Where the model has a person only behind it, what stands before goes (`Décès de George Martin`).
        """
        for i, word in enumerate(name.words):
            if i and self._word(word) in ("de", "d", "du") and i + 1 < len(name.words):
                if self._begins_person(name.words[i + 1][0]) and not self._in_entity(name.words[i - 1]):
                    name.words = name.words[i + 1 :]
                    return
                state = any(start in self.state_starts for start, _ in name.words[i + 1 : i + 3])
                whole = any(label == "PER" and a <= word[0] < b for a, b, label in self._entities_at(*word))
                if (state or not whole) and not _PRINCELY.search(self.text, max(0, name.start - 12), name.start):
                    name.words = name.words[:i]
                    return

    def _is_acronym(self, name: _Name) -> bool:
        """Whether the name is one word of a few capitals, as a party after a title is (`le député LR`)."""
        word = self._word(name.words[0])
        return len(name.words) == 1 and word.isupper() and len(word) < 6

    def _begins_person(self, at: int) -> bool:
        """Whether a person of the model begins at `at`."""
        return any(label == "PER" and start == at for start, _, label in self._entities_at(at, at + 1))

    def _in_entity(self, word: tuple[int, int]) -> bool:
        """Whether the model has the word in a person."""
        return any(label == "PER" for _, _, label in self._entities_at(*word))

    def _is_other(self, name: _Name) -> bool:
        """Whether words of the name are words of other names (`Commission`, `Corporation`, months)."""
        words = [self._word(word) for word in name.words]
        others = words_of_kind("common") | words_of_kind("foreign")
        entity = self._entity(name)
        if entity == "PER":
            others = words_of_kind("foreign")
            return bool(set(words) & others) or (len(words) == 1 and not self._is_single_name(name, words[0]))
        lowered = {word.capitalize() for word in words}
        return bool(lowered & others) or (len(words) == 1 and len(words[0]) < 2)

    def _is_single_name(self, name: _Name, word: str) -> bool:
        """Whether one word that the model takes for a person may be one: no `AzerTelecom`, `SUR`, `Évian, 16 juin`."""
        if word in words_of_kind("common") or len(word) < 2:
            return False
        if any(a.islower() and b.isupper() for a, b in pairwise(word)) and not word.startswith(
            ("Mc", "Mac", "De", "Le")
        ):
            return False
        dated = re.compile(r",?\s+(?:le\s+)?\d").match(self.text, name.end)
        return not (word.isupper() and len(word) < 5) and not (dated and self._is_place(name))

    def _is_shouted(self, name: _Name) -> bool:
        """Whether the name stands in a line of capitals, where nothing tells it from the other words."""
        start = self.text.rfind("\n", 0, name.start) + 1
        end = self.text.find("\n", name.end)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return line.isupper() and len(line.split()) > 3

    def _is_place(self, name: _Name) -> bool:
        return bool(candidates(self.text[name.start : name.end]))

    def _is_city(self, name: _Name) -> bool:
        """Whether a name of several words is that of a large or well-known town (`Hô Chi Minh-Ville`)."""
        towns = candidates(self.text[name.start : name.end]) if len(name.words) > 1 else ()
        return any(town.chosen or town.population >= LARGE_TOWN for town in towns)

    def _is_only_place(self, name: _Name) -> bool:
        """Whether the model's person is a town, going by the preposition before it."""
        located = re.compile(r"\b(?:à|en|vers)\s+$").search(self.text, max(0, name.start - 6), name.start)
        return bool(located) and self._is_place(name)

    def _is_eponym(self, at: int) -> bool:
        """Whether the words before make a thing named after somebody: `aéroport international Blaise Diagne`."""
        before = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)(?:\s+[^\W\d_]+)?\s+$").search(self.text, max(0, at - 45), at)
        if before is None:
            return False
        words = self.text[max(0, at - 45) : at].replace("'", " ").split()[-2:]
        return any(word.lower() in words_of_kind("eponym") for word in words) and words[-1].lower() not in (
            "de",
            "à",
            "par",
        )

    def _is_apposed(self, name: _Name) -> bool:
        """Whether a title follows in apposition: `X, ministre des Transports,`, `X (président)`."""
        for start in range(name.end + 1, min(name.end + 17, len(self.text))):
            end = self.title_ends.get(start)
            if end is not None and _APPOSED.fullmatch(self.text, name.end, start):
                return bool(_ENDS_APPOSITION.match(self.text, end)) or self.text[start - 2 : start] == ", "
        return False

    def _has_capital_surname(self, name: _Name) -> bool:
        words = [self._word(word) for word in name.words]
        capitals = [word for word in words if len(word) > 3 and word.isupper()]
        others = [word for word in words if not word.isupper() and len(word) > 2]
        return bool(capitals and others) and len(words) <= 5

    # Evidence of the others -------------------------------------------------------------------------------------------

    def _spread_over_lists(self, names: list[_Name]) -> None:
        """Names joined to a name by `et` or a comma: after `MM.`, and full names after full names."""
        for before, name in pairwise(names):
            gap = self.text[before.end : name.start]
            if name.evidence or not before.evidence or not _LISTED.fullmatch(gap):
                continue
            if self._is_other(name) or self._is_place(name) or self._entity(name) in ("ORG", "LOC"):
                continue
            if len(name.words) > 1 or (before.evidence == "civility" and self._is_plural(before)):
                name.evidence = before.evidence if before.evidence == "civility" else "list"

    def _is_plural(self, name: _Name) -> bool:
        civility = self._civility_before(name.start)
        words = self.text[civility[0] : civility[1]] if civility else ""
        row = honorifics().get(words)
        return row is not None and row["number"] == "plural"

    def _spread_over_document(self, names: list[_Name]) -> None:
        """Names whose words all stand in a name that is settled; in headings in capitals as well."""
        settled = [set(name_key(self.text[n.start : n.end])) for n in names if n.evidence]
        strong = {word for words in settled for word in words if len(word) > 1}
        for name in names:
            words = self.text[name.start : name.end]
            key = set(name_key(words))
            if name.evidence or not key <= strong or self._is_eponym(name.start):
                continue
            located = _LOCATED.search(self.text, max(0, name.start - 8), name.start)
            if len(name.words) == 1 and (self._entity(name) in ("ORG", "LOC") or (located and candidates(words))):
                continue
            if any(key <= other for other in settled) and fold(words) != "al":
                name.evidence = "document"
