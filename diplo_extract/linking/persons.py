"""Links mentions of persons into actors."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Mentions

__all__ = ["link_persons"]


def link_persons(
    doc: Doc, mentions: Mentions, states: list[ActorDraft], organisations: list[ActorDraft]
) -> list[ActorDraft]:
    """One draft per actor, with all its mentions."""
    return []
