"""A copy of a text that is easier to match, character for character as long as the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

__all__ = ["composed", "fold", "one_of", "unaccented", "words"]


@cache
def _table() -> dict[int, str]:
    lower = {i: chr(i).lower() for i in range(0x250) if chr(i) != chr(i).lower() and len(chr(i).lower()) == 1}
    spaces = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000"), " ")
    raised = dict(zip(map(ord, "ᵉʳᵈⁿ"), "erdn", strict=True))  # the raised letters of 1ᵉʳ, XXIᵉ
    return lower | raised | spaces | dict.fromkeys(map(ord, "’ʼ‘"), "'") | dict.fromkeys(range(0x2010, 0x2014), "-")


def fold(text: str) -> str:
    """`text` in lower case, its apostrophes straight, its spaces plain, its short dashes hyphens; offsets unchanged."""
    return text.translate(_table())


_DECOMPOSED = re.compile(r"[^\W\d_][\u0300-\u036f]+")


def composed(text: str) -> tuple[str, Sequence[int]]:
    """`text` with its letters and their accents composed, and where each of its characters, and its end, stood."""
    if unicodedata.is_normalized("NFC", text):
        return text, range(len(text) + 1)
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for found in _DECOMPOSED.finditer(text):
        letters = unicodedata.normalize("NFC", found.group())
        pieces += [text[at : found.start()], letters]
        places += [*range(at, found.start()), *[found.start()] * len(letters)]
        at = found.end()
    return "".join([*pieces, text[at:]]), [*places, *range(at, len(text) + 1)]


def words(text: str) -> list[str]:
    """The words of a line of words."""
    return text.split()


def one_of(line: str) -> str:
    """A regular expression for any of the expressions of a line; `_` stands for a blank inside one."""
    return f"(?:{'|'.join(line.split()).replace('_', ' ')})"


def unaccented(word: str) -> str:
    """`word` without its accents: how it is spelt in capitals."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
