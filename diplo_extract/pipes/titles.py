"""The `diplo_titles` component: finds mentions of titles and writes them to the span group of that name."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["find_titles"]


@Language.component("diplo_titles", assigns=["doc.spans"])
def find_titles(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_titles`."""
    doc.spans["diplo_titles"] = []
    return doc
