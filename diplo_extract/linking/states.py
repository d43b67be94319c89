"""Links mentions of states into actors."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.lexicon.countries import country_name
from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Mentions

__all__ = ["link_states"]


def link_states(doc: Doc, mentions: Mentions) -> list[ActorDraft]:
    """One draft per state, under its short French name, with all its mentions."""
    drafts: dict[str, ActorDraft] = {}
    for found in mentions.states:
        draft = drafts.get(found.id)
        if draft is None:
            name = country_name(found.id) or found.id
            draft = drafts[found.id] = ActorDraft("state", name, [], country=found.id)
        draft.spans.append((found.start, found.end))
    return list(drafts.values())
