"""Bytes or text to a `Document`: unpacking, decoding, typography, title, date line, body, page furniture."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from diplo_extract.document.decoding import decode
from diplo_extract.document.form import Form, form_of, is_page, stem_of, unpack
from diplo_extract.document.html import HTML_WARNING, text_of_html
from diplo_extract.document.language import language_of
from diplo_extract.document.layout import Layout, lay_out
from diplo_extract.document.typography import Levelled, level
from diplo_extract.errors import DocumentTooLarge, EmptyDocument, UndecodableDocument
from diplo_extract.timex import find_date_line

__all__ = ["MAX_CHARACTERS", "Document", "read_document"]

NOT_FRENCH = "the text does not read as French: what was found in it may be wrong"

MAX_CHARACTERS = 2_000_000
"""The default size limit, in characters: a book of a thousand pages. Over it a document is refused, not cut."""

_RAISE_LIMIT = "split it, or raise the limit with max_characters (--max-characters)"

SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Document:
    """One text, as it was given and as it is analysed.

    `analysed` is the levelled text with page furniture blanked; `span` leads back from its offsets to those of `text`.
    `published` is an ISO 8601 date or date-time, None where the document does not say when it was issued. `language` is
    `fr`, or None for a text that does not read as French.
    """

    id: str
    source: str | None
    text: str
    analysed: str
    title: str | None
    published: str | None
    language: str | None
    warnings: tuple[str, ...]
    levelled: Levelled
    layout: Layout

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        id: str = "text",
        source: str | None = None,
        warnings: tuple[str, ...] = (),
        max_characters: int = MAX_CHARACTERS,
    ) -> Document:
        """The document of a text already decoded. Raises `EmptyDocument` and `DocumentTooLarge`."""
        if len(text) > max_characters:
            problem = f"{len(text):,} characters, the limit is {max_characters:,}"
            raise DocumentTooLarge(source or id, problem, _RAISE_LIMIT)
        if (half := SURROGATE.search(text)) is not None:
            problem = f"half of a surrogate pair at character {half.start()}"
            raise UndecodableDocument(source or id, problem, "decode the text anew, with errors='replace'")
        if not any(map(str.isalnum, text)):
            raise EmptyDocument(source or id, "no words in it", "give a text, or leave it out")
        levelled = level(text)
        layout = lay_out(levelled.text)
        language = language_of(layout.analysed)
        return cls(
            id=id,
            source=source,
            text=text,
            analysed=layout.analysed,
            title=layout.title,
            published=layout.published,
            language=language,
            warnings=warnings if language else (*warnings, NOT_FRENCH),
            levelled=levelled,
            layout=layout,
        )

    @classmethod
    def from_bytes(
        cls,
        data: bytes,
        *,
        id: str,
        source: str | None = None,
        form: Form = "text",
        max_characters: int = MAX_CHARACTERS,
    ) -> Document:
        """The document of a file's bytes; of an HTML page, named so by `form` or by its first tag, the visible text.

        Raises every `DocumentError`, and `MissingExtra` for a page where the package that reads it is not installed.
        """
        name = source or id
        limit = 4 * max_characters + 4
        if form.endswith(".gz"):
            data = unpack(data, source=name, limit=limit + 1)
        if len(data) > limit:
            problem = f"{len(data):,} bytes, the limit is {max_characters:,} characters"
            raise DocumentTooLarge(name, problem, _RAISE_LIMIT)
        if not data.strip():
            raise EmptyDocument(name, "an empty file", "give a text, or leave it out")
        text, warnings = decode(data, source=name)
        if form.startswith("html") or is_page(text):
            text, warnings = text_of_html(text), (*warnings, HTML_WARNING)
        return cls.from_text(text, id=id, source=source, warnings=warnings, max_characters=max_characters)

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def reference_date(self) -> str | None:
        """The document's own date: when it says it was issued, else its first full date, else None; an ISO date."""
        if self.published is not None:
            return self.published[:10]
        first = find_date_line(self.analysed)
        return first.earliest if first is not None else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of `text` that the non-empty span `start`..`end` of `analysed` stands for."""
        return self.levelled.original(start, end)


def read_document(path: Path, *, id: str | None = None, max_characters: int = MAX_CHARACTERS) -> Document:
    """The document of a text file or HTML page, also packed (`.gz`). `id` defaults to the file's stem.

    Bytes of the file's name that are no UTF-8 stand as escapes in `id` and `source`. Raises `OSError`, and as
    `Document.from_bytes` does.
    """
    name = os.fsencode(path).decode("utf-8", "backslashreplace")
    with path.open("rb") as file:
        data = file.read(4 * max_characters + 5)
    stem = stem_of(Path(name).name)
    return Document.from_bytes(data, id=id or stem, source=name, form=form_of(name), max_characters=max_characters)
