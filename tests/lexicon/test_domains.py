"""The rows of domains.csv: groups, forms, and each row on its own example."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language

from diplo_extract.lexicon import Row, forms, read_rows

ROWS = read_rows("domains")
OWN = [row for row in ROWS if row["group"] != "framework"]


def test_groups() -> None:
    assert {row["group"] for row in ROWS} == {"sector", "initiative", "framework"}
    for row in ROWS:
        assert row["label"]
        assert bool(row["forms"]) == (row["group"] != "framework"), row["code"]
        assert bool(row["example"]) == bool(row["forms"]), row["code"]


def test_no_expression_is_and_is_not_evidence() -> None:
    for row in ROWS:
        assert not {*forms(row["forms"]), *forms(row["weak"])} & {*forms(row["none"])}, row["code"]
        assert not {*forms(row["forms"])} & {*forms(row["weak"])}, row["code"]


@pytest.mark.parametrize("row", OWN, ids=[row["code"] for row in OWN])
def test_every_row_on_its_own_example(nlp: Language, row: Row) -> None:
    doc = nlp(re.sub(r"[\[\]]", "", row["example"]))
    found = {(span.text, span.id_) for span in doc.spans["diplo_domains"]}
    assert {(words, row["code"]) for words in re.findall(r"\[(.+?)\]", row["example"])} <= found
