"""Bytes to text: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252 with a warning."""

from __future__ import annotations

import codecs

from diplo_extract.errors import UndecodableDocument

__all__ = ["decode"]

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters that no text holds; a NUL in the first bytes is what tells an image or archive from a text.
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 28, 29, 30, 31}
_TOLERATED_CONTROLS = 0.001


def decode(data: bytes, *, source: str) -> tuple[str, tuple[str, ...]]:
    """The text of `data`, and what had to be guessed to read it.

    A byte order mark is not part of the text. Raises `UndecodableDocument`, naming `source`, when the bytes are
    binary or in no encoding that is read.
    """
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError as error:
            raise UndecodableDocument(source, f"UTF-16 that breaks off at byte {error.start}", _REMEDY) from error
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


_REMEDY = "save the file as UTF-8"
