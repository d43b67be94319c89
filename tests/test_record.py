"""The record: what it refuses, and its frozen JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from diplo_extract.record import Record

SCHEMA = Path(__file__).parent / "schema" / "record.schema.json"
TEXT = "La Chine salue l'accord."


def record(**parts: Any) -> dict[str, Any]:
    return {
        "schema_version": "1.1",
        "document": {"id": "d", "sha256": "0" * 64, "characters": len(TEXT)},
        "provenance": {"diplo_extract": "0.1.0", "spacy": "3.8.0", "model": "m"},
        **parts,
    }


def mention(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


STATE = {"id": "A1", "kind": "state", "name": "Chine", "country": "CHN", "mentions": [mention("Chine")]}
AGREEMENT = {"id": "G1", "type": "agreement", "status": "mentioned", "mentions": [mention("accord")]}


def test_a_sound_record_validates_against_its_text() -> None:
    data = record(actors=[STATE], agreements=[{**AGREEMENT, "parties": ["A1"]}])
    assert Record.model_validate(data, context={"text": TEXT}).actors[0].name == "Chine"
    assert Record.model_validate_json(json.dumps(data)).agreements[0].parties == ("A1",)


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"actors": [{**STATE, "mentions": []}]}, "at least 1 item"),
        ({"actors": [{**STATE, "mentions": [{"start": 0, "end": 9, "text": "Chine"}]}]}, "does not fit"),
        ({"actors": [{**STATE, "mentions": [{"start": 0, "end": 5, "text": "Japon"}]}]}, "the document has no 'Japon'"),
        ({"actors": [{**STATE, "country": "QQQ"}]}, "no ISO 3166-1"),
        ({"actors": [STATE, STATE]}, "stands twice"),
        ({"agreements": [{**AGREEMENT, "parties": ["A9"]}]}, "A9 points nowhere"),
        ({"agreements": [{**AGREEMENT, "type": "pact"}]}, "Input should be"),
        ({"agreements": [{**AGREEMENT, "extra": 1}]}, "Extra inputs"),
        (
            {
                "domains": [
                    {"id": "C1", "code": "magic", "group": "sector", "label": "x", "mentions": [mention("accord")]}
                ]
            },
            "no domain code",
        ),
        ({"schema_version": "2.0"}, "this release reads 1"),
    ],
)
def test_what_a_record_refuses(parts: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Record.model_validate(record(**parts), context={"text": TEXT})


def test_a_record_is_frozen() -> None:
    sound = Record.model_validate(record(actors=[STATE]))
    with pytest.raises(ValidationError, match="frozen"):
        sound.actors = ()


def test_the_schema_is_the_frozen_one() -> None:
    """A change of the public contract raises SCHEMA_VERSION and stands in CHANGELOG before it is frozen anew."""
    assert Record.model_json_schema(mode="serialization") == json.loads(SCHEMA.read_text("utf-8"))
