"""Statements: every case, and every row of the reporting verbs on its own example."""

from __future__ import annotations

import pytest
from spacy.language import Language

from diplo_extract.lexicon import Row, read_rows
from diplo_extract.linking.sentences import frame_of
from diplo_extract.linking.statements.speech import reporting_verbs
from tests.linking.speech_cases import Case, draft_of, read_cases, shown

STATEMENTS = read_cases("statements")


@pytest.mark.parametrize("case", STATEMENTS, ids=lambda case: case.where)
def test_case(nlp: Language, case: Case) -> None:
    draft = draft_of(nlp, case)
    found = [
        " | ".join(
            [shown(draft, s.speaker), s.mentions[0].text, s.content.text, *(["quoted"] if s.quoted else [])],
        )
        for s in draft.statements
    ]
    assert [statement.strip() for statement in found] == case.told("says")


@pytest.mark.parametrize("row", read_rows("reporting_verbs"), ids=lambda row: row["code"])
def test_every_reporting_verb_is_found_in_its_example(nlp: Language, row: Row) -> None:
    before, marked = row["example"].split("[")
    cue, after = marked.split("]")
    doc = nlp(before + cue + after)
    found = [
        (doc[verb.start : verb.end].start_char, doc[verb.start : verb.end].end_char)
        for verb in reporting_verbs().find(doc, frame_of(doc))
        if verb.row is row
    ]
    assert (len(before), len(before) + len(cue)) in found
