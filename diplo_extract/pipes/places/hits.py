"""What the finders of places share: the place found, and the words that tell what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from diplo_extract.lexicon.countries import state_forms
from diplo_extract.lexicon.gazetteer import fold

__all__ = ["AFTER_A_CITY", "INSTRUMENT", "LINK", "WORD", "PlaceHit", "is_state", "overlap", "words_of_names"]


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place in the text, half open; `form` is a key of the gazetteer or empty."""

    start: int
    end: int
    kind: str
    form: str


def overlap(a: PlaceHit, b: PlaceHit) -> bool:
    return a.start < b.end and b.start < a.end


LINK = r"(?:d'|de\s+la\s+|de\s+l'|de\s+|du\s+|des\s+)"
WORD = (
    r"(?:\d{1,2}(?:er)?-)?(?:[A-CE-KMN-Z]'[a-zà-öø-ÿ][\w-]*"  # M'bour; D' and L' join a name to what stands before
    r"|(?:al|el|as|an|ad|ar|ech|ed)[-‐‑][A-ZÀ-ÖØ-Ý][\w-]*"
    r"|[A-ZÀ-ÖØ-Ý][\w-]*(?:'[A-ZÀ-ÖØ-Ý][\w-]*|'s(?=\s[A-Z]))?)"
)

INSTRUMENT = re.compile(
    r"\b(?:accords?|traités?|convention|protocoles?|charte|déclaration|agenda|consensus|principes|format|communiqué"
    r"|mémorandum|statut|pacte|groupe|plan\s+d'action|feuille\s+de\s+route|université|banque|bourse|club|tribunal"
    r"|initiative|plateforme|(?<!premier\s)(?<!première\s)minist(?:re|ère)s?)(?:\s+[a-zéèêàç]+)?\s+(?:de\s+la\s+|de\s+l'|de\s+|d'|du\s+)$"
    r"|\bgarde\s+des\s+$|\b(?:corridors?|couloirs?)\s+(?:[a-zéèêàç]+\s+)?(?:de\s+|d'|du\s+)?(?:[\w']+\s?[-–]\s?){0,3}$",
    re.IGNORECASE,
)
AFTER_A_CITY = frozenset(["Luxembourg", "Koweït", "Panama", "Guatemala", "Québec"])
"""Countries and provinces named with an article, so that a bare `à` before the name tells the city."""


def words_of_names(doc: Doc) -> frozenset[str]:
    """The folded words of the longer names of persons: alone, they mean the person (`Nikos`, `Ouattara`)."""
    persons = doc.spans.get("diplo_persons", ())
    return frozenset(fold(token.text) for span in persons if len(span) > 1 for token in span)


def is_state(name: str) -> bool:
    state = state_forms().get(name)
    return state is not None and state.label not in ("capital", "seat") and name not in AFTER_A_CITY
