"""Locations that the entity recogniser finds, where neither the gazetteer nor a noun tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from diplo_extract.lexicon.countries import state_gazetteer
from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.lexicon.naming import words_of_kind
from diplo_extract.pipes.places.hits import INSTRUMENT, PlaceHit, words_of_names
from diplo_extract.pipes.places.phrases import ROAD, is_abstract, nouns

__all__ = ["recognised"]

_ARTICLE = re.compile(r"(?:\b(?:la|les?|du|des|aux?)\s+|\bl'\s?)$", re.IGNORECASE)
"""French cities bear an article in their name or none, so that a small article before the name tells a region."""

_DAY = re.compile(r"\d(?:er)?\s+$")
_ADVERBIAL = re.compile(r"\s+(?:dans|pendant|durant|lors|avant|après|depuis|pour|afin|où|qui|que|dont)\b|\s+qu'")
"""What the model now and then reads on into, and no name of a place holds."""

_INHABITANTS = re.compile(
    r"\b(?:les|des|aux|chers|chères|ces|ses|leurs|nos|vos|deux|trois|plusieurs|certains|\d+)\s+$", re.IGNORECASE
)
_GENTILE = re.compile(r"[^\W\d_]+(?:ais|ois|ains|iens|éens|aises|oises|aines|iennes|éennes)")


def _names_inhabitants(text: str, start: int, end: int) -> bool:
    """Whether the word is a plural for the people of a place (`les Dakarois`)."""
    words = text[start:end]
    return bool(_GENTILE.fullmatch(words) and _INHABITANTS.search(text, max(0, start - 12), start))


def _holds_a_polity(words: str) -> bool:
    """Whether one of the words is a noun for a state, a body or an instrument, in any case and number."""
    return any(word in words_of_kind("polity") for word in re.findall(r"[^\W\d_]+", words.lower()))


def recognised(doc: Doc, text: str) -> Iterator[PlaceHit]:
    """The model's locations that neither the gazetteer nor a noun tells."""
    states = state_gazetteer().find(text)
    people = words_of_names(doc)
    titles = {title.start_char for title in doc.spans.get("diplo_titles", ())}
    for ent in doc.ents:
        start, end = ent.start_char, ent.end_char
        if ent.label_ != "LOC" or end - start < 3 or "\n" in text[start:end]:
            continue
        told = nouns().get(text[start:end].split()[0].lower())
        if not text[start].isupper():
            named = told and told[1] not in ("name", "each") and not text[start:end].islower()
            named = named and not any(hit.start < end and start < hit.end for hit in states)
            noun = text[start:end].split()[0]
            if told and named and noun not in ("place", "camp") and not is_abstract(text, start, noun):
                yield PlaceHit(start, end, told[0], "")  # a `base de Manda Bay`: a noun and the model at one
            continue
        if ROAD.fullmatch(text, start, end):
            yield PlaceHit(start, end, "site", "")
            continue
        if re.search(r"[a-zà-ÿ][A-ZÀ-Ý]", text[start:end]) or text[start:end].isupper():
            continue
        if _DAY.search(text, max(0, start - 4), start) or start in titles or text[start:end].lower() in nouns():
            continue  # the 28 Mars, the Grand-Duc, the Aéroport
        if fold(text[start:end]) in people or any(hit.start < end and start < hit.end for hit in states):
            continue
        if (cut := _ADVERBIAL.search(text, start, end)) is not None:
            end = cut.start()
        if (
            _holds_a_polity(text[start:end])
            or text[start:end] in words_of_kind("direction") | words_of_kind("nowhere")
            or _names_inhabitants(text, start, end)
            or INSTRUMENT.search(text, max(0, start - 50), start)
        ):
            continue
        if text[end : end + 1] == "-" or text[start - 1 : start] == "-":
            continue
        kind = "region" if _ARTICLE.search(text, max(0, start - 5), start) else "city"
        yield PlaceHit(start, end, told[0] if told else kind, "")
