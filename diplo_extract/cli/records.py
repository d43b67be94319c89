"""The commands that work on records: `evaluate`, `export`, `view`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from diplo_extract.cli.options import Force, ReferenceDate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diplo_extract.evaluate import Evaluation
    from diplo_extract.record import Record

__all__ = ["evaluate", "export", "view"]

RecordsFile = Annotated[
    Path, typer.Argument(metavar="RECORDS", help="File of records, plain, .gz or .zst, or a folder of them.")
]


Format = Literal["mentions", "agreements", "statements", "events", "brat"]
"""The formats of `export`, told again because that module takes its time to load."""


def export(
    records: RecordsFile,
    to: Annotated[Format, typer.Option(help="CSV table of one part of the records, or brat standoff files.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="CSV file to write; for brat a folder.")],
    excel: Annotated[
        bool,
        typer.Option("--excel", help="CSV that Excel opens in French: marked as UTF-8, semicolons, no cell a formula."),
    ] = False,
    force: Force = False,
) -> None:
    """Write the same records in a shape that other tools read."""
    if excel and to == "brat":
        raise typer.BadParameter("--excel is for CSV tables, brat writes none")
    if to != "brat" and output.suffix.lower() in (".xls", ".xlsx"):
        raise typer.BadParameter(f"{output} would hold CSV, which Excel opens under a name that ends in .csv")
    from diplo_extract.export import export as write
    from diplo_extract.files import refuse_input
    from diplo_extract.records import read_records, record_files

    refuse_input(output, record_files(records))
    write(read_records(records), to=to, output=output, force=force, excel=excel)


def view(
    source: Annotated[
        Path, typer.Argument(metavar="RECORDS-OR-TEXT", help="Records (.json, .jsonl, also .gz, .zst), or one text.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="HTML page to write.")],
    reference_date: ReferenceDate = None,
    force: Force = False,
) -> None:
    """Write a page to look at: the text with its mentions marked, and every item with its evidence."""
    from diplo_extract.files import refuse_input, whole_file
    from diplo_extract.records import record_files
    from diplo_extract.view import render

    refuse_input(output, record_files(source))
    with whole_file(output, force=force) as file:
        file.writelines(render(_records_of(source, reference_date)))


def _records_of(source: Path, reference_date: str | None) -> Iterable[Record]:
    from diplo_extract.records import holds_records, read_records

    if holds_records(source):
        if reference_date is not None:
            raise typer.BadParameter("--reference-date is for a text, records have theirs already")
        return read_records(source)
    from diplo_extract.document import read_document
    from diplo_extract.extraction import extract_document

    return [extract_document(read_document(source), reference_date=reference_date, with_text=True)]


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Folder of gold annotations, one JSON file per text.")],
    records: RecordsFile,
    texts: Annotated[Path | None, typer.Option(help="Folder of the texts; by default `texts` beside GOLD.")] = None,
    errors: Annotated[
        bool,
        typer.Option("--errors", help="List what was missed (-), found in excess (+), found with a wrong value (~)."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print precision, recall and F1 per field of records against gold annotations."""
    from diplo_extract.evaluate import evaluate as score

    result = score(gold, records, texts=texts)
    if result.missing:
        names = f"{', '.join(result.missing[:5])}{' …' if len(result.missing) > 5 else ''}"
        print(f"warning: no record for {len(result.missing)} of {result.documents} texts: {names}", file=sys.stderr)
    print(json.dumps(result.figures(), indent=1) if as_json else _table(result))
    if errors:
        print("\n".join(result.errors))


def _table(result: Evaluation) -> str:
    """The figures as two tables: found items, then values of the items found."""
    figures = result.figures()
    lines = [
        f"{result.documents} document{'s' if result.documents != 1 else ''}",
        f"{'':30}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}",
    ]
    for name, f in figures.items():
        if "f1" in f:
            lines.append(f"{name:30}{f['p']:7.1f}{f['r']:7.1f}{f['f1']:7.1f}{f['gold']:7}{f['predicted']:7}")
    lines.append(f"{'':30}{'right':>7}{'of':>7}")
    lines += [f"{name:30}{f['accuracy']:7.1f}{f['of']:7}" for name, f in figures.items() if "accuracy" in f]
    return "\n".join(lines)
