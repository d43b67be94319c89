"""Kills a corpus run at random moments, goes on each time, and compares with an undisturbed run.

    python -m tests.corpus.kill [--documents 2000] [--kills 25] [--seed 1] [--real]

Prints the moments and the verdict; exit status 1 when a byte differs. `--real` uses the real extractor, else a small
one that takes a few milliseconds for a document.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from diplo_extract.corpus.pool import run_pool
from diplo_extract.corpus.run import batch
from tests.corpus.fake import loader, write_corpus

SECONDS = 0.004


def run_once(folder: Path, output: Path, *, real: bool, seconds: float = SECONDS) -> None:
    """One run to its end, with two workers."""
    load = None if real else loader(seconds=seconds)
    batch(folder, output=output, engine=partial(run_pool, workers=2, timeout=60), load=load)


def start(folder: Path, output: Path, *, real: bool) -> subprocess.Popen[bytes]:
    """A run in a process group of its own, so that a kill takes its workers too."""
    command = [sys.executable, "-m", "tests.corpus.kill", "--run", str(folder), str(output)]
    return subprocess.Popen([*command, *(["--real"] if real else [])], start_new_session=True)


def kill_and_resume(folder: Path, output: Path, *, kills: int, span: float, seed: int, real: bool) -> int:
    """Kills `kills` runs, each within `span` seconds of work, then lets one end. How many were alive when killed."""
    chance = random.Random(seed)
    alive = 0
    for number in range(kills):
        process = start(folder, output, real=real)
        time.sleep(chance.uniform(0.0, span))
        if process.poll() is None:
            alive += 1
            # Now the whole group, now the parent alone: its workers have to end by themselves.
            if number % 2:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        if output.exists():
            assert output.read_bytes().endswith(b"\n"), "a torn output"
    process = start(folder, output, real=real)
    assert process.wait() == 0
    return alive


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--run", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        run_once(*options.run, real=options.real)
        return 0
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        write_corpus(place / "corpus", options.documents)
        started = time.monotonic()
        assert start(place / "corpus", place / "whole.jsonl", real=options.real).wait() == 0
        undisturbed = time.monotonic() - started
        # Spans add up to more than the run, so that some kills fall into the writing at the end.
        span = 2.5 * undisturbed / options.kills + (8.0 if options.real else 3.0)
        alive = kill_and_resume(
            place / "corpus",
            place / "killed.jsonl",
            kills=options.kills,
            span=span,
            seed=options.seed,
            real=options.real,
        )
        whole, killed = (place / "whole.jsonl").read_bytes(), (place / "killed.jsonl").read_bytes()
        same = whole == killed
        print(
            f"{options.documents:,} documents, undisturbed {undisturbed:.1f} s; {alive} of {options.kills} kills hit "
            f"a running process; {whole.count(chr(10).encode()):,} records; "
            + ("the same bytes" if same else "THE OUTPUTS DIFFER")
        )
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
