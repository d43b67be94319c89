"""Events: every case, every trigger on its own example, and nothing negated or conditional told as done."""

from __future__ import annotations

import pytest
from spacy.language import Language

from diplo_extract.lexicon import Row, read_rows
from diplo_extract.linking.events import link_events
from diplo_extract.linking.events.triggers import triggers
from diplo_extract.linking.sentences import frame_of
from tests.linking.speech_cases import Case, draft_of, read_cases, shown

EVENTS = read_cases("events")
UNREAL = read_cases("events_unreal")


@pytest.mark.parametrize("case", EVENTS, ids=lambda case: case.where)
def test_case(nlp: Language, case: Case) -> None:
    draft = draft_of(nlp, case)
    found = [
        " | ".join([e.type, e.status, shown(draft, e.actors), shown(draft, e.recipients), e.mentions[0].text])
        for e in link_events(draft)
    ]
    assert found == case.told("event")


def test_there_are_forty_unreal_cases() -> None:
    assert len(UNREAL) >= 40


@pytest.mark.parametrize("case", UNREAL, ids=lambda case: case.where)
def test_what_is_negated_or_conditional_never_happened(nlp: Language, case: Case) -> None:
    draft = draft_of(nlp, case)
    done = [f"{e.type} {e.mentions[0].text}" for e in link_events(draft) if e.status == "actual"]
    assert done == case.told("actual")


@pytest.mark.parametrize("row", read_rows("event_triggers"), ids=lambda row: row["code"])
def test_every_trigger_is_found_in_its_example(nlp: Language, row: Row) -> None:
    before, marked = row["example"].split("[")
    cue, after = marked.split("]")
    doc = nlp(before + cue + after)
    found = [(doc[t.start : t.end].text, t.row["code"]) for t in triggers(doc, frame_of(doc))]
    assert (cue, row["code"]) in found
