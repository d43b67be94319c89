"""Tells the lines of a web page or letter that belong to the page, not to the communiqué it carries.

Every judgement is on one line and the lines around it; the words it goes by are rows of `furniture.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from diplo_extract.lexicon import word_class
from diplo_extract.lexicon.gazetteer import fold

__all__ = ["WEB", "is_letterhead", "is_page_note", "is_series", "mark_furniture"]

PROSE = 160
"""From this many characters on a line is prose, whatever words it begins with."""

PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–—]?\s*\d{1,3}\s*(?:(?:/|sur)\s*\d{1,3})?\s*[-–—]?", re.IGNORECASE)
RULE = re.compile(r"[\W_]+")
WEB = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+|@\w+", re.IGNORECASE)
PHONE = re.compile(r"\+?\(?\d{1,4}\)?(?:[ .-]?\(?\d{2,4}\)?){3,}|\d{2,4}(?:-\d{2,8}){2,}")
STREET_NUMBER = re.compile(r"\d{1,4} ?(?:bis|ter)?,? +")


def mark_furniture(lines: Sequence[str]) -> list[bool]:
    """Whether each line is furniture. The lines carry no line breaks; empty ones never are.

    A heading of related links takes the short lines below it along, up to the next empty line followed by prose.
    """
    marks = [False] * len(lines)
    inside_links = False
    for i, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            continue
        if inside_links and len(bare) < PROSE and not bare.endswith((".", "»")):
            marks[i] = True
            continue
        inside_links = (
            _begins(bare, "related") and len(bare) < PROSE and bare.rstrip(" :").casefold() in _words("related")
        )
        marks[i] = inside_links or _is_furniture(bare)
    return marks


def is_letterhead(line: str) -> bool:
    """Whether a line at the top names the sender or its motto, and says nothing."""
    bare = line.strip()
    return (
        len(bare) < PROSE
        and not bare.endswith((".", "!", "?"))
        and (
            (_begins(bare, "letterhead") and not re.search(r"\w\s*:|\d", bare.removeprefix("De :")))
            or _begins(bare, "motto")
        )
    )


def is_series(line: str) -> bool:
    """Whether a line only tells the series and number of the document (`COMMUNIQUÉ DE PRESSE N° 12`)."""
    return _only(line.strip(), "reference")


def is_page_note(line: str) -> bool:
    """Whether a line tells who put the page up, or when the page, not the document, was last changed."""
    return _begins(line.strip(), "note")


def _is_furniture(bare: str) -> bool:
    if PAGE_NUMBER.fullmatch(bare) or RULE.fullmatch(bare):
        return True
    if len(bare) >= PROSE:
        return False
    if any(_begins(bare, kind) for kind in ("breadcrumb", "related", "copyright", "note")) or "©" in bare:
        return True
    if _within(bare, "copyright") or _within(bare, "notice"):
        return True
    if _only(bare, "menu") or (_begins(bare, "caption") and re.match(r"\w+\s*[:©(]", bare)):
        return True
    return _is_contact(bare)


def _is_contact(bare: str) -> bool:
    """An address, a telephone number or a web address, and little else; the date of a source line is more."""
    rest = WEB.sub(" ", bare)
    if rest != bare and sum(map(str.isalpha, rest)) < sum(map(str.isalpha, bare)) / 2:
        return True
    has_number = PHONE.search(bare) is not None
    if _begins(bare, "contact") and (has_number or rest != bare or len(bare) < 40):
        return True
    if has_number and _tokens(bare) & (_words("contact") | _words("postal")):
        return True
    if bare.endswith(".") or not re.search(r"\d", bare):
        return False
    return _begins(bare, "postal") or _begins(bare, "street") or _begins(STREET_NUMBER.sub("", bare), "street")


def _begins(bare: str, kind: str) -> bool:
    folded = fold(bare)
    return any(folded.startswith(form) and not folded[len(form) : len(form) + 1].isalnum() for form in _words(kind))


def _only(bare: str, kind: str) -> bool:
    """Whether a line is made of the forms of one row, numbers and punctuation."""
    words = sorted(_words(kind), key=len, reverse=True)
    pattern = r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"
    rest, count = re.subn(pattern, " ", fold(bare))
    return count > 0 and re.search(r"[^\W\d_]", rest) is None


def _within(bare: str, kind: str) -> bool:
    folded = fold(bare)
    return any(form in folded for form in _words(kind))


def _tokens(bare: str) -> set[str]:
    return set(re.findall(r"[\w.']+", fold(bare)))


@cache
def _words(kind: str) -> frozenset[str]:
    """The folded forms of one row."""
    return frozenset(fold(form) for form in word_class("furniture", kind))
