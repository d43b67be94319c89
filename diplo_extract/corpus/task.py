"""What goes to a worker and what comes back: bytes in, a finished line of JSON out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diplo_extract.document.form import Form

__all__ = ["Backlog", "Extractor", "Load", "Outcome", "Problem", "Task", "bundles"]


class Problem(NamedTuple):
    """Why a document gave no record: the kind of error, what is wrong, what to do."""

    error: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Task:
    """One document to extract. `key` names it in the checkpoint; `data` holds its bytes as they were stored."""

    key: str
    id: str
    source: str
    form: Form
    data: bytes
    reference_date: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one task: either `record`, a line of JSON compressed by zlib, or `problem`."""

    key: str
    record: bytes | None
    problem: Problem | None
    characters: int = 0


Extractor = Callable[[Sequence[Task]], list[Outcome]]
"""The outcomes of some tasks, in their order. Raises nothing that a document can cause."""

Load = Callable[[], Extractor]
"""Makes the extractor, once in each worker. Can be pickled."""

BUNDLE_BYTES = 16_384
BUNDLE_TASKS = 64


def bundles(tasks: Iterator[Task], *, size: int = BUNDLE_BYTES, most: int = BUNDLE_TASKS) -> Iterator[list[Task]]:
    """The tasks in their order, small ones together: up to `size` bytes and `most` tasks, and always at least one.

    The model is about twice as fast on forty short notes at once as on one after the other; from the length of a
    communiqué on there is little to gain, and a bundle of one loses nothing when its worker dies.
    """
    bundle: list[Task] = []
    filled = 0
    for task in tasks:
        if bundle and (filled + len(task.data) > size or len(bundle) == most):
            yield bundle
            bundle, filled = [], 0
        bundle.append(task)
        filled += len(task.data)
    if bundle:
        yield bundle


class Backlog:
    """The tasks that wait for one of `workers` workers, read a little ahead of them.

    Bundles grow smaller when the end is in sight, so that no worker is left with a large one while the others are done.
    """

    def __init__(self, tasks: Iterator[Task], *, workers: int) -> None:
        self._tasks, self._parts = tasks, 2 * workers
        self._ahead: deque[Task] = deque()
        self._filled = 0

    def fill(self) -> None:
        """Reads ahead, to be done while the workers are busy."""
        while self._filled < self._parts * BUNDLE_BYTES and len(self._ahead) < self._parts * BUNDLE_TASKS:
            task = next(self._tasks, None)
            if task is None:
                return
            self._ahead.append(task)
            self._filled += len(task.data)

    def next(self) -> list[Task] | None:
        """The next bundle; None when there is no task left."""
        self.fill()
        size = min(BUNDLE_BYTES, self._filled // self._parts)
        most = min(BUNDLE_TASKS, max(1, len(self._ahead) // self._parts))
        bundle = next(bundles(iter(self._ahead), size=size, most=most), None)
        for _ in bundle or ():
            self._filled -= len(self._ahead.popleft().data)
        return bundle
