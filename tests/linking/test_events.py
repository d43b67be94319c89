"""Events: every case, every trigger on its own example, and nothing negated or conditional told as done."""

from __future__ import annotations

import pytest
from spacy.language import Language

from diplo_extract import extract
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


WHERE = [
    ("Le Maroc appuie les efforts de paix en Casamance.", None, None),
    ("Le ministre malien a salué, mardi 6 mai 2025 à Oslo, la médiation du Togo à Bamako.", "Oslo", "2025-05-06"),
    ("À Genève, la Suisse a condamné l’attaque contre Kiev.", "Genève", None),
    ("Le 3 mai 2025, le Pérou et le Chili ont signé à Lima un accord qui courra du 5 juin 2025.", "Lima", "2025-05-03"),
    ("Le roi de Jordanie a reçu l'ambassadeur d'Italie à Nairobi, M. Carlo Venturi.", None, None),
    ("Dakar, 3 mai 2025 (APS) - Le Sénégal a envoyé ses condoléances au Mali.", None, None),
    ("L'Union africaine a décidé, lundi à Accra, de proroger les sanctions contre le Soudan.", "Accra", None),
    ("Le roi de Jordanie a reçu la consule d'Italie à Nairobi, Mme Lia Conti.", None, None),
    ("Le roi de Jordanie a reçu la chargée d'affaires d'Italie à Nairobi, Mme Lia Conti.", None, None),
]


@pytest.mark.parametrize(("text", "place", "date"), WHERE, ids=lambda value: str(value)[:40])
def test_place_and_day_are_those_of_the_clause(text: str, place: str | None, date: str | None) -> None:
    record = extract(text)
    event = record.events[0]
    assert next((p.name for p in record.places if p.id == event.place), None) == place
    assert event.date == date


@pytest.mark.parametrize("row", read_rows("event_triggers"), ids=lambda row: row["code"])
def test_every_trigger_is_found_in_its_example(nlp: Language, row: Row) -> None:
    before, marked = row["example"].split("[")
    cue, after = marked.split("]")
    doc = nlp(before + cue + after)
    found = [(doc[t.start : t.end].text, t.row["code"]) for t in triggers(doc, frame_of(doc))]
    assert (cue, row["code"]) in found
