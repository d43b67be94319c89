"""Records as brat standoff: a folder with the text and the annotations of each document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from diplo_extract.errors import ExportError, OutputExists
from diplo_extract.files import whole_file
from diplo_extract.record import Mention, Record

__all__ = ["write_brat"]

FRAGMENT = re.compile(r"[^\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
"""What brat takes in one piece: words on one line, without a tab."""


def write_brat(records: Iterable[Record], output: Path, *, force: bool) -> None:
    """A `.txt` and an `.ann` file per record in the folder `output`; a `/` in an id becomes a sub-folder.

    Raises `OutputExists` for a file in the folder's place, `ExportError` for a record that does not carry its text, an
    id that leads out of the folder, and one that stands twice.
    """
    if output.exists() and not output.is_dir():
        raise OutputExists(f"{output} is a file: brat takes a folder, give another --output")
    written: set[Path] = set()
    for record in records:
        id, text = record.document.id, record.document.text
        if text is None:
            raise ExportError(f"{id}: brat needs the text; make the records anew with --with-text")
        base = output / id
        inside = base != output and base.is_relative_to(output) and ".." not in base.parts[len(output.parts) :]
        if not inside or "\0" in id:
            raise ExportError(f"{id!r}: an id that is no file name in the folder; change the id")
        if base in written:
            raise ExportError(f"{id}: a second record of this id, whose files would take the place of the first's")
        written.add(base)
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
            spans, words = _fragments(m)
            yield f"T{number}\t{str(kind).capitalize()} {spans}\t{words}"
            yield f"#{number}\tAnnotatorNotes T{number}\t{item.id}{f' {value}' if value else ''}"


def _fragments(mention: Mention) -> tuple[str, str]:
    """The offsets of a mention, piece by piece where it runs over lines, and its pieces with a space between them."""
    found = list(FRAGMENT.finditer(mention.text))
    spans = ";".join(f"{mention.start + piece.start()} {mention.start + piece.end()}" for piece in found)
    return spans, " ".join(piece.group() for piece in found)
