"""Says, item by item, why a record holds what it holds, and what was considered and lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diplo_extract.document import Document
from diplo_extract.extraction import ReferenceDate, pipeline, record_of, reference_of
from diplo_extract.pipeline import COMPONENTS, analyse
from diplo_extract.record import Record

__all__ = ["explain"]

WIDTH = 60
"""So many characters of the text are shown on either side of a mention."""


def explain(
    document: Document, *, reference_date: ReferenceDate = None, model: str | Path | None = None
) -> Iterator[str]:
    """Lines to read: each item with its values, its rule, its confidence and its evidence in context; then the lost.

    Lost is what a component found and no item has as evidence: another name took the words, they stand inside a title
    or a name where they mean something else, or they are one of several mentions of a happening told elsewhere.
    Arguments and errors as in `extract_document`.
    """
    nlp = pipeline(model)
    reference = reference_of(document, reference_date)
    (doc,) = analyse(nlp, [(document.analysed, reference)])
    record = record_of(doc, document, nlp, reference_date=reference)
    yield f"{document.id}: {document.title or ''}".rstrip()
    yield from _items(record, document.text)
    kept = {(m.start, m.end) for item in record.items() for m in item.mentions}
    for name in COMPONENTS:
        for span in doc.spans[name]:
            start, end = document.span(span.start_char, span.end_char)
            if name != "diplo_titles" and (start, end) not in kept:
                taker = _taker(record, start, end)
                yield f"lost [{name} {span.label_}] {f'the words went to {taker}' if taker else 'not taken up'}"
                yield f"    {_in_context(document.text, start, end)}"


def _taker(record: Record, start: int, end: int) -> str | None:
    """The id of the first item with a mention that shares words with start..end."""
    return next((item.id for item in record.items() for m in item.mentions if m.start < end and start < m.end), None)


def _items(record: Record, text: str) -> Iterator[str]:
    names = record.names()
    for item in record.items():
        hidden = {"id", "rule", "confidence", "mentions", "content"}
        values = ", ".join(
            f"{field}={_told(value, names)}"
            for field, value in item
            if field not in hidden and value not in (None, (), "")
        )
        yield f"{item.id} [{item.rule}, {item.confidence}] {values}"
        for m in (*item.mentions, *((item.content,) if hasattr(item, "content") else ())):
            yield f"    {_in_context(text, m.start, m.end)}"


def _told(value: object, names: dict[str, str]) -> str:
    if isinstance(value, tuple):
        return " + ".join(names.get(one, str(one)) for one in value)
    return names.get(value, value) if isinstance(value, str) else str(value)


def _in_context(text: str, start: int, end: int) -> str:
    """The words start..end in [brackets] with the text around them, on one line."""
    before, after = text[max(0, start - WIDTH) : start], text[end : end + WIDTH]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
