"""Every error that diplo_extract raises on purpose.

    DiploExtractError
    ├── DocumentError          a document that cannot be read: path or id, what is wrong, what to do
    │   ├── EmptyDocument
    │   ├── UndecodableDocument    binary, or in no encoding that is read
    │   └── DocumentTooLarge
    ├── LexiconError           a row that breaks its file's rules: file, line, what is wrong
    ├── ModelMissing           the French model is not installed: the command that installs it
    ├── MissingExtra           an optional package is not installed: the command that installs it
    ├── SourceError            a corpus that is not there, or a table without the column named
    ├── ExportError            records that cannot be put into the shape asked for
    ├── RecordsError           a file of records that cannot be read: file, line, what is wrong
    ├── GoldError              gold annotations or records that cannot be scored: file, what is wrong
    ├── ReferenceDateError     a reference date that is no date
    ├── OutputExists           a file that would have been overwritten
    └── OutputBusy             a checkpoint that another run holds, or that is none

Each message says what is wrong, where, and what to do about it.
"""

from __future__ import annotations

__all__ = [
    "DiploExtractError",
    "DocumentError",
    "DocumentTooLarge",
    "EmptyDocument",
    "ExportError",
    "GoldError",
    "LexiconError",
    "MissingExtra",
    "ModelMissing",
    "OutputBusy",
    "OutputExists",
    "RecordsError",
    "ReferenceDateError",
    "SourceError",
    "UndecodableDocument",
]


class DiploExtractError(Exception):
    """The common base: `except DiploExtractError` catches all that this package raises on purpose."""


class DocumentError(DiploExtractError):
    """A document that cannot be read.

    `source` is the path or identifier the caller gave, `problem` what is wrong, `remedy` what to do.
    """

    def __init__(self, source: str, problem: str, remedy: str) -> None:
        super().__init__(source, problem, remedy)
        self.source, self.problem, self.remedy = source, problem, remedy

    def __str__(self) -> str:
        return f"{self.source}: {self.problem}; {self.remedy}"


class EmptyDocument(DocumentError):
    """A document without a single letter or digit."""


class UndecodableDocument(DocumentError):
    """A document that is binary, or in none of the encodings that are read."""


class DocumentTooLarge(DocumentError):
    """A document over the size limit in force."""


class LexiconError(DiploExtractError):
    """A lexicon row that breaks the rules of its file. `line` counts from 1, the header included."""

    def __init__(self, file: str, line: int, problem: str) -> None:
        super().__init__(file, line, problem)
        self.file, self.line, self.problem = file, line, problem

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.problem}"


class ModelMissing(DiploExtractError):
    """The French model, or the assembled pipeline at the path given, is not there."""


class ExportError(DiploExtractError):
    """Records that cannot be put into the shape asked for."""


class GoldError(DiploExtractError):
    """Gold annotations, or records to be held against them, that cannot be read."""


class RecordsError(DiploExtractError):
    """A file of records that cannot be read."""


class ReferenceDateError(DiploExtractError):
    """A reference date that is neither an ISO 8601 date nor a date-time."""


class OutputExists(DiploExtractError):
    """An output that would have been overwritten unasked."""


class MissingExtra(DiploExtractError):
    """An optional package is not installed. `extra` is the name to install it by."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(what, extra)
        self.what, self.extra = what, extra

    def __str__(self) -> str:
        return f"{self.what}: not installed; python -m pip install 'diplo-extract[{self.extra}]'"


class SourceError(DiploExtractError):
    """A corpus that is not there, or a table without the column named."""


class OutputBusy(DiploExtractError):
    """The checkpoint of an output is held by another run, cannot be opened, or is no checkpoint."""
