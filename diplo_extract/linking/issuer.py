"""Tells in whose name a document speaks, by its letterhead or by the government's site that it comes from."""

from __future__ import annotations

import re
from functools import cache

from diplo_extract.document import Document
from diplo_extract.lexicon import read_rows
from diplo_extract.lexicon.countries import state_forms, state_gazetteer

__all__ = ["issuer_of"]

SITE = re.compile(r"(?:https?://|\bwww\.)([\w.-]+)", re.IGNORECASE)


def issuer_of(document: Document) -> str | None:
    """The alpha-3 code of the first state that the letterhead names (`AMBASSADE DU JAPON EN MAURITANIE`: JPN), else of
    the one whose sites the text gives (`Source : https://www.diplomatie.gouv.fr`: FRA), or None.

    The letterhead is page furniture: nothing is extracted from it, but it tells whose ministers need no country.
    """
    forms = state_forms()
    codes = (forms[hit.key].default for hit in state_gazetteer().find(document.layout.letterhead))
    named = next((code for code in codes if code is not None), None)
    if named is not None:
        return named
    owners = {owner for site in SITE.finditer(document.text) if (owner := _owner(site[1])) is not None}
    return owners.pop() if len(owners) == 1 else None


def _owner(host: str) -> str | None:
    """The state whose government keeps a site, by the endings of its name; None for other sites."""
    labels = host.lower().strip(".").split(".")
    endings = (".".join(labels[i:]) for i in range(len(labels)))
    return next((_sites()[ending] for ending in endings if ending in _sites()), None)


@cache
def _sites() -> dict[str, str]:
    return {row["code"]: row["country"] for row in read_rows("government_sites")}
