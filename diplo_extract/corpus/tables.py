"""Files that hold a document in each row: JSON Lines, CSV and Parquet, read row by row."""

from __future__ import annotations

import csv
import gzip
import json
import sys
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import Any, TextIO

from diplo_extract.errors import DocumentError, MissingExtra, SourceError

__all__ = ["TABLES", "Fields", "Row", "escaped", "read_rows_of", "unprintable"]


@dataclass(frozen=True, slots=True)
class Fields:
    """The columns that are read. With `id` None a document is called after its file and row number."""

    text: str = "text"
    id: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `read` gives its text in UTF-8 and raises `DocumentError`."""

    id: str
    source: str
    read: Callable[[], bytes]
    reference_date: str | None


def read_rows_of(path: Path, suffix: str, fields: Fields, limit: int) -> Iterator[Row]:
    """The rows of a table, in order. `suffix` is one of `TABLES`; a text over `limit` bytes is refused.

    Raises `SourceError` for a missing column or a broken file, and `MissingExtra` for Parquet without pyarrow.
    """
    try:
        for number, row in enumerate(TABLES[suffix](path, fields), 1):
            yield _row(path, number, row, fields, limit)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"{path.name}: no whole gzip file ({error}); compress it anew") from error


def _row(path: Path, number: int, row: dict[str, Any] | str, fields: Fields, limit: int) -> Row:
    """The row as a document. A `row` that is a string says why it could not be read."""
    place = f"{path.name}, row {number}"
    id = f"{_stem(path)}/{number}"
    if isinstance(row, str):
        return Row(id, place, partial(_refuse, place, row, "mend the row"), None)
    if fields.id is not None:
        given = row.get(fields.id)
        if given is None or not str(given).strip():
            problem = f"no id in column {fields.id!r}"
            return Row(id, place, partial(_refuse, place, problem, "fill it in, or leave --id-field out"), None)
        id = str(given)
        if unprintable(id):
            problem = "an id with a line break or control character"
            return Row(escaped(id), place, partial(_refuse, place, problem, "change the id"), None)
    date = None if fields.date is None or row.get(fields.date) in (None, "") else str(row[fields.date])
    return Row(id, place, partial(_text, row.get(fields.text), place, fields.text, limit), date)


def unprintable(name: str) -> bool:
    """Whether a name holds what would break a line or cannot be written: controls, line separators, surrogates."""
    return any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in name)


def escaped(name: str) -> str:
    """The name with the characters that `unprintable` means written as escapes."""
    return "".join(c.encode("unicode_escape").decode() if unprintable(c) else c for c in name)


def _text(value: object, place: str, field: str, limit: int) -> bytes:
    if not isinstance(value, str):
        raise DocumentError(place, f"no text in column {field!r}", "name the column with --text-field")
    if len(value) > limit:
        raise DocumentError(place, f"{len(value):,} characters, too large", "split it, or raise --max-characters")
    try:
        # What CSV could not decode comes back as the bytes it was, and is decoded as a file of its own would be.
        return value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise DocumentError(place, f"half a surrogate pair at {error.start}", "save the text as UTF-8") from error


def _refuse(place: str, problem: str, remedy: str) -> bytes:
    raise DocumentError(place, problem, remedy)


def _stem(path: Path) -> str:
    return PurePath(path.name.removesuffix(".gz")).stem


def _open(path: Path, errors: str) -> TextIO:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", errors=errors, newline="")
    return path.open(encoding="utf-8-sig", errors=errors, newline="")


def _json_lines(path: Path, fields: Fields) -> Iterator[dict[str, Any] | str]:
    with _open(path, "surrogateescape") as file:
        for line in file:
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield f"no JSON ({error})"
                continue
            yield row if isinstance(row, dict) else "no JSON object"


def _delimited(path: Path, fields: Fields) -> Iterator[dict[str, Any] | str]:
    csv.field_size_limit(sys.maxsize)  # texts are longer than the 131,072 characters allowed by default
    with _open(path, "surrogateescape") as file:
        header = file.readline()
        if "\0" in header:
            raise SourceError(f"{path.name}: no UTF-8; save it as CSV in UTF-8")
        delimiter = max(",;\t", key=header.count)
        columns = next(csv.reader([header], delimiter=delimiter), [])
        _check(path, columns, fields)
        rows = csv.reader(file, delimiter=delimiter, strict=True)  # else an open quotation mark swallows rows unseen
        while True:
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield f"no CSV ({error})"
                continue
            if row is None:
                return
            if row:
                yield dict(zip(columns, row, strict=False))


def _parquet(path: Path, fields: Fields) -> Iterator[dict[str, Any] | str]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingExtra("Parquet files", "parquet") from error
    try:
        with ParquetFile(path) as file:
            _check(path, file.schema_arrow.names, fields)
            columns = [column for column in (fields.text, fields.id, fields.date) if column is not None]
            for batch in file.iter_batches(batch_size=256, columns=columns):
                yield from batch.to_pylist()
    except ArrowException as error:
        raise SourceError(f"{path.name}: no whole Parquet file ({error}); write it anew") from error


def _check(path: Path, columns: list[str], fields: Fields) -> None:
    if not columns:
        raise SourceError(f"{path.name}: an empty file")
    for column in (fields.text, fields.id, fields.date):
        if column is not None and column not in columns:
            known = ", ".join(columns[:20])
            raise SourceError(f"{path.name}: no column {column!r}; name one of: {known} (--text-field, --id-field)")


TABLES: dict[str, Callable[[Path, Fields], Iterator[dict[str, Any] | str]]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": _delimited,
    ".tsv": _delimited,
    ".parquet": _parquet,
}
"""The reader of each kind of file; a row is a mapping, or a string that says why there is none."""
