"""The `diplo_paragraphs` component: no sentence runs on over the end of a paragraph.

Runs before the parser, which keeps the sentence starts that it finds set.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["mark_paragraphs"]


@Language.component("diplo_paragraphs", assigns=["token.is_sent_start"])
def mark_paragraphs(doc: Doc) -> Doc:
    """`doc` with a sentence start after each line break that ends a paragraph.

    A single line break inside a sentence (hard-wrapped text) ends none: a paragraph ends at an empty line, or where
    the line breaks off after a full stop or begins a list item, a title or a speech.
    """
    tokens = iter(range(len(doc) - 1))
    for i in tokens:
        if doc[i].is_space and "\n" in doc[i].text and _ends_paragraph(doc, i):
            doc[i + 1].is_sent_start = True
    return doc


def _ends_paragraph(doc: Doc, i: int) -> bool:
    if doc[i].text.count("\n") > 1 or i == 0:
        return True
    following = doc[i + 1].text
    return doc[i - 1].text in {".", "!", "?", ";", ":", "»", "…"} or not (
        following[0].islower() or following[0].isalnum()
    )
