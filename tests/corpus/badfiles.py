"""Forty kinds of bad files among good ones.

    python -m tests.corpus.badfiles [--good 500] [--real]

Runs a corpus that holds them all, prints what was said of each, the time and the highest memory of a process; exit
status 1 when a good document is missing or a bad one is not explained.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import socket
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from diplo_extract.corpus.pool import run_pool
from diplo_extract.corpus.run import Summary, batch
from diplo_extract.corpus.worker import Extraction
from tests.corpus.fake import SECOND, loader, write_corpus

LIMIT = 200_000
"""The size limit of the run, in characters."""

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8
TEXT = f"Le ministre a reçu une délégation.{SECOND}"


def _zip() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("texte.txt", bytes(range(256)) * 20)
    return file.getvalue()


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # the address of a socket is short
        server.bind(path.name)
        os.chdir(here)


CONTENTS: dict[str, bytes] = {
    "empty": b"",
    "one-line-feed": b"\n",
    "white-space": b" \t\r\n" * 500,
    "no-break-spaces": "\u00a0\u202f\u2009".encode() * 200,
    "zero-width": "\u200b\u2060\ufeff".encode() * 200,
    "byte-order-mark-only": b"\xef\xbb\xbf",
    "utf-16-mark-only": b"\xff\xfe",
    "marks": b"*** -- ... (!) [?] --- ***",
    "punctuation": "… — « » ; : ! ?".encode(),
    "one-guillemet": "«".encode(),
    "a-million-guillemets": "«".encode() * 1_000_000,
    "a-million-letters-on-one-line": b"a" * 1_000_000,
    "a-megabyte-of-words-on-one-line": b"accord " * 150_000,
    "a-million-line-feeds": b"\n" * 1_000_000,
    "too-many-characters": TEXT.encode() * (LIMIT // len(TEXT) + 2),
    "nul-bytes": b"Le ministre\x00\x00\x00 est parti." * 20,
    "only-nul-bytes": b"\x00" * 5000,
    "utf-16-without-mark-cut": TEXT.encode("utf-16-le")[:-1],
    "utf-32-without-mark": TEXT.encode("utf-32-le"),
    "utf-16-cut": b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1],
    "utf-16-half-pair": b"\xff\xfe" + "Le ministre ".encode("utf-16-le") + b"\x00\xd8" + "a".encode("utf-16-le"),
    "no-windows-1252": b"Le ministre \x81\x8d\x8f\x90\x9d est parti",
    "ebcdic": ("Le ministre a recu une delegation. " * 5).encode("cp500"),
    "picture": PNG,
    "archive": _zip(),
    "program": b"\x7fELF\x02\x01\x01" + b"\x00" * 57 + bytes(range(256)) * 4,
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 30,
    "escape-sequences": b"\x1b[31m\x07\x08" * 300 + b"ministre",
    "compressed-under-a-plain-name": gzip.compress(TEXT.encode() * 40, mtime=0),
}

PACKED: dict[str, bytes] = {
    "gzip-that-is-none": TEXT.encode(),
    "gzip-cut": gzip.compress(TEXT.encode() * 50, mtime=0)[:60],
    "gzip-broken": gzip.compress(TEXT.encode() * 50, mtime=0)[:30] + b"\x00" * 40,
    "gzip-bomb": gzip.compress(b"a " * 20_000_000, mtime=0),
    "gzip-empty": gzip.compress(b"", mtime=0),
}

SPECIAL: dict[str, Callable[[Path], object]] = {
    "200-megabytes.txt": partial(_sparse, size=200_000_000),
    "folder-named.txt": Path.mkdir,
    "link-to-itself.txt": lambda path: path.symlink_to(path.name),
    "link-to-nothing.txt": lambda path: path.symlink_to("nothing-here.txt"),
    "fifo.txt": os.mkfifo,
    "socket.txt": _socket,
    "line\nbreak.txt": lambda path: path.write_text(TEXT),
    "control\x07.txt": lambda path: path.write_text(TEXT),
}


def write_bad_files(folder: Path) -> int:
    """Writes one file of each kind into the folder; how many that is."""
    for name, data in CONTENTS.items():
        (folder / f"{name}.txt").write_bytes(data)
    for name, data in PACKED.items():
        (folder / f"{name}.txt.gz").write_bytes(data)
    for name, make in SPECIAL.items():
        make(folder / name)
    count = len(CONTENTS) + len(PACKED) + len(SPECIAL)
    with open(os.fsencode(folder) + b"/name-\xff-no-utf-8.txt", "wb") as file:  # noqa: PTH123 - no name for a Path
        file.write(TEXT.encode())
    count += 1
    if os.geteuid():
        (folder / "unreadable.txt").write_text(TEXT)
        (folder / "unreadable.txt").chmod(0)
        count += 1
    return count


def run_with_bad_files(place: Path, *, good: int, real: bool = False) -> tuple[Summary, int, list[dict[str, str]]]:
    """Summary, number of bad files, and the lines of the error file."""
    folder = place / "corpus"
    write_corpus(folder, good)
    bad = write_bad_files(folder)
    summary = batch(
        folder,
        output=place / "records.jsonl",
        extraction=Extraction(max_characters=LIMIT),
        engine=partial(run_pool, workers=2, timeout=60),
        load=None if real else loader(max_characters=LIMIT),
    )
    lines = (place / "records.errors.jsonl").read_text("utf-8").split("\n")[:-1]
    return summary, bad, [json.loads(line) for line in lines]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--good", type=int, default=500)
    parser.add_argument("--real", action="store_true")
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        summary, bad, errors = run_with_bad_files(Path(name), good=options.good, real=options.real)
    for error in errors:
        print(f"{error['source'][:40]:40} {error['error']:20} {error['problem']}; {error['remedy']}")
    parent, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"{summary.records} records of {options.good}, {len(errors)} errors for {bad} bad files, exit status "
        f"{summary.status}; {time.monotonic() - started:.1f} s, at most {max(parent, children) // 1024} MiB a process"
    )
    return 0 if (summary.records, len(errors), summary.status) == (options.good, bad, 1) else 1


if __name__ == "__main__":
    sys.exit(main())
