"""What the finders of organisations share: the name found, and what lies where."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc

from diplo_extract.lexicon.cover import Cover

__all__ = ["LEADING", "MINISTERS", "NameHit", "cover", "disjoint"]


MINISTERS = {"minister", "foreign_minister", "defence_minister"}
"""The offices whose titles tell a portfolio, which is no body (`ministre de la Communauté nationale à l'étranger`)."""

LEADING = re.compile(
    r"(?:[\s«»\"“”(\[*—–-]|(?:[Ll]es?|[Ll]a|[Dd]es?|[Dd]u|[Uu]ne?|[Aa]ux?|[Cc]e|[Cc]ette)\s+|[LlDd]')+"
)
"""What stands before a name in the model's or a pattern's words, and is no part of it."""


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name in the text (half-open code points of the Doc's text); `code` is empty where the lexicon has none."""

    start: int
    end: int
    label: str
    code: str = ""


def cover(doc: Doc, *groups: str) -> Cover:
    """The spans of the groups that earlier components wrote."""
    spans = (span for group in groups if group in doc.spans for span in doc.spans[group])
    return Cover((span.start_char, span.end_char) for span in spans)


def disjoint(hits: Iterable[NameHit]) -> list[NameHit]:
    """The longest of hits that overlap, in textual order; of two alike the one with a code."""
    ranked = sorted(hits, key=lambda hit: (hit.start - hit.end, not hit.code, hit.start))
    taken = bytearray(max((hit.end for hit in ranked), default=0))
    kept = []
    for hit in ranked:
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = bytes([1]) * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
