"""The command line: parses, calls the library, prints. spaCy is imported inside the commands that need it."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from diplo_extract.cli.batch import batch
from diplo_extract.cli.extract import extract, schema
from diplo_extract.cli.records import evaluate, export, view
from diplo_extract.errors import DiploExtractError

__all__ = ["app", "main"]

app = typer.Typer(
    name="diplo-extract",
    help="Actors, dates, places, agreements, statements and events out of French communiqués, as JSON records.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(extract)
app.command()(batch)
app.command()(export)
app.command()(view)
app.command()(evaluate)
app.command()(schema)


@app.callback(invoke_without_command=True)
def options(
    version: bool = typer.Option(False, "--version", help="Print the version and exit."),
) -> None:
    if version:
        from importlib.metadata import version as version_of

        print(f"diplo-extract {version_of('diplo-extract')}")
        raise typer.Exit


def main() -> None:
    """Runs the command line. What goes to standard output is UTF-8, whatever the terminal's own encoding.

    Exit status: 0 all done, 1 some document failed, 2 nothing could be done, 130 interrupted.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        app()
    except DiploExtractError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"error: {where}{error.strerror or error}; check the path and its permissions", file=sys.stderr)
        sys.exit(2)
