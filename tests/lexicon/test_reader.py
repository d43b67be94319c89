"""The reader of lexicon files complains with file and line, and reads every file that ships."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from diplo_extract import lexicon
from diplo_extract.errors import LexiconError

FILES = sorted(p.name.removesuffix(".csv") for p in Path(str(files("diplo_extract.lexicon"))).glob("*.csv"))


@pytest.mark.parametrize("name", FILES)
def test_every_file_reads(name: str) -> None:
    assert lexicon.read_rows(name)


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        ("code,forms\na,x\nb\n", 3, "1 fields"),
        ("code,forms\nb,x\na,y\n", 3, "not after"),
        ("code,forms\na,x\na,y\n", 3, "repeated"),
        ("code,forms\na, x\n", 2, "white space"),
        ("code,forms\na,x||y\n", 2, "empty form"),
        ("code,forms\na,x|y|x\n", 2, "twice"),
        ("code,forms\na,l’x\n", 2, "apostrophe"),
        ("code,code\na,b\n", 1, "twice"),
        ("code;forms\na;b\n", 1, "commas"),
        ("", 1, "empty"),
        ('code,forms\na,"x\n', 2, "no CSV"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(
    content: str, line: int, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.csv").write_text(content, "utf-8")
    monkeypatch.setattr(lexicon, "files", lambda _package: tmp_path)
    with pytest.raises(LexiconError, match=problem) as caught:
        lexicon.read_rows.__wrapped__("bad")
    assert str(caught.value).startswith(f"bad.csv, line {line}: ")


def test_a_file_that_a_spreadsheet_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "files", lambda _package: tmp_path)
    (tmp_path / "marked.csv").write_bytes("\ufeffcode,forms\r\na,été\r\n".encode())
    assert lexicon.read_rows.__wrapped__("marked") == ({"code": "a", "forms": "été"},)
    (tmp_path / "latin.csv").write_bytes("code,forms\r\na,été\r\n".encode("cp1252"))
    with pytest.raises(LexiconError, match=r"latin\.csv, line 2: no UTF-8"):
        lexicon.read_rows.__wrapped__("latin")
