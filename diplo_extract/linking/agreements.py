"""Links mentions of instruments into agreements with type, status, parties and date."""

from __future__ import annotations

from diplo_extract.linking.draft import Draft
from diplo_extract.record import Agreement

__all__ = ["link_agreements"]


def link_agreements(draft: Draft) -> tuple[Agreement, ...]:
    """The agreements of the document, numbered in order of first mention."""
    return ()
