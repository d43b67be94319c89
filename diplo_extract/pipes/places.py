"""The `diplo_places` component: finds mentions of places and writes them to the span group of that name."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["find_places"]


@Language.component("diplo_places", assigns=["doc.spans"])
def find_places(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_places`."""
    doc.spans["diplo_places"] = []
    return doc
