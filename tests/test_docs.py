"""The documentation cannot drift: every example in README.md runs, and every command is named in it."""

from __future__ import annotations

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from diplo_extract.cli import app
from diplo_extract.export.tables import TABLES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMANDS = sorted(typer.main.get_group(app).commands.items())
COMMAND = [sys.executable, "-c", "from diplo_extract.cli import main; main()"]


def blocks(language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(README) if name == language]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own with a copy of the samples, as somebody trying the examples has it."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_readme_has_examples() -> None:
    assert len(blocks("python")) >= 2
    assert len(list(sessions())) >= 3


@pytest.mark.parametrize("code", blocks("python"))
def test_python_example(code: str, workplace: Path) -> None:
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})


def sessions() -> Iterator[tuple[str, str]]:
    """Each command of the console blocks with the output shown below it."""
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield command, shown


def test_console_examples(workplace: Path) -> None:
    """The commands run in order; a line of output may end in `…`, and a line `…` stands for any lines."""
    environment = {**os.environ, "COLUMNS": "200", "PYTHONPATH": str(ROOT)}
    for command, shown in sessions():
        words = shlex.split(command)
        if words[0] != "diplo-extract":
            continue
        done = subprocess.run([*COMMAND, *words[1:]], capture_output=True, text=True, env=environment)
        assert done.returncode == 0, f"{command}: {done.stderr}"
        pattern = re.sub(r"([\[\]?*])", r"[\1]", shown.strip()).replace("…", "*")
        assert fnmatch.fnmatchcase(done.stdout.strip(), pattern or "*"), f"{command} printed:\n{done.stdout}"


def test_every_command_is_documented_and_has_help() -> None:
    for command in app.registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__, command.callback.__name__
        assert f"diplo-extract {command.callback.__name__}" in README


def test_options_in_the_documentation_exist() -> None:
    pages = [README, *(page.read_text("utf-8") for page in sorted((ROOT / "docs").glob("*.md")))]
    known = {option for _, command in COMMANDS for parameter in command.params for option in parameter.opts}
    for page in pages:
        for name, rest in re.findall(r"diplo-extract (\w+)([^\n|`]*)", page):
            options = {option for parameter in dict(COMMANDS)[name].params for option in parameter.opts}
            assert set(re.findall(r"--[a-z-]+", rest)) <= options, f"{name}{rest}"
        assert set(re.findall(r"`(--[a-z-]+)", page)) <= known


def test_targets_of_the_makefile_that_the_readme_names_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make (\w+)", README)) | set(re.findall(r"^make (\w+)", README, re.MULTILINE))
    assert named
    assert named <= targets


def test_every_column_of_the_tables_is_told() -> None:
    page = (ROOT / "docs" / "tables.md").read_text("utf-8")
    for name, table in TABLES.items():
        (row,) = (line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
        told = set(re.findall(r"`(\w+)`", row.split("|", 3)[3]))
        assert told == set(table.columns) - {"document", "id"}, name
