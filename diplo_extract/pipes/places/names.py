"""Names of the gazetteer, where the words around them tell a place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc, Span

from diplo_extract.lexicon import read_rows
from diplo_extract.lexicon.countries import state_forms, state_gazetteer
from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.lexicon.naming import words_of_kind
from diplo_extract.lexicon.places import Place, candidates, place_gazetteer
from diplo_extract.pipes.places.hits import AFTER_A_CITY, INSTRUMENT, WORD, PlaceHit, words_of_names

__all__ = ["contracted", "in_region", "named_places"]

LARGE = 50_000
"""Inhabitants from which a city is known well enough for a bare `de` to tell it from a surname."""

_TRUSTED_KINDS = ("continent", "area", "water", "site")
_CIVILITY = re.compile(r"\b(?:MM?\.|M(?:me|mes|lle|gr)|Dr|Pr|Me|Madame|Monsieur|Sir|Lord|Lady|Cheikh|Général)\s+$")
_LOCATIVE = re.compile(
    r"(?:\b(?:[àÀ]|[Vv]ers|[Dd]epuis|[Pp]rès\s+de|[Ll]oin\s+de|[Jj]usqu'à|[Vv]ia|[Dd]ans|[Aa]utour\s+de|[Rr]etour\s+de"
    r"|(?:maire|ville|villes|port|siège|région|province|nord|sud|est|ouest|environs|habitants|route|gare|sommet"
    r"|conférence|bataille|libération|prise|capitale|université)\s+de)\s+(?:l'|la\s+)?|\b[Dd]ans\s+le\s+"
    r"|\bà\s+l'|\b(?:ville|port|sommet|province|région|maire|nord|sud|est|ouest)\s+d')$"
)
_OF = re.compile(r"\b(?:[Dd]e\s+|[Dd]')$")
_COORDINATED = re.compile(r"(?:,|\s+et|\s+ou|,\s+puis|\s*[-–—])\s+(?:à\s+|de\s+|d')?|\s*[-–—/]\s*")
_DATE_LINE = re.compile(r"\s*(?:\([^)\n]{2,30}\)\s*)?(?:,|–|—|-)?\s*(?:le\s+)?\d{1,2}(?:er)?\s+[a-zéû]+")


_NAME_BEFORE = re.compile(r"\b[A-ZÀ-Þ][\w-]*\s+$")
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)\s+[«\"“]?\s?$")


_DESK = re.compile(
    r"\b(?:direct(?:eur|rice|ion)|responsable|conseill(?:er|ère)|division|service|bureau)\s$", re.IGNORECASE
)


def named_places(doc: Doc, text: str) -> Iterator[PlaceHit]:
    """The places that the gazetteer knows, where the words around them tell a place."""
    states = {(hit.start, hit.end) for hit in state_gazetteer().find(text)}
    people = words_of_names(doc)
    previous = -1
    for hit in place_gazetteer().find(text):
        places = candidates(hit.key)
        if fold(hit.key) in people and not places[0].chosen:
            continue
        before = _WORD_BEFORE.search(text, max(0, hit.start - 20), hit.start)
        if before and before[1].lower() in words_of_kind("thing"):
            continue  # the frégate Languedoc is a ship
        if _DESK.search(text, max(0, hit.start - 16), hit.start):
            continue  # the directrice Afrique has a desk
        if hit.key in words_of_kind("opener") | words_of_kind("direction") or INSTRUMENT.search(
            text, max(0, hit.start - 50), hit.start
        ):
            continue
        linked = previous >= 0 and bool(_COORDINATED.fullmatch(text, previous, hit.start))
        if hit.key in AFTER_A_CITY and _tells_a_city(text, hit.start, hit.end):
            kind = "city"
        elif not _may_be_a_place(doc, text, hit.start, hit.end, hit.key, linked, (hit.start, hit.end) in states):
            continue
        else:
            kind = _kind(text, hit.start, places)
        previous = hit.end
        yield PlaceHit(hit.start, hit.end, kind, hit.key)


def in_region(text: str, hit: PlaceHit, regions: Collection[str]) -> PlaceHit:
    """The hit, as the region where the document elsewhere calls the name one, unless `à` before it tells the town."""
    told = hit.kind == "city" and hit.form in regions and not _tells_a_city(text, hit.start, hit.end)
    return replace(hit, kind="region") if told else hit


_ARTICLE = re.compile(r"(?:\b(?:le|la|du|au)\s+|\bl')$", re.IGNORECASE)


def _kind(text: str, start: int, places: Sequence[Place]) -> str:
    """The kind of the likeliest place; of a region behind an article, which no city bears (`du Québec`)."""
    regions = [place.kind for place in places if place.kind == "region"]
    article = regions and _ARTICLE.search(text, max(0, start - 4), start)
    return "region" if article and places[0].kind == "city" else places[0].kind


_CONTRACTION = re.compile(rf"\b(?:[aA]ux?|[dD](?:u|es))\s+(?P<name>{WORD}(?:\s+{WORD})?)")


def contracted(doc: Doc, text: str) -> Iterator[PlaceHit]:
    """The cities whose article `au`, `du`, `aux` or `des` hides (`au Caire`, `les députés des Cayes`)."""
    for match in _CONTRACTION.finditer(text):
        article = "Les" if match[0].split()[0].lower() in ("des", "aux") else "Le"
        form, start, end = f"{article} {match['name']}", match.start("name"), match.end()
        places = candidates(form)
        if not places or places[0].kind != "city":
            continue
        entity = _entity_over(doc, start, end)
        if places[0].chosen or (entity is not None and entity.label_ == "LOC" and entity.end_char == end):
            yield PlaceHit(start, end, "city", form)


def _may_be_a_place(doc: Doc, text: str, start: int, end: int, form: str, linked: bool, names_state: bool) -> bool:
    """Whether a name of the gazetteer names a place here, and neither a person, a state nor something else.

    `linked`: it is coordinated with a place just before; `names_state`: it is a form of states too.
    """
    best = candidates(form)[0]
    state = state_forms().get(form)
    if names_state and (state is None or state.label not in ("capital", "seat")):
        return False
    if _CIVILITY.search(text, max(0, start - 12), start) or _is_joined(text, start, end):
        return False
    if best.kind in ("city", "region") and not _keeps_capitals(form, text[start:end]):
        return False
    entity = _entity_over(doc, start, end)
    trusted = best.chosen and form not in _ambiguous()
    if entity is not None and entity.label_ == "PER" and not _LOCATIVE.search(text, max(0, start - 25), start):
        return best.kind in _TRUSTED_KINDS or (trusted and (entity.start_char, entity.end_char) == (start, end))
    if trusted:
        return True
    located = bool(_LOCATIVE.search(text, max(0, start - 25), start)) or linked
    if not located and _DATE_LINE.match(text, end) and (not start or text[start - 1] == "\n"):
        located = True
    if entity is not None and entity.label_ == "LOC" and entity.start_char <= start and entity.end_char == end:
        return not _NAME_BEFORE.search(text, entity.start_char, start)  # the Bay of Manda Bay is none
    followed_by_name = bool(re.match(r"\s+[A-ZÉÈ][a-zé]", text[end : end + 4]))
    if not located and best.population >= LARGE and _OF.search(text, max(0, start - 4), start):
        located = True
    place = (
        entity is None or entity.label_ == "LOC" or best.chosen or (entity.label_ == "ORG" and best.kind == "region")
    )
    return located and not followed_by_name and place


def _keeps_capitals(form: str, words: str) -> bool:
    """Whether the words have a capital wherever the form has one (`La Réunion`, not `La réunion`)."""
    return all(b.isupper() or not a.isupper() for a, b in zip(form, words, strict=True))


def _tells_a_city(text: str, start: int, end: int) -> bool:
    """Whether the name stands after a bare `à`, or at the head of a date line."""
    if re.search(r"(?:\b[àÀ]|\bville\s+de)\s+$", text[max(0, start - 9) : start]):
        return True
    return (not start or text[start - 1] == "\n") and bool(_DATE_LINE.match(text, end))


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen makes the name a part of a longer one in small letters or of a person's (`Brest-Litovsk`)."""
    before = text[start - 1 : start] == "-" and not text[max(0, start - 2) : start - 1].isspace()
    after = text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()
    if after:
        return True
    if not before:
        return False
    word = re.search(r"[\w']+$", text[max(0, start - 30) : start - 1])
    return word is not None and not candidates(word[0]) and word[0] not in state_forms()


def _entity_over(doc: Doc, start: int, end: int) -> Span | None:
    """The model's entity that overlaps the characters, the first if several."""
    span = doc.char_span(start, end, alignment_mode="expand")
    token = next((token for token in span if token.ent_type), None) if span is not None else None
    if token is None:
        return None
    first, last = token.i, token.i
    while doc[first].ent_iob_ != "B" and first:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    return Span(doc, first, last + 1, label=token.ent_type_)


@cache
def _ambiguous() -> frozenset[str]:
    """The names of chosen places that are also first names, surnames or common words."""
    return frozenset(form for row in read_rows("place_homonyms") for form in (row["name"],))
