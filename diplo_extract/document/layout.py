"""Tells a document's title, date line and body from the furniture of the page it stood on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diplo_extract.document.furniture import WEB, is_letterhead, is_page_note, is_series, mark_furniture
from diplo_extract.timex import find_date_line

__all__ = ["Layout", "lay_out"]

HEAD_LINES = 14
"""So many non-empty lines at the most stand above the body: letterhead, series, title, date line."""

BODY_LENGTH = 180
"""A line of so many characters, or one that ends like a sentence after half as many, is body text."""

NUMBER_LINE = re.compile(r"\W*(?:(?:n°|no|réf\.?|ref\.?)[\s:]*\d[\w\s./-]*|\d[\d\s./-]*)\W*", re.IGNORECASE)
BROKEN_END = re.compile(r"(?:,|(?<!\w)(?:et|de|des|du|la|chargée?|auprès))$", re.IGNORECASE)
BROKEN_START = re.compile(r"(?:et|de|des|du|d'|chargée?)\b", re.IGNORECASE)
LATIN = re.compile(r"[A-Za-zÀ-ÿ]{2}")
LABEL_LINE = re.compile(r"\[.*\]|\(.*\)|\*+")
DONE_AT = re.compile(r"\s*(?:Fait|FAIT|Donné|Signé)\s+(?:à|a|au|aux|en|À|A)\s")
DATELINE = re.compile(r"[^;]{0,70}?(?:\s[–—-]{1,2}\s|\s?--|\([A-Z][A-Za-z]+\)|/[A-Z]+/|\s:\s)")
OPENS_SENTENCE = re.compile(
    r"(?:[^\W\d_][^.;:\n]{0,50}?\s[–—-]{1,2}\s)?(?:[Ll]es?\s|[Ll]a\s|L'|[Ll]ors\s|À\s|A\s|Aux?\s|Dans\s|Sur\s|En\s|C'est\s|Ce\s|Cette\s|Ces\s|Un\s|Une\s"
    r"|Nous\s|Ils?\s|Elles?\s|S'|M\.\s|MM\.\s|Mme\s|Après\s|Suite\s|Selon\s|Hier\b|Aujourd'hui\b|(?:Lun|Mar|Mercre|Jeu|Vendre|Same)di\b|Dimanche\b)"
)
"""How a sentence begins, a dateline before it or not; headings of that length begin with a bare noun."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a text is made of; spans are half open, into the levelled text.

    `analysed` is the levelled text with the furniture replaced by spaces, line breaks kept. `published` is an ISO date
    or date-time, None where no date line, header, closing line or title tells it. `letterhead` holds the lines that
    name the sender.
    """

    analysed: str
    title: str | None
    published: str | None
    furniture: tuple[tuple[int, int], ...]
    letterhead: str


@dataclass(slots=True)
class _Line:
    start: int
    text: str
    furniture: bool = False

    @property
    def bare(self) -> str:
        return self.text.strip()

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def lay_out(text: str) -> Layout:
    """The layout of a levelled text."""
    lines = _lines(text)
    head = _head(lines)
    date_lines = [line for line in head if _date_only(line.bare)]
    titles = [line for line in head if line not in date_lines and not LABEL_LINE.fullmatch(line.bare)]
    sender = _letterhead(titles)
    for line in sender:
        line.furniture = True
    title = _title([line for line in titles if not line.furniture] or [line for line in date_lines if _told(line)])
    prose = _prose(lines)
    if len(prose) > 1 and prose[-1] is not title and len(prose[-1].bare.split()) == 1:
        prose[-1].furniture = True
    furniture = tuple(span for line in lines for span in _furniture_of(line, line in date_lines))
    published = _published(lines, date_lines, title)
    letterhead = "\n".join(line.bare for line in sender)
    return Layout(_blanked(text, furniture), title.bare if title else None, published, furniture, letterhead)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for piece in text.split("\n"):
        lines.append(_Line(start, piece))
        start += len(piece) + 1
    for line, mark in zip(lines, mark_furniture([line.text for line in lines]), strict=True):
        line.furniture = mark and not _dated(line.bare)
    if not _prose(lines):
        for line in lines:
            line.furniture = False
    return lines


def _furniture_of(line: _Line, is_date_line: bool) -> list[tuple[int, int]]:
    """The spans of a line that are furniture: all of it, or its web addresses, or what stands beside its date."""
    if line.furniture:
        return [(line.start, line.end)] if line.text else []
    if is_date_line and "|" in line.text:
        cells = [(m.start(), m.end()) for m in re.finditer(r"[^|]+", line.text)]
        spans = [cell for cell in cells if find_date_line(line.text[slice(*cell)]) is None]
    else:
        spans = [m.span() for m in WEB.finditer(line.text)]
    return [(line.start + start, line.start + end) for start, end in spans]


def _prose(lines: list[_Line]) -> list[_Line]:
    return [line for line in lines if line.bare and not line.furniture]


def _head(lines: list[_Line]) -> list[_Line]:
    """The lines above the body; all but the last of a text that has no body are head."""
    head: list[_Line] = []
    for line in _prose(lines)[:HEAD_LINES]:
        bare = line.bare
        sentence = bare.endswith((".", "!", "?", ";", ",")) and len(bare) > BODY_LENGTH / 2
        long = len(bare) > BODY_LENGTH or sentence
        if (
            (long and (head or _datelined(bare) or OPENS_SENTENCE.match(bare)))
            or re.match(r"\d{1,2}\.\s", bare)
            or bare[0] in '«"“'
        ):
            break
        head.append(line)
    return head


def _letterhead(titles: list[_Line]) -> list[_Line]:
    """The lines that name the sender: those at the top, as long as a line is left over to be the title."""
    letterhead: list[_Line] = []
    for line in titles:
        goes_on = bool(letterhead) and letterhead[-1].end + 1 == line.start and _goes_on(letterhead[-1], line)
        if goes_on or is_letterhead(line.bare) or not LATIN.search(line.bare):
            letterhead.append(line)
    series = [line for line in titles if is_series(line.bare) or NUMBER_LINE.fullmatch(line.bare)]
    if not series or any(_is_title(line.bare) for line in titles):
        return letterhead + series
    return letterhead


def _goes_on(line: _Line, following: _Line) -> bool:
    """Whether the name of a sender is broken between two lines (`MINISTÈRE DE LA PÊCHE,` / `DE LA MER`)."""
    return bool(BROKEN_END.search(line.bare) or BROKEN_START.match(following.bare))


def _title(lines: list[_Line]) -> _Line | None:
    """The line that says what the document is about: the first of five words or more, else the first; or None."""
    return next((line for line in lines if len(line.bare.split()) >= 5), None) or next(iter(lines), None)


def _is_title(bare: str) -> bool:
    return len(bare.split()) > 2 and LATIN.search(bare) is not None and not is_series(bare) and not is_letterhead(bare)


def _dated(bare: str) -> bool:
    """Whether a line holds a date that tells something of the document or its source."""
    return len(bare) < 110 and not is_page_note(bare) and find_date_line(bare) is not None


def _datelined(bare: str) -> bool:
    """Whether a line begins with a dateline (`Genève, le 3 mai 2025 – Les experts ...`)."""
    dateline = DATELINE.match(bare)
    return dateline is not None and find_date_line(dateline.group()) is not None


def _date_only(bare: str) -> bool:
    """Whether a line is a date line: a date, the place before it and a label, and nothing else worth reading."""
    found = find_date_line(bare) if _dated(bare) else None
    if found is None:
        return False
    rest = bare[: found.start] + bare[found.end :]
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 6 and not rest.rstrip().endswith((".", "»"))


def _told(line: _Line) -> bool:
    """Whether a line with a date says more than a place and a label (`Retrait de l'UNESCO (12 octobre 2017)`)."""
    found = find_date_line(line.bare)
    rest = line.bare[: found.start] + line.bare[found.end :] if found else line.bare
    return len(re.findall(r"[^\W\d_]{2,}", rest)) >= 4 and not is_series(rest)


def _published(lines: list[_Line], date_lines: list[_Line], title: _Line | None) -> str | None:
    """When the document says it was issued: its date line, else its dateline, closing line or title, in this order."""
    candidates = [line.bare for line in date_lines]
    prose = _prose(lines)
    for line in prose[: HEAD_LINES + 1]:
        dateline = DATELINE.match(line.bare)
        if dateline and line not in date_lines:
            candidates.append(dateline.group())
    candidates += [line.bare for line in reversed(prose) if DONE_AT.match(line.text)]
    if title is not None:
        candidates.append(title.bare)
    for candidate in candidates:
        found = find_date_line(candidate)
        if found is not None and found.earliest is not None and found.earliest == found.latest:
            return f"{found.value}:00" if found.type == "TIME" else found.earliest
    return None


def _blanked(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
