"""The document: size, emptiness, language, reference date."""

from __future__ import annotations

from pathlib import Path

import pytest

from diplo_extract.document import Document, read_document
from diplo_extract.errors import DocumentTooLarge, EmptyDocument, UndecodableDocument


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vide.txt"
    path.write_bytes(b" \n")
    with pytest.raises(EmptyDocument, match=r"vide\.txt: an empty file"):
        read_document(path)


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(EmptyDocument, match="no words"):
        Document.from_text("*** – ***")


def test_a_text_over_the_limit_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"La Chine. " * 1_000)
    with pytest.raises(DocumentTooLarge, match="the limit is 2,000 characters") as caught:
        read_document(path, max_characters=2_000)
    assert "--max-characters" in caught.value.remedy
    assert read_document(path, max_characters=10_000).id == "long"


def test_other_languages_are_read_with_a_warning() -> None:
    text = (
        "The two ministers discussed trade and the situation in the region during a working lunch held in Geneva today."
    )
    document = Document.from_text(text)
    assert document.language is None
    assert any("French" in warning for warning in document.warnings)


def test_the_reference_date_is_the_date_line_else_the_first_full_date_else_none() -> None:
    body = "Les deux ministres ont rappelé l'accord du 4 mai 2019 et se reverront jeudi."
    assert Document.from_text(f"Entretien à Lomé\n\nLomé, le 12 juin 2025\n\n{body}").reference_date == "2025-06-12"
    assert Document.from_text(body).reference_date == "2019-05-04"
    assert Document.from_text("Les deux ministres se reverront jeudi.").reference_date is None


def test_half_a_character_is_refused_with_its_place() -> None:
    with pytest.raises(UndecodableDocument, match="surrogate pair at character 9"):
        Document.from_text("Le Togo, \ud83d et le Bénin coopèrent.")
