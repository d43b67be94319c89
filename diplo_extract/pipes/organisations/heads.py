"""The head nouns of organisation_heads.csv.

`kind` is `state` for organs of a state, `company` for what stands before the name of a company and belongs to it only
with a capital, `meeting` for what is an organisation only under an acronym of its own (`Conférence internationale sur
la région des Grands Lacs (CIRGL)`), `ministry` for the abbreviation of one, which stands for a minister as well unless
a state follows (`le MAE roumain`), `none` for expressions that open no organisation, else `other`. `small` tells what
has to follow a head with a small initial: `any` completion, a `proper` name before any common noun, `named` a proper
name after common nouns too, a `name` at once; empty where the head needs a capital. `bare` is `yes` where a capital
alone makes the name (`le Sénat`), `whole` where besides nothing but the name of a country, of a place or of its people
goes with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from diplo_extract.lexicon import Row, forms, read_rows
from diplo_extract.lexicon.gazetteer import Gazetteer

__all__ = ["head_gazetteer", "heads"]


@cache
def heads() -> Mapping[str, Row]:
    """The rows by code."""
    return {row["code"]: row for row in read_rows("organisation_heads")}


@cache
def head_gazetteer() -> Gazetteer:
    """The forms of all rows, each under its row's code."""
    return Gazetteer((form, row["code"]) for row in heads().values() for form in forms(row["forms"]))
