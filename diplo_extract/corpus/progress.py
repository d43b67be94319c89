"""How far a run is, on standard error: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from diplo_extract.corpus.task import Problem

__all__ = ["RunProgress"]

_SHOWN_FAILURES = 20
_LINE_SECONDS = 10.0
_BAR_SECONDS = 0.2
_COUNTING_SECONDS = 0.01


class RunProgress:
    """The progress of one run. Starts no thread, so that workers can be forked at any time.

    `counted` walks through the corpus once more, only to count it; without it the total stays unknown.
    """

    def __init__(self, *, counted: Iterator[object] | None = None, quiet: bool = False) -> None:
        self.documents = self.failed = self.characters = 0
        self._counted, self._found = counted, 0
        self._total: int | None = None
        self._console = Console(stderr=True, highlight=False, quiet=quiet)
        self._start = self._shown = time.monotonic()
        self._bar: Progress | None = None
        if self._console.is_terminal and not quiet:
            self._bar = Progress(
                SpinnerColumn(),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rest]}"),
                TimeRemainingColumn(),
                console=self._console,
                auto_refresh=False,
            )
            self._task = self._bar.add_task("", total=None, rest="")

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, *, characters: int = 0) -> None:
        """One more document is dealt with."""
        self.documents += 1
        self.characters += characters
        self.tick()

    def failure(self, source: str, problem: Problem, *, errors: str) -> None:
        """Says what failed; after twenty of them only where the rest stands."""
        self.failed += 1
        if self.failed <= _SHOWN_FAILURES:
            self._say(f"error: {source}: {problem.problem}; {problem.remedy}")
        elif self.failed == _SHOWN_FAILURES + 1:
            self._say(f"more errors follow; all will stand in {errors}")

    def note(self, text: str) -> None:
        """A line for the reader, in its own time."""
        self._say(text)

    def tick(self) -> None:
        """Shows where the run is, if that was long ago; counts on in the corpus."""
        now = time.monotonic()
        self._count(now + _COUNTING_SECONDS)
        if now - self._shown < (_LINE_SECONDS if self._bar is None else _BAR_SECONDS):
            return
        self._shown = now
        if self._bar is not None:
            self._bar.update(self._task, completed=self.documents, total=self._total, rest=self._rest(now))
            self._bar.refresh()
            return
        total = "" if self._total is None else f" of {self._total:,}"
        left = ""
        if self._total is not None and self.documents:
            seconds = (now - self._start) * (self._total - self.documents) / self.documents
            left = f", {_duration(seconds)} left"
        self._say(f"{self.documents:,}{total} documents, {self._rest(now)}{left}")

    def _rest(self, now: float) -> str:
        rate = self.characters / max(now - self._start, 0.001)
        return f"{rate:,.0f} characters/s, {self.failed:,} failed"

    def _count(self, until: float) -> None:
        if self._counted is None:
            return
        for _ in self._counted:
            self._found += 1
            if time.monotonic() > until:
                return
        self._total, self._counted = self._found, None

    def _say(self, text: str) -> None:
        self._console.print(text, markup=False, soft_wrap=True)


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {seconds:02} s"
