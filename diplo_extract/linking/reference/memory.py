"""What a reader of a document remembers, as pronouns and descriptions ask for it."""

from __future__ import annotations

from typing import Protocol

from spacy.tokens import Doc

from diplo_extract.linking.reference.names import Ids, Names
from diplo_extract.linking.sentences import Frame

__all__ = ["ARTICLES", "LOOK_BACK", "Memory"]

ARTICLES = {"le": "m", "la": "f", "monsieur": "m", "madame": "f", "un": "m", "une": "f"}
"""The gender that an article or a civility shows."""
LOOK_BACK = 4
"""Sentences that a pronoun or a description looks back over."""


class Memory(Protocol):
    """Who spoke and acted, by sentence; `groups` and `collectives` hold what descriptions in the plural meant before.

    `texts` are those for whom something written speaks, whom no pronoun means.
    `ends` says where the subject of a sentence ends, `genders` which gender its noun has.
    """

    doc: Doc
    frame: Frame
    names: Names
    subjects: dict[int, Ids]
    said: dict[int, Ids]
    texts: dict[int, Ids]
    groups: dict[str, Ids]
    collectives: set[str]
    genders: dict[int, str | None]
    ends: dict[int, int]

    def main_subject(self, sentence: int) -> Ids:
        """The actors that the main clause of a sentence is about; empty where that is not settled."""

    def resolve(self, start: int, end: int) -> Ids:
        """The actors that the noun phrase `start`..`end` means; empty where that is not settled."""

    def sides(self, at: int, number: int | None = None) -> Ids:
        """The states that `les deux parties` at token `at` are."""
