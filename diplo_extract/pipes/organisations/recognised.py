"""Organisations that the entity recogniser finds, where nothing speaks against them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from diplo_extract.lexicon.cover import Cover
from diplo_extract.lexicon.offices import honorifics
from diplo_extract.lexicon.places import candidates
from diplo_extract.pipes.organisations.heads import head_gazetteer, heads
from diplo_extract.pipes.organisations.hits import LEADING, MINISTERS, NameHit, cover

__all__ = ["recognised"]


_TRAILING = re.compile(r"(?:[\s.,;:»\"”)/–—-]|\s(?:de|du|des|d'|à|et|en))+$")


def recognised(doc: Doc, text: str, named: list[NameHit]) -> Iterator[NameHit]:
    """The organisations of `doc.ents` that are clear of the other names and look like a name."""
    others = cover(doc, "diplo_persons", "diplo_dates")
    states = cover(doc, "diplo_states")
    titles = doc.spans.get("diplo_titles", ())
    titled = Cover((title.start_char, title.end_char) for title in titles)
    closed = Cover((title.start_char, title.end_char) for title in titles if title.label_ in _WITHOUT_BODY)
    names = Cover((hit.start, hit.end) for hit in named)
    for entity in doc.ents:
        if entity.label_ != "ORG":
            continue
        start, end = entity.start_char, entity.end_char
        lead = LEADING.match(text, start, end)
        start = lead.end() if lead and lead.end() < end else start
        words = _TRAILING.sub("", text[start:end])
        end = start + len(words)
        clear = not (others.touches(start, end) or names.touches(start, end) or states.holds(start, end))
        if titled.touches(start, end):
            clear = clear and not closed.touches(start, end) and bool(_OF.search(text, max(0, start - 8), start))
        if words and clear and _looks_like_a_name(words) and not _is_other_thing(text, start, words):
            yield NameHit(start, end, "model")


_WITHOUT_BODY = {*MINISTERS, "military"}
"""The offices in whose titles the words behind `de` are a portfolio or an arm; elsewhere the model may know a body
there (`PDG de Transdev`)."""

_OF = re.compile(r"\b(?:(?:de|du|des|de\s+la)\s+|(?:de\s+l|d)')$")

_WORK_OF = re.compile(
    r"\b(?:projet|programme|initiative|opération|exercice|campagne|encyclique|film|livre|ouvrage|rapport|exposition|thème"
    r"|slogan|spectacle|concours|hymne|chanson|chant|navire|frégate)s?(?:\s\w+)?\s+[«\"“]\s*$",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"\b(?:francs?|FR?|dollars?|livres?)\s+$")


def _is_other_thing(text: str, start: int, words: str) -> bool:
    """Whether the words are a civility, a currency, or the title of a work or project in quotation marks."""
    left = text[max(0, start - 50) : start]
    return words in honorifics() or bool(_WORK_OF.search(left) or _CURRENCY.search(left))


def _looks_like_a_name(words: str) -> bool:
    """Whether the words have a capital, stand on one line and do not open like something that is no organisation."""
    if len(words) < 2 or "\n" in words or not any(letter.isupper() for letter in words):
        return False
    if (words[0].islower() and " " not in words) or _INITIALS.match(words) or _SEVERAL.match(words) or _is_place(words):
        return False
    head = next((hit for hit in head_gazetteer().find(words) if not hit.start), None)
    if head is not None and _ELSEWHERE.match(words, head.end):
        return False
    return head is None or (heads()[head.key]["kind"] not in ("none", "meeting") and head.end < len(words))


LARGE = 100_000
"""The population from which on a town's name in the place of an organisation is more likely the town."""


def _is_place(words: str) -> bool:
    """Whether the words are first of all a place (`HANOI`, `Proche-Orient`; not Monsanto in Portugal)."""
    places = candidates(words) or (candidates(words.title()) if words.isupper() and len(words) > 3 else ())
    return any(place.chosen or place.population >= LARGE for place in places)


_ELSEWHERE = re.compile(r"\s+(?:au|aux|en|à)\b")
"""A head noun with only a place behind it names no body (`l'Organisation au Mali`)."""
_SEVERAL = re.compile(r"(?:ambassades|consulats|gouvernements|délégations|parlements)\b", re.IGNORECASE)
"""Organs in the plural: none of them is named (`les ambassades de l'Union`)."""

_INITIALS = re.compile(r"(?:[A-Z]\.){2}|[A-Z]\d+(?![A-Z\d])")
