"""The command line: what goes to stdout, what to stderr, and the exit status."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from typer.testing import CliRunner

from diplo_extract.cli import app
from diplo_extract.cli.records import Format
from diplo_extract.export import FORMATS

SAMPLE = Path(__file__).parent.parent / "samples" / "appel-ottawa.txt"


def run(*arguments: str | Path, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    code = "from diplo_extract.cli import main; main()"
    return subprocess.run([sys.executable, "-c", code, *map(str, arguments)], input=data, capture_output=True)


def test_one_file_gives_one_record_on_stdout() -> None:
    done = run("extract", SAMPLE)
    assert done.returncode == 0
    record = json.loads(done.stdout)
    assert record["document"]["id"] == "appel-ottawa"
    assert record["document"]["reference_date"] == "2025-12-09"
    assert done.stdout.count(b"\n") == 1


def test_bad_files_are_named_and_do_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "vide.txt").touch()
    (tmp_path / "image.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "latin.txt").write_bytes("Le Sénégal et la Côte d'Ivoire coopèrent.".encode("cp1252"))
    output = tmp_path / "out.jsonl"
    names = ["vide.txt", "image.txt", "latin.txt", "absent.txt"]
    done = run("extract", *(tmp_path / name for name in names), SAMPLE, "--output", output)
    assert done.returncode == 1
    assert [json.loads(line)["document"]["id"] for line in output.read_text("utf-8").splitlines()] == [
        "latin",
        "appel-ottawa",
    ]
    errors = done.stderr.decode()
    assert all(name in errors for name in names)
    assert "Windows-1252" in errors
    assert done.stdout == b""


def test_pages_and_packed_texts_are_read_and_folders_named(tmp_path: Path) -> None:
    text = SAMPLE.read_text("utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    (tmp_path / "page.html").write_text(f"<html><body><nav>Menu</nav>{paragraphs}</body></html>", "utf-8")
    (tmp_path / "texte.txt.gz").write_bytes(gzip.compress(text.encode()))
    done = run("extract", tmp_path / "page.html", tmp_path / "texte.txt.gz", tmp_path)
    page, packed = (json.loads(line) for line in done.stdout.splitlines())
    assert (page["document"]["id"], packed["document"]["id"]) == ("page", "texte")
    assert page["document"]["title"] == packed["document"]["title"]
    assert [actor["name"] for actor in page["actors"]] == [actor["name"] for actor in packed["actors"]]
    assert b"command batch" in done.stderr
    assert done.returncode == 1


def test_nothing_done_exits_with_2_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "vide.txt").touch()
    output = tmp_path / "out.jsonl"
    done = run("extract", tmp_path / "vide.txt", "--output", output)
    assert done.returncode == 2
    assert not output.exists()


def test_two_texts_of_one_name_are_told_of(tmp_path: Path) -> None:
    for folder in ("mai", "juin"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "visite.txt").write_text("Le Kenya salue le Togo.", "utf-8")
    done = run("extract", tmp_path / "mai" / "visite.txt", tmp_path / "juin" / "visite.txt")
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 2
    (warning,) = done.stderr.decode().splitlines()
    assert warning.startswith(f"warning: {tmp_path / 'juin' / 'visite.txt'}: ")
    assert "mai" in warning


def test_a_file_that_may_not_be_read_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused as to a user who is not root, whom the system lets read everything."""
    locked, opened = tmp_path / "locked" / "a.txt", Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **named)

    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "is_dir", refuse)
    done = CliRunner().invoke(app, ["extract", str(locked), str(SAMPLE)])
    assert done.exit_code == 1
    assert "locked/a.txt: Permission denied" in done.stderr
    assert "appel-ottawa" in done.stdout


