"""Codes who did what to whom, in PLOVER."""

from __future__ import annotations

from diplo_extract.linking.draft import Draft
from diplo_extract.record import Event

__all__ = ["link_events"]


def link_events(draft: Draft) -> tuple[Event, ...]:
    """The events of the document, numbered in order of first mention."""
    return ()
