"""The `diplo_places` component: finds mentions of places and writes them to the span group of that name.

The label is the kind of place (`city`, `region`, `site`, `water`, `continent`, `area`), the id the form under which the
gazetteer knows it (see `diplo_extract.lexicon.places.candidates`), empty where it does not. Three sources: the
gazetteer, phrases with a noun for a kind of place (`palais présidentiel d'Astana`, `province d'Idlib`) and roads by
their number, and what the model takes for a location. A name that might also be a person's or a common word needs words
around it that tell a place, or the model's consent. Capitals that `diplo_states` takes for governments are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Span

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.countries import state_forms, state_gazetteer
from diplo_extract.lexicon.gazetteer import fold, level
from diplo_extract.lexicon.naming import joined, words_of_kind
from diplo_extract.lexicon.places import candidates, place_gazetteer

__all__ = ["find_places"]


@Language.component("diplo_places", assigns=["doc.spans"])
def find_places(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_places`."""
    text = level(doc.text)
    unbroken = _unbroken(text)
    governments = [s for s in doc.spans.get("diplo_states", ()) if s.label_ in ("capital", "seat")]
    taken = {index for span in governments for index in range(span.start_char, span.end_char)}
    found: list[_Hit] = []
    for hit in sorted(
        [
            *_phrases(unbroken),
            *_lists(unbroken),
            *_described_names(unbroken),
            *_roads(text),
            *_contracted(doc, text),
            *_names(doc, text),
        ],
        key=lambda hit: (hit.start, -hit.end),
    ):
        if hit.start not in taken and (not found or hit.start >= found[-1].end):
            found.append(hit)
    found += [hit for hit in _entities(doc, text) if not any(_overlap(hit, other) for other in found)]
    spans = []
    for hit in sorted(found, key=lambda hit: hit.start):
        span = doc.char_span(hit.start, hit.end, label=hit.kind, span_id=hit.form)
        if span is not None:
            spans.append(span)
    doc.spans["diplo_places"] = spans
    return doc


@dataclass(frozen=True, slots=True)
class _Hit:
    """A place in the text, half open; `form` is a key of the gazetteer or empty."""

    start: int
    end: int
    kind: str
    form: str


def _overlap(a: _Hit, b: _Hit) -> bool:
    return a.start < b.end and b.start < a.end


# Phrases with a noun for a kind of place ----------------------------------------------------------------------------

_LINK = r"(?:d'|de\s+la\s+|de\s+l'|de\s+|du\s+|des\s+)"
_WORD = (
    r"(?:\d{1,2}(?:er)?-)?(?:[A-CE-KMN-Z]'[a-zà-öø-ÿ][\w-]*"  # M'bour; D' and L' join a name to what stands before
    r"|[A-ZÀ-ÖØ-Ý][\w-]*(?:'[A-ZÀ-ÖØ-Ý][\w-]*|'s(?=\s[A-Z]))?)"
)
_ORDINAL = re.compile(r"\d\s?(?:er|e|è|ème|ième)\s+$|\b[IVX]+\s?e\s+$")
_QUALIFIER = r"africaine?|arabe|européenne?|nationale?|populaire|internationale?|centrale?|orientale?|occidentale?"
_NAME = rf"{_WORD}(?:\s+(?:{_LINK})?{_WORD}){{0,3}}(?:\s+(?:{_QUALIFIER})\b)?"
_ADJECTIVE = r"[a-zà-öø-ÿ]+(?:al|ale|el|elle|aire|ique|ienne?|ier|ière|if|ive)|d'État"
_NOT_A_SQUARE = re.compile(r"\b(?:mise?s?|mett\w+|en|prend\w*|pris\w*|sur|mise\s+en|à\s+la)\s+$", re.IGNORECASE)


def _unbroken(text: str) -> str:
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
    either = _either(noun for noun, (_, extent) in _nouns().items() if extent != "each")
    return re.compile(
        rf"(?<![\w-])(?P<noun>{either})(?P<adjective>(?:\s+(?:{_ADJECTIVE})){{0,2}})\s+(?P<link>{_LINK})?(?P<name>{_NAME})"
    )


@cache
def _list() -> re.Pattern[str]:
    """A noun in the plural, words that describe it, and a name or a list that `et` closes; groups: noun, names."""
    either = _either(noun for noun, (_, extent) in _nouns().items() if extent == "each")
    return re.compile(
        rf"(?<![\w-])(?P<noun>{either})(?:\s+[a-zà-öø-ÿ]{{4,}}){{0,2}}\s+{_LINK}?"
        rf"(?P<names>{_NAME}(?:(?:,\s+{_LINK}?{_NAME}){{0,9}},?\s+(?:et|ou)\s+{_LINK}?{_NAME})?)"
    )


