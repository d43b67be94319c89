"""Tells in whose name a document speaks: by its letterhead, a state's news agency or a government's site."""

from __future__ import annotations

import re
from functools import cache

from diplo_extract.document import Document
from diplo_extract.lexicon import read_rows
from diplo_extract.lexicon.countries import state_forms, state_gazetteer
from diplo_extract.lexicon.organisations import names_of

__all__ = ["issuer_of"]

HEADER = 400
"""The date line stands in so many first characters, a credit in so many last ones."""

SITE = re.compile(r"(?:https?://|\bwww\.)([\w.-]+)", re.IGNORECASE)


def issuer_of(document: Document) -> str | None:
    """The alpha-3 code of the first state that the letterhead names (`AMBASSADE DU JAPON EN MAURITANIE`: JPN), else of
    the one whose agency sends the text (`Vientiane (VNA) – …`: VNM), else of the one whose sites the text gives
    (`Source : https://www.diplomatie.gouv.fr`: FRA), or None.

    The letterhead is page furniture: nothing is extracted from it, but it tells whose ministers need no country.
    """
    forms = state_forms()
    codes = (forms[hit.key].default for hit in state_gazetteer().find(document.layout.letterhead))
    named = next((code for code in codes if code is not None), None)
    if named is not None:
        return named
    if (sender := _of_agency(document.text)) is not None:
        return sender
    owners = {owner for site in SITE.finditer(document.text) if (owner := _owner(site[1])) is not None}
    return owners.pop() if len(owners) == 1 else None


def _of_agency(text: str) -> str | None:
    """The state whose news agency stands in the date line, or closes the text in a line of its own.

    An acronym that several agencies share counts for the one of these whose state the text names.
    """
    dateline, credit = _sent_by()
    line = dateline.search(text, 0, HEADER) or credit.search(text, max(0, len(text) - HEADER))
    countries = _agencies()[line[1]] if line else ()
    if len(countries) < 2:
        return countries[0] if countries else None
    forms = state_forms()
    named = {code for hit in state_gazetteer().find(text) if (code := forms[hit.key].default) in countries}
    return named.pop() if len(named) == 1 else None


@cache
def _sent_by() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where an agency stands: in the date line (`Bakou, 9 mai, AZERTAC`, `Rabat (MAP) –`), or alone at the end."""
    codes = "|".join(sorted((re.escape(code) for code in _agencies()), key=len, reverse=True))
    closed = r"[^/)\n]{0,10}[)/]\s*(?:[-–—:.]|\n)|\s*[-–—:]\s|\s*\n|\s+[A-ZÀ-Þ][^\n.]{2,30},\s+(?:le\s+)?\d"
    dateline = re.compile(rf"^(?:[^\n]{{0,60}}(?:[(/]|,\s))?({codes})(?:{closed})", re.MULTILINE)
    return dateline, re.compile(rf"(?:\n|[.»\"]\s+|[-–—]\s?)({codes})\s*\Z")


@cache
def _agencies() -> dict[str, tuple[str, ...]]:
    """The states whose agencies bear a name or an acronym, by that."""
    states: dict[str, tuple[str, ...]] = {}
    for row in read_rows("news_agencies"):
        for name in names_of(row["code"]):
            states[name] = (*states.get(name, ()), row["country"])
    return states


def _owner(host: str) -> str | None:
    """The state whose government keeps a site, by the endings of its name; None for other sites."""
    labels = host.lower().strip(".").split(".")
    endings = (".".join(labels[i:]) for i in range(len(labels)))
    return next((_sites()[ending] for ending in endings if ending in _sites()), None)


@cache
def _sites() -> dict[str, str]:
    return {row["code"]: row["country"] for row in read_rows("government_sites")}
