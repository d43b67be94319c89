from __future__ import annotations

import pytest
from spacy.language import Language

from diplo_extract.pipes.places.recognised import recognised

from .marked import read_marked


@pytest.mark.parametrize(("text", "expected"), read_marked("geo/places.txt"))
def test_places_are_found_with_their_kinds(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    doc = nlp(text)
    assert [(span.text, span.label_) for span in doc.spans["diplo_places"]] == expected


def test_a_capital_that_acts_is_no_place(nlp: Language) -> None:
    doc = nlp("Pékin a condamné ces propos.")
    assert not doc.spans["diplo_places"]


def test_a_name_ends_where_its_line_ends(nlp: Language) -> None:
    doc = nlp("Aldo Ferri, depuis la place du Marché\n\nIls ont quitté le palais de la\u00a0Paix\nDeux autres restent.")
    assert [span.text for span in doc.spans["diplo_places"]] == ["place du Marché", "palais de la\u00a0Paix"]


def test_a_name_goes_on_over_the_break_of_a_wrapped_line(nlp: Language) -> None:
    doc = nlp("La délégation ministérielle s'est ensuite rendue au palais\nde Zougoulba, où elle a dîné.")
    assert [span.text for span in doc.spans["diplo_places"]] == ["palais\nde Zougoulba"]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Ils ont visité la base de Corva Bay.", "base de Corva Bay", ["base de Corva Bay"]),
        ("Ils ont parlé de la mise en place de Corva.", "place de Corva", []),
        ("Ils ont parlé sur la base de Corva.", "base de Corva", []),
        ("Ils ont visité l'université de Corva.", "université de Corva", []),
        ("Ils ont visité Corva dans la soirée d'Hiver.", "Corva dans la soirée d'Hiver", ["Corva"]),
    ],
)
def test_a_noun_and_the_recogniser_tell_a_site(nlp: Language, text: str, words: str, found: list[str]) -> None:
    doc = nlp(text)
    span = doc.char_span(text.index(words), text.index(words) + len(words), label="LOC")
    assert span is not None
    doc.set_ents([span])
    assert [text[hit.start : hit.end] for hit in recognised(doc, text)] == found
