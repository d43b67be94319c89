"""Reference: whom pronouns and descriptions mean, and that doubt is left open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.language import Language

from diplo_extract.linking.reference import Discourse
from diplo_extract.linking.sentences import frame_of
from tests.linking.speech_cases import Case, draft_of, read_cases, shown


@pytest.mark.parametrize("case", read_cases("reference"), ids=lambda case: case.where)
def test_case(nlp: Language, case: Case) -> None:
    spans, text = [], ""
    for part in case.text.split("["):
        words, closed, rest = part.partition("]")
        if closed:
            spans.append((len(text), len(text) + len(words)))
        text += words + rest
    draft = draft_of(nlp, replace(case, text=text))
    discourse = Discourse(draft.doc, frame=frame_of(draft.doc), actors=draft.actors, titles=draft.mentions.titles)
    meant = []
    for start, end in spans:
        phrase = draft.doc.char_span(start, end)
        assert phrase is not None
        meant.append(shown(draft, discourse.resolve(phrase.start, phrase.end)))
    assert meant == [value.strip() for value in case.told("means")]
