"""Records as CSV tables: mentions, agreements, statements, events."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from diplo_extract.files import whole_file
from diplo_extract.record import Organisation, Record

__all__ = ["TABLES", "write_table"]

Row = tuple[object, ...]

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula, and runs it."""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, and the rows that one record gives."""

    columns: tuple[str, ...]
    rows: Callable[[Record], Iterator[Row]]


def write_table(records: Iterable[Record], output: Path, *, table: Table, force: bool, excel: bool) -> None:
    """A CSV file, in UTF-8 with a header: commas, and every cell as it is.

    With `excel` as Excel opens it where the decimal sign is a comma, as in French: with a byte order mark and
    semicolons, and an apostrophe before text that would be a formula.
    """
    cell = _excel_cell if excel else _cell
    with whole_file(output, force=force) as file:
        if excel:
            file.write("\ufeff")
        writer = csv.writer(file, delimiter=";" if excel else ",", lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows([cell(value) for value in row] for record in records for row in table.rows(record))


def _cell(value: object) -> object:
    return "" if value is None else value


def _excel_cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else _cell(value)


def _mentions(record: Record) -> Iterator[Row]:
    """Which item each mention is evidence for, its value, its offsets and words."""
    for part, items in record.parts().items():
        for item in items:
            country = getattr(item, "country", None)
            for m in item.mentions:
                yield record.document.id, part, item.id, item.category, item.called, country, m.start, m.end, m.text


def _agreements(record: Record) -> Iterator[Row]:
    """Each agreement with its parties by name and by code (alpha-3 for states)."""
    names = record.names()
    for a in record.agreements:
        yield (
            *(record.document.id, a.id, a.type, a.title, a.status, a.date),
            *(_named(names, a.parties), _codes(record, a.parties), "|".join(a.domains), a.mentions[0].text),
        )


def _statements(record: Record) -> Iterator[Row]:
    """Each statement with its speakers by name and by code."""
    names = record.names()
    for s in record.statements:
        yield (
            *(record.document.id, s.id, _named(names, s.speaker), _codes(record, s.speaker), s.verb, s.act),
            *(int(s.quoted), s.content.start, s.content.end, s.content.text),
        )


def _events(record: Record) -> Iterator[Row]:
    """Each event with its source and target by name and by code, as event data sets have them."""
    names = record.names()
    for e in record.events:
        yield (
            *(record.document.id, e.id, e.type, e.mode, e.cameo, e.status, e.date),
            *(_named(names, e.actors), _codes(record, e.actors)),
            *(_named(names, e.recipients), _codes(record, e.recipients)),
            *(names[e.place] if e.place else None, e.mentions[0].text),
        )


def _named(names: Mapping[str, str], ids: Iterable[str]) -> str:
    return "|".join(names[id] for id in ids)


def _codes(record: Record, ids: Iterable[str]) -> str:
    """The state of each actor where it has one, the code of an organisation, else nothing between the bars."""
    codes = {a.id: (a.code if isinstance(a, Organisation) else a.country) or "" for a in record.actors}
    return "|".join(codes[id] for id in ids)


TABLES = {
    "mentions": Table(("document", "part", "id", "kind", "value", "country", "start", "end", "text"), _mentions),
    "agreements": Table(
        ("document", "id", "type", "title", "status", "date", "parties", "party_codes", "domains", "evidence"),
        _agreements,
    ),
    "statements": Table(
        ("document", "id", "speakers", "speaker_codes", "verb", "act", "quoted", "start", "end", "content"),
        _statements,
    ),
    "events": Table(
        (
            *("document", "id", "type", "mode", "cameo", "status", "date"),
            *("source", "source_codes", "target", "target_codes", "place", "evidence"),
        ),
        _events,
    ),
}
"""The tables by name."""
