"""The samples give the records that stand beside them; `make samples` writes those anew after an intended change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from diplo_extract.document import read_document
from diplo_extract.extraction import extract_document
from diplo_extract.record import Record

FOLDER = Path(__file__).parent.parent / "samples"
TEXTS = sorted(FOLDER.glob("*.txt"))


def test_every_sample_has_its_record() -> None:
    assert len(TEXTS) >= 8
    assert [path.with_suffix(".json") for path in TEXTS] == sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_sample(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    record = extract_document(read_document(path))
    assert _stable(record.model_dump(mode="json")) == _stable(expected)
    text = path.read_bytes().decode("utf-8")
    assert Record.model_validate(expected, context={"text": text}).document.id == path.stem


def _stable(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what differs between machines: the path, and the versions of what made it."""
    document = {key: value for key, value in record["document"].items() if key != "source"}
    return {**record, "document": document, "provenance": None}
