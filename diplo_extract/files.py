"""Output files that are whole or absent."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from diplo_extract.errors import OutputExists

__all__ = ["whole_file"]


@contextmanager
def whole_file(path: Path, *, force: bool = False) -> Iterator[TextIO]:
    """A text file to write to (UTF-8, LF) that takes its name only when the block ends without an error.

    Raises `OutputExists` for a file that is there already, unless `force` is given.
    """
    if path.exists() and not force:
        raise OutputExists(f"{path} exists already: give another --output, or --force to replace it")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
