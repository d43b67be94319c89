"""Acronyms that a text defines in parentheses after a name (`la Cour africaine … (CADHP)`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc

from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.pipes.organisations.heads import head_gazetteer, heads
from diplo_extract.pipes.organisations.hits import NameHit

__all__ = ["DEFINITION", "acronyms", "acronyms_defined"]


DEFINITION = re.compile(
    r"\s{0,3}\(\s*(?:(?:ci-après|dit[es]?|ou)\s+)?[«\"“]?\s*([A-Z][\w/&+.-]{1,14}(?: \d{1,3})?)\s*[»\"”]?\s*[),;]"
)
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset((
    "le", "la", "les", "l", "de", "du", "des", "d", "et", "à", "au", "aux", "en", "pour", "sur", "par", "dans",
    "contre",
))  # fmt: skip


def _end_before(text: str, opening: int) -> int:
    """Where the words before a parenthesis end."""
    return opening - 3 + len(text[max(0, opening - 3) : opening].rstrip()) if opening >= 3 else opening


def acronyms_defined(doc: Doc, text: str, named: Iterable[NameHit]) -> tuple[dict[str, NameHit], frozenset[str]]:
    """The acronyms in parentheses after the name of an organisation, with that name; and those after something else."""
    ends = {hit.end: hit for hit in named if " " in text[hit.start : hit.end]}
    states = {span.text for span in doc.spans["diplo_states"]} if "diplo_states" in doc.spans else set()
    defined: dict[str, NameHit] = {}
    others = set()
    for opening in re.finditer(r"\(", text):
        end = _end_before(text, opening.start())
        match = DEFINITION.match(text, end)
        if match is None or match[1] in states or sum(letter.isupper() for letter in match[1]) < 2:
            continue
        spelt = _spelt_out(text, end, match[1])
        organisation = spelt is not None and _may_be_a_body(text[spelt.start : end])
        hit = ends.get(end) or (spelt if organisation else None)
        if hit is not None:
            defined.setdefault(match[1], replace(hit, label="defined"))
        elif spelt is not None or _names_another_thing(text, end):
            others.add(match[1])
    return defined, frozenset(others)


def _may_be_a_body(words: str) -> bool:
    """Whether words that spell an acronym may name an organisation: by a capital, or a head noun in small letters."""
    head = next((heads()[hit.key]["kind"] for hit in head_gazetteer().find(words) if not hit.start), None)
    return head != "none" and (words[0].isupper() or head is not None)


def _spelt_out(text: str, end: int, acronym: str) -> NameHit | None:
    """The words before `end` whose initials are the acronym, of two letters at least, or None."""
    letters = re.sub(r"[^A-Z]", "", acronym)
    left = max(0, end - 120)
    clause = re.split(r"[.;:()\n«»]", text[left:end])[-1]
    words = list(_WORD.finditer(text, end - len(clause), end))
    at = len(letters)
    for word in reversed(words):
        initial = fold(word[0])[0].upper()
        if at and initial == letters[at - 1]:
            at -= 1
        elif fold(word[0]) not in _SMALL:
            return None
        if not at:
            return NameHit(word.start(), end, "pattern") if len(letters) > 1 else None
    return None


def _names_another_thing(text: str, end: int) -> bool:
    """Whether the words before `end` are the name of an agreement, a programme, a route."""
    clause = re.split(r"[.,;:()\n]", text[max(0, end - 100) : end])[-1]
    return any(_opens_otherwise(word) for word in re.findall(r"\b[A-ZÉ][^\W\d_]+", clause))


def _opens_otherwise(words: str) -> bool:
    """Whether the first of the words opens names of other things than organisations."""
    return any(heads()[hit.key]["kind"] == "none" and not hit.start for hit in head_gazetteer().find(words))


def acronyms(text: str, defined: dict[str, NameHit]) -> Iterator[NameHit]:
    """All places of the acronyms that the text defines, and their names."""
    for acronym, name in defined.items():
        if name.label == "defined" and name.end - name.start > len(acronym):
            yield replace(name, label="lexicon" if name.code else "pattern")
        for match in re.finditer(rf"(?<![\w-]){re.escape(acronym)}(?!\w)", text):
            yield NameHit(match.start(), match.end(), "acronym", name.code)
