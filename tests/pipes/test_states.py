from __future__ import annotations

import pytest
from spacy.language import Language

from .marked import read_marked


@pytest.mark.parametrize(("text", "expected"), read_marked("geo/states.txt"))
def test_states_are_found_with_their_codes(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)
    assert [(span.text, span.id_) for span in doc.spans["diplo_states"]] == expected


def test_a_compound_names_two_states(nlp: Language) -> None:
    doc = nlp("La coopération sino-kazakhe et le dialogue israélo-palestinien progressent.")
    assert sorted(span.id_ for span in doc.spans["diplo_states"]) == ["CHN", "ISR", "KAZ", "PSE"]


def test_labels_tell_the_form(nlp: Language) -> None:
    doc = nlp("La Chine, la République du Kazakhstan et la partie ouzbèke ; Pékin a salué le texte kirghiz.")
    assert [(span.text, span.label_) for span in doc.spans["diplo_states"]] == [
        ("Chine", "name"),
        ("République du Kazakhstan", "official"),
        ("partie ouzbèke", "party"),
        ("Pékin", "capital"),
        ("kirghiz", "demonym"),
    ]
