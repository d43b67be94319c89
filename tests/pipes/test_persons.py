from __future__ import annotations

from typing import get_args

import pytest
from spacy.language import Language

from diplo_extract.lexicon import Row, read_rows
from diplo_extract.record import Office

from .marked import read_marked


@pytest.mark.parametrize(("text", "expected"), read_marked("persons/names.txt"))
def test_persons_are_found_without_civilities_and_titles(
    nlp: Language, text: str, expected: list[tuple[str, str]]
) -> None:
    doc = nlp(text)
    assert [(span.text, span.label_) for span in doc.spans["diplo_persons"]] == expected


@pytest.mark.parametrize("file", ["offices", "portfolios"])
def test_each_row_is_found_in_its_example(nlp: Language, file: str) -> None:
    rows = read_rows(file)
    texts = [row["example"].replace("[", "").replace("]", "") for row in rows]
    for row, doc in zip(rows, nlp.pipe(texts), strict=True):
        expected = row["example"].partition("[")[2].partition("]")[0]
        found = {span.text: span.label_ for span in doc.spans["diplo_titles"]}
        assert expected in found, f"{file}, {row['code']}: {found}"
        if file == "portfolios":
            assert found[expected] == row["office"], row["code"]


def test_offices_are_those_of_the_record() -> None:
    rows: list[Row] = [*read_rows("offices"), *read_rows("portfolios")]
    assert {row["office"] for row in rows} - {""} <= set(get_args(Office))


@pytest.mark.parametrize("row", read_rows("honorifics"), ids=lambda row: str(row["code"]))
def test_civilities_stay_outside_the_name(nlp: Language, row: Row) -> None:
    civility = row["example"].partition("[")[2].partition("]")[0]
    doc = nlp(row["example"].replace("[", "").replace("]", ""))
    found = [span.text for span in doc.spans["diplo_persons"]]
    assert found
    assert not any(name.startswith(civility) for name in found), found
