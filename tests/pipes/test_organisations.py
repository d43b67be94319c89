"""Names of organisations in sentences, and every head noun on its own example."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language

from diplo_extract.lexicon import Row, read_rows

from .marked import read_marked

HEADS = [row for row in read_rows("organisation_heads") if row["example"]]


@pytest.mark.parametrize(("text", "expected"), read_marked("organisations/names.txt"))
def test_organisations_are_found(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)
    assert [(span.text, span.label_) for span in doc.spans["diplo_organisations"]] == expected


@pytest.mark.parametrize("row", HEADS, ids=[row["code"] for row in HEADS])
def test_every_head_opens_the_name_of_its_example(nlp: Language, row: Row) -> None:
    doc = nlp(re.sub(r"[\[\]]", "", row["example"]))
    found = {span.text for span in doc.spans["diplo_organisations"]}
    assert set(re.findall(r"\[(.+?)\]", row["example"])) <= found


def test_every_head_has_an_example_or_opens_no_organisation() -> None:
    assert {row["kind"] for row in read_rows("organisation_heads") if not row["example"]} == {"none"}


def test_the_acronym_of_the_text_goes_before_that_of_the_lexicon(nlp: Language) -> None:
    doc = nlp("Le Comité des opérateurs ivoiriens (COI) a signé. Le COI est né en mai.")
    assert [(span.text, span.id_) for span in doc.spans["diplo_organisations"]] == [
        ("Comité des opérateurs ivoiriens", ""),
        ("COI", ""),
        ("COI", ""),
    ]
