"""Output files are whole or absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplo_extract.files import whole_file


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("old", "utf-8")

    def fail_halfway() -> None:
        with whole_file(path, force=True) as file:
            file.write("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_leads_to_the_file_that_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "out.txt").write_text("old", "utf-8")
    link = tmp_path / "out.txt"
    link.symlink_to(tmp_path / "there" / "out.txt")
    with whole_file(link, force=True) as file:
        file.write("new")
    assert link.is_symlink()
    assert (tmp_path / "there" / "out.txt").read_text("utf-8") == "new"


def test_a_bar_is_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with whole_file(Path("-")) as file:
        file.write("é")
    assert capsys.readouterr().out == "é"
    assert not list(tmp_path.iterdir())


def test_a_name_that_cannot_be_written_is_told_as_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    with pytest.raises(OSError, match=r"/n{255}'$"), whole_file(path):
        pass