_BETWEEN = re.compile(rf",?\s+(?:(?:et|ou)\s+)?{_LINK}?")


def _lists(text: str) -> Iterator[_Hit]:
    """Each of the places of `les villages d'Inata et de M'bour`, `les provinces du Bazèga et de la Kossi`."""
    for match in _list().finditer(text):
        kind = _nouns()[match["noun"].lower()][0]
        at = match.start("names")
        while at < match.end() and (name := _NAMED.match(text, at, match.end())):
            if _is_no_place_name(name[0], kind) or _is_state(name[0]):
                break
            kinds = [place.kind for place in candidates(name[0])]
            own = kind in kinds or (kind not in ("city", "region") and kinds)
            yield _Hit(at, name.end(), kinds[0] if own and kind not in kinds else kind, name[0] if own else "")
            between = _BETWEEN.match(text, name.end(), match.end())
            at = between.end() if between else match.end()


_NAMED = re.compile(_NAME)


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    """The kind of place and the extent of the mention, by noun in lower case.

    Extent: `whole` phrase, of a region only with a link or a known name; `apposed`: the whole phrase in any case;
    `name` alone; `known`: the name alone where it is a known one, else the whole phrase; `adjective`: the whole phrase,
    where an adjective or a known name supports it; `each`: each of the names of a list behind a plural.
    """
    return {
        noun.lower(): (row["kind"], row["extent"]) for row in read_rows("place_nouns") for noun in forms(row["nouns"])
    }


def _phrases(text: str) -> Iterator[_Hit]:
    """The places of which the text says what they are: `province d'Idlib`, `place du 14-Janvier`, `lac Assal`."""
    for match in _phrase().finditer(text):
        kind, extent = _nouns()[match["noun"].lower()]
        name, start, end = match["name"], match.start("name"), match.end()
        known = candidates(name) or candidates(name.split()[0])
        if match["noun"].lower() in ("place", "base") and _NOT_A_SQUARE.search(
            text, max(0, match.start() - 12), match.start()
        ):
            continue
        if _is_no_place_name(name, kind) or (extent == "adjective" and not match["adjective"] and not known):
            continue
        if extent == "apposed" and _is_state(text[match.start() : end]):
            continue
        kinds = {place.kind for place in candidates(name)}
        if extent == "known":
            extent = "name" if kinds else "whole"
        if _ORDINAL.search(text, max(0, match.start() - 6), match.start()):
            extent = "name"  # the `7e arrondissement de Paris` is no name of its own: it tells where in Paris
        if extent == "name" or (kind == "region" and kinds and "city" not in kinds):
            if candidates(name):
                yield _Hit(start, end, candidates(name)[0].kind, name)
            elif match["link"] and kind == "city":
                yield _Hit(start, end, kind, "")
        elif kind != "region" or extent == "apposed" or match["link"] or candidates(text[match.start() : end]):
            whole = text[match.start() : end]
            yield _Hit(match.start(), end, kind, whole if candidates(whole) else "")


@cache
def _described() -> re.Pattern[str]:
    """A noun for a region or city, one or two words that describe it, a link and the name (`province afghane de`)."""
    either = _either(n for n, (kind, extent) in _nouns().items() if kind in ("region", "city") and extent != "each")
    return re.compile(rf"(?<![\w-])(?P<noun>{either})(?:\s+[a-zà-öø-ÿ]{{4,}}){{1,2}}\s+{_LINK}(?P<name>{_WORD})")


def _described_names(text: str) -> Iterator[_Hit]:
    """The names in `province afghane de Nangarhar`, `région autonome du Tibet`."""
    for match in _described().finditer(text):
        kind, name = _nouns()[match["noun"].lower()][0], match["name"]
        if not _is_no_place_name(name, kind) and not (kind == "city" and not candidates(name)):
            kinds = {place.kind for place in candidates(name)}
            if not kinds or kind in kinds:
                yield _Hit(match.start("name"), match.end(), kind, name if kinds else "")


def _is_no_place_name(name: str, kind: str) -> bool:
    """Whether the name is an acronym, or a state that no sea or site is called after (`région de la CEDEAO`)."""
    return (name.isupper() and len(name) > 1) or (kind in ("city", "region") and _is_state(name))


def _is_state(name: str) -> bool:
    state = state_forms().get(name)
    return state is not None and state.label not in ("capital", "seat") and name not in _AFTER_A_CITY


