"""Quotations that no verb reports: signed below (`« … » – Mme Roy, ministre`) or announced by a name and a colon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from diplo_extract.linking.sentences import DASHES, Bounds, Frame, begins_line
from diplo_extract.linking.statements.content import has_finite_verb
from diplo_extract.linking.statements.sources import Source, read_source

__all__ = ["SignedQuotation", "signed_quotations"]

SHORTEST = 5
"""Tokens of a quotation, its marks included, that is speech and no mere term."""


@dataclass(frozen=True, slots=True)
class SignedQuotation:
    """A quotation in tokens, its marks included, and the words that say whose it is."""

    quotation: Bounds
    source: Source

    @property
    def start(self) -> int:
        """Where the first of the two stands."""
        return min(self.quotation[0], self.source.phrase[0])

    @property
    def end(self) -> int:
        """Where the second of the two ends."""
        return max(self.quotation[1], self.source.end)


def signed_quotations(doc: Doc, frame: Frame) -> Iterator[SignedQuotation]:
    """The quotations that open a line and are signed, and those that a line's opening name and a colon announce."""
    for quotation in frame.quotations:
        if quotation[1] - quotation[0] < SHORTEST:
            continue
        source = _signature(doc, quotation) or _announced(doc, quotation)
        if source is not None:
            yield SignedQuotation(quotation, source)


def _signature(doc: Doc, quotation: Bounds) -> Source | None:
    """The name behind a dash after a quotation that fills its paragraph, on its last line or on the next one."""
    if quotation[0] and not begins_line(doc, quotation[0]):
        return None
    i = quotation[1]
    while i < len(doc) and (doc[i].is_space or doc[i].text == "."):
        i += 1
    if i + 1 >= len(doc) or doc[i].text not in DASHES:
        return None
    end = _line_end(doc, i)
    return None if has_finite_verb(doc, (i, end), (i, i)) else read_source(doc, i + 1, end)


def _announced(doc: Doc, quotation: Bounds) -> Source | None:
    """The name before the colon that stands right before the quotation, where no verb stands beside it."""
    colon = quotation[0] - 1
    while colon > 0 and doc[colon].is_space:
        colon -= 1
    if colon < 1 or doc[colon].text != ":":
        return None
    start = colon
    while start > 0 and not begins_line(doc, start):
        start -= 1
    if any(token.pos_ in {"VERB", "AUX"} or token.text in {".", ";"} for token in doc[start:colon]):
        return None
    return read_source(doc, start, colon)


def _line_end(doc: Doc, i: int) -> int:
    return next((k for k in range(i, len(doc)) if doc[k].is_space and "\n" in doc[k].text), len(doc))
