from __future__ import annotations

import pytest
from spacy.language import Language

from .marked import read_marked


@pytest.mark.parametrize(("text", "expected"), read_marked("domains/evidence.txt"))
def test_domains_are_found_with_their_codes(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)
    assert [(span.text, span.id_) for span in doc.spans["diplo_domains"]] == expected
