"""The scorer by itself: every judgement that goes against a record is told with its document and field."""

from __future__ import annotations

import json
from pathlib import Path

from diplo_extract.evaluate import evaluate
from diplo_extract.record import Record


def test_wrong_values_of_the_document_are_listed(small_record: Record, tmp_path: Path) -> None:
    for folder in ("gold", "texts"):
        (tmp_path / folder).mkdir()
    (tmp_path / "texts/lome.txt").write_text(small_record.document.text or "", "utf-8")
    gold = {"id": "lome", "genre": "speech", "reference_date": "2025-05-03", "states": ["TGO"]}
    (tmp_path / "gold/lome.json").write_text(json.dumps(gold), "utf-8")
    (tmp_path / "records").mkdir()
    (tmp_path / "records/a.jsonl").write_text(small_record.model_dump_json() + "\n", "utf-8")
    result = evaluate(tmp_path / "gold", tmp_path / "records")
    assert "lome\tgenre\t~ document: other for speech" in result.errors
    assert "lome\treference_date\t~ document: None for 2025-05-03" in result.errors
    assert "lome\tstates\t+ BEN" in result.errors
    assert result.figures()["genre"] == {"accuracy": 0.0, "of": 1}
