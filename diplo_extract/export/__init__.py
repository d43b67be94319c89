"""The same records in the shapes that other tools read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from diplo_extract.export.brat import write_brat
from diplo_extract.export.tables import TABLES, write_table
from diplo_extract.record import Record

__all__ = ["FORMATS", "export"]

FORMATS = (*TABLES, "brat")
"""The formats by name. `brat` writes a folder of standoff files, the others one CSV file."""


def export(records: Iterable[Record], *, to: str, output: Path, force: bool = False, excel: bool = False) -> None:
    """Writes the records in one of `FORMATS`; `excel` makes a table that Excel opens as it is.

    Raises `KeyError` for a format there is none of, `OutputExists` for an output that is there already unless `force`
    is given, and for `brat` `ExportError` for a record without its text.
    """
    if to == "brat":
        write_brat(records, output, force=force)
    else:
        write_table(records, output, table=TABLES[to], force=force, excel=excel)
