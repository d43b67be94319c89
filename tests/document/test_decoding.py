"""Decoding: the encodings that are read, and the refusals."""

from __future__ import annotations

import pytest

from diplo_extract.document.decoding import decode
from diplo_extract.errors import UndecodableDocument

TEXT = "Le Conseil s’est réuni à Genève : « l’œuvre est à poursuivre »."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_without_a_guess(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), source="f.txt") == (TEXT, ())


def test_utf16_of_either_byte_order() -> None:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert decode(mark + TEXT.encode(encoding), source="f.txt") == (TEXT, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_and_the_guess_said(encoding: str) -> None:
    text, warnings = decode(TEXT.encode(encoding), source="f.txt")
    assert text == TEXT
    assert len(warnings) == 1
    assert encoding.upper() in warnings[0]


def test_windows_1252_is_read_and_the_guess_said() -> None:
    text, warnings = decode(TEXT.encode("cp1252"), source="f.txt")
    assert text == TEXT
    assert len(warnings) == 1
    assert "Windows-1252" in warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9,
        b"PK\x03\x04" + bytes(range(256)) * 4,
        b"\xff\xfea",
        b"\x01\x00\x02\x00\x03\x00\x04\x00" * 9,
        b"\x00" * 64,
        b"abc \x81\x8d d\xe9f",
    ],
)
def test_binary_and_broken_data_are_refused_with_path_fault_and_remedy(data: bytes) -> None:
    with pytest.raises(UndecodableDocument) as caught:
        decode(data, source="depeches/f.txt")
    message = str(caught.value)
    assert message.startswith("depeches/f.txt: ")
    assert caught.value.problem in message
    assert caught.value.remedy in message
