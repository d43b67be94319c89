"""Where documents come from: a folder, a list of paths, a file of rows, object storage. All found lazily, in order."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from diplo_extract.corpus.tables import TABLES, Fields, escaped, read_rows_of, unprintable
from diplo_extract.document.form import Form, form_of, stem_of
from diplo_extract.errors import DocumentError, DocumentTooLarge, SourceError

__all__ = ["Item", "Source", "open_source"]

SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml")
"""What is read in a folder where no --glob says otherwise; each also with `.gz` behind it."""


@dataclass(frozen=True, slots=True)
class Item:
    """One document found and not read yet.

    `read` gives its bytes; it raises `DocumentError` or `OSError`. `left_out` says why it is none of ours: then it is
    counted, and neither read nor an error.
    """

    id: str
    source: str
    form: Form
    read: Callable[[], bytes]
    reference_date: str | None = None
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A corpus. `items` begins a new walk through it; `recountable` says whether it can be called twice."""

    name: str
    items: Callable[[], Iterator[Item]]
    recountable: bool = True


def open_source(
    source: str | Path,
    *,
    globs: tuple[str, ...] = (),
    fields: Fields | None = None,
    max_characters: int,
    paths: BinaryIO | None = None,
) -> Source:
    """The corpus at `source`: a folder, a `.jsonl`, `.csv` or `.parquet` file, one text file, or an fsspec address.

    `-` reads paths from `paths`, one a line. `globs` choose files in a folder, by name or by path in the folder. Raises
    `SourceError` where there is nothing to read.
    """
    limit = 4 * max_characters + 4
    name = str(source)
    if name == "-":
        if paths is None:
            raise SourceError("- reads a list of paths, and none was given")
        return Source("-", partial(_listed, paths, limit), recountable=False)
    if "://" in name:
        return Source(name, partial(_stored, name, globs, limit))
    path = Path(source)
    if path.is_dir():
        return Source(str(path.resolve()), partial(_walk, path, globs, limit))
    if not path.exists():
        raise SourceError(f"{path}: no such file or folder; check the path")
    if _table_suffix(path.name) in TABLES:
        return Source(str(path.resolve()), partial(_rows, path, fields or Fields(), limit))
    return Source(str(path.resolve()), partial(_single, path, limit))


def _walk(folder: Path, globs: tuple[str, ...], limit: int) -> Iterator[Item]:
    """The files of a folder at any depth, in the order of their names, each level by itself.

    Hidden files and folders are passed by; so are links to folders and links that lead out of the folder. Raises
    `SourceError` where the folder itself cannot be listed: it would pass for one whose documents are gone.
    """
    root = os.fsencode(folder)
    real_root = os.path.realpath(root)
    levels = [iter([b""])]
    while levels:
        relative = next(levels[-1], None)
        if relative is None:
            levels.pop()
            continue
        path = os.path.join(root, relative)  # noqa: PTH118 - names may be no UTF-8
        if not relative or (os.path.isdir(path) and not os.path.islink(path)):  # noqa: PTH112, PTH114
            if relative and _wanted(relative, ()) and _wanted(relative, globs):
                yield _refused(relative, "a folder with the name of a text", "rename it; the files in it are read")
            try:
                names = sorted(os.listdir(path))  # noqa: PTH208
            except OSError as error:
                if not relative:
                    raise SourceError(f"{folder}: {error.strerror}; check the folder's permissions") from error
                yield _refused(relative, error.strerror or str(error), "check the folder's permissions")
                continue
            prefix = relative + b"/" if relative else b""
            levels.append(iter([prefix + name for name in names if not name.startswith(b".")]))
        else:
            yield _file_in(path, relative, real_root, globs, limit)


def _file_in(path: bytes, relative: bytes, real_root: bytes, globs: tuple[str, ...], limit: int) -> Item:
    name = _shown(relative)
    if not _wanted(relative, globs):
        suffix = PurePosixPath(name).suffix or "no suffix"
        return _left_out(name, f"files of another kind ({suffix})")
    if os.path.islink(path) and not os.path.realpath(path).startswith(real_root + b"/"):  # noqa: PTH114
        return _left_out(name, "links that lead out of the folder")
    if os.path.islink(path) and os.path.isdir(path):  # noqa: PTH112, PTH114
        return _left_out(name, "links to folders")
    try:
        clean = relative.decode("utf-8")
    except UnicodeDecodeError:
        return _refused(relative, "a file name that is no UTF-8", "rename the file")
    if unprintable(clean):
        return _refused(relative, "a file name with a line break or control character", "rename the file")
    return Item(stem_of(clean), clean, form_of(clean), partial(_read_file, path, clean, limit))


