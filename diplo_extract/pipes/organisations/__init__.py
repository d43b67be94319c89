"""The `diplo_organisations` component: finds mentions of organisations and writes them to the span group of that name.

Four kinds of evidence, told by the label: `lexicon` (a row of organisations.csv; the id is its code), `pattern` (a head
noun and what completes it to a name), `model` (the entity recogniser) and `acronym` (an acronym that the text defines
in parentheses after a name, wherever it stands; the id is the code of that name, if it has one). A state organ that
stands in somebody's title (`porte-parole du ministère des Affaires étrangères`) is labelled `title`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.lexicon.countries import state_forms
from diplo_extract.lexicon.cover import Cover
from diplo_extract.lexicon.gazetteer import level
from diplo_extract.lexicon.organisations import (
    OrganisationForm,
    organisation,
    organisation_forms,
    organisation_gazetteer,
    resolve,
)
from diplo_extract.lexicon.places import candidates
from diplo_extract.pipes.organisations.acronyms import (
    DEFINITION,
    acronyms,
    acronyms_defined,
    acting,
    is_spelt_behind,
    opens_otherwise,
    without_acronym,
)
from diplo_extract.pipes.organisations.companies import (
    branches,
    clubs,
    companies,
    english_names,
    introduced,
    joined_words,
)
from diplo_extract.pipes.organisations.hits import MINISTERS, NameHit, cover, disjoint
from diplo_extract.pipes.organisations.names import described_names
from diplo_extract.pipes.organisations.recognised import ends_of_bodies, recognised

__all__ = ["find_organisations"]


@Language.component("diplo_organisations", assigns=["doc.spans"])
def find_organisations(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_organisations`."""
    text = level(doc.text)
    titles = Cover((title.start_char + 1, title.end_char) for title in doc.spans.get("diplo_titles", ()))
    ministers = [title for title in doc.spans.get("diplo_titles", ()) if title.label_ in MINISTERS]
    portfolios = Cover((title.start_char + 1, title.end_char) for title in ministers)
    known = [hit for hit in _known(text, titles) if not _is_portfolio(text, hit, portfolios)]
    states = cover(doc, "diplo_states")
    read = ends_of_bodies(doc, text)
    people = Cover((entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ == "PER")
    told = {  # `le président de la société malienne Ali Diop` tells a person
        at: hit
        for at, hit in introduced(text, read).items()
        if not (titles.touches(at, at + 1) and people.touches(hit.start, hit.end))
    }
    described = [hit for hit in _described(doc, text, known, titles, read) if hit.start not in told]
    written = (*joined_words(text), *english_names(text), *clubs(text), *told.values())
    named = _longest(text, [*known, *described, *written])
    named = disjoint([*named, *companies(text, known), *branches(text, known)])
    named = [without_acronym(text, hit) for hit in named]
    surnames = _surnames(doc)
    named = [
        hit
        for hit in named
        if not states.holds(hit.start, hit.end) and not _is_namesake(text, hit) and not _is_surname(text, hit, surnames)
    ]
    named = [*named, *recognised(doc, text, named)]
    defined, others = acronyms_defined(doc, text, named)
    named = [hit for hit in named if text[hit.start : hit.end] not in defined]
    named = [hit for hit in named if hit.label != "model" or text[hit.start : hit.end] not in others]
    agents = _agents(doc, text, {*defined, *others})
    found = [*named, *acronyms(text, defined), *acronyms(text, agents)]
    spans = []
    for hit in disjoint(found):
        span = doc.char_span(hit.start, hit.end, label=hit.label, span_id=hit.code, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans["diplo_organisations"] = spans
    return doc


def _agents(doc: Doc, text: str, told: Collection[str]) -> dict[str, NameHit]:
    """The acronyms that act as bodies do, where nothing else is known of them, each with an empty name."""
    agents = {
        acronym: NameHit(0, 0, "acronym")
        for acronym in {*acting(text)} - {*told}
        if not candidates(acronym) and not opens_otherwise(acronym)
    }
    others = cover(doc, "diplo_states", "diplo_titles", "diplo_persons")
    taken = {text[hit.start : hit.end] for hit in acronyms(text, agents) if others.touches(hit.start, hit.end)}
    return {acronym: hit for acronym, hit in agents.items() if acronym not in taken}


# Names of the lexicon -------------------------------------------------------------------------------------------------

_STATE_KINDS = ("organ", "court")


def _known(text: str, titles: Cover) -> Iterator[NameHit]:
    """The organisations of the lexicon."""
    forms = organisation_forms()
    hits = organisation_gazetteer().find(text)
    named = {forms[hit.key].default for hit in hits if not forms[hit.key].guarded} - {None}
    for hit in hits:
        if text[hit.start].islower() and _INDEFINITE.search(text, max(0, hit.start - 5), hit.start):
            continue
        code = resolve(hit.key, {str(name) for name in named}) or _credit(text, hit.start, hit.end, forms[hit.key])
        if code is None:
            continue
        row = organisation(code)
        national = row["kind"] in _STATE_KINDS and not row["framework"]
        titled = national and _in_title(text, hit.start, titles)
        yield NameHit(hit.start, hit.end, "title" if titled else "lexicon", code)


_CHARGED = re.compile(
    r"(?:\bet|,|\bministre|\b[Éé]tat|\b(?:chargé|délégué)e?)\s+(?:de la\s+|de l'|du\s+|des\s+|à la\s+|à l'|aux?\s+)$"
)


def _is_portfolio(text: str, hit: NameHit, portfolios: Cover) -> bool:
    """Whether a minister has charge of what the name stands for (`et de la Francophonie`), and sits in no body."""
    held = hit.label != "title" and portfolios.holds(hit.start, hit.end)
    return held and bool(_CHARGED.search(text, max(0, hit.start - 24), hit.start))


_INDEFINITE = re.compile(r"\b(?:une?|des|ces|cette|toute)\s$", re.IGNORECASE)
"""What makes a common noun of a name in small letters (`une banque mondiale de semences`)."""

_DASH = re.compile(r"\s?(?:--|[–—-])\s")
_DATELINE = re.compile(r"(?:[A-ZÀ-Þ][^\n.;:]{2,50},\s*)?")
_TOWN = re.compile(r"\W*[A-ZÀ-Þ][^\n.;:]{2,50}\s[–—/-]\s")
_NOTHING = re.compile(r"[\s.–—/-]*")


def _credit(text: str, start: int, end: int, form: OrganisationForm) -> str | None:
    """The news agency that an acronym stands for in parentheses (`RABAT, 3 mars (MAP)`), before a dash, alone on a line
    or between a town and a colon; or None.
    """
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    opens = text[text.rfind("\n", 0, start) + 1 : start]
    dashed = _DASH.match(text, end) and _DATELINE.fullmatch(opens)
    line = text.find("\n", end)
    follows = text[end : line if line >= 0 else len(text)]
    signed = start and _NOTHING.fullmatch(opens) and _NOTHING.fullmatch(follows)
    announced = follows.lstrip().startswith(":") and _TOWN.fullmatch(opens)
    if not (bracketed or dashed or signed or announced):
        return None
    return next((code for code in form.guarded if organisation(code)["kind"] == "media"), None)


# Names by their head noun ---------------------------------------------------------------------------------------------

_TITLE = re.compile(
    r"\b(?:(?i:ministres?|(?:vice-)?présidente?s?|secrétaires?|porte-parole|direct(?:eur|rice)s?|chefs?|cheffe"
    r"|ambassad(?:eur|rice)s?|députée?s?|sénat(?:eur|rice)s?|conseill(?:er|ère)s?|consuls?|chargée? d'affaires"
    r"|attachée?s?|officielle?s?|représentante?|commandante?|gouverneure?s?|juges?|procureure?s?))"
    r"(?:[ -](?!et\b)[a-zà-ÿ-]+){0,3}\s+(?:de la|de l'|du|des|de|d'|au|à la|à l'|auprès de la|près la)\s*$",
)
_CLAUSE = re.compile(r"[.;:!?\n]")


def _in_title(text: str, start: int, titles: Cover) -> bool:
    """Whether a title holds the name at `start`, or the words before are an office whose holder it only describes."""
    if titles.holds(start, start + 1):
        return True
    left = text[max(0, start - 70) : start]
    return bool(_TITLE.search(_CLAUSE.split(left)[-1]))


def _described(
    doc: Doc, text: str, known: Iterable[NameHit], titles: Cover, read: Mapping[int, int]
) -> Iterator[NameHit]:
    """The names that a head noun opens, as far as the model reads on (`Banque de semences paysannes du Canada`), with
    the whole of a name that they end in (`auprès des Nations unies`).
    """
    states = doc.spans.get("diplo_states", ())
    portfolios = [(t.start_char, t.end_char) for t in doc.spans.get("diplo_titles", ()) if t.label_ in MINISTERS]
    ranks = [(t.start_char, t.end_char) for t in doc.spans.get("diplo_titles", ()) if t.label_ == "military"]
    within = Cover((hit.start + 1, hit.end) for hit in known)
    official = {s.start_char for s in states if s.label_ in ("name", "official") and len(s) > 1}
    bodies = Cover(read.items())
    inner = Cover([*((hit.start, hit.end) for hit in known), *((s.start_char, s.end_char) for s in states)])
    for name in described_names(doc, text):
        if name.kind == "meeting" and DEFINITION.match(text, name.end) is None:
            continue
        if name.start in official or within.holds(name.start, name.start + 1):
            continue  # the Fédération de Russie is no federation
        if any(start < name.start < end for start, end in portfolios):
            continue
        if any(start < name.start < end < name.end for start, end in ranks):
            continue  # the général de brigade Issa Konaté commands no Brigade Issa Konaté
        titled = name.kind == "state" and _in_title(text, name.start, titles)
        end = bodies.reach(name.end - 1)
        if not name.open or end <= name.end or not _goes_on(text, name.end, end):
            end = name.end
        end = max(end, inner.reach(end - 1))
        end = _before_the_defined(text, name.start, end, known)
        yield NameHit(name.start, end, "title" if titled else "pattern")


_ADDED = re.compile(r"\s(?:de|du|des|en|pour|par|à|au|aux)\s|\sd'")
_ANOTHER = re.compile(r"\s*(?:,|/|[–—]|\b(?:et|ou|avec)\b)")
_PLACED = re.compile(r"\s(?:en|à|au|aux)\s(?P<name>[A-ZÀ-Þ][\w'-]*)")


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether what the model reads on may be of the same name: a preposition or a capital, and nothing beside it.

    A place behind `en` or `à` tells where the body is, and no more of its name.
    """
    placed = _PLACED.match(text, start)
    if _ANOTHER.match(text, start) or (placed and (placed["name"] in state_forms() or candidates(placed["name"]))):
        return False
    return bool(_ADDED.match(text, start)) or any(letter.isupper() for letter in text[start:end])


_LINK = re.compile(r"\s(?:de\s+la|de\s+l'|du|des|de|d')\s?$")


def _before_the_defined(text: str, start: int, end: int, known: Iterable[NameHit]) -> int:
    """Where a name ends that goes on to a known body which the acronym in parentheses behind stands for.

    `Conférence des ministres de la Communauté … (CEDEAO)`: the acronym is not the Conférence's, and what it is short
    for stands before it.
    """
    defined = DEFINITION.match(text, end)
    form = organisation_forms().get(defined[1]) if defined else None
    if form is None:
        return end
    codes = {form.default, *form.guarded}
    inner = next((hit for hit in known if hit.start > start and hit.end == end and hit.code in codes), None)
    link = _LINK.search(text, start, inner.start) if inner else None
    return link.start() if link else end


_EXTENDED_KINDS = ("organ", "ngo", "party", "court", "agency", "university")


def _longest(text: str, hits: Iterable[NameHit]) -> list[NameHit]:
    """The hits without those inside longer ones; a name of the lexicon grows only by the name of its country, or where
    an acronym behind spells the whole.

    `Chambre des représentants du Maroc` is one name; the Union africaine has no longer one.
    """
    hits = list(hits)
    kept: list[NameHit] = []
    known = {hit.start: hit for hit in hits if hit.code}
    for hit in hits:
        own = known.get(hit.start)
        if not hit.code and own is not None and own.end < hit.end:
            row = organisation(own.code)
            spelt = is_spelt_behind(text, hit)
            if not spelt and (row["kind"] not in _EXTENDED_KINDS or row["framework"]):
                continue
            other = spelt or row["kind"] in ("university", "ngo")  # each country has a Croix-Rouge of its own
            hit = replace(hit, label=own.label if own.label == "title" else hit.label, code="" if other else own.code)
        kept.append(hit)
    return disjoint(kept)


_NAMESAKE = re.compile(r"\b(?:Traité|Accord|Plan|Prix|Fonds|Charte|Sommet)\s+$")
"""What an organisation lends its name to (`Traité Benelux`)."""


def _is_namesake(text: str, hit: NameHit) -> bool:
    return bool(_NAMESAKE.search(text[max(0, hit.start - 20) : hit.start]))


_CIVILITY = re.compile(r"(?:\bMM?\.|\bM(?:mes?|lles?|essieurs|esdames|onsieur|adame|aître)\b|\bDr\.?|\bGal\.?)\s+$")


def _surnames(doc: Doc) -> frozenset[str]:
    """The last words of the longer names of persons."""
    persons = doc.spans.get("diplo_persons", ())
    return frozenset(span[-1].text for span in persons if len(span) > 1)


def _is_surname(text: str, hit: NameHit, surnames: frozenset[str]) -> bool:
    """Whether a name of one word is that of a person in this place (`M. Wagner`)."""
    words = text[hit.start : hit.end]
    return words in surnames or bool(" " not in words and _CIVILITY.search(text[max(0, hit.start - 12) : hit.start]))
