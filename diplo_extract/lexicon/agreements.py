"""The instruments of agreement_types.csv.

The columns: `type` the record's agreement type; `kind` says how a form counts: `head` (a noun that names an
instrument), `loose` (a noun that does so only in a title or under a verb of signing: `programme`, `partenariat`), `set`
(an unnamed set of instruments) and `named` (an instrument known everywhere under its name); `status` what an instrument
is when the text does not tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from diplo_extract.lexicon import Row, forms, read_rows, word_class
from diplo_extract.lexicon.gazetteer import Gazetteer

__all__ = ["agreement_gazetteer", "agreement_row", "agreement_words"]


def agreement_row(code: str) -> Row:
    """The row of this code; raises `KeyError` for an unknown one."""
    return _rows()[code]


@cache
def _rows() -> Mapping[str, Row]:
    return {row["code"]: row for row in read_rows("agreement_types")}


@cache
def agreement_gazetteer() -> Gazetteer:
    """Finds the forms of all rows; a hit's key is the row's code."""
    return Gazetteer((form, row["code"]) for row in read_rows("agreement_types") for form in forms(row["forms"]))


def agreement_words(*codes: str) -> frozenset[str]:
    """The words of these classes of agreement_words.csv, in lower case; raises `KeyError` for an unknown class."""
    return word_class("agreement_words", *codes)
