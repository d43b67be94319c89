"""The `diplo_domains` component: finds mentions of domains and writes them to the span group of that name."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["find_domains"]


@Language.component("diplo_domains", assigns=["doc.spans"])
def find_domains(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_domains`."""
    doc.spans["diplo_domains"] = []
    return doc
