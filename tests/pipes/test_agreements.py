"""Mentions of instruments: to the end of their titles and no further, and nothing that is no instrument."""

from __future__ import annotations

import pytest
from spacy.language import Language

from diplo_extract.lexicon import Row, read_rows
from tests.pipes.marked import read_marked


@pytest.mark.parametrize(("text", "expected"), read_marked("agreements/titles.txt"))
def test_titles(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)
    assert [(span.text, span.label_) for span in doc.spans["diplo_agreements"]] == expected


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_typography_does_not_matter(nlp: Language, apostrophe: str) -> None:
    text = "Ils ont signé l'accord sur l'eau et un protocole d'accord.".replace("'", apostrophe)
    doc = nlp(text)
    found = [span.text.replace("’", "'") for span in doc.spans["diplo_agreements"]]
    assert found == ["accord sur l'eau", "protocole d'accord"]


@pytest.mark.parametrize("row", read_rows("agreement_types"), ids=lambda row: row["code"])
def test_every_row_is_found_in_its_example(nlp: Language, row: Row) -> None:
    before, marked = row["example"].split("[")
    words, after = marked.split("]")
    doc = nlp(before + words + after)
    assert any(words in span.text for span in doc.spans["diplo_agreements"] if span.id_ == row["code"])
