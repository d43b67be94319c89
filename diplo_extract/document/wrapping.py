"""Joins the lines of a hard-wrapped text, whose paragraphs were broken at a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

__all__ = ["unwrapped"]

NARROWEST, WIDEST = 40, 120
"""Characters in the longest line of a text that was wrapped: narrower ones are lists, wider ones paragraphs."""

SHARE = 0.6
"""So many of the breaks in a paragraph that was wrapped are wraps, at the least."""

SMALL = 0.4
"""Behind so many of its wraps, at the least, a line begins in small letters, as no row of a table does."""


def unwrapped(text: str) -> str:
    """`text` with a space for each line break inside a paragraph, of the same length; as it is if none was wrapped.

    A break is a wrap where the word behind it had no room on the line before. Lines without a blank one between them
    were one paragraph when most of their breaks are wraps; items, each on a line of its own, have few.
    """
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not NARROWEST <= width <= WIDEST:
        return text
    wraps = {i for paragraph in _paragraphs(lines) for i in _wraps(lines, paragraph, width)}
    return "".join(line + (" " if i in wraps else "\n") for i, line in enumerate(lines))[:-1]


def _paragraphs(lines: Sequence[str]) -> Iterator[list[int]]:
    """The indices of the lines that stand together, blank ones left out."""
    for blank, together in groupby(range(len(lines)), key=lambda i: not lines[i].strip()):
        if not blank:
            yield list(together)


def _wraps(lines: Sequence[str], paragraph: Sequence[int], width: int) -> list[int]:
    """The lines of a paragraph that end in a wrap; none if it is no wrapped one."""
    following = {i: lines[k].split(maxsplit=1)[0] for i, k in pairwise(paragraph)}
    wraps = [i for i, word in following.items() if len(lines[i].rstrip()) + len(word) >= width]
    small = sum(following[i][0].islower() for i in wraps)
    return wraps if len(wraps) >= SHARE * len(following) and small >= SMALL * len(wraps) else []
