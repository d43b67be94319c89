"""The same records in the shapes that other tools read: one function a format, listed in `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from diplo_extract.export.brat import write_brat
from diplo_extract.export.tables import write_agreements, write_events, write_mentions, write_statements
from diplo_extract.record import Record

__all__ = ["FORMATS", "export"]

FORMATS: dict[str, Callable[[Iterable[Record], Path, bool], None]] = {
    "mentions": write_mentions,
    "agreements": write_agreements,
    "statements": write_statements,
    "events": write_events,
    "brat": write_brat,
}
"""The formats by name. `brat` writes a folder of standoff files, the others one CSV file (UTF-8, header)."""


def export(records: Iterable[Record], *, to: str, output: Path, force: bool = False) -> None:
    """Writes the records in one of `FORMATS`.

    Raises `KeyError` for a format there is none of, `OutputExists` for an output that is there already unless `force`
    is given, and for `brat` `ExportError` for a record without its text.
    """
    FORMATS[to](records, output, force)
