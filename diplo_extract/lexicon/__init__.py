"""Knowledge as rows: the reader of the CSV files beside this module.

A file is UTF-8 with a header; one row a concept, its stable code in the first column, rows sorted by code and codes
unique; `|` stands between surface forms. `example` holds a sentence with the expected match in square brackets.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from diplo_extract.errors import LexiconError

__all__ = ["Row", "forms", "read_rows", "word_class"]

Row = Mapping[str, str]


@cache
def read_rows(name: str) -> tuple[Row, ...]:
    """The rows of `name`.csv, in file order, each a read-only mapping from column to text.

    Raises `LexiconError`, with file and line, on what is no CSV in UTF-8 with commas, a row with too few or too many
    fields, an empty or repeated code, a code out of order, an empty or repeated surface form inside one field, or white
    space around a field.
    """
    file = f"{name}.csv"
    rows: list[Row] = []
    header: list[str] = []
    previous = ""
    for line, fields in _lines(file):
        if not header:
            header = fields
            if len(header) < 2 or len(set(header)) != len(header):
                raise LexiconError(file, line, "the header names one column only, or one twice; commas part columns")
            continue
        if len(fields) != len(header):
            raise LexiconError(file, line, f"{len(fields)} fields, the header has {len(header)}")
        for column, field in zip(header, fields, strict=True):
            _check_field(file, line, column, field)
        if fields[0] <= previous:
            raise LexiconError(file, line, f"code {fields[0]!r} is empty, repeated or not after {previous!r}")
        previous = fields[0]
        rows.append(MappingProxyType(dict(zip(header, fields, strict=True))))
    if not header:
        raise LexiconError(file, 1, "an empty file")
    return tuple(rows)


def _lines(file: str) -> Iterator[tuple[int, list[str]]]:
    """The fields of each line and its number, from 1; a byte order mark, as spreadsheets write it, is passed over."""
    data = files(__package__).joinpath(file).read_bytes()
    try:
        reader = csv.reader(data.decode("utf-8-sig").splitlines(), strict=True)
    except UnicodeDecodeError as error:
        raise LexiconError(file, data[: error.start].count(b"\n") + 1, "no UTF-8: save the file as UTF-8") from error
    try:
        for fields in reader:
            yield reader.line_num, fields
    except csv.Error as error:
        raise LexiconError(file, reader.line_num, f"no CSV ({error})") from error


def forms(field: str) -> tuple[str, ...]:
    """The surface forms of a field, in order; none for an empty field."""
    return tuple(field.split("|")) if field else ()


@cache
def word_class(name: str, *codes: str) -> frozenset[str]:
    """The words of classes that `name`.csv lists, one a row; raises `KeyError` for a code that it does not have."""
    rows = {row["code"]: row for row in read_rows(name)}
    return frozenset(word for code in codes for word in forms(rows[code]["forms"]))


def _check_field(file: str, line: int, column: str, field: str) -> None:
    if field != field.strip():
        raise LexiconError(file, line, f"white space around {column} {field!r}")
    if "’" in field:
        raise LexiconError(file, line, f"curly apostrophe in {column} {field!r}: write ' (matching levels both)")
    if column == "example" or not field:
        return
    parts = field.split("|")
    if any(not part or part != part.strip() for part in parts):
        raise LexiconError(file, line, f"an empty form, or white space around one, in {column} {field!r}")
    if len(set(parts)) != len(parts):
        raise LexiconError(file, line, f"a form stands twice in {column} {field!r}")
