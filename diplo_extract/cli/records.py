"""The commands that work on records: `evaluate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from diplo_extract.evaluate import Evaluation

__all__ = ["evaluate"]


def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of gold annotations, one JSON file per text.")],
    records: Annotated[Path, typer.Argument(help="JSON Lines file of records, or a folder of record files.")],
    texts: Annotated[Path | None, typer.Option(help="Folder of the texts; by default `texts` beside GOLD.")] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed (-), invented (+), wrong (~).")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Print precision, recall and F1 per field of records against gold annotations."""
    from diplo_extract.evaluate import evaluate as score

    result = score(gold, records, texts=texts)
    print(json.dumps(result.figures(), indent=1) if as_json else _table(result))
    if errors:
        print("\n".join(result.errors))


def _table(result: Evaluation) -> str:
    """The figures as two tables: found items, then values of the items found."""
    figures = result.figures()
    lines = [f"{result.documents} documents", f"{'':30}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'found':>7}"]
    for name, f in figures.items():
        if "f1" in f:
            lines.append(f"{name:30}{f['p']:7.1f}{f['r']:7.1f}{f['f1']:7.1f}{f['gold']:7}{f['predicted']:7}")
    lines.append(f"{'':30}{'right':>7}{'of':>7}")
    lines += [f"{name:30}{f['accuracy']:7.1f}{f['of']:7}" for name, f in figures.items() if "accuracy" in f]
    return "\n".join(lines)