_ROAD = re.compile(r"(?<![\w-])(?:[AEN]|R[ND]|D)[ -]?\d{1,4}[A-Z]?(?![\w-])")
_ROAD_NOUN = re.compile(r"\b(?:auto)?routes?\b|\bvoie\b|\bpéages?\b|\b(?:nationale|départementale)\s+$", re.IGNORECASE)
_ROAD_LIST = re.compile(r"\s*(?:\([^()\n]{0,60}\)\s*)?(?:,|et|ou|;|-)\s*(?:l'|la\s+)?")


def _roads(text: str) -> Iterator[_Hit]:
    """The roads called by their number, where a word before or another road of the list tells one (`autoroute A4`)."""
    previous = -1
    for match in _ROAD.finditer(text):
        told = match[0].startswith("R") or _ROAD_NOUN.search(text, max(0, match.start() - 30), match.start())
        if told or (previous >= 0 and _ROAD_LIST.fullmatch(text, previous, match.start())):
            previous = match.end()
            yield _Hit(match.start(), match.end(), "site", "")


# Names of the gazetteer ---------------------------------------------------------------------------------------------

LARGE = 50_000
"""Inhabitants from which a city is known well enough for a bare `de` to tell it from a surname."""

_TRUSTED_KINDS = ("continent", "area", "water", "site")
_CIVILITY = re.compile(r"\b(?:MM?\.|M(?:me|mes|lle|gr)|Dr|Pr|Me|Madame|Monsieur|Sir|Lord|Lady|Cheikh|Général)\s+$")
_LOCATIVE = re.compile(
    r"(?:\b(?:[àÀ]|[Vv]ers|[Dd]epuis|[Pp]rès\s+de|[Ll]oin\s+de|[Jj]usqu'à|[Vv]ia|[Dd]ans|[Aa]utour\s+de|[Rr]etour\s+de"
    r"|(?:maire|ville|villes|port|siège|région|province|nord|sud|est|ouest|environs|habitants|route|gare|sommet"
    r"|conférence|bataille|libération|prise|capitale|université)\s+de)\s+(?:l'|la\s+)?"
    r"|\bà\s+l'|\b(?:ville|port|sommet|province|région|maire|nord|sud|est|ouest)\s+d')$"
)
_OF = re.compile(r"\b(?:[Dd]e\s+|[Dd]')$")
_COORDINATED = re.compile(r"(?:,|\s+et|\s+ou|,\s+puis|\s*[-–—])\s+(?:à\s+|de\s+|d')?|\s*[-–—/]\s*")
_INSTRUMENT = re.compile(
    r"\b(?:accords?|traités?|convention|protocoles?|charte|déclaration|agenda|consensus|principes|format|communiqué"
    r"|mémorandum|statut|pacte|groupe|plan\s+d'action|feuille\s+de\s+route|université|banque|bourse|club|tribunal"
    r"|initiative|plateforme|minist(?:re|ère)s?)(?:\s+[a-zéèêàç]+)?\s+(?:de\s+la\s+|de\s+l'|de\s+|d'|du\s+)$"
    r"|\bgarde\s+des\s+$|\b(?:corridors?|couloirs?)\s+(?:[a-zéèêàç]+\s+)?(?:de\s+|d'|du\s+)?(?:[\w']+\s?[-–]\s?){0,3}$",
    re.IGNORECASE,
)
_AFTER_A_CITY = frozenset(["Luxembourg", "Koweït", "Panama", "Guatemala", "Québec"])
"""Countries and provinces named with an article, so that a bare `à` before the name tells the city."""

_DATE_LINE = re.compile(r"\s*(?:\([^)\n]{2,30}\)\s*)?(?:,|–|—|-)?\s*(?:le\s+)?\d{1,2}(?:er)?\s+[a-zéû]+")


_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)\s+[«\"“]?\s?$")


def _names(doc: Doc, text: str) -> Iterator[_Hit]:
    """The places that the gazetteer knows, where the words around them tell a place."""
    states = {(hit.start, hit.end) for hit in state_gazetteer().find(text)}
    people = _words_of_names(doc)
    previous = -1
    for hit in place_gazetteer().find(text):
        places = candidates(hit.key)
        if fold(hit.key) in people and not places[0].chosen:
            continue
        before = _WORD_BEFORE.search(text, max(0, hit.start - 20), hit.start)
        if before and before[1].lower() in words_of_kind("thing"):
            continue  # the frégate Languedoc is a ship
        if hit.key in words_of_kind("opener") or _INSTRUMENT.search(text, max(0, hit.start - 50), hit.start):
            continue
        linked = previous >= 0 and bool(_COORDINATED.fullmatch(text, previous, hit.start))
        if hit.key in _AFTER_A_CITY and _tells_a_city(text, hit.start, hit.end):
            kind = "city"
        elif not _may_be_a_place(doc, text, hit.start, hit.end, hit.key, linked, (hit.start, hit.end) in states):
            continue
        else:
            kind = places[0].kind
        previous = hit.end
        yield _Hit(hit.start, hit.end, kind, hit.key)


