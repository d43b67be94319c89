"""Every export format says what the record says, and overwrites nothing unasked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diplo_extract.errors import ExportError, OutputExists
from diplo_extract.export import FORMATS, export
from diplo_extract.record import Mention, Record


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_mentions(small_record: Record, tmp_path: Path) -> None:
    export([small_record], to="mentions", output=tmp_path / "m.csv")
    table = rows(tmp_path / "m.csv")
    assert len(table) == sum(len(item.mentions) for item in small_record.items())
    text = small_record.document.text or ""
    assert all(text[int(row["start"]) : int(row["end"])] == row["text"] for row in table)
    assert {
        "document": "lome",
        "part": "places",
        "id": "P1",
        "kind": "city",
        "value": "Lomé",
        "country": "TGO",
    }.items() <= table[3].items()


def test_agreements_statements_and_events_name_their_actors(small_record: Record, tmp_path: Path) -> None:
    for name in ("agreements", "statements", "events"):
        export([small_record], to=name, output=tmp_path / f"{name}.csv")
    (agreement,) = rows(tmp_path / "agreements.csv")
    assert (agreement["parties"], agreement["party_codes"], agreement["status"]) == ("Togo|Bénin", "TGO|BEN", "signed")
    (statement,) = rows(tmp_path / "statements.csv")
    assert (statement["speakers"], statement["verb"]) == ("Ama Kossi", "annoncer")
    (event,) = rows(tmp_path / "events.csv")
    assert (event["source_codes"], event["type"], event["date"]) == ("TGO|BEN", "SUPPORT", "2025-05-03")


def test_a_table_for_excel_is_marked_and_holds_no_formula(small_record: Record, tmp_path: Path) -> None:
    agreement = small_record.agreements[0].model_copy(update={"title": '=HYPERLINK("a")'})
    odd = small_record.model_copy(update={"agreements": (agreement,)})
    export([odd], to="agreements", output=tmp_path / "a.csv", excel=True)
    assert (tmp_path / "a.csv").read_bytes().startswith("\ufeffdocument;id;".encode())
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file, delimiter=";")
    assert row["title"] == '\'=HYPERLINK("a")'
    export([odd], to="agreements", output=tmp_path / "b.csv")
    assert rows(tmp_path / "b.csv")[0]["title"] == '=HYPERLINK("a")'


def test_brat_offsets_lead_into_the_text_beside_them(small_record: Record, tmp_path: Path) -> None:
    export([small_record], to="brat", output=tmp_path)
    text = (tmp_path / "lome.txt").read_text("utf-8")
    bound = [line.split("\t") for line in (tmp_path / "lome.ann").read_text("utf-8").splitlines() if line[0] == "T"]
    assert len(bound) == 9
    for _, span, words in bound:
        _, start, end = span.split()
        assert text[int(start) : int(end)] == words


def test_brat_without_the_text_is_refused_with_the_remedy(small_record: Record, tmp_path: Path) -> None:
    bare = small_record.model_copy(update={"document": small_record.document.model_copy(update={"text": None})})
    with pytest.raises(ExportError, match="--with-text"):
        export([bare], to="brat", output=tmp_path)


def test_brat_cuts_a_mention_at_the_ends_of_its_lines(small_record: Record, tmp_path: Path) -> None:
    text = str(small_record.document.text).replace("accord sur", "accord\nsur")
    start = text.index("accord\n")
    evidence = Mention(start=start, end=start + 20, text=text[start : start + 20])
    agreement = small_record.agreements[0].model_copy(update={"mentions": (evidence,)})
    document = small_record.document.model_copy(update={"text": text})
    record = small_record.model_copy(update={"document": document, "agreements": (agreement,)})
    export([record], to="brat", output=tmp_path)
    line = f"Agreement {start} {start + 6};{start + 7} {start + 20}\taccord sur l'énergie\n"
    assert line in (tmp_path / "lome.ann").read_text("utf-8")


def test_brat_refuses_a_second_record_of_one_id_whatever_is_forced(small_record: Record, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="lome: a second record"):
        export([small_record, small_record], to="brat", output=tmp_path, force=True)


def test_brat_wants_a_folder(small_record: Record, tmp_path: Path) -> None:
    (tmp_path / "out.csv").touch()
    with pytest.raises(OutputExists, match="folder"):
        export([small_record], to="brat", output=tmp_path / "out.csv", force=True)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_is_overwritten_unasked(name: str, small_record: Record, tmp_path: Path) -> None:
    output = tmp_path if name == "brat" else tmp_path / "out.csv"
    export([small_record], to=name, output=output)
    with pytest.raises(OutputExists, match="--force"):
        export([small_record], to=name, output=output)
    export([small_record], to=name, output=output, force=True)


@pytest.mark.parametrize("id", ["../lome", "a/../../lome", "/lome", "", "lo\0me"])
def test_brat_writes_nothing_outside_its_folder(id: str, small_record: Record, tmp_path: Path) -> None:
    away = small_record.model_copy(update={"document": small_record.document.model_copy(update={"id": id})})
    with pytest.raises(ExportError, match="change the id"):
        export([away], to="brat", output=tmp_path / "brat")
    assert list(tmp_path.iterdir()) == []
