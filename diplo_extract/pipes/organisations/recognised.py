"""Organisations that the entity recogniser finds, where nothing speaks against them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.countries import state_forms
from diplo_extract.lexicon.cover import Cover
from diplo_extract.lexicon.naming import words_of_kind
from diplo_extract.lexicon.offices import honorifics
from diplo_extract.lexicon.organisations import organisation_forms
from diplo_extract.lexicon.places import candidates
from diplo_extract.pipes.organisations.heads import head_gazetteer, heads
from diplo_extract.pipes.organisations.hits import LEADING, MINISTERS, NameHit, cover

__all__ = ["ends_of_bodies", "recognised"]


_TRAILING = re.compile(
    r"(?:[\s.,;:»\"”)/–—-]|\s(?:de|du|des|d'|l'|la|le|les|à|au|aux|et|ou|en|pour|par|sur|avec|dans|contre|que|qui))+$"
)


def ends_of_bodies(doc: Doc, text: str) -> dict[int, int]:
    """Where the model's organisations end that stand on one line, by where they begin."""
    ends = {}
    for entity in doc.ents:
        if entity.label_ == "ORG" and "\n" not in text[entity.start_char : entity.end_char]:
            start, end = _bounds(text, entity.start_char, entity.end_char)
            ends[start] = end
    return ends


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without an article before and punctuation or a preposition behind."""
    lead = LEADING.match(text, start, end)
    start = lead.end() if lead and lead.end() < end else start
    return start, start + len(_TRAILING.sub("", text[start:end]))


def recognised(doc: Doc, text: str, named: list[NameHit]) -> Iterator[NameHit]:
    """The organisations of `doc.ents` that are clear of the other names and look like a name."""
    others = cover(doc, "diplo_persons", "diplo_dates")
    states = cover(doc, "diplo_states")
    demonyms = [state.start_char for state in doc.spans.get("diplo_states", ()) if state.label_ == "demonym"]
    titles = doc.spans.get("diplo_titles", ())
    titled = Cover((title.start_char, title.end_char) for title in titles)
    closed = Cover((title.start_char, title.end_char) for title in titles if title.label_ in _WITHOUT_BODY)
    names = Cover((hit.start, hit.end) for hit in named)
    things = _things(text)
    places = cover(doc, "diplo_told_places")
    for entity in doc.ents:
        if entity.label_ != "ORG":
            continue
        start, end = _bounds(text, entity.start_char, _before_infinitive(entity))
        words = text[start:end]
        clear = not (others.touches(start, end) or names.touches(start, end) or states.holds(start, end))
        if titled.touches(start, end):
            clear = clear and not closed.touches(start, end) and bool(_OF.search(text, max(0, start - 8), start))
        if not words or not clear or words in things or places.holds(start, end) or _is_listed(text, start):
            continue
        national = any(start < demonym < end for demonym in demonyms) and bool(
            _DEFINITE.search(text, max(0, start - 5), start)
        )
        if _looks_like_a_name(words, national=national) and not _is_other_thing(text, start, words):
            yield NameHit(start, end, "model")


def _before_infinitive(entity: Span) -> int:
    """Where the entity ends that runs on into what is asked (`demande à la Commission d'élaborer un projet`)."""
    infinitives = (token for token in entity[1:] if token.text.islower() and "Inf" in token.morph.get("VerbForm", []))
    return next((token.idx for token in infinitives), entity.end_char)


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
    """Whether the words are a civility, a currency, an initiative, or the name of a work, a project or an accord.

    Neither are words in capitals of a line that is all in capitals, where the model takes any of them for a name.
    """
    left = text[max(0, start - 50) : start]
    return (
        words in honorifics()
        or words in _initiatives()
        or bool(_WORK_OF.search(left) or _CURRENCY.search(left))
        or bool(_ACCORD_OF.search(left))
        or (" " in words and words.isupper() and _line(text, start).isupper())
    )


def _line(text: str, at: int) -> str:
    """The line that an offset stands in."""
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


_ACCORD_OF = re.compile(
    r"\b(?:accord|traité|convention|protocole|déclaration|processus)s?\s+(?:de\s|d')$", re.IGNORECASE
)
"""A bare `de` ties to an instrument the town or house of its signing (`accords de Lancaster House`)."""


@cache
def _initiatives() -> frozenset[str]:
    """What domains.csv knows as the name of an initiative, and no row as a body (`Global Gateway`)."""
    rows = (row for row in read_rows("domains") if row["group"] == "initiative")
    return frozenset(form for row in rows for form in forms(row["forms"])) - organisation_forms().keys()


def _looks_like_a_name(words: str, *, national: bool) -> bool:
    """Whether the words have a capital, stand on one line and do not open like something that is no organisation.

    `national`: a definite article stands before them and a demonym in them; then a head noun and one more word do
    without a capital (`l'agence spatiale russe`, not `l'agence russe`).
    """
    if len(words) < 2 or "\n" in words or _INITIALS.match(words) or _is_place(words):
        return False
    head = next((hit for hit in head_gazetteer().find(words) if not hit.start), None)
    if not any(letter.isupper() for letter in words):
        kind = heads()[head.key]["kind"] if head is not None else ""
        return kind == "other" and national and words.count(" ") > 1
    if (words[0].islower() and (" " not in words or words.split()[0] in _divisions())) or _is_army(words):
        return False
    if head is None:
        return True
    if _ELSEWHERE.match(words, head.end):
        return False
    return heads()[head.key]["kind"] not in ("none", "meeting", "ministry") and head.end < len(words)


@cache
def _divisions() -> frozenset[str]:
    """The nouns for regions: what they open in small letters is a place (`le département de Kaffrine`)."""
    rows = (row for row in read_rows("place_nouns") if row["kind"] == "region")
    return frozenset(noun for row in rows for noun in forms(row["nouns"]))


_LISTED = re.compile(r"([A-ZÀ-Þ][\w'-]*)(?:,|\s+et|\s+ou)\s+(?:d'|de\s+|à\s+)$")


def _is_listed(text: str, start: int) -> bool:
    """Whether a preposition of its own joins the words to a town before (`les camps d'Abéché et de Dorin`)."""
    before = _LISTED.search(text, max(0, start - 40), start)
    return before is not None and any(place.kind == "city" for place in candidates(before[1]))


def _is_army(words: str) -> bool:
    """Whether the words are the army of a state (`Armée populaire vietnamienne`), not of a movement."""
    head, *others = words.lower().split()
    states = (state_forms().get(word) for word in others)
    peoples = [state is not None and state.label == "demonym" for state in states]
    return (
        head in ("armée", "marine")
        and any(peoples)
        and all(
            people or word in ("nationale", "populaire", "royale", "de", "l'air")
            for people, word in zip(peoples, others, strict=True)
        )
    )


_DEFINITE = re.compile(r"(?:\b(?:la|le|du|au)\s+|\bl'\s?)$", re.IGNORECASE)


def _things(text: str) -> frozenset[str]:
    """The names that the text somewhere gives a thing (`le satellite Horizon`): no body has them."""
    return frozenset(match[1] for match in _thing().finditer(text))


@cache
def _thing() -> re.Pattern[str]:
    nouns = "|".join(map(re.escape, sorted(words_of_kind("thing"), key=len, reverse=True)))
    return re.compile(rf"\b(?:{nouns})s?\s+[«\"“]?\s*([A-ZÀ-Þ][\w-]*(?:\s[A-ZÀ-Þ][\w-]*){{0,2}})")


LARGE = 100_000
"""The population from which on a town's name in the place of an organisation is more likely the town."""


def _is_place(words: str) -> bool:
    """Whether the words are first of all a place (`HANOI`, `Proche-Orient`, `Val-d'Oise`; not Monsanto in Portugal)."""
    places = candidates(words) or (candidates(words.title()) if words.isupper() and len(words) > 3 else ())
    divisions = ("region",) if "-" in words else ()
    return any(place.chosen or place.population >= LARGE or place.kind in divisions for place in places)


_ELSEWHERE = re.compile(r"\s+(?:au|aux|en|à)\b")
"""A head noun with only a place behind it names no body (`l'Organisation au Mali`)."""
_INITIALS = re.compile(r"(?:[A-Z]\.){2}|[A-Z]\d+(?![A-Z\d])|Nationale \d")
