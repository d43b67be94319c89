"""Records as brat standoff: a folder with the text and the annotations of each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from diplo_extract.errors import ExportError
from diplo_extract.files import whole_file
from diplo_extract.record import Record

__all__ = ["write_brat"]


def write_brat(records: Iterable[Record], output: Path, *, force: bool) -> None:
    """A `.txt` and an `.ann` file per record in the folder `output`; a `/` in an id becomes a sub-folder.

    Raises `ExportError` for a record that does not carry its text, and for an id that leads out of the folder.
    """
    for record in records:
        text = record.document.text
        if text is None:
            raise ExportError(f"{record.document.id}: brat needs the text; make the records anew with --with-text")
        base = output / record.document.id
        if base == output or ".." in base.parts[len(output.parts) :] or not base.is_relative_to(output):
            raise ExportError(f"{record.document.id}: an id that is no file name in the folder; change the id")
        base.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(base.with_name(f"{base.name}.txt"), force=force) as file:
            file.write(text)
        with whole_file(base.with_name(f"{base.name}.ann"), force=force) as file:
            file.writelines(f"{line}\n" for line in _annotations(record))


def _annotations(record: Record) -> Iterator[str]:
    """Text-bound annotations (T), and the value of each as a note (#)."""
    number = 0
    for item in record.items():
        kind = getattr(item, "kind", None) or getattr(item, "type", None) or type(item).__name__
        value = getattr(item, "country", None) or getattr(item, "value", None) or getattr(item, "code", None)
        for m in item.mentions:
            number += 1
            words = " ".join(m.text.split())
            yield f"T{number}\t{str(kind).capitalize()} {m.start} {m.end}\t{words}"
            yield f"#{number}\tAnnotatorNotes T{number}\t{item.id}{f' {value}' if value else ''}"
