"""A corpus run: what is found, what is already done, what came of the rest, and the files at the end."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from diplo_extract.corpus.checkpoint import Checkpoint
from diplo_extract.corpus.fingerprint import fingerprint, run_fingerprint
from diplo_extract.corpus.output import Output
from diplo_extract.corpus.pool import run_pool
from diplo_extract.corpus.progress import RunProgress
from diplo_extract.corpus.source import Item, Source, open_source
from diplo_extract.corpus.task import Load, Outcome, Problem, Task
from diplo_extract.corpus.worker import Extraction, load_extractor, problem_of
from diplo_extract.errors import DiploExtractError, DocumentError, OutputExists
from diplo_extract.extraction import iso_reference

__all__ = ["Engine", "Summary", "batch", "cores"]

Engine = Callable[[Iterator[Task], Load], Iterator[Outcome | None]]
"""Takes tasks lazily and gives their outcomes in any order; None where it has waited for nothing."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did. `records` and `failed` are those of the whole corpus, `extracted` the work of this run."""

    records: int = 0
    failed: int = 0
    extracted: int = 0
    reused: int = 0
    characters: int = 0
    seconds: float = 0.0
    left_out: dict[str, int] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """The exit status: 0 all done, 1 some document failed, 2 no record at all."""
        return 2 if not self.records else 1 if self.failed else 0


def cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def batch(
    source: str | Path | Source,
    *,
    output: str | Path | Output,
    extraction: Extraction | None = None,
    engine: Engine | None = None,
    retry_errors: bool = False,
    force: bool = False,
    progress: RunProgress | None = None,
    load: Load | None = None,
) -> Summary:
    """Extracts a record from each document of a corpus into a file of JSON Lines, in the order of the corpus.

    Goes on where an earlier run with the same output stopped, and does again only what has changed since. `engine`
    defaults to one worker process for each core. `retry_errors` tries the documents anew that failed unchanged. `force`
    replaces files that another run wrote. Raises `SourceError`, `OutputExists`, `OutputBusy`, `MissingExtra`,
    `ReferenceDateError`, `ModelMissing` and `OSError` (no room to write); a document that fails raises nothing.
    """
    extraction = extraction or Extraction()
    iso_reference(extraction.reference_date)
    if not isinstance(source, Source):
        source = open_source(source, max_characters=extraction.max_characters)
    output = output if isinstance(output, Output) else Output(Path(output))
    output.check(force=force)
    checkpoint = Checkpoint(output.checkpoint)
    try:
        _claim(checkpoint, source, output, force=force)
        run = _Run(checkpoint, output, progress or RunProgress(quiet=True), retry_errors, run_fingerprint(extraction))
        work = engine or partial(run_pool, workers=cores(), timeout=600.0)
        summary = run.work(source, work, load or partial(load_extractor, extraction))
    except DiploExtractError:
        checkpoint.give_up()
        raise
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error), str(output.checkpoint)) from error
    finally:
        checkpoint.close()
    return summary


def _claim(checkpoint: Checkpoint, source: Source, output: Output, *, force: bool) -> None:
    """Raises `OutputExists` where the output belongs to another corpus, and, forced or not, where it is the corpus."""
    if source.name in {str(path.resolve()) for path in output.own}:
        raise OutputExists(f"{output.path} is the corpus itself: give another --output")
    owner = checkpoint.setting("source")
    if owner not in (None, source.name) and any(checkpoint.counts()) and not force:
        raise OutputExists(f"{output.path} was made from {owner}: give another --output, or --force to replace it")
    checkpoint.change("source", source.name)


@dataclass(slots=True)
class _Run:
    checkpoint: Checkpoint
    output: Output
    progress: RunProgress
    retry_errors: bool
    run: bytes
    extracted: int = 0
    reused: int = 0
    characters: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    waiting: dict[str, str] = field(default_factory=dict)

    def work(self, source: Source, engine: Engine, load: Load) -> Summary:
        started = time.monotonic()
        outcomes = engine(self._tasks(source), load)
        with self.progress:
            for outcome in outcomes:
                if outcome is not None:
                    self._settle(outcome, self.waiting.pop(outcome.key))
                    self.extracted += outcome.record is not None
                self.checkpoint.tick()
                self.progress.tick()
            self.checkpoint.forget_others()
            self.output.write(self.checkpoint)
        records, failed = self.checkpoint.counts()
        return Summary(
            records=records,
            failed=failed,
            extracted=self.extracted,
            reused=self.reused,
            characters=self.characters,
            seconds=time.monotonic() - started,
            left_out=dict(sorted(self.left_out.items())),
            failures=dict(sorted(self.failures.items())),
            files=tuple(str(file) for file in self.output.files),
        )

    def _tasks(self, source: Source) -> Iterator[Task]:
        """The documents that have to be done; all others are settled on the way."""
        own = {str(path.resolve()) for path in self.output.own}
        for place, item in enumerate(source.items()):
            if f"{source.name}/{item.source}" in own:
                continue
            if item.left_out is not None:
                self.left_out[item.left_out] += 1
                continue
            task = self._read(item, place)
            if task is None:
                continue
            known = self.checkpoint.expect(
                task.key,
                id=task.id,
                source=task.source,
                place=place,
                fingerprint=fingerprint(self.run, task),
                retry_errors=self.retry_errors,
            )
            self.checkpoint.tick()
            if known is True:
                self.reused += 1
                self.progress.advance()
            elif isinstance(known, Problem):
                self._failed(task.source, known)
            else:
                self.waiting[task.key] = task.source
                yield task

    def _read(self, item: Item, place: int) -> Task | None:
        """The item as a task; None where it cannot be read, which is then settled."""
        key, taken = item.id, self.checkpoint.seen(item.id)
        task = Task(key, item.id, item.source, item.form, b"", item.reference_date)
        try:
            if taken is not None:
                task = replace(task, key=f"{item.id}\n{place}")
                raise DocumentError(item.source, f"the id {item.id} is taken by {taken}", "rename one of the two")
            return replace(task, data=item.read())
        except (DocumentError, OSError) as error:
            self.checkpoint.expect(
                task.key, id=item.id, source=item.source, place=place, fingerprint=b"", retry_errors=True
            )
            self._settle(Outcome(task.key, None, problem_of(error)), item.source)
            return None

    def _settle(self, outcome: Outcome, source: str) -> None:
        self.checkpoint.store(outcome)
        self.characters += outcome.characters
        if outcome.problem is not None:
            self._failed(source, outcome.problem)
        else:
            self.progress.advance(characters=outcome.characters)

    def _failed(self, source: str, problem: Problem) -> None:
        self.failures[problem.error] += 1
        self.progress.failure(source, problem, errors=self.output.errors.name)
        self.progress.advance()
