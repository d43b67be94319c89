"""Places of which the text says what they are: by a noun for a kind of place, or the number of a road."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.countries import state_forms
from diplo_extract.lexicon.naming import joined, words_of_kind
from diplo_extract.lexicon.organisations import organisation_gazetteer
from diplo_extract.lexicon.places import candidates
from diplo_extract.pipes.places.hits import LINK, WORD, PlaceHit, is_state

__all__ = ["ROAD", "described_places", "is_abstract", "lists", "nouns", "phrases", "roads", "told_names", "unbroken"]


_ORDINAL = re.compile(r"\d\s?(?:er|e|è|ème|ième)\s+$|\b[IVX]+\s?e\s+$")
_QUALIFIER = r"africaine?|arabe|européenne?|nationale?|populaire|internationale?|centrale?|orientale?|occidentale?"
_NAME = rf"{WORD}(?:\s+(?:{LINK})?{WORD}){{0,3}}(?:\s+(?:{_QUALIFIER})\b)?"
_ADJECTIVE = r"[a-zà-öø-ÿ]+(?:al|ale|el|elle|aire|ique|ienne?|ier|ière|if|ive)|d'État"
_NOT_A_SQUARE = re.compile(r"\b(?:mise?s?|mett\w+|en|prend\w*|pris\w*|sur|mise\s+en|à\s+la)\s+$", re.IGNORECASE)
_NOT_A_BASE = re.compile(r"\b(?:sur(?:\s+la)?|à\s+la|de|une|comme)\s+$", re.IGNORECASE)


def unbroken(text: str) -> str:
    """The text with a character that no name holds for each line break that ends a line, not one of a wrapped one."""
    return re.sub(r"\n", lambda found: "\n" if joined(text, found.start(), found.end()) else "\0", text)


def _either(nouns: Iterable[str]) -> str:
    """An expression for the nouns, with a capital or without, the longest first."""
    return "|".join(
        f"[{noun[0]}{noun[0].upper()}]{re.escape(noun[1:])}" for noun in sorted(nouns, key=len, reverse=True)
    )


@cache
def _phrase() -> re.Pattern[str]:
    """A noun of place_nouns.csv, adjectives, and a name; groups: noun, adjective, link, name."""
    either = _either(noun for noun, (_, extent) in nouns().items() if extent != "each")
    return re.compile(
        rf"(?<![\w-])(?P<noun>{either})(?P<adjective>(?:\s+(?:{_ADJECTIVE})){{0,2}})\s+(?P<link>{LINK})?(?P<name>{_NAME})"
    )


@cache
def _list() -> re.Pattern[str]:
    """A noun in the plural, words that describe it, and a name or a list that `et` closes; groups: noun, names."""
    either = "|".join(noun for noun, (_, extent) in nouns().items() if extent == "each")
    return re.compile(
        rf"(?<![\w-])(?P<noun>{either})(?:\s+[a-zà-öø-ÿ]{{4,}}){{0,2}}(?:\s+du\s+pays)?{_SUCH_AS}?\s+{LINK}?"
        rf"(?P<names>{_NAME}(?:{_ASIDE}(?:,\s+{LINK}?{_NAME}{_ASIDE}){{0,9}},?\s+(?:et|ou)\s+{_LINKED}?{_NAME})?)"
    )


_SUCH_AS = r"(?:,?\s+(?:comme|dont|notamment|telles?\s+que|tels?\s+que|à\s+savoir)|\s?:)"
_LINKED = rf"(?:{LINK}|l[ea]s?\s+|l')"
_ASIDE = r"(?:\s\([^()\n]{1,30}\))?"
_BETWEEN = re.compile(rf"{_ASIDE},?\s+(?:(?:et|ou)\s+)?{_LINKED}?")


def lists(text: str) -> Iterator[PlaceHit]:
    """Each of the places of `les villages d'Inata et de M'bour`, `les provinces du Bazèga et de la Kossi`."""
    for match in _list().finditer(text):
        kind = nouns()[match["noun"].lower()][0]
        at = match.start("names")
        while at < match.end() and (name := _NAMED.match(text, at, match.end())):
            if _is_no_place_name(name[0], kind) or is_state(name[0]):
                break
            kinds = _kinds(name[0])
            own = kind in kinds or (kind not in ("city", "region") and kinds)
            yield PlaceHit(at, name.end(), kinds[0] if own and kind not in kinds else kind, name[0] if own else "")
            between = _BETWEEN.match(text, name.end(), match.end())
            at = between.end() if between else match.end()


_NAMED = re.compile(_NAME)


@cache
def nouns() -> dict[str, tuple[str, str]]:
    """The kind of place and the extent of the mention, by noun in lower case.

    Extent: `whole` phrase, of a region only with a link or a known name; `apposed`: the whole phrase in any case;
    `name` alone; `known`: the name alone where it is a known one, else the whole phrase; `adjective`: the whole phrase,
    where an adjective or a known name supports it; `each`: each of the names of a list behind a plural.
    """
    return {
        noun.lower(): (row["kind"], row["extent"]) for row in read_rows("place_nouns") for noun in forms(row["nouns"])
    }


def phrases(text: str) -> Iterator[PlaceHit]:
    """The places of which the text says what they are: `province d'Idlib`, `place du 14-Janvier`, `lac Assal`."""
    for match in _phrase().finditer(text):
        kind, extent = nouns()[match["noun"].lower()]
        name, start, end = match["name"], match.start("name"), match.end()
        form = f"La {name}" if (match["link"] or "").startswith("de la") and not candidates(name) else name
        known = candidates(form) or candidates(name.split()[0])
        if is_abstract(text, match.start(), match["noun"]) or _is_of_somebody(match["noun"], name):
            continue
        if name in words_of_kind("direction") and _PART_OF.match(text, end):
            continue  # the région de l'Est du Tchad is no division
        if _is_no_place_name(name, kind) or (extent == "adjective" and not match["adjective"] and not known):
            continue
        if kind in ("region", "city") and _names_a_people(match["adjective"]):
            if not _kinds(form) or kind in _kinds(form):
                yield PlaceHit(start, end, kind, form if _kinds(form) else "")
            continue  # the province vietnamienne de Lang Son has a name without the people
        if extent == "apposed" and is_state(text[match.start() : end]):
            continue
        kinds = _kinds(form)
        division = kind == "region" and kinds and ("city" not in kinds or (form != name and kinds[0] == "region"))
        if extent == "known":
            extent = "name" if kinds else "whole"
        if _ORDINAL.search(text, max(0, match.start() - 6), match.start()):
            extent = "name"  # the `7e arrondissement de Paris` is no name of its own: it tells where in Paris
        if extent == "name" or division:
            if kinds:
                yield PlaceHit(start, end, kinds[0], form)
            elif match["link"] and kind == "city":
                yield PlaceHit(start, end, kind, "")
        elif kind != "region" or extent == "apposed" or match["link"] or candidates(text[match.start() : end]):
            whole = text[match.start() : end]
            own = form if kind == "region" and kind in kinds else ""
            yield PlaceHit(match.start(), end, kind, whole if candidates(whole) else own)


def _kinds(form: str) -> list[str]:
    """The kinds of the places of that name, the likeliest first."""
    return [place.kind for place in candidates(form)]


def _names_a_people(adjectives: str) -> bool:
    known = (state_forms().get(word) for word in adjectives.split())
    return any(state is not None and state.label == "demonym" for state in known)


_PART_OF = re.compile(r"\s+(?:du|de la|de l'|des)\s?")


def told_names(text: str) -> Iterator[tuple[int, int]]:
    """Where the names stand that follow a noun for a town or a region and `de`, and those of a list behind one."""
    yield from ((hit.start, hit.end) for hit in [*lists(text), *described_places(text)] if hit.kind in _SETTLED)
    for match in _phrase().finditer(text):
        kind = nouns()[match["noun"].lower()][0]
        if kind in _SETTLED and match["link"] and not _is_no_place_name(match["name"], kind):
            yield match.span("name")


_SETTLED = ("region", "city")


def is_abstract(text: str, start: int, noun: str) -> bool:
    """Whether the noun at `start` is no place in the words around it (`la mise en place de`, `sur la base de`)."""
    before = {"place": _NOT_A_SQUARE, "base": _NOT_A_BASE}.get(noun.lower())
    return before is not None and bool(before.search(text, max(0, start - 12), start))


_SHARED = frozenset(["place", "camp"])
"""Nouns also for what somebody has (`la place de l'Union africaine dans le monde`, `le camp des Britanniques`)."""


def _is_of_somebody(noun: str, name: str) -> bool:
    """Whether the noun is one of those, and the name that of a state, a people, a body or a part of the world."""
    if noun.lower() not in _SHARED:
        return False
    state = state_forms().get(name) or state_forms().get(name.lower())
    large = any(place.kind in ("continent", "area") for place in candidates(name))
    body = any(hit.end - hit.start == len(name) for hit in organisation_gazetteer().find(name))
    return large or body or state is not None


@cache
def _described() -> re.Pattern[str]:
    """A noun for a region or city, one or two words that describe it, a link and the name (`province afghane de`)."""
    either = _either(n for n, (kind, extent) in nouns().items() if kind in ("region", "city") and extent != "each")
    return re.compile(
        rf"(?<![\w-])(?P<noun>{either})(?:\s+(?!des|aux|les)[a-zà-öø-ÿ]{{3,}}){{1,2}}\s+{LINK}(?P<name>{_NAME})"
    )


def described_places(text: str) -> Iterator[PlaceHit]:
    """The names in `province afghane de Nangarhar`, `région autonome du Tibet`."""
    for match in _described().finditer(text):
        kind, name = nouns()[match["noun"].lower()][0], match["name"]
        first = name.split()[0]
        name = first if candidates(first) and not candidates(name) else name
        if not _is_no_place_name(name, kind) and not (kind == "city" and not candidates(name)):
            kinds = {place.kind for place in candidates(name)}
            if not kinds or kind in kinds:
                start = match.start("name")
                yield PlaceHit(start, start + len(name), kind, name if kinds else "")


def _is_no_place_name(name: str, kind: str) -> bool:
    """Whether the name is an acronym, or a state that no sea or site is called after (`région de la CEDEAO`), or tells
    a part of something (`les provinces du Nord du pays`).
    """
    if " " in name and name.split()[0] in words_of_kind("direction") and not candidates(name):
        return True
    return (name.isupper() and len(name) > 1) or (kind in ("city", "region") and is_state(name))


ROAD = re.compile(r"(?<![\w-])(?:(?:[AEN]|R[ND]|D)[ -]?\d{1,4}[A-Z]?|Nationale (?:n°\s?)?\d{1,3})(?![\w-])")
_ROAD_NOUN = re.compile(r"\b(?:auto)?routes?\b|\bvoie\b|\bpéages?\b|\b(?:nationale|départementale)\s+$", re.IGNORECASE)
_ROAD_LIST = re.compile(r"\s*(?:\([^()\n]{0,60}\)\s*)?(?:,|et|ou|;|-)\s*(?:l'|la\s+)?")


def roads(text: str) -> Iterator[PlaceHit]:
    """The roads called by their number, where a word before or another road of the list tells one (`autoroute A4`)."""
    previous = -1
    for match in ROAD.finditer(text):
        told = match[0].startswith(("R", "Nationale")) or _ROAD_NOUN.search(
            text, max(0, match.start() - 30), match.start()
        )
        if told or (previous >= 0 and _ROAD_LIST.fullmatch(text, previous, match.start())):
            previous = match.end()
            yield PlaceHit(match.start(), match.end(), "site", "")
