"""French numbers: words up to 9,999, ordinals and Roman numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from diplo_extract.timex.fold import words

__all__ = ["ORDINALS", "QUANTITIES", "WORDS", "number_of", "roman"]

_UNITS = words("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}

WORDS = MappingProxyType(
    {word: value for value, word in enumerate(_UNITS)}
    | _TENS
    | {"une": 1, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
    | {"vingts": 20, "cent": 100, "cents": 100, "mille": 1000, "mil": 1000}
)
"""The words that numbers are made of, Swiss and Belgian tens included."""

_ORDINAL_STEMS = "deux trois quatr cinqu six sept huit neuv dix onz douz treiz quatorz quinz seiz"


def _ordinals() -> dict[str, int]:
    below = {f"{stem}ième": value for value, stem in enumerate(words(_ORDINAL_STEMS), start=2)}
    units = {form: value for form, value in below.items() if value < 10}
    tens = {f"dix-{form}": 10 + value for form, value in units.items() if value > 6}
    twenties = {f"vingt-{form}": 20 + value for form, value in units.items()}
    first = {"premier": 1, "première": 1, "second": 2, "seconde": 2, "vingtième": 20, "trentième": 30}
    ones = {
        f"{ten}{joint}unième": value for ten, value in (("vingt", 21), ("trente", 31)) for joint in (" et ", "-et-")
    }
    return below | tens | twenties | first | ones


ORDINALS = MappingProxyType(_ordinals())
"""Ordinals in words up to the days of a month."""

QUANTITIES = MappingProxyType(
    {"huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30}
    | {"quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100}
)
"""Collective numerals: `une dizaine de jours`."""

_ROMAN = re.compile(r"(?=[ivx])(?:x{0,3})(?:ix|iv|v?i{0,3})")


def number_of(words: Sequence[str]) -> tuple[int, int] | None:
    """The number that a run of words begins with, and how many of the words it takes; None where it begins with none.

    `et` and hyphens are not part of `words` except `et` between a ten and one, or a thousand and what follows.
    """
    total = part = taken = 0
    previous = -1
    for i, word in enumerate(words[:12]):
        if word == "et":
            follows = words[i + 1] if i + 1 < len(words) else ""
            if previous in (20, 30, 40, 50, 60, 70, 80, 90) and follows in ("un", "une", "onze"):
                continue
            break
        value = WORDS.get(word)
        if value is None:
            break
        if value == 1000:
            if total:
                break
            total, part = max(1, part) * 1000, 0
        elif value == 100:
            if part > 9 or previous == 0:
                break
            part = max(1, part) * 100
        elif value == 20 and part % 100 == 4 and previous == 4:
            part += 76
        elif not _continues(part, previous, value):
            break
        else:
            part += value
        previous = 80 if part % 100 == 80 else value
        taken = i + 1
    return (total + part, taken) if taken and total + part <= 9999 else None


def _continues(part: int, previous: int, value: int) -> bool:
    """Whether a word of `value` may follow: below a ten, after a hundred or thousand, or at the start."""
    if previous in (-1, 100, 1000):
        return True
    if previous == 10:
        return value in (7, 8, 9)
    if previous in (60, 80):
        return 0 < value < 20
    return previous in (20, 30, 40, 50, 70, 90) and part % 10 == 0 and 0 < value < 10


def roman(word: str) -> int | None:
    """The value of a lower-case Roman numeral from `i` to `xxxix`, else None."""
    if not _ROMAN.fullmatch(word):
        return None
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in word]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
