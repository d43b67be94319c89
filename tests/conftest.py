"""What tests share: the pipeline, loaded once, and a small record with one item of every kind."""

from __future__ import annotations

import pytest
from spacy.language import Language

from diplo_extract.pipeline import load
from diplo_extract.record import Record

TEXT = (
    "Le 3 mai 2025 à Lomé, Mme Ama Kossi a annoncé que le Togo et le Bénin avaient signé un accord sur l'énergie <b>."
)


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load()


@pytest.fixture
def small_record() -> Record:
    def mention(words: str) -> dict[str, object]:
        start = TEXT.index(words)
        return {"start": start, "end": start + len(words), "text": words}

    def item(id: str, words: str, **values: object) -> dict[str, object]:
        return {"id": id, "mentions": [mention(words)], **values}

    return Record.model_validate(
        {
            "document": {"id": "lome", "sha256": "0" * 64, "characters": len(TEXT), "text": TEXT},
            "actors": [
                item("A1", "Ama Kossi", kind="person", name="Ama Kossi", office="minister", country="TGO"),
                item("A2", "Togo", kind="state", name="Togo", country="TGO"),
                item("A3", "Bénin", kind="state", name="Bénin", country="BEN"),
            ],
            "places": [item("P1", "Lomé", name="Lomé", kind="city", country="TGO")],
            "dates": [item("D1", "3 mai 2025", type="DATE", value="2025-05-03")],
            "agreements": [
                item(
                    "G1",
                    "accord sur l'énergie",
                    type="agreement",
                    status="signed",
                    parties=["A2", "A3"],
                    domains=["energy"],
                )
            ],
            "domains": [item("C1", "énergie", code="energy", group="sector", label="Énergie")],
            "statements": [
                item(
                    "S1",
                    "a annoncé",
                    speaker=["A1"],
                    verb="annoncer",
                    content=mention("que le Togo et le Bénin avaient signé un accord sur l'énergie"),
                )
            ],
            "events": [
                item(
                    "E1",
                    "signé",
                    type="SUPPORT",
                    status="actual",
                    actors=["A2", "A3"],
                    date="2025-05-03",
                    agreement="G1",
                )
            ],
            "provenance": {"diplo_extract": "0.1.0", "spacy": "3.8.0", "model": "m"},
        }
    )
