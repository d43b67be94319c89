"""The scorer by itself: every judgement that goes against a record is told with its document and field."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from diplo_extract.errors import GoldError
from diplo_extract.evaluate import evaluate
from diplo_extract.record import Record


@pytest.mark.parametrize(
    ("gold", "problem"),
    [
        ("[]", "one JSON object"),
        ('{"id": "lome",', "no JSON"),
        ('{"id": "lome", "dates": [{"value": "2025"}]}', "without 'surface'"),
        ('{"id": "lome", "persons": ["Ama Kossi"]}', "docs/gold.md"),
        ('{"id": "lome", "person": [{"name": "Ama Kossi"}]}', "person is no list of items"),
        ('{"id": "lome", "states": "TGO"}', "states is no list"),
        ('{"id": "lome", "places": [{"name": "Lomé", "surfaces": "Lomé"}]}', "surfaces has to hold words"),
        ('{"id": "lome", "places": [{"name": "Lomé", "surfaces": [""]}]}', "surfaces has to hold words"),
        ('{"id": "lome", "agreements": [{"surfaces": []}]}', "surfaces is empty"),
        ('{"id": "lome", "dates": [{"surface": ""}]}', "surface has to hold words"),
        ('{"id": "lome", "reference_date": 2025}', "reference_date is no string"),
        ('{"id": "lome", "dates": [{"surface": "3 mai 1825", "value": "1825-05-03"}]}', "no date '3 mai 1825'"),
    ],
)
def test_gold_of_another_form_is_named(gold: str, problem: str, small_record: Record, tmp_path: Path) -> None:
    _write_gold(tmp_path, small_record, gold)
    with pytest.raises(GoldError, match=re.escape(problem)) as raised:
        evaluate(tmp_path / "gold", tmp_path / "records")
    assert "lome" in str(raised.value)


def test_records_of_other_texts_are_no_result_and_missing_ones_are_told(small_record: Record, tmp_path: Path) -> None:
    _write_gold(tmp_path, small_record, "{}")
    (tmp_path / "gold/paris.json").write_text("{}", "utf-8")
    (tmp_path / "texts/paris.txt").write_text("Paris", "utf-8")
    assert evaluate(tmp_path / "gold", tmp_path / "records").missing == ["paris"]
    (tmp_path / "gold/lome.json").unlink()
    with pytest.raises(GoldError, match="no record of the texts"):
        evaluate(tmp_path / "gold", tmp_path / "records")


def test_a_record_of_another_text_is_no_result(small_record: Record, tmp_path: Path) -> None:
    _write_gold(tmp_path, small_record, "{}")
    (tmp_path / "texts/lome.txt").write_text("Lomé.", "utf-8")
    with pytest.raises(GoldError, match="lome is of another text"):
        evaluate(tmp_path / "gold", tmp_path / "records")


def _write_gold(folder: Path, record: Record, gold: str) -> None:
    """A folder with one annotated text, `lome`, and its record."""
    files = {"texts/lome.txt": record.document.text or "", "gold/lome.json": gold}
    files["records/a.jsonl"] = record.model_dump_json() + "\n"
    for name, content in files.items():
        (folder / name).parent.mkdir()
        (folder / name).write_text(content, "utf-8")


def test_wrong_values_of_the_document_are_listed(small_record: Record, tmp_path: Path) -> None:
    gold = {"id": "lome", "genre": "speech", "reference_date": "2025-05-03", "states": ["TGO"]}
    _write_gold(tmp_path, small_record, json.dumps(gold))
    result = evaluate(tmp_path / "gold", tmp_path / "records")
    assert "lome\tgenre\t~ document: other for speech" in result.errors
    assert "lome\treference_date\t~ document: None for 2025-05-03" in result.errors
    assert "lome\tstates\t+ BEN" in result.errors
    assert result.figures()["genre"] == {"accuracy": 0.0, "of": 1}
