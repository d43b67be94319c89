"""Links mentions of places into places with kind, country and coordinates."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import cache

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon import places as gazetteer
from diplo_extract.lexicon.countries import state_forms, state_gazetteer
from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.linking.draft import Draft
from diplo_extract.linking.mentions import Found, mention
from diplo_extract.record import Place

__all__ = ["choose", "link_places"]

NEAR = 40
"""Characters within which a city tells where an unknown place lies (`à la résidence Kouksaroy, à Tachkent`)."""

OUTWEIGHS = 20
"""A well-known city of so many times the population is meant, whatever states a document names."""

PREVAILS = 2
"""A state named so many times as often as the next is the one that places without a country lie in."""


def link_places(draft: Draft) -> tuple[Place, ...]:
    """The places of the document, numbered in order of first mention; mentions of one place are under one id."""
    text = draft.text
    weights = Counter(found.id for found in draft.mentions.states)
    meant = _meant(draft, weights)
    groups: dict[str, list[Found]] = {}
    entries: dict[str, gazetteer.Place | None] = {}
    for found, entry in zip(draft.mentions.places, meant, strict=True):
        key = entry.code if entry else f"{found.label} {fold(text[found.start : found.end])}"
        groups.setdefault(key, []).append(found)
        entries[key] = entry
    located = _located(draft, weights, meant)
    return tuple(
        _place(draft, f"P{number}", group, entries[key], _country(draft, group, entries[key], weights, located))
        for number, (key, group) in enumerate(groups.items(), start=1)
    )


DOUBTED = 300_000
"""Inhabitants up to which a city with namesakes is not meant that lies in none of the states a document names or has
well-known places of."""


def _meant(draft: Draft, states: Mapping[str, int]) -> list[gazetteer.Place | None]:
    """The entry that each mention of a place means; None where there is none, or only a small one far away."""
    entries = [
        choose(gazetteer.candidates(place.id) if place.id else (), kind=place.label, states=states)
        for place in draft.mentions.places
    ]
    named = {*states, *(entry.country for entry in entries if entry is not None and entry.chosen and entry.country)}
    return [None if entry is not None and _is_far(entry, named) else entry for entry in entries]


def _is_far(entry: gazetteer.Place, named: Set[str]) -> bool:
    """Whether a small city with namesakes elsewhere lies in none of the states named, where there are any."""
    small = not entry.chosen and entry.kind == "city" and entry.population < DOUBTED
    return small and bool(named) and entry.country not in named and len(gazetteer.states_of_town(entry.name)) > 1


def choose(candidates: Sequence[gazetteer.Place], *, kind: str, states: Mapping[str, int]) -> gazetteer.Place | None:
    """Which of several places of one name a document means; None where there is none of that kind.

    `candidates` come in the order of likelihood; `states` tells how often the document names each state. A place in a
    state that is named goes before one in a state that is not; a much larger or better known place keeps its rank
    when both states are named, and always before one that it outweighs by far (`Vienne` is not the one on the Rhône).
    """
    of_kind = [place for place in candidates if place.kind == kind]
    if of_kind and of_kind[0].chosen:
        of_kind = [place for place in of_kind if place.population * OUTWEIGHS >= of_kind[0].population]
    if not of_kind:
        return None
    return min(of_kind, key=lambda place: (not states.get(place.country or "", 0), of_kind.index(place)))


def _place(draft: Draft, id: str, group: Sequence[Found], entry: gazetteer.Place | None, country: str | None) -> Place:
    text = draft.text
    surfaces = [" ".join(text[found.start : found.end].split()) for found in group]
    longest = max(surfaces, key=lambda surface: (len(surface), not surface.isupper()))
    name = next((s for s in surfaces if len(s) == len(longest) and not s.isupper()), longest)
    rule = "place.gazetteer" if entry else "place.noun" if len(longest.split()) > 1 else "place.model"
    return Place(
        id=id,
        name=name,
        rule=rule,
        confidence={"place.gazetteer": "high", "place.noun": "medium"}.get(rule, "low"),  # type: ignore[arg-type]
        kind=group[0].label,  # type: ignore[arg-type]
        country=country,
        geonames=entry.geonames if entry else None,
        latitude=entry.latitude if entry else None,
        longitude=entry.longitude if entry else None,
        mentions=tuple(mention(draft.doc, (found.start, found.end)) for found in group),
    )


def _country(
    draft: Draft,
    group: Sequence[Found],
    entry: gazetteer.Place | None,
    states: Counter[str],
    located: Sequence[tuple[int, str]],
) -> str | None:
    """The country of a place: the gazetteer's; else that of the state told before or behind it, of the only state of
    the document with a town of that name, of the city in its name or of a city told near by or before it; for what the
    text calls by a noun or more than a word also the state that the document names `PREVAILS` times as often as any
    other. What one word names and only the model knows may lie anywhere.

    Seas, continents and areas have none unless the gazetteer tells it.
    """
    if entry is not None:
        return entry.country
    first = group[0]
    if first.label not in ("city", "region", "site"):
        return None
    words = draft.text[first.start : first.end]
    if named := _state_named(words) or _told_before(draft, first) or _told_behind(draft, first, located):
        return named
    if town := _state_of_town(words, {*states, *(code for _, code in located)}):
        return town
    told = _state_of(_cities_inside(words) + _cities_around(draft, first), states)
    told = told or _told_by_list(draft, first, located)
    before = _WORD_BEFORE.search(draft.text, max(0, first.start - 30), first.start)
    if told is None and (" " in words or (before is not None and before[1].lower() in _nouns())):
        told = _prevailing(states | Counter(code for _, code in located))
    return None if first.label == "city" and told in _ONE_CITY else told


def _cities_inside(words: str) -> list[str]:
    """The forms of the cities that a place's own name may end in (`port de Poti`, `musée du Caire`)."""
    found = gazetteer.place_gazetteer().find(words)
    inside = [hit.key for hit in found if hit.end == len(words) or words[hit.end] == "-"]
    if contracted := _CONTRACTED.search(words):
        inside.append(("Les " if contracted[1] == "des" else "Le ") + words[contracted.end() :])
    return inside


