"""Links mentions of places into places with kind, country and coordinates."""

from __future__ import annotations

from diplo_extract.linking.draft import Draft
from diplo_extract.record import Place

__all__ = ["link_places"]


def link_places(draft: Draft) -> tuple[Place, ...]:
    """The places of the document, numbered in order of first mention."""
    return ()
