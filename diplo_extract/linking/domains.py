"""Links mentions of cooperation domains into domains with their evidence."""

from __future__ import annotations

from diplo_extract.linking.draft import Draft
from diplo_extract.record import Domain

__all__ = ["link_domains"]


def link_domains(draft: Draft) -> tuple[Domain, ...]:
    """The domains of the document, numbered in order of first mention."""
    return ()
