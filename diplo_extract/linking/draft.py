"""The record in the making, as one linking step hands it to the next."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from diplo_extract.linking.actors import ActorIndex
from diplo_extract.linking.mentions import Mentions, text_of
from diplo_extract.linking.sentences import Frame
from diplo_extract.record import Agreement, DateItem, Domain, Genre, Place, Statement

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """All that is known so far; every mention's offsets are those of the analysed `text`.

    `published` is when the document says it was issued, `reference_date` what relative dates are resolved against: ISO
    dates or date-times, None where nothing settles them.
    """

    doc: Doc
    mentions: Mentions
    actors: ActorIndex
    genre: Genre
    frame: Frame
    title: str | None = None
    published: str | None = None
    reference_date: str | None = None
    places: tuple[Place, ...] = ()
    dates: tuple[DateItem, ...] = ()
    domains: tuple[Domain, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def text(self) -> str:
        """The analysed text."""
        return text_of(self.doc)
