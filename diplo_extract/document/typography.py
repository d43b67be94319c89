"""Levels the typography of a text for analysis and keeps the way back to the offsets of the text as given."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from diplo_extract.document.wrapping import unwrapped

__all__ = ["Levelled", "level"]

_ONE_TO_ONE = str.maketrans(
    {
        **dict.fromkeys("’ʼ‘‛′´`＇", "'"),
        **dict.fromkeys(
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v\f", " "
        ),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u0085\u2028\u2029\x1c\x1d\x1e", "\n"),
        **dict.fromkeys("\x00\x1a\x1f", " "),
    }
)
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff" + _BIDI)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
_JUSTIFIED = re.compile(r"(?<=\S) ( {1,2})(?=\S)")
"""Two or three spaces between words, as justified lines have them; more stand between columns."""
_UNEVEN = re.compile(f"[{''.join(_DROPPED)}{''.join(_LIGATURES)}]|{_JUSTIFIED.pattern}")


@dataclass(frozen=True, slots=True)
class Levelled:
    """A levelled text and the way back to the text as given.

    `starts[i]` is where, in the text as given, the stretch begins that gave the levelled characters from `marks[i]` on;
    inside a stretch the two run in step; a character that gave several has a stretch for each further one. Both are
    empty when every character stands for one.
    """

    text: str
    given: str
    marks: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the text as given that the non-empty levelled span `start`..`end` stands for."""
        if not self.marks:
            return start, end
        last = self._position(end - 1) + 1
        while last < len(self.given) and _attached(self.given[last]):
            last += 1
        return self._position(start), last

    def _position(self, at: int) -> int:
        i = bisect_right(self.marks, at) - 1
        return self.starts[i] + at - self.marks[i]


def level(text: str) -> Levelled:
    """`text` with straight apostrophes, plain single spaces, LF line ends and letters by themselves, composed (NFC).

    What only tells how to set the text is left out: soft hyphens, joiners, marks of direction, line breaks at a width.
    """
    plain = unwrapped(text.translate(_ONE_TO_ONE).replace("\r\n", " \n").replace("\r", "\n"))
    if unicodedata.is_normalized("NFC", plain) and _UNEVEN.search(plain) is None:
        return Levelled(plain, text)
    spare = {at for spaces in _JUSTIFIED.finditer(plain) for at in range(*spaces.span(1))}
    out: list[str] = []
    marks: list[int] = []
    starts: list[int] = []
    written = 0
    drift: int | None = None
    for at, sequence in _sequences(plain):
        if sequence in _DROPPED or at in spare:
            continue
        if at - written != drift:
            drift = at - written
            marks.append(written)
            starts.append(at)
        composed = _LIGATURES.get(sequence) or unicodedata.normalize("NFC", sequence)
        out.append(composed)
        for further in range(len(sequence), len(composed)):
            drift = None
            marks.append(written + further)
            starts.append(at + len(sequence) - 1)
        written += len(composed)
    return Levelled("".join(out), text, tuple(marks), tuple(starts))


def _sequences(text: str) -> Iterator[tuple[int, str]]:
    """The text cut before every character that does not attach to the one before it."""
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _attached(text[at]):
            yield begin, text[begin:at]
            begin = at


def _attached(character: str) -> bool:
    """Whether the character may compose with the one before it: a combining mark, or a Hangul vowel or final."""
    return unicodedata.combining(character) > 0 or "\u1160" <= character <= "\u11ff"
