"""Titles of office: what the words of a title say of its holder.

Three files of rows: offices.csv has the words that open a title (`ministre`, `chargé d'affaires`) with the office they
stand for; portfolios.csv the words inside a title that change the office of its head (`président` is a head of state,
`président de la Chambre des députés` heads a parliament), some of which tell the country as well (`Bundestag`);
honorifics.csv the civilities that stand before names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from diplo_extract.lexicon import Row, forms, read_rows
from diplo_extract.lexicon.gazetteer import Gazetteer

__all__ = [
    "FORMER",
    "LONGEST_TITLE",
    "Head",
    "Office",
    "head_gazetteer",
    "heads",
    "honorific_gazetteer",
    "honorifics",
    "portfolio_gazetteer",
    "read_office",
]

FORMER = re.compile(r"(?:(?:ancien|ancienne|anciens|anciennes|feu|feue|défunt|défunte)\s+|ex-\s?)$", re.IGNORECASE)
"""What stands before the title of somebody who no longer holds it."""

LONGEST_TITLE = 400
"""No title is longer, in characters: a text may hold nothing but words of titles."""

_LOWERED = {"president": "organisation_head", "vice_president": "official"}
"""The office of a head of that kind that presides over a body of no known kind."""

_OF_BODY = re.compile(
    r"\s+(?:de\s+la\s+|de\s+l['’]|du\s+|d['’])"
    r"(?!(?:république|royaume|état|pays|nation|transition|union|(?:con)?fédération|extrême|même|junte|régime|conseil|directoire)\b)"
    r"[a-zà-ÿ]{3,}"
)
"""A common noun behind a title that is no word for a state: what somebody presides over (`président du jury`)."""

_SENT = {"high_commissioner": "ambassador", "high_representative": "ambassador"}
"""The office of a head of that kind that acts for a state (`haut-commissaire du Canada au Ghana`)."""


@dataclass(frozen=True, slots=True)
class Head:
    """The opening words of a title: the code of their row, gender `masculine`, `feminine` or None, and number.

    `country` is the state whose post it is wherever it is named (`nonce apostolique`), None for most.
    """

    code: str
    office: str
    country: str | None
    family: str
    gender: str | None
    plural: bool
    prepositions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """What a title says: its head, the office it stands for ("" where it stands for none), a country it implies."""

    head: Head
    office: str
    country: str | None
    former: bool


@cache
def heads() -> Mapping[str, Head]:
    """The opening words of titles, by surface form."""
    found: dict[str, Head] = {}
    for row in read_rows("offices"):
        prepositions = forms(row["prepositions"])
        common = (row["code"], row["office"], row["country"] or None, row["family"])
        for column, gender in (("masculine", "masculine"), ("feminine", "feminine"), ("epicene", None)):
            for form in forms(row[column]):
                found[form] = Head(*common, gender, False, prepositions)
        for form in forms(row["plural"]):
            found[form] = Head(*common, None, True, prepositions)
    return found


@cache
def head_gazetteer() -> Gazetteer:
    """Finds the opening words of titles; the key of a hit is the form, to be looked up in `heads`."""
    return Gazetteer((form, form) for form in heads())


@cache
def honorifics() -> Mapping[str, Row]:
    """The rows of the civilities, by surface form."""
    return {form: row for row in read_rows("honorifics") for form in forms(row["forms"])}


@cache
def honorific_gazetteer() -> Gazetteer:
    """Finds civilities; the key of a hit is the form, to be looked up in `honorifics`."""
    return Gazetteer((form, form) for form in honorifics())


@cache
def portfolio_gazetteer() -> Gazetteer:
    """Finds the words inside titles that tell the office of their head; the key of a hit is the form."""
    words = sorted({form for row in read_rows("portfolios") for form in forms(row["words"])})
    return Gazetteer((form, form) for form in words)


@cache
def _portfolios(head: str) -> tuple[Gazetteer, Mapping[str, Row]] | None:
    rows = [row for row in read_rows("portfolios") if head in forms(row["heads"])]
    by_form = {form: row for row in rows for form in forms(row["words"])}
    return (Gazetteer((form, form) for form in by_form), by_form) if by_form else None


def read_office(words: str, *, country: str | None = None, body: bool = False) -> Office | None:
    """What a title says, from its words; None where they do not open with a title.

    `country` is the state that the holder acts for, where it is known: the same words may mean different offices in
    different states (`secrétaire d'État`). `body` tells that the title names an organisation or another body.
    """
    hits = head_gazetteer().find(words)
    if not hits:
        return None
    opening, head = hits[0], heads()[hits[0].key]
    former = bool(FORMER.match(words[: opening.start])) or words[: opening.start].lower().startswith("ex")
    office, implied = head.office, head.country
    row = _portfolio(head, words[opening.end :], country)
    if row is not None:
        office, implied = row["office"], row["implies"] or head.country
    elif country and head.code in _SENT:
        office = _SENT[head.code]
    elif head.code in _LOWERED and (body or _OF_BODY.match(words, opening.end)):
        office = _LOWERED[head.code]
    return Office(head, "other" if former else office, implied, former)


def _portfolio(head: Head, rest: str, country: str | None) -> Row | None:
    """The first row of portfolios.csv that the rest of a title calls for, or the one of the country."""
    known = _portfolios(head.code)
    if known is None:
        return None
    hits = known[0].find(rest)
    if hits:
        return known[1][hits[0].key]
    rows = {id(row): row for row in known[1].values()}
    return next((row for row in rows.values() if country in forms(row["country"]) and not rest.strip()), None)
