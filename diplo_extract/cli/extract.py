"""The commands `extract` and `schema`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from diplo_extract.cli.options import Force, MaxCharacters, Model, ReferenceDate, WithText

if TYPE_CHECKING:
    from diplo_extract.document import Document

__all__ = ["extract", "schema"]

STDIN = Path("-")


def extract(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", readable=False, help="Texts or HTML pages, also .gz; - reads standard input."),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write here instead of to standard output.")
    ] = None,
    reference_date: ReferenceDate = None,
    indent: Annotated[
        int | None,
        typer.Option(
            min=0, max=8, help="Pretty JSON with this many spaces; by default only one file on a terminal is."
        ),
    ] = None,
    with_text: WithText = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Print each item with its rule and evidence, and what was considered and lost."),
    ] = False,
    model: Model = None,
    max_characters: MaxCharacters = None,
    force: Force = False,
) -> None:
    """Print one record per text: who, where, when, what was agreed, said and done."""
    from contextlib import nullcontext

    from diplo_extract.document import MAX_CHARACTERS
    from diplo_extract.errors import DocumentError, MissingExtra
    from diplo_extract.explain import explain as explained
    from diplo_extract.extraction import extract_document
    from diplo_extract.files import refuse_input, whole_file

    if indent is None and len(files) == 1 and output is None and sys.stdout.isatty():
        indent = 2
    if output is not None:
        refuse_input(output, files)
    failed = 0
    sources: dict[str, Path] = {}
    with whole_file(output, force=force) if output else nullcontext(sys.stdout) as target:
        for path in files:
            try:
                document = _read(path, max_characters or MAX_CHARACTERS)
                if explain:
                    shown = "\n".join(explained(document, reference_date=reference_date, model=model))
                    warnings = document.warnings
                else:
                    record = extract_document(document, reference_date=reference_date, with_text=with_text, model=model)
                    shown, warnings = record.model_dump_json(indent=indent), record.warnings
            except (DocumentError, MissingExtra, OSError) as error:
                failed += 1
                print(f"error: {_failure(path, error)}", file=sys.stderr)
                continue
            print(shown, file=target)
            if (first := sources.setdefault(document.id, path)) is not path:
                warnings = (*warnings, f"its id {document.id} is that of {first} too; batch tells texts by their paths")
            for warning in warnings:
                print(f"warning: {document.source or document.id}: {warning}", file=sys.stderr)
        if failed == len(files):
            raise typer.Exit(2)
    if failed:
        raise typer.Exit(1)


def _failure(path: Path, error: Exception) -> str:
    """What went wrong with one of the files, and what to do."""
    from diplo_extract.errors import DocumentError

    if isinstance(error, DocumentError):
        return str(error)
    if isinstance(error, IsADirectoryError):
        return f"{path}: a folder; give it to the command batch"
    if isinstance(error, OSError):
        return f"{path}: {error.strerror or error}; check the path and its permissions"
    return f"{path}: {error}"


def _read(path: Path, max_characters: int) -> Document:
    from diplo_extract.document import Document, read_document

    if path == STDIN:
        data = sys.stdin.buffer.read(4 * max_characters + 5) if sys.stdin else b""
        return Document.from_bytes(data, id="stdin", source="standard input", max_characters=max_characters)
    return read_document(path, max_characters=max_characters)


def schema() -> None:
    """Print the JSON Schema of the record."""
    from diplo_extract.record import Record

    print(json.dumps(Record.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False, sort_keys=True))
