"""Text or page, plain or packed: what a file is, by its name and by its first tag."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from diplo_extract.document import Document, read_document
from diplo_extract.document.form import Form, form_of, stem_of
from diplo_extract.errors import UndecodableDocument

TEXT = "Le ministre kényan a reçu l’ambassadeur du Tchad."
PAGE = f"<!DOCTYPE html><html><head><title>Site</title></head><body><nav>Menu</nav><p>{TEXT}</p></body></html>"


@pytest.mark.parametrize(
    ("name", "form", "stem"),
    [
        ("a.txt", "text", "a"),
        ("2024/a.b.TXT.GZ", "text.gz", "2024/a.b"),
        ("a.HTM", "html", "a"),
        ("a.xhtml.gz", "html.gz", "a"),
        ("dépêche", "text", "dépêche"),
    ],
)
def test_names(name: str, form: Form, stem: str) -> None:
    assert (form_of(name), stem_of(name)) == (form, stem)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("note.txt", TEXT.encode()),
        ("note.txt.gz", gzip.compress(TEXT.encode())),
        ("note.html", PAGE.encode()),
        ("note.html", f"<p>{TEXT}</p>".encode()),
        ("note.html.gz", gzip.compress(PAGE.encode("cp1252"))),
        ("page.txt", PAGE.encode()),
    ],
)
def test_every_form_gives_the_same_text(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    document = read_document(tmp_path / name)
    assert document.text.strip() == TEXT
    assert document.id == name.split(".")[0]
    assert any("HTML page" in warning for warning in document.warnings) == (b"<p>" in data or "html" in name)


def test_tags_inside_a_text_make_no_page_of_it() -> None:
    text = f"Voir <html> et <p>. {TEXT}"
    assert Document.from_bytes(text.encode(), id="a").text == text


def test_what_is_no_gzip_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(TEXT.encode())
    with pytest.raises(UndecodableDocument, match="no whole gzip file"):
        read_document(tmp_path / "a.txt.gz")
