"""Turns temporal expressions into the record's dates."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.pipes.dates import read_dates
from diplo_extract.record import DateItem, Mention

__all__ = ["link_dates"]


def link_dates(doc: Doc) -> tuple[DateItem, ...]:
    """The dates of the document, numbered in order of occurrence, each with the mention of its own words.

    A value that the text leaves underspecified (`XXXX-07-04`, `PXD`) has medium confidence.
    """
    return tuple(
        DateItem.model_validate(
            {
                "id": f"D{number}",
                "rule": f"date.{found.type.lower()}",
                "confidence": "medium" if "X" in found.value else "high",
                "type": found.type,
                "value": found.value,
                "mod": found.mod,
                "range": found.range,
                "earliest": found.earliest,
                "latest": found.latest,
                "mentions": (Mention(start=found.start, end=found.end, text=found.text),),
            }
        )
        for number, found in enumerate(read_dates(doc), start=1)
    )
