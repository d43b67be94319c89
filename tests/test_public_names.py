"""The public surface: the names the package exports, the commands, and what importing costs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import diplo_extract
from diplo_extract import errors


def run(code: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *options, "-c", code], capture_output=True, text=True, check=True)


def test_exported_names() -> None:
    assert diplo_extract.__all__ == ["DiploExtractError", "Record", "extract", "extract_many", "load"]
    assert all(hasattr(diplo_extract, name) for name in diplo_extract.__all__)


def test_the_tree_of_errors_names_them_all() -> None:
    classes = [name for name, value in vars(errors).items() if isinstance(value, type)]
    assert errors.__doc__ is not None
    drawn = re.findall(r"(\w+)(?:  |\n)", errors.__doc__.split("\n\n")[1])
    assert sorted(errors.__all__) == sorted(classes) == sorted(set(drawn) & set(classes))


def test_importing_the_package_imports_no_spacy_and_no_pydantic() -> None:
    heavy = run("import sys, diplo_extract; print([m for m in ('spacy', 'pydantic', 'numpy') if m in sys.modules])")
    assert heavy.stdout.strip() == "[]"


def test_importing_the_package_is_quick() -> None:
    report = run("import diplo_extract", "-X", "importtime").stderr
    microseconds = next(int(line.split("|")[1]) for line in report.splitlines() if line.endswith(" diplo_extract"))
    assert microseconds < 150_000


def test_help_imports_no_spacy() -> None:
    code = (
        "import sys\nsys.argv = ['diplo-extract', '--help']\nfrom diplo_extract.cli import main\n"
        "try:\n    main()\nfinally:\n    print('spacy' in sys.modules, file=sys.stderr)"
    )
    assert run(code).stderr.strip() == "False"


def test_the_order_of_imports_does_not_matter() -> None:
    code = (
        "from diplo_extract.extraction import extract_document\nfrom diplo_extract import extract_many\n"
        "from diplo_extract import extract\nprint(callable(extract), callable(extract_many))"
    )
    assert run(code).stdout.strip() == "True True"


def test_no_submodule_bears_a_public_name() -> None:
    package = Path(diplo_extract.__file__).parent
    modules = {path.name.removesuffix(".py") for path in package.iterdir()}
    assert not modules & set(diplo_extract.__all__)
