from __future__ import annotations

import re

import pytest

from diplo_extract.lexicon import Row, read_rows
from diplo_extract.lexicon.countries import (
    StateForm,
    country_name,
    resolve,
    sovereign,
    state_forms,
    state_gazetteer,
    territories,
)

ROWS = read_rows("countries")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_each_row_is_found_in_its_example(row: Row) -> None:
    start, end, text = marked(row["example"])
    if row["sovereign"]:
        assert territories()[text[start:end]][0] == row["code"]
        return
    hits = [hit for hit in state_gazetteer().find(text) if (hit.start, hit.end) == (start, end)]
    assert hits, f"{row['code']}: nothing found in {row['example']!r}"
    assert state_forms()[hits[0].key].default == row["code"]


def marked(example: str) -> tuple[int, int, str]:
    """The offsets of the words in square brackets, and the sentence without the brackets."""
    match = re.search(r"\[(.+?)\]", example)
    assert match, example
    return match.start(), match.end() - 2, example.replace("[", "").replace("]", "")


def test_every_state_has_a_name_and_codes_are_alpha_3() -> None:
    assert len(ROWS) == 250
    assert all(re.fullmatch("[A-Z]{3}", row["code"]) and row["name"] for row in ROWS)
    assert {row["sovereign"] for row in ROWS if row["sovereign"]} <= {row["code"] for row in ROWS}


def test_no_form_belongs_to_two_states_unless_it_is_shared() -> None:
    owners: dict[str, set[str]] = {}
    for row in ROWS:
        for column in ("name", "official", "variants", "demonyms", "capital", "seats"):
            for form in row[column].split("|"):
                owners.setdefault(form, set()).add(row["code"])
    owners.pop("")
    assert {form: codes for form, codes in owners.items() if len(codes) > 1} == {}


def test_a_shared_form_means_the_state_named_last() -> None:
    congolese, korean = state_forms()["congolais"], state_forms()["coréen"]
    assert resolve(congolese, 50, []) is None
    assert resolve(congolese, 50, [(10, "COG"), (20, "COD"), (90, "COG")]) == "COD"
    assert resolve(congolese, 50, [(90, "COG")]) == "COG"
    assert resolve(korean, 50, [(10, "CHN")]) == "KOR"
    assert resolve(korean, 50, [(10, "PRK")]) == "PRK"
    assert resolve(StateForm("name", "MLI"), 0, []) == "MLI"


def test_names_and_sovereigns() -> None:
    assert country_name("KGZ") == "Kirghizistan"
    assert country_name("ZZZ") is None
    assert (sovereign("HKG"), sovereign("CHN"), sovereign("ZZZ")) == ("CHN", "CHN", "ZZZ")
