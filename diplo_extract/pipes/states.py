"""The `diplo_states` component: finds mentions of states and writes them to the span group of that name."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["find_states"]


@Language.component("diplo_states", assigns=["doc.spans"])
def find_states(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_states`."""
    doc.spans["diplo_states"] = []
    return doc
