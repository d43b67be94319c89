"""The mentions as linking reads them from the pipes."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from diplo_extract.linking.mentions import Found, read_mentions


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("/ANP/.", "ANP"),
        ("(UzA).-", "UzA"),
        ("JCPoA.", "JCPoA"),
        ("«Orano»", "Orano"),
        ("S.A.", "S.A."),
        ("Inc.", "Inc."),
        ("Cie.", "Cie."),
        ("Orano.", "Orano"),
        ("Xi", "Xi"),
        ("Orano" + "-" * 5000, "Orano"),
        ("O" + "-" * 5000 + "B", "O" + "-" * 5000 + "B"),
    ],
)
def test_a_name_has_none_of_the_punctuation_of_its_token(token: str, name: str) -> None:
    doc = Doc(spacy.blank("fr").vocab, words=["Rabat", token])
    doc.spans["diplo_organisations"] = [Span(doc, 1, 2, label="model")]
    (found,) = read_mentions(doc).organisations
    start = doc.text.index(name)
    assert found == Found(start, start + len(name), "model", "")