def _listed(lines: BinaryIO, limit: int) -> Iterator[Item]:
    """The files of a list of paths, one a line. Blank lines are passed by."""
    for line in lines:
        path = line.rstrip(b"\r\n")
        if not path.strip():
            continue
        try:
            clean = path.decode("utf-8")
        except UnicodeDecodeError:
            yield _refused(path, "a file name that is no UTF-8", "rename the file")
            continue
        id = stem_of(PurePosixPath(clean).as_posix().lstrip("/"))
        yield Item(id, clean, form_of(clean), partial(_read_file, path, clean, limit))


def _single(path: Path, limit: int) -> Iterator[Item]:
    yield Item(stem_of(path.name), path.name, form_of(path.name), partial(_read_file, bytes(path), str(path), limit))


def _rows(path: Path, fields: Fields, limit: int) -> Iterator[Item]:
    for row in read_rows_of(path, _table_suffix(path.name), fields, limit):
        yield Item(row.id, row.source, "text", row.read, row.reference_date)


def _stored(address: str, globs: tuple[str, ...], limit: int) -> Iterator[Item]:
    """The files under an fsspec address, such as `s3://bucket/communiques`. Raises `MissingExtra`."""
    from diplo_extract.errors import MissingExtra

    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise MissingExtra(f"reading {address}", "cloud") from error
    system, root = url_to_fs(address)
    prefix = root.rstrip("/") + "/"
    for path in _sorted_files(system, root):
        relative = path.removeprefix(prefix)
        if any(part.startswith(".") for part in relative.split("/")):
            continue
        if not _wanted(relative.encode("utf-8", "surrogatepass"), globs):
            yield _left_out(relative, f"files of another kind ({PurePosixPath(relative).suffix or 'no suffix'})")
            continue

        def read(path: str = path, relative: str = relative) -> bytes:
            if system.size(path) > limit:
                raise _too_large(relative, system.size(path), limit)
            return bytes(system.cat_file(path))

        yield Item(stem_of(relative), relative, form_of(relative), read)


def _sorted_files(system: object, root: str) -> Iterable[str]:
    return sorted(str(path) for path in system.find(root))  # type: ignore[attr-defined]


def _read_file(path: bytes, name: str, limit: int) -> bytes:
    """The bytes of a regular file. A pipe or device is refused unopened for reading, a file over `limit` unread."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:  # noqa: PTH123
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise DocumentError(name, "a folder, no file", "give the files in it")
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(name, "a pipe, socket or device, no file", "give a regular file")
        if status.st_size > limit:
            raise _too_large(name, status.st_size, limit)
        return file.read(limit + 1)


def _too_large(name: str, size: int, limit: int) -> DocumentTooLarge:
    problem = f"{size:,} bytes, the limit is {limit // 4 - 1:,} characters"
    return DocumentTooLarge(name, problem, "split it, or raise the limit with max_characters (--max-characters)")


def _refused(name: bytes, problem: str, remedy: str) -> Item:
    shown = _shown(name)

    def read() -> bytes:
        raise DocumentError(shown, problem, remedy)

    return Item(stem_of(shown), shown, "text", read)


def _left_out(name: str, reason: str) -> Item:
    return Item(name, name, "text", bytes, left_out=reason)


def _shown(name: bytes) -> str:
    """A file name that may be printed: bytes that are no UTF-8 and control characters escaped."""
    text = name.decode("utf-8", "backslashreplace")
    return escaped(text)


def _wanted(relative: bytes, globs: tuple[str, ...]) -> bool:
    path = relative.decode("utf-8", "replace")
    name = path.rsplit("/", 1)[-1]
    if globs:
        return any(fnmatchcase(path, glob) or fnmatchcase(name, glob) for glob in globs)
    return name.lower().removesuffix(".gz").endswith(SUFFIXES)


def _table_suffix(name: str) -> str:
    """The suffix that tells a file of rows, in lower case, without `.gz`."""
    return PurePosixPath(name.lower().removesuffix(".gz")).suffix
