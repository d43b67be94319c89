"""Bytes to text: UTF-8, UTF-16 or UTF-32 by its byte order mark, else UTF-16 or Windows-1252 with a warning."""

from __future__ import annotations

import codecs

from diplo_extract.errors import UndecodableDocument

__all__ = ["decode"]

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKED = (
    ((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE), "utf-32"),
    ((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-16"),
)
# Control characters that no text holds; a NUL in the first bytes is what tells an image or archive from a text.
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 28, 29, 30, 31}
_TOLERATED_CONTROLS = 0.001


def decode(data: bytes, *, source: str) -> tuple[str, tuple[str, ...]]:
    """The text of `data`, and what had to be guessed to read it.

    A byte order mark is not part of the text. Raises `UndecodableDocument`, naming `source`, when the bytes are
    binary or in no encoding that is read.
    """
    for marks, encoding in _MARKED:
        if data.startswith(marks):
            return _decoded(data, encoding, source), ()
    if (unmarked := _unmarked_utf16(data)) is not None:
        text, encoding = unmarked
        return text, (f"encoding guessed: {encoding.upper()}, because every other byte is zero",)
    controls = sum(data.count(code) for code in _CONTROLS)
    if controls > _TOLERATED_CONTROLS * len(data):
        raise UndecodableDocument(source, "binary data, no text", "extract its text first, or leave it out")
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        fault = error
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        problem = f"neither UTF-8 (byte {fault.start}) nor Windows-1252 (byte {error.start})"
        raise UndecodableDocument(source, problem, _REMEDY) from error
    return text, (f"encoding guessed: Windows-1252, because byte {fault.start} is no UTF-8",)


def _decoded(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"{encoding.upper()} that breaks off at byte {error.start}"
        raise UndecodableDocument(source, problem, _REMEDY) from error


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """The text of UTF-16 without a byte order mark, and its encoding; None for anything else.

    French has its letters in Latin-1: of nearly every pair of bytes one is zero, always the same.
    """
    for high, encoding in ((data[1::2], "utf-16-le"), (data[::2], "utf-16-be")):
        if high.count(0) > 0.8 * len(high):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                return None
            return None if any(ord(character) in _CONTROLS for character in text) else (text, encoding)
    return None


_REMEDY = "save the file as UTF-8"
