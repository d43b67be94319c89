from __future__ import annotations

import pytest
from spacy.language import Language

from diplo_extract.lexicon import Row, read_rows
from diplo_extract.lexicon.places import candidates

from .test_countries import marked


@pytest.mark.parametrize(
    "row", [*read_rows("place_nouns"), *read_rows("place_homonyms")], ids=lambda row: next(iter(row.values()))
)
def test_each_row_is_found_in_its_example(nlp: Language, row: Row) -> None:
    start, end, text = marked(row["example"])
    doc = nlp(text)
    found = [(span.start_char, span.end_char) for span in doc.spans["diplo_places"]]
    assert (start, end) in found


def test_the_numbered_districts_of_a_city_lend_their_names_to_no_city() -> None:
    assert not [place for form in ("Opéra", "Bourse", "Louvre") for place in candidates(form) if place.country == "FRA"]
