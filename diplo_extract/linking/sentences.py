"""Sentences, quotations and datelines, read off the tokens. Positions are token indices, half open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from diplo_extract.linking.words import is_form

__all__ = ["DASHES", "Bounds", "Frame", "begins_line", "frame_of", "over_dateline", "trimmed"]

Bounds = tuple[int, int]

FINAL = frozenset({".", "!", "?", "…", "...", "!..", "?.."})
DASHES = frozenset({"--", "–", "—", "-"})
DATELINE = 16
"""Tokens that a place, a date and an agency before a dash have at most."""
OPENING = {"«": "»", "“": "”", "„": "”"}

STRAIGHT = frozenset({'"', "''", "’’"})
"""Marks that may open or close a quotation."""

LONGEST_SENTENCE = 500
"""More tokens are no sentence but a table, say; what is read clause by clause takes time with the square of them."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The sentences and the quotations of a document (a quotation from its opening to its closing mark)."""

    sentences: tuple[Bounds, ...]
    quotations: tuple[Bounds, ...]

    def sentence(self, i: int) -> int:
        """The number of the sentence in which token `i` stands."""
        return max(0, bisect_right(self.sentences, (i, 1 << 60)) - 1)

    def quotation(self, i: int) -> Bounds | None:
        """The quotation that token `i` belongs to, its marks included; the outermost one."""
        return next(((a, b) for a, b in self.quotations if a <= i < b), None)


def frame_of(doc: Doc) -> Frame:
    """The sentences and quotations of `doc`."""
    return Frame(tuple(_sentences(doc)), tuple(_quotations(doc)))


def _sentences(doc: Doc) -> Iterator[Bounds]:
    """Sentences by their punctuation and by the paragraphs, without the white space around them.

    The parser's own bounds count only at line breaks: inside a line it splits at capitals, colons and quotations. What
    runs on over `LONGEST_SENTENCE` tokens is cut.
    """
    start = 0
    for i in range(1, len(doc)):
        if _begins_sentence(doc, i) or i - start == LONGEST_SENTENCE:
            yield from _non_empty(doc, start, i)
            start = i
    yield from _non_empty(doc, start, len(doc))


def _begins_sentence(doc: Doc, i: int) -> bool:
    previous = doc[i - 1]
    if previous.is_space and "\n" in previous.text:
        return bool(doc[i].is_sent_start) or previous.text.count("\n") > 1
    j = i - 1
    while j >= 0 and (doc[j].is_space or doc[j].text in {"»", "”", ")"} or _closes(doc, j)):
        j -= 1
    if j < 0 or doc[j].text not in FINAL or doc[i].text in {"»", "”", ",", ";", ":", ")", "."} or doc[i].is_space:
        return False
    if doc[i].text == '"' and j == i - 1 and not doc[j].whitespace_:
        return False  # a straight mark right after the full stop closes the quotation
    return not doc[i].text[0].islower() and not _abbreviates(doc, j)


def _closes(doc: Doc, j: int) -> bool:
    """Whether a straight mark stands after a word rather than before one."""
    return doc[j].text == '"' and bool(doc[j].whitespace_ or doc[j + 1].is_space)


def _abbreviates(doc: Doc, j: int) -> bool:
    """Whether the full stop at `j` belongs to an initial or a list number (`J. Dupont`, `3. Les chefs d'État`)."""
    word = doc[j - 1].text if j else ""
    return doc[j].text == "." and (
        (len(word) == 1 and word.isupper() and not doc[j - 1].whitespace_)
        or (word.isdigit() and len(word) < 3 and (j < 2 or "\n" in doc[j - 2].text))
    )


def _non_empty(doc: Doc, start: int, end: int) -> Iterator[Bounds]:
    start, end = trimmed(doc, start, end)
    if start < end:
        yield start, end


def trimmed(doc: Doc, start: int, end: int) -> Bounds:
    """The bounds without white space at either end."""
    while start < end and doc[start].is_space:
        start += 1
    while end > start and doc[end - 1].is_space:
        end -= 1
    return start, end


def _quotations(doc: Doc) -> Iterator[Bounds]:
    """Outermost quotations with both their marks; a mark reopened at the start of a line opens nothing.

    Straight marks pair up inside a paragraph, by the side on which they touch a word where that tells; writers mix the
    kinds, so that a mark that can only close closes what is open. A quotation that is never closed is none.
    """
    opened: list[tuple[int, str]] = []
    for i, token in enumerate(doc):
        mark = '"' if token.text in STRAIGHT else token.text
        if mark == '"':
            side = _side(doc, i)
            if side == "opening" and opened and opened[-1][1] == '"':
                opened.pop()  # never closed
            if opened and (side == "closing" or (not side and opened[-1][1] == '"')):
                start, _ = opened.pop()
                if not opened:
                    yield start, i + 1
            elif side != "closing":
                opened.append((i, '"'))
        elif mark in OPENING:
            if not (opened and begins_line(doc, i)):
                opened.append((i, OPENING[mark]))
        elif opened and mark in OPENING.values() and opened[-1][1] in {mark, '"'}:
            start, _ = opened.pop()
            if not opened:
                yield start, i + 1
        elif opened and token.is_space and mark.count("\n") > 1 and not _reopens(doc, i):
            opened.clear()


def _side(doc: Doc, i: int) -> str:
    """Whether a straight mark can only open or only close a quotation, by where white space stands; empty: either."""
    before = i == 0 or bool(doc[i - 1].whitespace_) or doc[i - 1].is_space or doc[i - 1].text in {"(", "«", "“"}
    after = i + 1 >= len(doc) or bool(doc[i].whitespace_) or doc[i + 1].is_space or doc[i + 1].is_punct
    return "" if before == after else "opening" if before else "closing"


def begins_line(doc: Doc, i: int) -> bool:
    """Whether a line break stands right before the token at `i`."""
    return i > 0 and "\n" in doc[i - 1].text


def _reopens(doc: Doc, i: int) -> bool:
    """Whether the paragraph after the break at `i` goes on with the quotation, as its leading mark says."""
    return i + 1 < len(doc) and doc[i + 1].text in {"«", "»", "“"}


def over_dateline(doc: Doc, start: int, end: int) -> int:
    """The first word of the text after `HANOI, 14 mai (Xinhua) --` or the number of a paragraph."""
    for i in range(start + 1, min(end, start + DATELINE)):
        if doc[i].text in DASHES and doc[i - 1].whitespace_ and not _has_verb(doc[start:i]):
            return i + 1
    if doc[start].text.startswith("/"):  # the agency, as in `/TASS/.`
        return start + 1
    if doc[start].text.rstrip(".").isdigit():
        start += 1
        while start < end and (doc[start].is_space or doc[start].text == "."):
            start += 1
    return start


def _has_verb(words: Iterable[Token]) -> bool:
    return any(is_form(token, "Fin") for token in words)
