"""Files of records to records: JSON Lines, single records and folders of them, plain or packed, one at a time."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from pydantic import ValidationError

from diplo_extract.errors import MissingExtra, RecordsError
from diplo_extract.record import SCHEMA_VERSION, Record

__all__ = ["holds_records", "read_records", "record_files"]

SUFFIXES = (".json", ".jsonl", ".ndjson")
"""What a file of records is called; each also with `.gz` or `.zst` behind it."""

ERRORS = ".errors.jsonl"
"""How a corpus run calls the file beside its records that tells what failed."""


def holds_records(path: Path) -> bool:
    """Whether a path is, by its name, a file of records, or a folder of such files."""
    name = path.name.lower().removesuffix(".gz").removesuffix(".zst")
    return path.is_dir() or (name.endswith(SUFFIXES) and not name.endswith(ERRORS))


def record_files(path: Path) -> list[Path]:
    """The files of records that a path means: itself, or those in a folder by name; raises `RecordsError` for none."""
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.iterdir() if file.is_file() and holds_records(file))
    if not files:
        raise RecordsError(f"{path}: no file of records in the folder (*.json, *.jsonl); give the file itself")
    return files


def read_records(path: Path) -> Iterator[Record]:
    """The records of a file, JSON Lines or pretty JSON, or of the files of a folder by name, such as its shards.

    A file may be packed (`.gz`, `.zst`); only one record at a time is held. Raises `RecordsError` with file and line
    for what is no record, `MissingExtra` for `.zst` where zstandard is not installed, and `OSError`.
    """
    for file in record_files(path):
        for number, content in _objects(_lines(file)):
            yield _record(f"{file}, line {number}", content)


def _lines(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        stream, faults = _unpacked(file, path)
        with stream, io.TextIOWrapper(stream, encoding="utf-8-sig") as text:
            try:
                yield from text
            except faults as error:
                raise RecordsError(
                    f"{path}: no records in UTF-8, plain or packed as its name says ({error})"
                ) from error


def _unpacked(file: BinaryIO, path: Path) -> tuple[BinaryIO, tuple[type[Exception], ...]]:
    """The stream to read by the path's suffix, and what it raises when it is broken."""
    if path.suffix.lower() == ".gz":
        return cast(BinaryIO, gzip.open(file)), (UnicodeDecodeError, EOFError, gzip.BadGzipFile, zlib.error)
    if path.suffix.lower() == ".zst":
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtra(f"{path}: reading .zst files", "zst") from error
        stream = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        return stream, (UnicodeDecodeError, zstandard.ZstdError)
    return file, (UnicodeDecodeError,)


def _objects(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each JSON object with the number of its first line; an object of several lines is one indented by a printer.

    There every bracket that stays open ends its line, and the one that closes it begins another.
    """
    held: list[str] = []
    first = depth = 0
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if not bare:
            continue
        first = first if held else number
        held.append(line)
        depth += bare.endswith(("{", "[")) - bare.startswith(("}", "]"))
        if depth <= 0:
            yield first, "".join(held)
            held, depth = [], 0
    if held:
        yield first, "".join(held)


def _record(source: str, content: str) -> Record:
    try:
        return Record.model_validate_json(content)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, fault["loc"]))
        later = f"; this release reads schema {SCHEMA_VERSION}" if fault["type"] == "extra_forbidden" else ""
        raise RecordsError(f"{source}: no record: {where + ': ' if where else ''}{fault['msg']}{later}") from error