_CONTRACTION = re.compile(rf"\b(?:[aA]ux?|[dD](?:u|es))\s+(?P<name>{_WORD}(?:\s+{_WORD})?)")


def _contracted(doc: Doc, text: str) -> Iterator[_Hit]:
    """The cities whose article `au`, `du`, `aux` or `des` hides (`au Caire`, `les députés des Cayes`)."""
    for match in _CONTRACTION.finditer(text):
        article = "Les" if match[0].split()[0].lower() in ("des", "aux") else "Le"
        for name in (match["name"], match["name"].split()[0]):
            form, end = f"{article} {name}", match.start("name") + len(name)
            places = candidates(form)
            if not places or places[0].kind != "city":
                continue
            entity = _entity_over(doc, match.start("name"), end)
            if places[0].chosen or (entity is not None and entity.label_ == "LOC" and entity.end_char == end):
                yield _Hit(match.start("name"), end, "city", form)
                break


def _words_of_names(doc: Doc) -> frozenset[str]:
    """The folded words of the longer names of persons: alone, they mean the person (`Nikos`, `Ouattara`)."""
    persons = doc.spans.get("diplo_persons", ())
    return frozenset(fold(token.text) for span in persons if len(span) > 1 for token in span)


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
        return True
    followed_by_name = bool(re.match(r"\s+[A-ZÉÈ][a-zé]", text[end : end + 4]))
    if not located and best.population >= LARGE and _OF.search(text, max(0, start - 4), start):
        located = True
    return located and not followed_by_name and (entity is None or entity.label_ == "LOC" or best.chosen)


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


# What the model takes for a location --------------------------------------------------------------------------------

_ARTICLE = re.compile(r"(?:\b(?:la|les?|du|des|aux?)\s+|\bl'\s?)$", re.IGNORECASE)
"""French cities bear an article in their name or none, so that a small article before the name tells a region."""

_ADVERBIAL = re.compile(r"\s+(?:dans|pendant|durant|lors|avant|après|depuis|pour|afin|où|qui|que|dont)\b|\s+qu'")
"""What the model now and then reads on into, and no name of a place holds."""

_INHABITANTS = re.compile(
    r"\b(?:les|des|aux|ces|ses|leurs|nos|vos|deux|trois|plusieurs|certains|\d+)\s+$", re.IGNORECASE
)
_GENTILE = re.compile(r"[^\W\d_]+(?:ais|ois|ains|iens|éens|aises|oises|aines|iennes|éennes)")


def _names_inhabitants(text: str, start: int, end: int) -> bool:
    """Whether the word is a plural for the people of a place (`les Dakarois`)."""
    words = text[start:end]
    return bool(_GENTILE.fullmatch(words) and _INHABITANTS.search(text, max(0, start - 12), start))


def _holds_a_polity(words: str) -> bool:
    """Whether one of the words is a noun for a state, a body or an instrument, in any case and number."""
    return any(word in words_of_kind("polity") for word in re.findall(r"[^\W\d_]+", words.lower()))


def _entities(doc: Doc, text: str) -> Iterator[_Hit]:
    """The model's locations that neither the gazetteer nor a noun tells."""
    states = state_gazetteer().find(text)
    people = _words_of_names(doc)
    for ent in doc.ents:
        start, end = ent.start_char, ent.end_char
        if ent.label_ != "LOC" or not text[start].isupper() or end - start < 3 or "\n" in text[start:end]:
            continue
        if _ROAD.fullmatch(text, start, end):
            yield _Hit(start, end, "site", "")
            continue
        if re.search(r"[a-zà-ÿ][A-ZÀ-Ý]", text[start:end]) or text[start:end].isupper():
            continue
        if fold(text[start:end]) in people or any(hit.start < end and start < hit.end for hit in states):
            continue
        if (cut := _ADVERBIAL.search(text, start, end)) is not None:
            end = cut.start()
        if (
            _holds_a_polity(text[start:end])
            or _names_inhabitants(text, start, end)
            or _INSTRUMENT.search(text, max(0, start - 50), start)
        ):
            continue
        if text[end : end + 1] == "-":
            continue
        told = _nouns().get(text[start:end].split()[0].lower())
        kind = "region" if _ARTICLE.search(text, max(0, start - 5), start) else "city"
        yield _Hit(start, end, told[0] if told else kind, "")
