"""Finds reported and quoted speech, and whose it is."""

from __future__ import annotations

from diplo_extract.linking.draft import Draft
from diplo_extract.record import Statement

__all__ = ["link_statements"]


def link_statements(draft: Draft) -> tuple[Statement, ...]:
    """The statements of the document, numbered in order of first mention."""
    return ()
