"""Worker processes on this machine, and the loop that watches over them.

A worker holds one bundle of tasks at a time, so that when it dies or hangs the culprit is among few documents; these
are then done one by one. `multiprocessing.Pool` and `concurrent.futures` lose a whole run there, or wait for ever.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from diplo_extract.corpus.task import Backlog, Extractor, Load, Outcome, Problem, Task

__all__ = ["TICK", "run_pool"]

TICK = 0.25
"""How long nothing may happen, in seconds, before `run_pool` says so by None."""


ORPHAN_SECONDS = 2.0
"""How often a worker without work looks whether its parent is still there."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    tasks: list[Task] = field(default_factory=list)
    deadline: float = 0.0


def run_pool(tasks: Iterator[Task], load: Load, *, workers: int, timeout: float) -> Iterator[Outcome | None]:
    """The outcomes of the tasks, in the order in which they are done; None when a quarter of a second brought none.

    A document that ends its worker is tried once more alone, one that takes over `timeout` seconds is not. Raises what
    `load` raises. Closing the iterator ends the workers.
    """
    backlog = Backlog(tasks, workers=workers)
    first = backlog.next()
    if first is None:
        return
    again = deque([first])
    forking = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forking else "spawn")
    extractor: Extractor | None = None
    if forking:
        extractor = load()  # once, before the workers fork: they share its pages
        gc.freeze()
    tried: set[str] = set()
    crew: list[_Worker] = []
    try:
        while True:
            for bundle in _next_bundles(backlog, again, workers - sum(bool(worker.tasks) for worker in crew)):
                worker = next((worker for worker in crew if not worker.tasks), None)
                if worker is None:
                    worker = _hire(context, load, extractor)
                    crew.append(worker)
                _give(worker, bundle, timeout)
            busy = [worker for worker in crew if worker.tasks]
            if not busy:
                return
            backlog.fill()
            ready = wait([worker.connection for worker in busy], timeout=TICK)
            if not ready:
                yield None
            for worker in busy:
                if worker.connection in ready:
                    outcomes = _take(worker)
                    if outcomes is not None:
                        worker.tasks = []
                        for bundle in _next_bundles(backlog, again, 1):  # before the outcomes are stored: it idles
                            _give(worker, bundle, timeout)
                        yield from outcomes
                        continue
                    problem = _death(worker)
                elif time.monotonic() > worker.deadline:
                    problem = _overtime(timeout)
                else:
                    continue
                crew.remove(worker)
                _dismiss(worker)
                if len(worker.tasks) > 1:
                    again.extend([task] for task in worker.tasks)
                elif problem.error == "WorkerDied" and worker.tasks[0].key not in tried:
                    tried.add(worker.tasks[0].key)
                    again.append(worker.tasks)
                else:
                    yield Outcome(worker.tasks[0].key, None, problem, len(worker.tasks[0].data))
    finally:
        for worker in crew:
            _dismiss(worker)
        if forking:
            gc.unfreeze()


def _next_bundles(backlog: Backlog, again: deque[list[Task]], count: int) -> Iterator[list[Task]]:
    for _ in range(count):
        bundle = again.popleft() if again else backlog.next()
        if bundle is None:
            return
        yield bundle


def _hire(context: Any, load: Load, extractor: Extractor | None) -> _Worker:
    """A worker that is ready. Raises what went wrong in it where it could not load its model."""
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, load, extractor), daemon=True)
    process.start()
    theirs.close()
    try:
        fault = ours.recv()
    except EOFError as error:
        raise RuntimeError(f"a worker ended while it was loading its model (exit code {process.exitcode})") from error
    if fault is not None:
        raise fault
    return _Worker(process, ours)


def _serve(connection: Connection, load: Load, extractor: Extractor | None) -> None:
    """The life of a worker: bundles in, outcomes out, until nobody is at the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        extract = extractor or load()
    except Exception as error:
        connection.send(error)
        return
    connection.send(None)
    parent = os.getppid()
    try:
        while os.getppid() == parent:  # a parent that was killed closes nothing: the other workers hold its pipes too
            if connection.poll(ORPHAN_SECONDS):
                connection.send(extract(connection.recv()))
    except (EOFError, OSError):
        return


def _give(worker: _Worker, bundle: list[Task], timeout: float) -> None:
    """Hands a bundle to an idle worker. Its death in the meantime shows when its answer is taken."""
    worker.tasks = bundle
    worker.deadline = time.monotonic() + timeout
    with suppress(OSError):
        worker.connection.send(bundle)


def _take(worker: _Worker) -> list[Outcome] | None:
    try:
        outcomes: list[Outcome] = worker.connection.recv()
    except (EOFError, OSError):
        return None
    return outcomes


def _dismiss(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()


def _death(worker: _Worker) -> Problem:
    worker.process.join(timeout=5)
    code = worker.process.exitcode
    how = f"by signal {-code}" if code is not None and code < 0 else f"with exit code {code}"
    return Problem("WorkerDied", f"its worker process ended {how}, twice", "split it, or leave it out")


def _overtime(timeout: float) -> Problem:
    return Problem("Timeout", f"not done after {timeout:g} seconds", "split it, or raise the limit with --timeout")
