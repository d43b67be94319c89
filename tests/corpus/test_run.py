"""Corpus runs: order, resume, isolation of what goes wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from diplo_extract.corpus.checkpoint import Checkpoint
from diplo_extract.corpus.output import Output
from diplo_extract.corpus.pool import run_pool
from diplo_extract.corpus.run import Summary, batch
from diplo_extract.corpus.source import open_source
from diplo_extract.corpus.task import Load, Outcome, Task
from diplo_extract.corpus.worker import Extraction
from diplo_extract.errors import MissingExtra, OutputBusy, OutputExists, SourceError
from tests.corpus.fake import loader, write_corpus


def run(
    folder: Path,
    output: Path | Output,
    *,
    workers: int = 2,
    timeout: float = 20,
    seconds: float = 0.0,
    extraction: Extraction | None = None,
    retry_errors: bool = False,
    force: bool = False,
) -> Summary:
    return batch(
        folder,
        output=output,
        extraction=extraction,
        engine=partial(run_pool, workers=workers, timeout=timeout),
        load=loader(log=folder.parent / "log", seconds=seconds),
        retry_errors=retry_errors,
        force=force,
    )


def worked_on(folder: Path) -> list[str]:
    """The ids that went through an extractor since the last call."""
    log = folder.parent / "log"
    ids = log.read_text().split("\n")[:-1] if log.exists() else []
    log.unlink(missing_ok=True)
    return sorted(ids)


def ids_in(path: Path) -> list[str]:
    return [json.loads(line)["document"]["id"] for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    write_corpus(folder, 120)
    return folder


def test_records_come_in_the_order_of_the_corpus_whatever_the_workers(corpus: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "one.jsonl", tmp_path / "three.jsonl"
    summary = run(corpus, first, workers=1)
    run(corpus, second, workers=3)
    assert (summary.records, summary.failed, summary.status) == (120, 0, 0)
    assert ids_in(first) == [f"{n // 50:03}/note-{n:05}" for n in range(120)]
    assert first.read_bytes() == second.read_bytes()
    assert not (tmp_path / "one.errors.jsonl").exists()


def test_the_same_command_again_does_only_what_has_changed(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    run(corpus, output)
    worked_on(corpus)
    before = output.stat()
    assert run(corpus, output).reused == 120
    assert worked_on(corpus) == []
    assert output.stat().st_mtime_ns == before.st_mtime_ns
    (corpus / "000/note-00007.txt").write_text("Le ministre a quitté Lomé.", "utf-8")
    (corpus / "000/note-00009.txt").unlink()
    (corpus / "000/note-00008b.txt").write_text("Le ministre est revenu.", "utf-8")
    run(corpus, output)
    assert worked_on(corpus) == ["000/note-00007", "000/note-00008b"]
    fresh = tmp_path / "fresh.jsonl"
    run(corpus, fresh)
    assert output.read_bytes() == fresh.read_bytes()


def test_another_option_does_everything_anew(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    run(corpus, output)
    worked_on(corpus)
    assert run(corpus, output, extraction=Extraction(reference_date="2024-07-03")).extracted == 120
    assert len(worked_on(corpus)) == 120


def test_a_lost_output_is_written_again_without_work(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    run(corpus, output)
    whole = output.read_bytes()
    output.write_bytes(whole[:100])
    worked_on(corpus)
    run(corpus, output)
    assert output.read_bytes() == whole
    assert worked_on(corpus) == []


def test_a_document_that_kills_its_worker_fails_alone(corpus: Path, tmp_path: Path) -> None:
    (corpus / "001/note-00050x.txt").write_text("KILL", "utf-8")
    output = tmp_path / "records.jsonl"
    summary = run(corpus, output)
    assert (summary.records, summary.failed, summary.status) == (120, 1, 1)
    (error,) = map(json.loads, (tmp_path / "records.errors.jsonl").read_text("utf-8").splitlines())
    assert (error["id"], error["source"], error["error"]) == (
        "001/note-00050x",
        "001/note-00050x.txt",
        "WorkerDied",
    )
    assert "signal 9" in error["problem"]


def test_a_document_whose_worker_died_by_accident_is_not_lost(corpus: Path, tmp_path: Path) -> None:
    (corpus / "001/note-00050x.txt").write_text(f"KILL ONCE {tmp_path / 'mark'}", "utf-8")
    summary = run(corpus, tmp_path / "records.jsonl")
    assert (summary.records, summary.failed) == (121, 0)


def test_a_document_that_hangs_is_given_up(corpus: Path, tmp_path: Path) -> None:
    (corpus / "001/note-00050x.txt").write_text("HANG", "utf-8")
    output = tmp_path / "records.jsonl"
    summary = run(corpus, output, timeout=0.5)
    assert (summary.records, summary.failed) == (120, 1)
    assert summary.failures == {"Timeout": 1}


def test_failures_are_remembered_until_they_are_to_be_retried(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    output = tmp_path / "records.jsonl"
    run(corpus, output)
    worked_on(corpus)
    assert run(corpus, output).failed == 1
    assert worked_on(corpus) == []
    assert run(corpus, output, retry_errors=True).failed == 1
    assert worked_on(corpus) == ["empty"]
    (corpus / "empty.txt").write_text("Le ministre est parti.", "utf-8")
    assert run(corpus, output).status == 0
    assert not (tmp_path / "records.errors.jsonl").exists()


def test_an_id_stands_once(corpus: Path, tmp_path: Path) -> None:
    (corpus / "000/note-00000.html").write_text("<p>Le ministre</p>", "utf-8")
    output = tmp_path / "records.jsonl"
    for _ in range(2):
        summary = run(corpus, output)
        assert (summary.records, summary.failed) == (120, 1)
        error = json.loads((tmp_path / "records.errors.jsonl").read_text("utf-8"))
        assert "taken by 000/note-00000.html" in error["problem"]
        worked_on(corpus)


@pytest.mark.parametrize("shards", [3, 7])
def test_shards_hold_the_records_in_order(corpus: Path, tmp_path: Path, shards: int) -> None:
    run(corpus, tmp_path / "whole.jsonl")
    output = Output(tmp_path / "part.jsonl", shards)
    run(corpus, output)
    assert output.files[0].name == f"part-00001-of-0000{shards}.jsonl"
    parts = [file.read_bytes() for file in output.files]
    assert b"".join(parts) == (tmp_path / "whole.jsonl").read_bytes()
    assert max(part.count(b"\n") for part in parts) - min(part.count(b"\n") for part in parts) <= 1
    run(corpus, Output(tmp_path / "part.jsonl", 2))
    assert not output.files[0].exists(), "shards of an earlier run stay behind"


@pytest.mark.parametrize("suffix", ["gz", "zst"])
def test_compressed_output_holds_the_same_lines(corpus: Path, tmp_path: Path, suffix: str) -> None:
    import gzip

    if suffix == "zst":
        zstandard = pytest.importorskip("zstandard")
    run(corpus, tmp_path / "plain.jsonl")
    for name in ("a", "b"):
        run(corpus, tmp_path / f"{name}.jsonl.{suffix}")
    packed = (tmp_path / f"a.jsonl.{suffix}").read_bytes()
    assert packed == (tmp_path / f"b.jsonl.{suffix}").read_bytes()
    data = (
        gzip.decompress(packed) if suffix == "gz" else zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    )
    assert data == (tmp_path / "plain.jsonl").read_bytes()


def test_nothing_is_overwritten_unasked(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "records.jsonl"
    output.write_text("mine\n")
    with pytest.raises(OutputExists):
        run(corpus, output)
    assert output.read_text() == "mine\n"
    assert not (tmp_path / "records.checkpoint").exists()
    run(corpus, output, force=True)
    other = tmp_path / "other"
    write_corpus(other, 3)
    with pytest.raises(OutputExists, match="was made from"):
        run(other, output)
    assert len(ids_in(output)) == 120


def test_a_run_that_came_to_nothing_claims_no_output(corpus: Path, tmp_path: Path) -> None:
    def absent(tasks: Iterator[Task], load: Load) -> Iterator[Outcome | None]:
        raise MissingExtra("--engine dask", "dask")

    output = tmp_path / "records.jsonl"
    with pytest.raises(MissingExtra):
        batch(tmp_path, output=output, engine=absent)
    assert not (tmp_path / "records.checkpoint").exists()
    run(corpus, output)
    assert len(ids_in(output)) == 120


def test_no_text_can_be_overwritten_and_no_output_is_read(corpus: Path, tmp_path: Path) -> None:
    text = corpus / "000/note-00000.txt"
    before = text.read_bytes()
    with pytest.raises(OutputExists, match=r"\.jsonl"):
        run(corpus, text, force=True)
    assert text.read_bytes() == before
    for name in ("x.jsonl.GZ", "x.jsonl.zst.gz", "x.gz"):
        with pytest.raises(OutputExists, match=r"\.jsonl"):
            run(corpus, tmp_path / name)
    source = open_source(corpus, globs=("*",), max_characters=1000)
    (corpus / "empty.txt").write_bytes(b"")
    output = corpus / "records.jsonl"
    for _ in range(2):
        summary = batch(source, output=output, engine=partial(run_pool, workers=1, timeout=20), load=loader())
        assert (summary.records, summary.failed) == (120, 1)
    assert (corpus / "records.errors.jsonl").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files, of POSIX")
def test_a_full_disk_is_told_and_the_run_goes_on_later(corpus: Path, tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from tests.corpus.test_run import run\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        "try: run(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except OSError as error: sys.exit(f'{error.filename}')\n"
    )
    output = tmp_path / "records.jsonl"
    done = subprocess.run([sys.executable, "-c", code, str(corpus), str(output)], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.strip() == str(tmp_path / "records.checkpoint")
    assert run(corpus, output).records == 120


def test_two_runs_do_not_share_an_output(corpus: Path, tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path / "records.checkpoint")
    with pytest.raises(OutputBusy):
        run(corpus, tmp_path / "records.jsonl")
    checkpoint.close()


def test_a_file_that_is_no_checkpoint_is_left_alone(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "records.checkpoint").write_text("something else " * 100)
    with pytest.raises(OutputBusy, match="move it away"):
        run(corpus, tmp_path / "records.jsonl")


def test_a_corpus_that_is_not_there_or_holds_nothing(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        batch(tmp_path / "nowhere", output=tmp_path / "records.jsonl", load=loader())
    (tmp_path / "empty").mkdir()
    assert batch(tmp_path / "empty", output=tmp_path / "records.jsonl", load=loader()).status == 2


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_cleanly_and_goes_on(corpus: Path, tmp_path: Path, stop: signal.Signals) -> None:
    write_corpus(corpus, 1000)
    output = tmp_path / "records.jsonl"
    code = (
        "import signal, sys; from pathlib import Path\n"
        "from tests.corpus.test_run import run; from diplo_extract.cli.batch import stop_on_sigterm\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it\n"
        "stop_on_sigterm()\n"
        "try: run(Path(sys.argv[1]), Path(sys.argv[2]), seconds=0.01)\n"
        "except KeyboardInterrupt: sys.exit(130)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(corpus), str(output)], start_new_session=True)
    log = tmp_path / "log"
    while not log.exists() or log.read_text().count("\n") < 150:
        time.sleep(0.02)
    os.killpg(process.pid, stop) if stop == signal.SIGINT else process.send_signal(stop)
    assert process.wait(timeout=20) == 130
    assert not output.exists()
    summary = run(corpus, output)
    assert summary.records == 1000
    assert summary.reused > 0, "at most the bundle that each worker held is lost"
    run(corpus, tmp_path / "fresh.jsonl")
    assert output.read_bytes() == (tmp_path / "fresh.jsonl").read_bytes()
