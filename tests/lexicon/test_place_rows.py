from __future__ import annotations

import pytest
from spacy.language import Language

from diplo_extract.lexicon import Row, read_rows

from .test_countries import marked


@pytest.mark.parametrize(
    "row", [*read_rows("place_nouns"), *read_rows("place_homonyms")], ids=lambda row: next(iter(row.values()))
)
def test_each_row_is_found_in_its_example(nlp: Language, row: Row) -> None:
    start, end, text = marked(row["example"])
    doc = nlp(text)
    found = [(span.start_char, span.end_char) for span in doc.spans["diplo_places"]]
    assert (start, end) in found
