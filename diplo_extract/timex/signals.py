"""Words before an expression that modify it without belonging to it: `avant 2060`, `d'ici 2030`, `plus de 40 ans`."""

from __future__ import annotations

import re

from diplo_extract.timex.reading import Reading

__all__ = ["quantified", "signalled"]

_ARTICLE = r"\s*(?:(?:la|le|les|l'|en|à|au)\s*)*$"
_SIGNALS = re.compile(
    r"(?:\b(?P<BEFORE>avant|d'ici|jusqu'(?:en|au|à)?|au plus tard(?: le| en)?)"
    r"|\b(?P<AFTER>après|depuis|dès|à partir d[eu']|à compter d[eu'])"
    r"|\b(?P<APPROX>vers|environ|aux alentours d[eu']|autour d[eu']|courant))" + _ARTICLE
)
_QUANTITIES = re.compile(
    r"(?:\b(?P<MORE_THAN>plus d[e']|au moins|pas moins d[e'])"
    r"|\b(?P<LESS_THAN>moins d[e']|à peine|au plus|au maximum|maximum)"
    r"|\b(?P<APPROX>environ|près d[e']|quelque|à peu près|une? petite?|presque|quasi))\s*(?:(?<=d')une?\s+)?$"
)


_INSIDE = re.compile(r"\b(?:(?!semaine)\w{2,}aine d|environ|près d|plus d|moins d)", re.IGNORECASE)
"""`il y a près de trente ans`, `il y a une dizaine d'années`: the words stand inside the mention."""


def signalled(folded: str, reading: Reading) -> str | None:
    """`BEFORE`, `AFTER` or `APPROX`, as the preposition before a date says."""
    if _INSIDE.search(folded, reading.start, reading.end):
        return "APPROX"
    found = _SIGNALS.search(folded, max(0, reading.start - 26), reading.start)
    return found.lastgroup if found else None


def quantified(folded: str, reading: Reading) -> str | None:
    """`MORE_THAN`, `LESS_THAN` or `APPROX`, as the words before a measure say; `une dizaine` is approximate too."""
    found = _QUANTITIES.search(folded, max(0, reading.start - 20), reading.start)
    if found:
        return found.lastgroup
    return "APPROX" if re.match(r"(?:\w+aine)\b", folded[reading.start : reading.start + 12]) else None
