"""Short forms of the two harnesses: random kills, and bad files of every kind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.corpus.badfiles import run_with_bad_files
from tests.corpus.fake import write_corpus
from tests.corpus.kill import kill_and_resume, run_once

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and signals of POSIX")


def test_killed_runs_end_in_the_same_bytes(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    write_corpus(corpus, 600)
    run_once(corpus, tmp_path / "whole.jsonl", real=False, seconds=0.0)
    alive = kill_and_resume(corpus, tmp_path / "killed.jsonl", kills=4, span=3.0, seed=7, real=False)
    assert alive >= 2
    assert (tmp_path / "killed.jsonl").read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
    assert not list(tmp_path.glob(".*.part")), "a half-written file stays behind"


def test_bad_files_are_explained_and_the_good_ones_come_through(tmp_path: Path) -> None:
    summary, bad, errors = run_with_bad_files(tmp_path, good=60)
    assert (summary.records, summary.failed, summary.status) == (60, bad, 1)
    assert bad >= 40
    assert len({error["source"] for error in errors}) == bad
    assert all(error["problem"] and error["remedy"] for error in errors)
    assert not [error for error in errors if error["error"] == "Internal"]
