"""The Dask engine: the same tasks and outcomes, on the workers of a Dask cluster, one model in each."""

from __future__ import annotations

import faulthandler
import pickle
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from diplo_extract.corpus.task import Load, Outcome, Problem, Task, bundles
from diplo_extract.errors import MissingExtra, SourceError

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["run_dask"]

TASKS_AT_ONCE = 32
"""Documents in one Dask task: less, and the scheduler's own work shows."""

LOCAL = {
    "distributed.comm.timeouts.connect": "5s",
    "distributed.scheduler.allowed-failures": 1,
    "distributed.deploy.lost-worker-timeout": "1h",
}
"""On one machine nobody is far away: a worker that does not answer is dead.

The nanny of a dead worker starts another. Should that one be dying just when the last timeout is over, the cluster
would close the nanny for good.
"""

_IN_FLIGHT = 3
_TICK = 0.25
_NO_WORKER_SECONDS = 120
_RESULT_SECONDS = 20
_SETTLING_SECONDS = 1.0
"""What a worker is given before its first document: a nanny replaces none that ends while it is still starting."""

_ONE_AT_A_TIME = threading.Lock()


def run_dask(
    tasks: Iterator[Task], load: Load, *, scheduler: str | None, workers: int, timeout: float
) -> Iterator[Outcome | None]:
    """The outcomes of the tasks, as `run_pool` gives them.

    `scheduler` is the address of a running cluster; None starts one here with `workers` processes. What a document
    does to its worker, Dask tells of the 32 that were there: these are done again one by one, and those that fail then
    once more with nothing beside them, so that no document is blamed for its neighbour. Raises `MissingExtra` and
    `SourceError` for an address where no scheduler answers.
    """
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise MissingExtra("--engine dask", "dask") from error
    with _client(scheduler, workers) as client:
        yield from _submit_all(client, tasks, load, timeout)


@contextmanager
def _client(scheduler: str | None, workers: int) -> Iterator[Client]:
    """A client of the cluster at `scheduler`, or of one that lives as long as the client."""
    import dask
    import distributed

    if scheduler is None:
        with (
            dask.config.set(LOCAL),
            distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
            distributed.Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = distributed.Client(scheduler)
    except OSError as error:
        raise SourceError(f"no Dask scheduler at {scheduler}; check --scheduler ({error})") from error
    with client:
        yield client


def _submit_all(client: Client, tasks: Iterator[Task], load: Load, timeout: float) -> Iterator[Outcome | None]:
    queue = bundles(tasks, size=1 << 22, most=TASKS_AT_ONCE)
    patience = _Patience()
    again: deque[Task] = deque()
    suspects: list[Task] = []
    flying: dict[Future, list[Task]] = {}
    while True:
        room = _IN_FLIGHT * max(1, len(client.nthreads())) - len(flying)
        for _ in range(room):
            bundle = [again.popleft()] if again else next(queue, None)
            if bundle is None:
                break
            flying[client.submit(_extract_there, load, bundle, timeout, pure=False)] = bundle
        if not flying:
            break
        patience.check(client)
        for future in _finished(list(flying)):
            bundle = flying.pop(future)
            outcomes = _result(future)
            if outcomes is not None:
                yield from outcomes
            elif len(bundle) > 1:
                again.extend(bundle)
            else:
                suspects += bundle
            future.release()
        yield None
    for task in suspects:
        future = client.submit(_extract_there, load, [task], timeout, pure=False)
        while not _finished([future]):
            patience.check(client)
            yield None
        outcomes = _result(future)
        if outcomes is None:
            outcomes = [Outcome(task.key, None, _blame(future, timeout), len(task.data))]
        yield from outcomes


class _Patience:
    """How long the run waits for a cluster that has no worker left."""

    def __init__(self) -> None:
        self._seen = time.monotonic()

    def check(self, client: Client) -> None:
        """Raises `SourceError` when no worker has been there for a while; the finished documents are kept."""
        if client.nthreads():
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _NO_WORKER_SECONDS:
            raise SourceError(
                f"the Dask cluster has had no worker for {_NO_WORKER_SECONDS} seconds; start workers and run again"
            )


def _finished(futures: list[Any]) -> list[Any]:
    """The futures that have ended, after a short wait for the first of them."""
    import distributed

    try:
        distributed.wait(futures, timeout=_TICK, return_when="FIRST_COMPLETED")
    except TimeoutError:
        return []
    return [future for future in futures if future.done()]


def _result(future: Future) -> list[Outcome] | None:
    """The outcomes of a task that has ended; None when it failed, or when its result died with a worker."""
    if future.status != "finished":
        return None
    try:
        outcomes: list[Outcome] = future.result(timeout=_RESULT_SECONDS)
    except Exception:  # whatever Dask calls it: the documents are done again, and only then blamed
        return None
    return outcomes


def _blame(future: Future, timeout: float) -> Problem:
    error = future.exception() if future.status == "error" else None
    if type(error).__name__ == "KilledWorker":
        problem = f"it ended every worker that tried it, or took each over {timeout:g} seconds"
        return Problem("WorkerDied", problem, "split it, leave it out, or raise the limit with --timeout")
    return Problem("Internal", f"{type(error).__name__}: {error}", "see the log of the Dask workers")


def _extract_there(load: Load, tasks: list[Task], timeout: float) -> list[Outcome]:
    """Runs on a Dask worker: the outcomes of the tasks, by the model that the worker keeps.

    A thread cannot be stopped, so a document that takes too long ends the process; the nanny starts another.
    """
    from distributed import get_worker

    worker = get_worker()
    with _ONE_AT_A_TIME:
        extractors = worker.__dict__.setdefault("diplo_extractors", {})
        key = pickle.dumps(load)
        if key not in extractors:
            started = time.monotonic()
            extractors[key] = load()
            time.sleep(max(0.0, _SETTLING_SECONDS - (time.monotonic() - started)))
        outcomes: list[Outcome] = []
        for bundle in bundles(iter(tasks)):
            faulthandler.dump_traceback_later(timeout, exit=True)
            try:
                outcomes += extractors[key](bundle)
            finally:
                faulthandler.cancel_dump_traceback_later()
    return outcomes
