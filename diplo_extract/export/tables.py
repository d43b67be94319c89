"""Records as CSV tables: mentions, agreements, statements, events."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplo_extract.files import whole_file
from diplo_extract.record import Organisation, Record

__all__ = ["write_agreements", "write_events", "write_mentions", "write_statements"]


def write_mentions(records: Iterable[Record], output: Path, force: bool) -> None:
    """One row per mention: which item it is evidence for, its value, its offsets and words."""
    header = ("document", "part", "id", "kind", "value", "country", "start", "end", "text")
    _write(output, force, header, (row for record in records for row in _mention_rows(record)))


def write_agreements(records: Iterable[Record], output: Path, force: bool) -> None:
    """One row per agreement, its parties by name and by code (alpha-3 for states)."""
    header = ("document", "id", "type", "title", "status", "date", "parties", "party_codes", "domains", "evidence")
    rows = (
        (
            record.document.id,
            a.id,
            a.type,
            a.title,
            a.status,
            a.date,
            _names(record, a.parties),
            _codes(record, a.parties),
            "|".join(a.domains),
            a.mentions[0].text,
        )
        for record in records
        for a in record.agreements
    )
    _write(output, force, header, rows)


def write_statements(records: Iterable[Record], output: Path, force: bool) -> None:
    """One row per statement, its speakers by name and by code."""
    header = ("document", "id", "speakers", "speaker_codes", "verb", "act", "quoted", "start", "end", "content")
    rows = (
        (
            record.document.id,
            s.id,
            _names(record, s.speaker),
            _codes(record, s.speaker),
            s.verb,
            s.act,
            int(s.quoted),
            s.content.start,
            s.content.end,
            s.content.text,
        )
        for record in records
        for s in record.statements
    )
    _write(output, force, header, rows)


def write_events(records: Iterable[Record], output: Path, force: bool) -> None:
    """One row per event: source and target by name and by code, as event data sets have them."""
    names = ("type", "mode", "cameo", "status", "date", "source", "source_codes", "target", "target_codes", "place")
    header = ("document", "id", *names, "evidence")
    rows = (
        (
            record.document.id,
            e.id,
            e.type,
            e.mode,
            e.cameo,
            e.status,
            e.date,
            _names(record, e.actors),
            _codes(record, e.actors),
            _names(record, e.recipients),
            _codes(record, e.recipients),
            next((place.name for place in record.places if place.id == e.place), None),
            e.mentions[0].text,
        )
        for record in records
        for e in record.events
    )
    _write(output, force, header, rows)


def _mention_rows(record: Record) -> Iterator[tuple[object, ...]]:
    parts = ("actors", "places", "dates", "agreements", "domains", "statements", "events")
    for part in parts:
        for item in getattr(record, part):
            kind = getattr(item, "kind", None) or getattr(item, "type", None) or getattr(item, "group", None)
            value = next(
                (v for name in ("name", "value", "title", "label", "verb") if (v := getattr(item, name, None))), None
            )
            for m in item.mentions:
                country = getattr(item, "country", None)
                yield record.document.id, part, item.id, kind, value, country, m.start, m.end, m.text


def _names(record: Record, ids: Iterable[str]) -> str:
    names = {actor.id: actor.name for actor in record.actors}
    return "|".join(names[id] for id in ids)


def _codes(record: Record, ids: Iterable[str]) -> str:
    """The state of each actor where it has one, the code of an organisation, else nothing between the bars."""
    codes = {a.id: (a.code if isinstance(a, Organisation) else a.country) or "" for a in record.actors}
    return "|".join(codes[id] for id in ids)


def _write(output: Path, force: bool, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with whole_file(output, force=force) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
