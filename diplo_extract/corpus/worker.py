"""The work itself: bytes to a finished line of JSON, with one model for each worker."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplo_extract.corpus.task import Extractor, Outcome, Problem, Task
from diplo_extract.document import MAX_CHARACTERS, Document
from diplo_extract.errors import DiploExtractError, DocumentError
from diplo_extract.extraction import ReferenceDate, pipeline, record_of, reference_of
from diplo_extract.pipeline import analyse

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["Extraction", "load_extractor", "read_task"]


@dataclass(frozen=True, slots=True)
class Extraction:
    """The options that change a record; each is part of the run's fingerprint."""

    reference_date: ReferenceDate = None
    with_text: bool = False
    model: str | None = None
    max_characters: int = MAX_CHARACTERS


def load_extractor(extraction: Extraction) -> Extractor:
    """An extractor with its own model, whose memory stays flat: what a document adds to the vocabulary goes with it.

    Raises `ModelMissing`.
    """
    nlp = pipeline(extraction.model)
    _warm(nlp)

    def extract(tasks: Sequence[Task]) -> list[Outcome]:
        outcomes = _extract_together(nlp, tasks, extraction)
        if outcomes is None:
            return [_extract_alone(nlp, task, extraction) for task in tasks]
        return outcomes

    return extract


def read_task(task: Task, *, max_characters: int = MAX_CHARACTERS) -> Document:
    """The document of a task's bytes. Raises `DocumentError` and `MissingExtra`."""
    return Document.from_bytes(task.data, id=task.id, source=task.source, form=task.form, max_characters=max_characters)


def _warm(nlp: Language) -> None:
    """Fills the tokenizer's cache: inside a memory zone it keeps no word that it has not met before."""
    from diplo_extract.lexicon.examples import example_sentences

    for sentence in example_sentences():
        nlp.tokenizer(sentence)


def _extract_together(nlp: Language, tasks: Sequence[Task], extraction: Extraction) -> list[Outcome] | None:
    """The outcomes of the tasks analysed in one batch; None when something went wrong with one of them.

    No exception may leave the memory zone: spaCy would not free what the zone holds.
    """
    with nlp.memory_zone():
        try:
            return _extract(nlp, tasks, extraction)
        except Exception:
            return None


def _extract_alone(nlp: Language, task: Task, extraction: Extraction) -> Outcome:
    with nlp.memory_zone():
        try:
            return _extract(nlp, [task], extraction)[0]
        except Exception as error:
            return Outcome(task.key, None, problem_of(error), len(task.data))


def _extract(nlp: Language, tasks: Sequence[Task], extraction: Extraction) -> list[Outcome]:
    documents = [read_task(task, max_characters=extraction.max_characters) for task in tasks]
    references = [
        reference_of(document, task.reference_date or extraction.reference_date)
        for task, document in zip(tasks, documents, strict=True)
    ]
    docs = analyse(nlp, [(document.analysed, date) for document, date in zip(documents, references, strict=True)])
    return [
        _outcome(task, _line(nlp, doc, document, reference, extraction), document)
        for task, doc, document, reference in zip(tasks, docs, documents, references, strict=True)
    ]


def _line(nlp: Language, doc: Doc, document: Document, reference: str | None, extraction: Extraction) -> str:
    record = record_of(doc, document, nlp, reference_date=reference, with_text=extraction.with_text)
    return record.model_dump_json()


def _outcome(task: Task, line: str, document: Document) -> Outcome:
    return Outcome(task.key, zlib.compress(line.encode("utf-8") + b"\n", 1), None, len(document.text))


def problem_of(error: Exception) -> Problem:
    """What a failure means to the reader of the error file."""
    if isinstance(error, DocumentError):
        return Problem(type(error).__name__, error.problem, error.remedy)
    if isinstance(error, DiploExtractError):
        return Problem(type(error).__name__, str(error), "mend it and run again with --retry-errors")
    if isinstance(error, OSError):
        return Problem("Unreadable", error.strerror or str(error), "check the file and its permissions")
    if isinstance(error, MemoryError):
        return Problem("OutOfMemory", "not enough memory for this document", "split it, or use fewer workers")
    return Problem("Internal", f"{type(error).__name__}: {error}", "report it, with the document if you may share it")
