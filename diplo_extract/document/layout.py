"""Tells a document's title, date line and body from the furniture of the page it stood on."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Layout", "lay_out"]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a text is made of; spans are half open, into the levelled text.

    `analysed` is the levelled text with the furniture replaced by spaces, line breaks kept.
    """

    analysed: str
    title: str | None
    published: str | None
    furniture: tuple[tuple[int, int], ...]


def lay_out(text: str) -> Layout:
    """The layout of a levelled text."""
    title = next((line.strip() for line in text.splitlines() if line.strip()), None)
    return Layout(text, title, None, ())
