from __future__ import annotations

import pytest
from spacy.language import Language

from .marked import read_marked


@pytest.mark.parametrize(("text", "expected"), read_marked("geo/places.txt"))
def test_places_are_found_with_their_kinds(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)
    assert [(span.text, span.label_) for span in doc.spans["diplo_places"]] == expected


def test_a_capital_that_acts_is_no_place(nlp: Language) -> None:
    doc = nlp("Pékin a condamné ces propos.")
    assert not doc.spans["diplo_places"]
