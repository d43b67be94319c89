"""Links mentions of states into actors."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.lexicon.countries import country_name
from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import Found, Mentions, text_of

__all__ = ["link_states"]

FORMS = ("name", "official", "party", "demonym", "combining", "capital", "seat")
CLEAREST = tuple(f"state.{form}" for form in FORMS)
UNCLEAR = {"state.capital", "state.seat"}


def link_states(doc: Doc, mentions: Mentions) -> list[ActorDraft]:
    """One draft per state, under its short French name, with all its mentions.

    Inhabitants refer to a state that is named otherwise; where nothing else names it, they are its mentions.
    The rule is the clearest form that names it; a capital or seat alone, which a reader has to take for the government,
    gives medium confidence.
    """
    drafts: dict[str, ActorDraft] = {}
    text = text_of(doc)
    named = {found.id for found in mentions.states if not _is_inhabitant(text, found)}
    for found in mentions.states:
        draft = drafts.get(found.id)
        if draft is None:
            name = country_name(found.id) or found.id
            draft = drafts[found.id] = ActorDraft("state", name, [], country=found.id)
        if found.id in named and _is_inhabitant(text, found):
            draft.references.append((found.start, found.end))
            continue
        draft.spans.append((found.start, found.end))
        draft.rule = min(draft.rule or f"state.{found.label}", f"state.{found.label}", key=_clearness)
        draft.confidence = "medium" if draft.rule in UNCLEAR else "high"
    return list(drafts.values())


def _is_inhabitant(text: str, found: Found) -> bool:
    """Whether a demonym with a capital names people (`les Chinois`, `le Français Jean Petit`)."""
    return found.label == "demonym" and text[found.start].isupper() and not text[found.start : found.end].isupper()


def _clearness(rule: str) -> int:
    return CLEAREST.index(rule) if rule in CLEAREST else len(CLEAREST)
