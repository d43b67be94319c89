"""Text to record: the one path that everybody uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.document import MAX_CHARACTERS, Document
from diplo_extract.errors import ReferenceDateError
from diplo_extract.linking import link
from diplo_extract.pipeline import analyse, load
from diplo_extract.record import DocumentInfo, Provenance, Record

__all__ = [
    "ReferenceDate",
    "extract",
    "extract_document",
    "extract_many",
    "iso_reference",
    "pipeline",
    "record_of",
    "reference_of",
]

NO_REFERENCE = "no reference date in the text or given: relative dates stay underspecified"
UNRESOLVED = ("X", "PAST_REF", "PRESENT_REF", "FUTURE_REF")

ReferenceDate = str | date | datetime | None


def extract(
    text: str,
    *,
    reference_date: ReferenceDate = None,
    id: str = "text",
    with_text: bool = False,
    model: str | Path | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Record:
    """The record of one text.

    `reference_date` is what relative dates are resolved against: a date, a date-time or an ISO string; None takes the
    document's own date. `model` as in `load`; the pipeline loads once, on first use. Raises `DocumentError` for a text
    that is empty or over `max_characters`, `ReferenceDateError` and `ModelMissing`.
    """
    document = Document.from_text(text, id=id, max_characters=max_characters)
    return extract_document(document, reference_date=reference_date, with_text=with_text, model=model)


def extract_many(
    texts: Iterable[tuple[str, str]],
    *,
    reference_date: ReferenceDate = None,
    with_text: bool = False,
    model: str | Path | None = None,
    max_characters: int = MAX_CHARACTERS,
) -> Iterator[Record]:
    """The records of (id, text) pairs, in order, one at a time: memory stays flat over any number of texts.

    Raises as `extract` does, at the text concerned.
    """
    for id, text in texts:
        yield extract(
            text,
            id=id,
            reference_date=reference_date,
            with_text=with_text,
            model=model,
            max_characters=max_characters,
        )


def extract_document(
    document: Document,
    *,
    reference_date: ReferenceDate = None,
    with_text: bool = False,
    model: str | Path | None = None,
) -> Record:
    """The record of a document already read; arguments and errors as in `extract`."""
    nlp = pipeline(model)
    reference = reference_of(document, reference_date)
    (doc,) = analyse(nlp, [(document.analysed, reference)])
    return record_of(doc, document, nlp, reference_date=reference, with_text=with_text)


def reference_of(document: Document, given: ReferenceDate) -> str | None:
    """What relative dates are resolved against, in ISO 8601: what the caller gave, else what the document says.

    Raises `ReferenceDateError`.
    """
    return iso_reference(given) or document.reference_date


def record_of(
    doc: Doc, document: Document, nlp: Language, *, reference_date: str | None, with_text: bool = False
) -> Record:
    """The record of an analysed Doc."""
    genre, parts = link(doc, document, reference_date=reference_date)
    info = DocumentInfo(
        id=document.id,
        source=document.source,
        sha256=document.sha256,
        characters=len(document.text),
        language=document.language,
        title=document.title,
        published=document.published,
        reference_date=reference_date,
        genre=genre,
        text=document.text if with_text else None,
    )
    warnings = document.warnings
    if reference_date is None and any(date.value.startswith(UNRESOLVED) for date in parts["dates"]):
        warnings = (*warnings, NO_REFERENCE)
    return Record(document=info, warnings=warnings, provenance=_provenance(nlp), **parts)


@lru_cache(maxsize=2)
def pipeline(model: str | Path | None) -> Language:
    """The pipeline of `load`, loaded once for all calls."""
    return load(model)


@lru_cache(maxsize=2)
def _provenance(nlp: Language) -> Provenance:
    meta = nlp.meta
    model = f"{meta['lang']}_{meta['name']} {meta['version']}"
    return Provenance(diplo_extract=version("diplo-extract"), spacy=version("spacy"), model=model)


def iso_reference(reference: ReferenceDate) -> str | None:
    """The reference as an ISO date or date-time to the second. Raises `ReferenceDateError`."""
    if reference is None:
        return None
    if isinstance(reference, datetime):
        return reference.replace(tzinfo=None).isoformat(timespec="seconds")
    if isinstance(reference, date):
        return reference.isoformat()
    try:
        if len(reference) == 10:
            return date.fromisoformat(reference).isoformat()
        return datetime.fromisoformat(reference).replace(tzinfo=None).isoformat(timespec="seconds")
    except ValueError as error:
        raise ReferenceDateError(f"{reference!r} is no ISO 8601 date or date-time, such as 2024-07-03") from error
