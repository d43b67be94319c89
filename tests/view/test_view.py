"""The page shows the text, every item and its evidence, and escapes what the text holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diplo_extract.record import Record
from diplo_extract.view import render


def test_the_page_shows_every_item_and_escapes_the_text(small_record: Record) -> None:
    page = "".join(render([small_record]))
    for item in small_record.items():
        assert f'<tr id="r1-{item.id}">' in page
    assert 'title="A1 · Ama Kossi">Ama Kossi</a></mark>' in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "http" not in page
    assert "<script" not in page


def test_every_link_leads_to_a_place_in_the_page(small_record: Record) -> None:
    page = "".join(render([small_record, small_record]))
    targets = re.findall(r'id="([^"]+)"', page)
    links = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == len(set(targets))
    assert links
    assert set(links) <= set(targets)


def test_a_record_without_its_text_still_shows_its_evidence(small_record: Record) -> None:
    bare = small_record.model_copy(update={"document": small_record.document.model_copy(update={"text": None})})
    page = "".join(render([bare]))
    assert "<mark" not in page
    assert "<q>Ama Kossi</q>" in page
    assert "--with-text" in page


def test_records_are_shown_as_they_come(small_record: Record) -> None:
    """A page of any number of records is written with one of them in memory."""
    asked = []

    def records() -> Iterator[Record]:
        for number in range(3):
            asked.append(number)
            yield small_record

    page = render(records())
    before = "".join(iter(page.__next__, "</article>\n"))
    assert "</head>" in before
    assert len(asked) < 3


def test_what_the_headline_says_is_not_said_again(small_record: Record) -> None:
    page = "".join(render([small_record]))
    assert '<span lang="fr">2025-05-03</span>' in page
    assert "value: " not in page
    assert "label: " not in page
    assert "type: DATE" in page