def _state_of_town(words: str, states: Set[str]) -> str | None:
    """The only one of the states in which a town of that name lies."""
    told = gazetteer.states_of_town(words) & states
    return next(iter(told)) if len(told) == 1 else None


def _state_of(forms: Sequence[str], states: Mapping[str, int]) -> str | None:
    """The state of the first of the cities that is well known or lies in a state that the document names."""
    for form in forms:
        city = choose(gazetteer.candidates(form), kind="city", states=states)
        if city is not None and (city.chosen or states.get(city.country or "", 0)):
            return city.country
    return None


_ONE_CITY = frozenset(["MCO", "SGP", "VAT"])
"""States that are one city: none lies in them that has another name."""


def _prevailing(states: Counter[str]) -> str | None:
    ranked = states.most_common(2)
    rival = ranked[1][1] if len(ranked) > 1 else 0
    return ranked[0][0] if ranked and ranked[0][1] >= PREVAILS * rival else None


_CONTRACTED = re.compile(r"\b(du|des)\s+(?=[A-ZÀ-Þ])")
"""What hides the article of a city's name (`musée du Caire`)."""


def _state_named(words: str) -> str | None:
    """The state that a place's own name tells (`Cité du Vatican`, `Banque nationale de Moldavie`), or None."""
    known = state_forms()
    codes = (known[hit.key].default for hit in state_gazetteer().find(words) if hit.end == len(words))
    return next((code for code in codes if code is not None), None)


_WORD_BEFORE = re.compile(r"([^\W\d_]+)\s+(?:de\s+(?:la\s+|l')?|du\s+|des\s+|d')?$")
_INNER = re.compile(
    r"[\s,(»\"”]*(?:(?:en|au|aux|dans|de|du|des|d'|l'|la|le|les|province|région|district|département|gouvernorat|wilaya"
    r"|territoire|nord|sud|est|ouest|centre|partie|côte|extrême)\b[\s-]*)*"
)


