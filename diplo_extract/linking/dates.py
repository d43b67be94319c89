"""Turns temporal expressions into the record's dates."""

from __future__ import annotations

from spacy.tokens import Doc

from diplo_extract.record import DateItem

__all__ = ["link_dates"]


def link_dates(doc: Doc) -> tuple[DateItem, ...]:
    """The dates of the document, numbered in order of occurrence, each with the mention of its own words."""
    return ()
