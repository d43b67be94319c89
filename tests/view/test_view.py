"""The page shows the text, every item and its evidence, and escapes what the text holds."""

from __future__ import annotations

from diplo_extract.record import Record
from diplo_extract.view import render


def test_the_page_shows_every_item_and_escapes_the_text(small_record: Record) -> None:
    page = render([small_record])
    for item in small_record.items():
        assert f">{item.id}<" in page
    assert '<mark class="actors" title="A1 · actors">Ama Kossi</mark>' in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "http" not in page


def test_a_record_without_its_text_still_shows_its_evidence(small_record: Record) -> None:
    bare = small_record.model_copy(update={"document": small_record.document.model_copy(update={"text": None})})
    page = render([bare])
    assert "<mark" not in page
    assert "<q>Ama Kossi</q>" in page