@cache
def _nouns() -> frozenset[str]:
    """The nouns for kinds of places."""
    return frozenset(noun.lower() for row in read_rows("place_nouns") for noun in forms(row["nouns"]))


def _located(draft: Draft, states: Mapping[str, int], meant: Sequence[gazetteer.Place | None]) -> list[tuple[int, str]]:
    """Where the names of states and of known places begin, each with the state, in textual order."""
    found = [(state.start, state.id) for state in draft.mentions.states if state.label in ("name", "official")]
    for place, entry in zip(draft.mentions.places, meant, strict=True):
        inside = _cities_inside(draft.text[place.start : place.end])
        country = entry.country if entry else _state_of(inside, states)
        if country:
            found.append((place.start, country))
    return sorted(found)


_LISTED = re.compile(r"(?:,|,?\s+et|,?\s+ou)\s+(?:de\s+|d'|à\s+|du\s+|des\s+)?")


def _told_by_list(draft: Draft, place: Found, located: Sequence[tuple[int, str]]) -> str | None:
    """The state of all the located places of a list that the place is one of, where two or more are."""
    places = draft.mentions.places
    first = last = bisect_left(places, place)
    while first and _LISTED.fullmatch(draft.text, places[first - 1].end, places[first].start):
        first -= 1
    while last + 1 < len(places) and _LISTED.fullmatch(draft.text, places[last].end, places[last + 1].start):
        last += 1
    begin, end = (bisect_left(located, (at, "")) for at in (places[first].start, places[last].end))
    starts = {one.start for one in places[first : last + 1]}
    told = [code for start, code in located[begin:end] if start in starts]
    return told[0] if len(told) > 1 and len(set(told)) == 1 else None


_OF_PLACE = re.compile(r"\s+(?:de\s+(?:la\s+|l')?|du\s+|des\s+|d')")


def _told_before(draft: Draft, place: Found) -> str | None:
    """The state of the people named between a noun for a place and its name: `la province vietnamienne de Lang Son`."""
    peoples = (state for state in draft.mentions.states if state.label == "demonym" and state.end < place.start)
    last = max(peoples, default=None)
    if last is None or not _OF_PLACE.fullmatch(draft.text, last.end, place.start):
        return None
    noun = _WORD_BEFORE.search(draft.text, max(0, last.start - 30), last.start)
    return last.id if noun and noun[1].lower() in _nouns() else None


def _told_behind(draft: Draft, place: Found, located: Sequence[tuple[int, str]]) -> str | None:
    """The state that a place lies in by the words behind it: `à Kirna, en Namibie`, `Soulo, au Haut-Karabakh`."""
    at = bisect_left(located, (place.end, ""))
    start, code = located[at] if at < len(located) else (0, "")
    told = place.end < start <= place.end + NEAR and _INNER.fullmatch(draft.text, place.end, start)
    return code if told else None


def _cities_around(draft: Draft, place: Found) -> list[str]:
    """The forms of the cities told near a place, the nearest first, then of those told before it.

    First come those of its paragraph, the last first, then those of the paragraphs before, beginning with the place of
    the document. Only what lies in a city lies in one told before: a site that is not called after a town (`port de
    Vung Ang`).
    """
    cities = [
        (found.start - place.end, found.id) for found in draft.mentions.places if found.label == "city" and found.id
    ]
    near = sorted((abs(distance), form) for distance, form in cities if abs(distance) <= NEAR)
    if place.label != "site" or _CALLED_AFTER.search(draft.text, place.start, place.end):
        return [form for _, form in near]
    paragraph = draft.text.rfind("\n", 0, place.start) - place.end
    own = [form for distance, form in reversed(cities) if paragraph < distance < 0]
    return [form for _, form in near] + own + [form for distance, form in cities if distance < paragraph]


_CALLED_AFTER = re.compile(r"\b(?:de\s|d')(?=[A-ZÀ-Þ])")
