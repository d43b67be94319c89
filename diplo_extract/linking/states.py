"""Links mentions of states into actors."""

from __future__ import annotations

from diplo_extract.lexicon.countries import country_name
from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Mentions

__all__ = ["link_states"]

FORMS = ("name", "official", "party", "demonym", "combining", "capital", "seat")
CLEAREST = tuple(f"state.{form}" for form in FORMS)
UNCLEAR = {"state.capital", "state.seat"}


def link_states(mentions: Mentions) -> list[ActorDraft]:
    """One draft per state, under its short French name, with all its mentions.

    The rule is the clearest form that names it; a capital or seat alone, which a reader has to take for the government,
    gives medium confidence.
    """
    drafts: dict[str, ActorDraft] = {}
    for found in mentions.states:
        draft = drafts.get(found.id)
        if draft is None:
            name = country_name(found.id) or found.id
            draft = drafts[found.id] = ActorDraft("state", name, [], country=found.id)
        draft.spans.append((found.start, found.end))
        draft.rule = min(draft.rule or f"state.{found.label}", f"state.{found.label}", key=_clearness)
        draft.confidence = "medium" if draft.rule in UNCLEAR else "high"
    return list(drafts.values())


def _clearness(rule: str) -> int:
    return CLEAREST.index(rule) if rule in CLEAREST else len(CLEAREST)
