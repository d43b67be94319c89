"""The floor plan: which room may import which. Anything else is a fault of the code, or a plan to be changed here."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "diplo_extract"

MAY_IMPORT = {
    "errors": set(),
    "files": {"errors"},
    "lexicon": {"errors"},
    "timex": {"errors", "lexicon"},
    "document": {"errors", "lexicon", "timex"},
    "record": {"errors", "lexicon"},
    "records": {"errors", "record"},
    "pipes": {"errors", "lexicon", "timex"},
    "pipeline": {"errors", "lexicon", "pipes"},
    "linking": {"errors", "lexicon", "record", "document", "pipes"},
    "extraction": {"errors", "document", "pipeline", "linking", "record"},
    "corpus": {"errors", "files", "lexicon", "document", "pipeline", "extraction"},
    "export": {"errors", "files", "record"},
    "view": {"errors", "files", "record"},
    "evaluate": {"errors", "record", "records"},
    "explain": {"document", "extraction", "pipeline", "record"},
    "__main__": {"cli"},
    "cli": {
        *("errors", "files", "document", "extraction", "explain", "record", "records"),
        *("corpus", "export", "view", "evaluate"),
    },
    "": {"errors", "extraction", "pipeline", "record", "evaluate"},
}


def room_of(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(file: Path) -> set[str]:
    """The modules of the package that a file imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "diplo_extract"}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "diplo_extract":
            package = PACKAGE.parent.joinpath(*(node.module or "").split("."))
            inner = package.is_dir()
            found |= {
                f"{node.module}.{alias.name}" if inner and _is_module(package / alias.name) else str(node.module)
                for alias in node.names
            }
    return found


def _is_module(path: Path) -> bool:
    return path.is_dir() or path.with_suffix(".py").is_file()


def test_every_import_keeps_to_the_floor_plan() -> None:
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 20
    faults = []
    for file in files:
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        room = "" if parts == ("__init__",) else parts[0]
        assert room in MAY_IMPORT, f"{file.name} stands in a room that the floor plan does not know: {room}"
        for module in sorted(imports_of(file)):
            target = room_of(module)
            if target != room and target not in MAY_IMPORT[room]:
                faults.append(f"{'/'.join(parts)} imports {module}")
    assert not faults, "\n".join(faults)


def test_pipes_do_not_import_one_another() -> None:
    faults = [
        f"{file.name} imports {module}"
        for file in sorted((PACKAGE / "pipes").rglob("*.py"))
        for module in imports_of(file)
        if module.startswith("diplo_extract.pipes.")
        and module.split(".")[2] != file.relative_to(PACKAGE / "pipes").parts[0].removesuffix(".py")
    ]
    assert not faults, "\n".join(faults)


def test_no_module_is_more_than_one_room_of_code() -> None:
    large = {file.name: n for file in PACKAGE.rglob("*.py") if (n := len(file.read_text("utf-8").splitlines())) > 450}
    assert not large, f"modules over 450 lines: {large}"
