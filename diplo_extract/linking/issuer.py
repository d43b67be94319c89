"""Tells in whose name a document speaks, by its letterhead."""

from __future__ import annotations

from diplo_extract.document import Document
from diplo_extract.lexicon.countries import state_forms, state_gazetteer

__all__ = ["issuer_of"]


def issuer_of(document: Document) -> str | None:
    """The alpha-3 code of the first state that the letterhead names (`AMBASSADE DU JAPON EN MAURITANIE`: JPN), or None.

    The letterhead is page furniture: nothing is extracted from it, but it tells whose ministers need no country.
    """
    forms = state_forms()
    codes = (forms[hit.key].default for hit in state_gazetteer().find(document.layout.letterhead))
    return next((code for code in codes if code is not None), None)
