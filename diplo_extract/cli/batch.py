"""The command `batch`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from diplo_extract.cli.options import MaxCharacters, Model, ReferenceDate, WithText

if TYPE_CHECKING:
    from diplo_extract.corpus.progress import RunProgress
    from diplo_extract.corpus.run import Engine, Summary
    from diplo_extract.corpus.worker import Extraction

__all__ = ["batch"]


def batch(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="A folder; a .jsonl, .csv or .parquet file; an address such as s3://bucket/folder; "
            "- for a list of paths on standard input.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The records, as JSON Lines: .jsonl, .jsonl.gz or .jsonl.zst.")
    ],
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, help="Worker processes; by default one for each core.")
    ] = None,
    glob: Annotated[
        list[str] | None,
        typer.Option(help="Read the files of this name or path pattern; by default *.txt and *.html, also .gz."),
    ] = None,
    text_field: Annotated[str, typer.Option(help="The column of the text, in a file of rows.")] = "text",
    id_field: Annotated[str | None, typer.Option(help="The column of the id; by default file name and row.")] = None,
    date_field: Annotated[str | None, typer.Option(help="The column of each document's reference date.")] = None,
    reference_date: ReferenceDate = None,
    with_text: WithText = False,
    model: Model = None,
    max_characters: MaxCharacters = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Give a document up after this many seconds.")] = 600.0,
    shards: Annotated[int, typer.Option(min=1, help="Write this many files, of about as many records each.")] = 1,
    retry_errors: Annotated[
        bool, typer.Option("--retry-errors", help="Try the documents again that failed before.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace output files that another run wrote.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no errors on standard error.")] = False,
    report: Annotated[Path | None, typer.Option(help="Write what the run did here, as JSON.")] = None,
    engine: Annotated[
        Literal["local", "dask"], typer.Option(help="local: this machine. dask: a Dask cluster, or one started here.")
    ] = "local",
    scheduler: Annotated[str | None, typer.Option(help="The address of a Dask scheduler, tcp://HOST:8786.")] = None,
) -> None:
    """Extract a whole corpus into a file of records. The same command again goes on where it stopped."""
    one_thread_each()
    from diplo_extract.corpus.output import Output
    from diplo_extract.corpus.progress import RunProgress
    from diplo_extract.corpus.run import batch as run_batch
    from diplo_extract.corpus.source import open_source
    from diplo_extract.corpus.tables import Fields
    from diplo_extract.corpus.worker import Extraction
    from diplo_extract.document import MAX_CHARACTERS

    limit = max_characters or MAX_CHARACTERS
    corpus = open_source(
        source,
        globs=tuple(glob or ()),
        fields=Fields(text_field, id_field, date_field),
        max_characters=limit,
        paths=sys.stdin.buffer if sys.stdin else None,
    )
    counted = (item for item in corpus.items() if item.left_out is None) if corpus.recountable else None
    progress = RunProgress(counted=counted, quiet=quiet)
    extraction = Extraction(reference_date, with_text, model, limit)
    stop_on_sigterm()
    try:
        summary = run_batch(
            corpus,
            output=Output(output, shards=shards),
            extraction=extraction,
            engine=_engine(engine, scheduler, workers, timeout),
            retry_errors=retry_errors,
            force=force,
            progress=progress,
        )
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C would only hinder the workers' end
        progress.note(f"interrupted after {progress.documents:,} documents; the same command again goes on from there")
        raise typer.Exit(130) from None
    _tell(summary, progress)
    if report is not None:
        _write_report(report, summary, extraction)
    if summary.status:
        raise typer.Exit(summary.status)


def _engine(name: str, scheduler: str | None, workers: int | None, timeout: float) -> Engine:
    from functools import partial

    from diplo_extract.corpus.cluster import run_dask
    from diplo_extract.corpus.pool import run_pool
    from diplo_extract.corpus.run import cores

    if name == "dask":
        return partial(run_dask, scheduler=scheduler, workers=workers or cores(), timeout=timeout)
    if scheduler is not None:
        raise typer.BadParameter("--scheduler needs --engine dask")
    return partial(run_pool, workers=workers or cores(), timeout=timeout)


def one_thread_each() -> None:
    """Keeps the numeric libraries to one thread in each worker. Has to come before they are imported."""
    import os

    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def stop_on_sigterm() -> None:
    """Makes a batch system's SIGTERM as clean an end as Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def _tell(summary: Summary, progress: RunProgress) -> None:
    """Sums the run up on standard error."""
    for reason, count in summary.left_out.items():
        progress.note(f"left out: {count:,} {reason}")
    progress.note(
        f"{summary.records:,} records, {summary.failed:,} failed; {summary.extracted:,} extracted in this run, "
        f"{summary.reused:,} unchanged; {summary.seconds:,.1f} s"
    )
    if not summary.records + summary.failed:
        progress.note("error: no document found; check the folder, or choose files with --glob")


def _write_report(path: Path, summary: Summary, extraction: Extraction) -> None:
    """Writes what the run did, for programs to read."""
    from dataclasses import asdict
    from importlib.metadata import version

    from diplo_extract.corpus.output import write_json

    rate = summary.characters / summary.seconds if summary.seconds else 0.0
    report = {
        "status": summary.status,
        **asdict(summary),
        "characters_per_second": round(rate, 1),
        "options": {name: value if value is None else str(value) for name, value in asdict(extraction).items()},
        "versions": {name: version(name) for name in ("diplo-extract", "spacy")},
    }
    write_json(path, report)
