"""Links mentions of organisations into actors."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Mentions

__all__ = ["link_organisations"]


def link_organisations(doc: Doc, mentions: Mentions) -> list[ActorDraft]:
    """One draft per actor, with all its mentions."""
    return []
