"""The files of a run: records, shards, errors. Each is whole or absent, and nothing is overwritten unasked."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from diplo_extract.corpus.checkpoint import Checkpoint
from diplo_extract.errors import MissingExtra, OutputExists
from diplo_extract.files import refuse_existing

__all__ = ["Output", "write_json"]

_COMPRESSED = (".gz", ".zst")
_JSON = (".jsonl", ".ndjson", ".json")


@dataclass(frozen=True, slots=True)
class Output:
    """Where a run writes: `path`, or `shards` files beside it with about as many records each."""

    path: Path
    shards: int = 1

    @property
    def stem(self) -> str:
        """The file name without `.jsonl`, `.gz` and `.zst`."""
        name = self.path.name
        for suffix in (*_COMPRESSED, *_JSON):
            name = name.removesuffix(suffix)
        return name or self.path.name

    @property
    def checkpoint(self) -> Path:
        return self.path.with_name(f"{self.stem}.checkpoint")

    @property
    def errors(self) -> Path:
        return self.path.with_name(f"{self.stem}.errors.jsonl")

    @property
    def files(self) -> list[Path]:
        """The record files, in order."""
        if self.shards == 1:
            return [self.path]
        suffix = self.path.name.removeprefix(self.stem)
        return [
            self.path.with_name(f"{self.stem}-{number:05}-of-{self.shards:05}{suffix}")
            for number in range(1, self.shards + 1)
        ]

    @property
    def own(self) -> list[Path]:
        """All files that a run makes, the journal of its checkpoint among them."""
        return [*self.files, self.errors, self.checkpoint, Path(f"{self.checkpoint}-journal")]

    def check(self, *, force: bool) -> None:
        """Raises `OutputExists` for files that no run with this checkpoint wrote, `MissingExtra` for .zst.

        A name that is no JSON's is refused too, forced or not: it would be that of a text.
        """
        if not self.path.name.removesuffix(self.path.suffix if self.path.suffix in _COMPRESSED else "").endswith(_JSON):
            raise OutputExists(
                f"{self.path} is no name for records: give one that ends in .jsonl, .jsonl.gz or .jsonl.zst"
            )
        if self.path.name.endswith(".zst"):
            _zstandard()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for path in (*self.files, self.errors):
            refuse_existing(path, force=force or self.checkpoint.exists())

    def write(self, checkpoint: Checkpoint) -> None:
        """Writes records and errors from the checkpoint, unless the files already say just this."""
        done, failed = checkpoint.counts()
        written = json.loads(checkpoint.setting("written") or "{}")
        digest = _digest(checkpoint)
        files = [*self.files, *([self.errors] if failed else [])]
        if written.get("digest") == digest and written.get("files") == [_stamp(file) for file in files]:
            return
        lines = checkpoint.lines()
        for number, file in enumerate(self.files):
            share = done * (number + 1) // self.shards - done * number // self.shards
            write_lines(file, islice(lines, share))
        if failed:
            write_lines(self.errors, _error_lines(checkpoint))
        for name, *_ in written.get("files", []):
            if name not in {file.name for file in files}:
                self.path.with_name(name).unlink(missing_ok=True)
        checkpoint.change("written", json.dumps({"digest": digest, "files": [_stamp(file) for file in files]}))


def _digest(checkpoint: Checkpoint) -> str:
    digest = hashlib.sha256()
    for row in checkpoint.digest_rows():
        digest.update(row)
    return digest.hexdigest()


def _stamp(path: Path) -> list[str | int] | None:
    """What tells that a file is the one that was written: name, size and time of change; None if it is not there."""
    if not path.exists():
        return None
    status = path.stat()
    return [path.name, status.st_size, status.st_mtime_ns]


def _error_lines(checkpoint: Checkpoint) -> Iterator[bytes]:
    for id, source, problem in checkpoint.failures():
        error = {"id": id, "source": source, **problem._asdict()}
        yield json.dumps(error, ensure_ascii=False).encode("utf-8") + b"\n"


def write_lines(path: Path, lines: Iterable[bytes]) -> None:
    """Writes a file that takes its name when it is whole and on the disk. The same lines give the same bytes."""
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as raw:
            with _compressed(raw, path.suffix) as file:
                for line in lines:
                    file.write(line)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_json(path: Path, value: object) -> None:
    """Writes a small JSON file, whole or not at all, and its folder where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_lines(path, [json.dumps(value, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"])


@contextmanager
def _compressed(raw: IO[bytes], suffix: str) -> Iterator[IO[bytes]]:
    if suffix == ".gz":
        with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as file:
            yield cast(IO[bytes], file)
    elif suffix == ".zst":
        with _zstandard().ZstdCompressor(level=3).stream_writer(raw, closefd=False) as file:
            yield file
    else:
        yield raw


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtra("writing .zst files", "zst") from error
    return zstandard
