from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from diplo_extract.linking.actors import ActorDraft
from diplo_extract.linking.mentions import read_mentions, settle
from diplo_extract.linking.organisations import link_organisations
from diplo_extract.linking.persons import link_persons

CASES = Path(__file__).parent.parent / "cases" / "persons" / "actors.txt"


def persons(nlp: Language, text: str) -> list[ActorDraft]:
    doc = nlp(text)
    mentions = settle(read_mentions(doc))
    return link_persons(doc, mentions, link_organisations(doc, mentions))


def read_cases() -> list[tuple[str, list[tuple[str, ...]]]]:
    blocks = CASES.read_text("utf-8").split("\n", 1)[1].strip().split("\n\n")
    cases: list[tuple[str, list[tuple[str, ...]]]] = []
    for block in blocks:
        text, *lines = block.split("\n")
        rows = [tuple(field.strip() for field in line.removeprefix("> ").split("|")) for line in lines]
        cases.append((text, [row for row in rows if len(row) == 5]))
    assert len(cases) > 5
    assert all(rows for _, rows in cases)
    return cases


@pytest.mark.parametrize(("text", "expected"), read_cases())
def test_persons_with_office_and_country(nlp: Language, text: str, expected: list[tuple[str, ...]]) -> None:
    found = []
    for person in persons(nlp, text):
        forms = sorted({text[start:end] for start, end in person.spans} - {person.name})
        values = (person.name, person.title, person.office, person.country)
        found.append((*(value or "-" for value in values), ", ".join(forms)))
    assert found == expected


def references(nlp: Language, text: str, name: str) -> list[str]:
    person = next(person for person in persons(nlp, text) if person.name == name)
    return sorted({text[start:end] for start, end in person.references})


def test_descriptions_lead_to_the_one_person_they_fit(nlp: Language) -> None:
    text = (
        "Le président kazakh Askar Ermekov a reçu le président français, M. Luc Morin. Le président kazakh a remercié "
        "son hôte. Le président français a salué l'accord. Le président partira demain."
    )
    assert references(nlp, text, "Askar Ermekov") == ["président kazakh"]
    assert references(nlp, text, "Luc Morin") == ["président français"]


def test_a_description_follows_gender(nlp: Language) -> None:
    text = (
        "Mme Awa Faye, ministre sénégalaise de la Santé, a vu M. Ali Sow, ministre malien du Pétrole. La ministre a ri."
    )
    assert references(nlp, text, "Awa Faye") == ["ministre"]
    assert references(nlp, text, "Ali Sow") == []


def test_a_person_acts_for_an_organisation(nlp: Language) -> None:
    text = "Mme Rosa Lima, directrice régionale de la Banque mondiale, a signé l'accord avec le Togo."
    (person,) = persons(nlp, text)
    assert person.office == "official"
    assert person.country is None
    assert person.organisation is not None
    assert person.organisation.name == "Banque mondiale"


def test_a_signature_acts_for_the_state_of_its_block(nlp: Language) -> None:
    text = (
        "Fait à Brazzaville, le 3 mars 2025.\n\nPour la République du Congo\n\nLe Ministre des Affaires étrangères\n\n"
        "Alain MABIALA\n\nPour la République du Bénin\n\nLe Ministre de l'Économie\n\nOlou BAKO"
    )
    assert [(person.name, person.country) for person in persons(nlp, text)] == [
        ("Alain MABIALA", "COG"),
        ("Olou BAKO", "BEN"),
    ]
