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
