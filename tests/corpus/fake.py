"""An extractor that reads documents as the real one does, makes a small record at once, and misbehaves on demand."""

from __future__ import annotations

import json
import os
import signal
import time
import zlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from diplo_extract.corpus.task import Extractor, Outcome, Task
from diplo_extract.corpus.worker import problem_of, read_task

SECOND = " Les deux ministres ont signé un accord."


def loader(*, seconds: float = 0.0, log: Path | None = None, max_characters: int = 2_000_000) -> partial[Extractor]:
    """A `Load` whose extractor takes `seconds` for a document and writes the id of each to `log`."""
    return partial(load_fake, seconds, log, max_characters)


def load_fake(seconds: float, log: Path | None, max_characters: int) -> Extractor:
    def extract(tasks: Sequence[Task]) -> list[Outcome]:
        return [_extract(task, seconds, log, max_characters) for task in tasks]

    return extract


def _extract(task: Task, seconds: float, log: Path | None, max_characters: int) -> Outcome:
    if log is not None:
        with log.open("a") as file:
            file.write(f"{task.id}\n")
    time.sleep(seconds)
    try:
        document = read_task(task, max_characters=max_characters)
    except Exception as error:
        return Outcome(task.key, None, problem_of(error))
    _misbehave(document.text)
    record = {"document": {"id": document.id, "source": document.source, "sha256": document.sha256}}
    record["warnings"] = list(document.warnings)  # type: ignore[assignment]
    line = json.dumps(record, ensure_ascii=False).encode() + b"\n"
    return Outcome(task.key, zlib.compress(line, 1), None, len(document.text))


def _misbehave(text: str) -> None:
    """Does what the text says: `KILL` ends the process, `KILL ONCE FILE` only if FILE is not there, `HANG` sleeps."""
    if text.startswith("KILL ONCE "):
        mark = Path(text.removeprefix("KILL ONCE ").strip())
        if mark.exists():
            return
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith("KILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith("HANG"):
        time.sleep(1000)


def write_corpus(folder: Path, count: int) -> None:
    """`count` texts of different lengths in folders of fifty."""
    for number in range(count):
        path = folder / f"{number // 50:03}" / f"note-{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Le ministre a reçu {number} délégués." + SECOND * (number % 7), "utf-8")
