"""Output files that are whole or absent."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from diplo_extract.errors import OutputExists

__all__ = ["refuse_existing", "refuse_input", "whole_file"]

STANDARD_OUTPUT = Path("-")


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raises `OutputExists` for a path that is taken: by a file, unless `force` is given, or by anything else."""
    if path.exists() and not path.is_file():
        raise OutputExists(f"{path} is a folder or a device: give the name of a file as --output")
    if path.exists() and not force:
        raise OutputExists(f"{path} exists already: give another --output, or --force to replace it")


def refuse_input(output: Path, inputs: Iterable[Path]) -> None:
    """Raises `OutputExists` for an output that is one of the files to be read, so that nothing can force its loss."""
    if output.exists() and any(path.exists() and path.samefile(output) for path in inputs):
        raise OutputExists(f"{output} is one of the files to read: give another --output")


@contextmanager
def whole_file(path: Path, *, force: bool = False) -> Iterator[TextIO]:
    """A text file to write to (UTF-8, LF) that takes its name only when the block ends without an error.

    `-` is standard output, and a link the file that it leads to. Its folder is made where there is none. Raises
    `OutputExists` for a file that is there already, unless `force` is given, and for a folder or device in any case;
    and `OSError`.
    """
    if path == STANDARD_OUTPUT:
        yield sys.stdout
        return
    refuse_existing(path, force=force)
    goal = Path(os.path.realpath(path))
    goal.parent.mkdir(parents=True, exist_ok=True)
    part = goal.with_name(f".{goal.name}.{os.getpid()}.part")
    opened = _opened(part, path)
    try:
        with opened as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(goal)
    finally:
        part.unlink(missing_ok=True)


def _opened(part: Path, path: Path) -> TextIO:
    """The file of the moment, opened to write to; an `OSError` names the output that was asked for."""
    try:
        return part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        error.filename = str(path)
        raise
