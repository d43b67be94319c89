"""Files of records are read back in every shape in which they are written."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from diplo_extract.errors import RecordsError
from diplo_extract.record import SCHEMA_VERSION, Record
from diplo_extract.records import holds_records, read_records


def named(record: Record, id: str) -> Record:
    return record.model_copy(update={"document": record.document.model_copy(update={"id": id})})


@pytest.fixture
def records(small_record: Record) -> list[Record]:
    return [named(small_record, id) for id in ("a", "b", "c")]


def packed_zst(data: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor().compress(data)


@pytest.mark.parametrize(("suffix", "pack"), [("", bytes), (".gz", gzip.compress), (".zst", packed_zst)])
@pytest.mark.parametrize("indent", [None, 0, 2])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_every_shape_is_read(
    suffix: str, pack: Callable[[bytes], bytes], indent: int | None, end: str, records: list[Record], tmp_path: Path
) -> None:
    content = "".join(record.model_dump_json(indent=indent).replace("\n", end) + end for record in records)
    path = tmp_path / f"records.jsonl{suffix}"
    path.write_bytes(pack(content.encode("utf-8-sig")))
    assert holds_records(path)
    assert list(read_records(path)) == records


def test_a_folder_of_shards_is_read_in_the_order_of_its_names(records: list[Record], tmp_path: Path) -> None:
    for number, record in enumerate(records, start=1):
        line = record.model_dump_json() + "\n"
        (tmp_path / f"r-0000{number}-of-00003.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    (tmp_path / "r.errors.jsonl").write_text("{}\n", "utf-8")
    (tmp_path / "r.checkpoint").touch()
    assert list(read_records(tmp_path)) == records


def test_a_field_of_a_later_schema_is_told_with_what_this_release_reads(records: list[Record], tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(records[0].model_dump_json().replace('"actors":', '"treaties":[],"actors":', 1), "utf-8")
    with pytest.raises(RecordsError, match=rf"treaties: .* this release reads schema {SCHEMA_VERSION}"):
        list(read_records(path))


def test_records_are_read_one_at_a_time(records: list[Record], tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text(f"{records[0].model_dump_json()}\nnonsense\n", "utf-8")
    reader = read_records(path)
    assert next(reader) == records[0]
    with pytest.raises(RecordsError, match=r"records\.jsonl, line 2: no record"):
        next(reader)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", "{}".encode("utf-16")),
        ("a.jsonl.gz", b"{}"),
        ("a.jsonl.gz", gzip.compress(b"{}" * 99)[:20]),
        ("a.jsonl.zst", b"{}"),
        ("a.json", b'{\n "document": {\n'),
        ("a.json", b"[]"),
    ],
)
def test_what_holds_no_records_is_named(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RecordsError, match=name):
        list(read_records(tmp_path / name))


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match="no file of records"):
        list(read_records(tmp_path))
