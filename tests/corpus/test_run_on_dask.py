"""The Dask engine on a local cluster of two workers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from diplo_extract.corpus.cluster import LOCAL, run_dask
from diplo_extract.corpus.pool import run_pool
from diplo_extract.corpus.run import Summary, batch
from tests.corpus.fake import loader, write_corpus

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    import dask

    with (
        dask.config.set(LOCAL),
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        yield cluster.scheduler_address


def run(folder: Path, output: Path, scheduler: str | None, *, timeout: float = 60) -> Summary:
    dask = partial(run_dask, scheduler=scheduler, workers=2, timeout=timeout)
    local = partial(run_pool, workers=2, timeout=timeout)
    return batch(folder, output=output, engine=dask if scheduler else local, load=loader())


def test_the_same_bytes_as_a_local_run_and_the_same_resume(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    corpus = tmp_path / "corpus"
    write_corpus(corpus, 150)
    run(corpus, tmp_path / "local.jsonl", None)  # before the threads of a cluster are there: then no worker can fork
    scheduler = request.getfixturevalue("scheduler")
    run(corpus, tmp_path / "dask.jsonl", scheduler)
    assert (tmp_path / "dask.jsonl").read_bytes() == (tmp_path / "local.jsonl").read_bytes()
    assert run(corpus, tmp_path / "dask.jsonl", scheduler).reused == 150


def test_a_killed_worker_loses_nothing(tmp_path: Path, scheduler: str) -> None:
    corpus = tmp_path / "corpus"
    write_corpus(corpus, 100)
    (corpus / "000/note-00010x.txt").write_text(f"KILL ONCE {tmp_path / 'mark'}", "utf-8")
    summary = run(corpus, tmp_path / "records.jsonl", scheduler)
    assert (tmp_path / "mark").exists()
    assert (summary.records, summary.failed) == (101, 0)


@pytest.mark.parametrize(("poison", "timeout"), [("KILL", 60.0), ("HANG", 0.5)])
def test_a_poison_document_fails_alone(tmp_path: Path, scheduler: str, poison: str, timeout: float) -> None:
    corpus = tmp_path / "corpus"
    write_corpus(corpus, 100)
    (corpus / "000/note-00010x.txt").write_text(poison, "utf-8")
    summary = run(corpus, tmp_path / "records.jsonl", scheduler, timeout=timeout)
    assert (summary.records, summary.failed) == (100, 1)
    error = json.loads((tmp_path / "records.errors.jsonl").read_text("utf-8"))
    assert (error["id"], error["error"]) == ("000/note-00010x", "WorkerDied")
