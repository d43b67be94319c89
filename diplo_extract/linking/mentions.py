"""What the pipes found, as plain spans, with the overlaps between their groups settled.

Throughout `linking` offsets are code points of the analysed text (`doc.text`), half open; the last step of all leads
them back to the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from diplo_extract.lexicon.naming import words_of_kind
from diplo_extract.record import Mention

__all__ = ["Found", "Mentions", "Span", "covers", "mention", "overlaps", "read_mentions", "settle", "text_of"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A mention found by a pipe: the label says of which kind it is, the id which value it stands for ("": none)."""

    start: int
    end: int
    label: str
    id: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """The span groups of a document, each in textual order."""

    persons: tuple[Found, ...] = ()
    titles: tuple[Found, ...] = ()
    states: tuple[Found, ...] = ()
    organisations: tuple[Found, ...] = ()
    places: tuple[Found, ...] = ()
    agreements: tuple[Found, ...] = ()
    domains: tuple[Found, ...] = ()


def read_mentions(doc: Doc) -> Mentions:
    """The span groups as the pipes wrote them, overlaps and all."""
    return Mentions(**{field.name: _group(doc, f"diplo_{field.name}") for field in fields(Mentions)})


def _group(doc: Doc, key: str) -> tuple[Found, ...]:
    if key not in doc.spans:
        return ()
    bounds = _trimmed if key.removeprefix("diplo_") in NAMES else _whole
    return tuple(sorted({Found(*bounds(doc, span), span.label_, span.id_) for span in doc.spans[key]}))


def _whole(doc: Doc, span: SpacySpan) -> Span:
    return span.start_char, span.end_char


_OPENING = re.compile(r"[/(\[«\"“\s]+")
_CLOSING = frozenset(')]»"”/;:,–—-')
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|(\w+))\.$")


def _trimmed(doc: Doc, span: SpacySpan) -> Span:
    """The offsets of a span without the punctuation that its outer tokens hold (`/TASS/.`, `UzA).-`)."""
    text = text_of(doc)
    start, end = span.start_char, span.end_char
    while end > start and (text[end - 1] in _CLOSING or _is_full_stop(text, end - 1)):
        end -= 1
    opening = _OPENING.match(text, start, end)
    bare = opening.end() if opening else start
    return (bare, end) if bare < end else (span.start_char, span.end_char)


def _is_full_stop(text: str, at: int) -> bool:
    """Whether the character ends a sentence, and no initial, legal form or suffix of a name (`Inc.`, `Jr.`)."""
    if text[at] != ".":
        return False
    word = _ABBREVIATED.search(text, max(0, at - 12), at + 1)
    return word is None or (word[1] is not None and word[0] not in words_of_kind("legal") | words_of_kind("suffix"))


NAMES = ("organisations", "persons", "places", "states")
"""The groups that name somebody or something, by falling claim to the same words."""


def settle(mentions: Mentions) -> Mentions:
    """The mentions with each stretch of text left to one name: the longest takes the words, whatever its kind.

    Between names of one length the order of `NAMES` decides; two names of one
    kind may share their words (`sino-kazakhe`). Titles, agreements and domains may hold names.
    """
    claims = [(found, rank) for rank, group in enumerate(NAMES) for found in getattr(mentions, group)]
    claims.sort(key=lambda claim: (claim[0].start - claim[0].end, claim[0].start, claim[1]))
    kept: dict[int, list[Found]] = {rank: [] for rank in range(len(NAMES))}
    taken = [False] * max((found.end for found, _ in claims), default=0)
    owners: dict[Span, int] = {}
    for found, rank in claims:
        span = (found.start, found.end)
        if owners.get(span) == rank:
            kept[rank].append(found)
        elif not any(taken[found.start : found.end]):
            taken[found.start : found.end] = [True] * (found.end - found.start)
            owners[span] = rank
            kept[rank].append(found)
    return replace(mentions, **{group: tuple(sorted(kept[rank])) for rank, group in enumerate(NAMES)})


def text_of(doc: Doc) -> str:
    """The text of a Doc, put together once: `Doc.text` joins the tokens at every call."""
    text: str | None = doc.user_data.get("diplo_text")
    if text is None:
        text = doc.user_data["diplo_text"] = doc.text
    return text


def mention(doc: Doc, span: Span) -> Mention:
    """The mention of a non-empty span of the analysed text."""
    start, end = span
    return Mention(start=start, end=end, text=text_of(doc)[start:end])


def overlaps(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def covers(outer: Iterable[Span], inner: Span) -> bool:
    """Whether one of the outer spans holds the whole of the inner one."""
    return any(start <= inner[0] and inner[1] <= end for start, end in outer)
