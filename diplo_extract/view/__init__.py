"""Records as one HTML page to look at: the text with its mentions marked, and every item with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from diplo_extract.record import Item, Record

__all__ = ["render"]

PARTS = ("actors", "places", "dates", "agreements", "statements", "events", "domains")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the text: plain, or the mention of an item, whose name or value is the `hint`."""

    text: str
    start: int
    part: str = ""
    id: str = ""
    hint: str = ""


def render(records: Iterable[Record]) -> Iterator[str]:
    """The page, piece by piece as the records come: no script, no font, nothing from outside. Texts are escaped."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("diplo_extract.view", "."), autoescape=True, trim_blocks=True)
    pages = (_page(number, record) for number, record in enumerate(records, start=1))
    return environment.get_template("page.html").generate(pages=pages, parts=PARTS)


def _page(number: int, record: Record) -> dict[str, Any]:
    """What the template shows of one record; `marked` tells where the marks in its text begin."""
    pieces = _pieces(record)
    marked = {piece.start for piece in pieces if piece.part}
    return {"number": number, "record": record, "pieces": pieces, "marked": marked, "parts": _parts(record)}


def _parts(record: Record) -> list[tuple[str, list[dict[str, Any]]]]:
    """Per part its items, each with a headline, its values and its mentions; parts without items are left out."""
    names, items = record.names(), record.parts()
    return [(part, [_row(item, names) for item in items[part]]) for part in PARTS if items[part]]


def _row(item: Item, names: dict[str, str]) -> dict[str, Any]:
    hidden, headline = {"id", "mentions", "content", "rule"}, _headline(item)
    values = {
        field: _told(value, names)
        for field, value in item
        if field not in hidden and value not in (None, (), "", False, headline)
    }
    content = getattr(item, "content", None)
    return {"id": item.id, "headline": headline, "values": values, "mentions": item.mentions, "content": content}


def _headline(item: Item) -> str:
    return item.called or item.category or item.id


def _told(value: object, names: dict[str, str]) -> str:
    if isinstance(value, tuple):
        return ", ".join(names.get(one, str(one)) for one in value)
    return names.get(value, str(value)) if isinstance(value, str) else str(value)


def _pieces(record: Record) -> list[_Piece]:
    """The text cut at its mentions; where mentions overlap, the first and longest is marked. Empty without the text."""
    text = record.document.text
    if text is None:
        return []
    marks = [
        (m.start, -m.end, part, item.id, _headline(item))
        for part, items in record.parts().items()
        for item in items
        for m in item.mentions
    ]
    pieces: list[_Piece] = []
    at = 0
    for start, minus_end, part, id, hint in sorted(marks):
        if start < at:
            continue
        if start > at:
            pieces.append(_Piece(text[at:start], at))
        pieces.append(_Piece(text[start:-minus_end], start, part, id, hint))
        at = -minus_end
    pieces.append(_Piece(text[at:], at))
    return pieces