def test_an_output_that_exists_is_kept(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("mine", "utf-8")
    done = run("extract", SAMPLE, "--output", output)
    assert done.returncode == 2
    assert b"--force" in done.stderr
    assert output.read_text("utf-8") == "mine"


def test_no_option_makes_the_input_the_output(tmp_path: Path) -> None:
    for command in (["extract"], ["view"], ["export", "--to", "events"]):
        source = tmp_path / "texte.json"
        source.write_text("{}", "utf-8")
        done = run(*command, source, "--output", tmp_path / "." / "texte.json", "--force")
        assert done.returncode == 2
        assert b"another --output" in done.stderr
        assert source.read_text("utf-8") == "{}"


def test_no_file_of_a_folder_of_records_is_the_output(tmp_path: Path) -> None:
    shard = tmp_path / "a.jsonl"
    shard.write_text("", "utf-8")
    done = run("export", tmp_path, "--to", "events", "--output", shard, "--force")
    assert done.returncode == 2
    assert b"another --output" in done.stderr
    assert shard.exists()


def test_a_reader_that_goes_away_is_no_fault_of_the_text() -> None:
    code = "from diplo_extract.cli import main; main()"
    command = [sys.executable, "-c", code, "extract", str(SAMPLE), "--explain"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_standard_input_is_read() -> None:
    done = run("extract", "-", data="Le Kenya et l'Ouganda ont signé un accord.".encode())
    assert done.returncode == 0
    assert json.loads(done.stdout)["document"]["id"] == "stdin"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["view", SAMPLE.with_suffix(".json"), "--reference-date", "2025-01-01", "--output", "v.html"],
            b"is for a text",
        ),
        (["export", SAMPLE.with_suffix(".json"), "--to", "tei", "--output", "x"], b"brat"),
        (["export", SAMPLE.with_suffix(".json"), "--to", "events", "--excel", "--output", "x.xlsx"], b".csv"),
        (["extract", SAMPLE, "--reference-date", "3 mai"], b"ISO 8601"),
        (["extract", SAMPLE, "--model", "no_such_model"], b"no_such_model"),
        (["extract", SAMPLE, "--max-characters", "100"], b"the limit is 100 characters"),
        (["extract"], b"FILE"),
        (["nonsense"], b"nonsense"),
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_to_do(arguments: list[str | Path], words: bytes) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_formats_of_export_are_those_of_the_library() -> None:
    assert get_args(Format) == FORMATS


def test_schema_and_version() -> None:
    assert json.loads(run("schema").stdout)["title"] == "Record"
    assert run("--version").stdout.startswith(b"diplo-extract ")


def test_view_and_export_work_from_what_extract_wrote(tmp_path: Path) -> None:
    records = tmp_path / "r.jsonl"
    assert run("extract", SAMPLE, "--with-text", "--output", records).returncode == 0
    assert run("view", records, "--output", tmp_path / "r.html").returncode == 0
    assert "Ottawa" in (tmp_path / "r.html").read_text("utf-8")
    assert run("export", records, "--to", "mentions", "--output", tmp_path / "r.csv").returncode == 0
    assert (tmp_path / "r.csv").read_text("utf-8").startswith("document,part,")
    records.write_text("{}\n", "utf-8")
    broken = run("export", records, "--to", "mentions", "--output", tmp_path / "s.csv")
    assert broken.returncode == 2
    assert b"r.jsonl, line 1" in broken.stderr
    assert not (tmp_path / "s.csv").exists()


def test_explain_names_item_rule_and_evidence() -> None:
    done = run("extract", SAMPLE, "--explain")
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    assert lines[0].startswith("appel-ottawa: ")
    assert any(line.startswith("A1 [") for line in lines)
    assert any("[Canada]" in line for line in lines)
    assert any(line.startswith("lost [diplo_") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["export", "absent.jsonl", "--to", "events", "--output", "e.csv"], "absent.jsonl"),
        (["export", "utf16.jsonl", "--to", "events", "--output", "e.csv"], "utf16.jsonl"),
        (["export", "folder", "--to", "events", "--output", "e.csv"], "folder"),
        (["export", "empty.jsonl", "--to", "events", "--output", "folder", "--force"], "folder"),
        (["view", "absent.txt", "--output", "v.html"], "absent.txt"),
        (["view", "empty.jsonl", "--output", "empty.jsonl/v.html"], "empty.jsonl"),
        (["batch", "rows.jsonl", "--output", "rows.jsonl", "--force"], "rows.jsonl"),
        (["batch", "rows.jsonl", "--output", "folder", "--force"], "folder"),
        (["extract", "absent.txt", "--output", "/dev/null", "--force"], "/dev/null"),
    ],
)
def test_wrong_files_are_named_in_one_line(arguments: list[str], named: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.jsonl").touch()
    (tmp_path / "utf16.jsonl").write_bytes("{}".encode("utf-16"))
    (tmp_path / "rows.jsonl").write_text('{"text": "La France salue le Togo."}\n', "utf-8")
    before = sorted(path.name for path in tmp_path.iterdir())
    done = subprocess.run(
        [sys.executable, "-c", "from diplo_extract.cli import main; main()", *arguments],
        capture_output=True,
        cwd=tmp_path,
    )
    message = done.stderr.decode()
    assert done.returncode == 2
    assert message.startswith("error: ")
    assert message.count("\n") == 1
    assert named in message
    assert [path.name for path in sorted(tmp_path.iterdir()) if path.suffix != ".checkpoint"] == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file names")
def test_a_file_name_that_is_no_utf8_stands_escaped_in_the_record(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/appel\xe9.txt"
    Path(os.fsdecode(path)).write_bytes(SAMPLE.read_bytes())
    done = run("extract", os.fsdecode(path))
    assert done.returncode == 0
    assert json.loads(done.stdout)["document"]["id"] == "appel\\xe9"


def test_the_module_runs_as_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "diplo_extract", "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()[0]) == (0, "diplo-extract")
