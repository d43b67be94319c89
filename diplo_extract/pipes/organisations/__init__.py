"""The `diplo_organisations` component: finds mentions of organisations and writes them to the span group of that name.

Four kinds of evidence, told by the label: `lexicon` (a row of organisations.csv; the id is its code), `pattern` (a head
noun and what completes it to a name), `model` (the entity recogniser) and `acronym` (an acronym that the text defines
in parentheses after a name, wherever it stands; the id is the code of that name, if it has one). A state organ that
stands in somebody's title (`porte-parole du ministère des Affaires étrangères`) is labelled `title`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.lexicon.cover import Cover
from diplo_extract.lexicon.gazetteer import fold, level
from diplo_extract.lexicon.naming import words_of_kind
from diplo_extract.lexicon.offices import honorifics
from diplo_extract.lexicon.organisations import (
    OrganisationForm,
    organisation,
    organisation_forms,
    organisation_gazetteer,
    resolve,
)
from diplo_extract.lexicon.places import candidates
from diplo_extract.pipes.organisations.heads import head_gazetteer, heads
from diplo_extract.pipes.organisations.names import described_names

__all__ = ["find_organisations"]


@Language.component("diplo_organisations", assigns=["doc.spans"])
def find_organisations(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_organisations`."""
    text = level(doc.text)
    known = list(_known(text))
    states = _cover(doc, "diplo_states")
    named = _longest([*known, *_described(doc, text, known), *_joined_words(text)])
    named = _disjoint([*named, *_companies(text, known)])
    surnames = _surnames(doc)
    named = [
        hit
        for hit in named
        if not states.holds(hit.start, hit.end) and not _is_namesake(text, hit) and not _is_surname(text, hit, surnames)
    ]
    named = [*named, *_recognised(doc, text, named)]
    defined, others = _acronyms_defined(doc, text, named)
    named = [hit for hit in named if text[hit.start : hit.end] not in defined]
    named = [hit for hit in named if hit.label != "model" or text[hit.start : hit.end] not in others]
    found = [*named, *_acronyms(text, defined)]
    spans = []
    for hit in _disjoint(found):
        span = doc.char_span(hit.start, hit.end, label=hit.label, span_id=hit.code, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans["diplo_organisations"] = spans
    return doc


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name in the text (half-open code points of the Doc's text); `code` is empty where the lexicon has none."""

    start: int
    end: int
    label: str
    code: str = ""


# Names of the lexicon -------------------------------------------------------------------------------------------------

_STATE_KINDS = ("organ", "court")


def _known(text: str) -> Iterator[_Hit]:
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
        titled = national and _in_title(text, hit.start)
        yield _Hit(hit.start, hit.end, "title" if titled else "lexicon", code)


_INDEFINITE = re.compile(r"\b(?:une?|des|ces|cette|toute)\s$", re.IGNORECASE)
"""What makes a common noun of a name in small letters (`une banque mondiale de semences`)."""

_DASH = re.compile(r"\s?(?:--|[–—-])\s")
_DATELINE = re.compile(r"(?:[A-ZÀ-Þ][^\n.;:]{2,50},\s*)?")


def _credit(text: str, start: int, end: int, form: OrganisationForm) -> str | None:
    """The news agency that an acronym in parentheses or before a dash stands for (`RABAT, 3 mars (MAP)`), or None."""
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    opens = text[text.rfind("\n", 0, start) + 1 : start]
    dashed = _DASH.match(text, end) and _DATELINE.fullmatch(opens)
    if not bracketed and not dashed:
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


def _in_title(text: str, start: int) -> bool:
    """Whether the words before `start` are an office whose holder the name only describes."""
    left = text[max(0, start - 70) : start]
    return bool(_TITLE.search(_CLAUSE.split(left)[-1]))


_MINISTERS = {"minister", "foreign_minister", "defence_minister"}
"""The offices whose titles tell a portfolio, which is no body (`ministre de la Communauté nationale à l'étranger`)."""


def _described(doc: Doc, text: str, known: Iterable[_Hit]) -> Iterator[_Hit]:
    """The names that a head noun opens, with the whole of a name that they end in (`auprès des Nations unies`)."""
    states = doc.spans.get("diplo_states", ())
    portfolios = [(t.start_char, t.end_char) for t in doc.spans.get("diplo_titles", ()) if t.label_ in _MINISTERS]
    within = Cover((hit.start + 1, hit.end) for hit in known)
    official = {s.start_char for s in states if s.label_ in ("name", "official") and len(s) > 1}
    inner = Cover([*((hit.start, hit.end) for hit in known), *((s.start_char, s.end_char) for s in states)])
    for name in described_names(doc, text):
        if name.kind == "meeting" and _DEFINITION.match(text, name.end) is None:
            continue
        if name.start in official or within.holds(name.start, name.start + 1):
            continue  # the Fédération de Russie is no federation
        if any(start < name.start < end for start, end in portfolios):
            continue
        titled = name.kind == "state" and _in_title(text, name.start)
        end = max(name.end, inner.reach(name.end - 1))
        yield _Hit(name.start, end, "title" if titled else "pattern")


_EXTENDED_KINDS = ("organ", "ngo", "party", "court", "agency", "university")


def _longest(hits: Iterable[_Hit]) -> list[_Hit]:
    """The hits without those inside longer ones; a name of the lexicon grows only by the name of its country.

    `Chambre des représentants du Maroc` is one name; the Union africaine has no longer one.
    """
    hits = list(hits)
    kept: list[_Hit] = []
    known = {hit.start: hit for hit in hits if hit.code}
    for hit in hits:
        own = known.get(hit.start)
        if not hit.code and own is not None and own.end < hit.end:
            row = organisation(own.code)
            if row["kind"] not in _EXTENDED_KINDS or row["framework"]:
                continue
            other = row["kind"] == "university"  # the École polytechnique fédérale de Lausanne is not the one of Paris
            hit = replace(hit, label=own.label if own.label == "title" else hit.label, code="" if other else own.code)
        kept.append(hit)
    return _disjoint(kept)


_NAMESAKE = re.compile(r"\b(?:Traité|Accord|Plan|Prix|Fonds|Charte|Sommet)\s+$")
"""What an organisation lends its name to (`Traité Benelux`)."""


def _is_namesake(text: str, hit: _Hit) -> bool:
    return bool(_NAMESAKE.search(text[max(0, hit.start - 20) : hit.start]))


_CIVILITY = re.compile(r"(?:\bMM?\.|\bM(?:mes?|lles?|essieurs|esdames|onsieur|adame|aître)\b|\bDr\.?|\bGal\.?)\s+$")


def _surnames(doc: Doc) -> frozenset[str]:
    """The last words of the longer names of persons."""
    persons = doc.spans.get("diplo_persons", ())
    return frozenset(span[-1].text for span in persons if len(span) > 1)


def _is_surname(text: str, hit: _Hit, surnames: frozenset[str]) -> bool:
    """Whether a name of one word is that of a person in this place (`M. Wagner`)."""
    words = text[hit.start : hit.end]
    return words in surnames or bool(" " not in words and _CIVILITY.search(text[max(0, hit.start - 12) : hit.start]))


def _cover(doc: Doc, *groups: str) -> Cover:
    """The spans of the groups that earlier components wrote."""
    spans = (span for group in groups if group in doc.spans for span in doc.spans[group])
    return Cover((span.start_char, span.end_char) for span in spans)


_JOINED = re.compile(r"(?<![\w.@/-])(?!Mc|Mac|De|Di|La|Le|Van|Fitz)[A-Z][a-zé]{2,}(?:[A-Z][a-zé]{2,}){1,3}(?![\w@/-])")


def _joined_words(text: str) -> Iterator[_Hit]:
    """Words with a capital inside, as only companies and brands write themselves (`LuxProvide`)."""
    for match in _JOINED.finditer(text):
        if not re.search(r"[A-ZÉ][\w'-]+ $", text[max(0, match.start() - 20) : match.start()]):
            yield _Hit(match.start(), match.end(), "pattern")


@cache
def _company() -> re.Pattern[str]:
    """Up to five words in capitals and a legal form (`Alstom Transport SA`)."""
    word = r"[A-ZÀ-Þ][\w'&-]*"
    either = "|".join(re.escape(form) for form in sorted(words_of_kind("legal"), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<name>{word}(?:\s(?:&\s|et\s)?{word}){{0,4}}?)\s(?:{either})(?![\w'-])")


def _companies(text: str, known: Iterable[_Hit]) -> Iterator[_Hit]:
    """The names that a legal form closes, under the code of the known company that has nothing else behind its name."""
    codes = {(hit.start, hit.end): hit.code for hit in known}
    for match in _company().finditer(text):
        if match[0].isupper() and text[match.end() : match.end() + 2].strip().isupper():
            continue  # a headline in capitals (`LE MINISTRE PRÉSENTE SA FEUILLE DE ROUTE`)
        lead = _LEADING.match(text, match.start(), match.end())
        start = lead.end() if lead else match.start()
        yield _Hit(start, match.end(), "pattern", codes.get((start, match.end("name")), ""))


def _disjoint(hits: Iterable[_Hit]) -> list[_Hit]:
    """The longest of hits that overlap, in textual order; of two alike the one with a code."""
    ranked = sorted(hits, key=lambda hit: (hit.start - hit.end, not hit.code, hit.start))
    taken = bytearray(max((hit.end for hit in ranked), default=0))
    kept = []
    for hit in ranked:
        if not any(taken[hit.start : hit.end]):
            taken[hit.start : hit.end] = bytes([1]) * (hit.end - hit.start)
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


# Names that the model finds -------------------------------------------------------------------------------------------

_LEADING = re.compile(
    r"(?:[\s«»\"“”(\[*—–-]|(?:[Ll]es?|[Ll]a|[Dd]es?|[Dd]u|[Uu]ne?|[Aa]ux?|[Cc]e|[Cc]ette)\s+|[LlDd]')+"
)
_TRAILING = re.compile(r"(?:[\s.,;:»\"”)/–—-]|\s(?:de|du|des|d'|à|et|en))+$")


def _recognised(doc: Doc, text: str, named: list[_Hit]) -> Iterator[_Hit]:
    """The organisations of `doc.ents` that are clear of the other names and look like a name."""
    others = _cover(doc, "diplo_persons", "diplo_dates")
    states = _cover(doc, "diplo_states")
    titles = doc.spans.get("diplo_titles", ())
    titled = Cover((title.start_char, title.end_char) for title in titles)
    closed = Cover((title.start_char, title.end_char) for title in titles if title.label_ in _WITHOUT_BODY)
    names = Cover((hit.start, hit.end) for hit in named)
    for entity in doc.ents:
        if entity.label_ != "ORG":
            continue
        start, end = entity.start_char, entity.end_char
        lead = _LEADING.match(text, start, end)
        start = lead.end() if lead and lead.end() < end else start
        words = _TRAILING.sub("", text[start:end])
        end = start + len(words)
        clear = not (others.touches(start, end) or names.touches(start, end) or states.holds(start, end))
        if titled.touches(start, end):
            clear = clear and not closed.touches(start, end) and bool(_OF.search(text, max(0, start - 8), start))
        if words and clear and _looks_like_a_name(words) and not _is_other_thing(text, start, words):
            yield _Hit(start, end, "model")


_WITHOUT_BODY = {*_MINISTERS, "military"}
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


# Acronyms that the text defines ---------------------------------------------------------------------------------------

_DEFINITION = re.compile(
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


def _acronyms_defined(doc: Doc, text: str, named: Iterable[_Hit]) -> tuple[dict[str, _Hit], frozenset[str]]:
    """The acronyms in parentheses after the name of an organisation, with that name; and those after something else."""
    ends = {hit.end: hit for hit in named if " " in text[hit.start : hit.end]}
    states = {span.text for span in doc.spans["diplo_states"]} if "diplo_states" in doc.spans else set()
    defined: dict[str, _Hit] = {}
    others = set()
    for opening in re.finditer(r"\(", text):
        end = _end_before(text, opening.start())
        match = _DEFINITION.match(text, end)
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


def _spelt_out(text: str, end: int, acronym: str) -> _Hit | None:
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
            return _Hit(word.start(), end, "pattern") if len(letters) > 1 else None
    return None


def _names_another_thing(text: str, end: int) -> bool:
    """Whether the words before `end` are the name of an agreement, a programme, a route."""
    clause = re.split(r"[.,;:()\n]", text[max(0, end - 100) : end])[-1]
    return any(_opens_otherwise(word) for word in re.findall(r"\b[A-ZÉ][^\W\d_]+", clause))


def _opens_otherwise(words: str) -> bool:
    """Whether the first of the words opens names of other things than organisations."""
    return any(heads()[hit.key]["kind"] == "none" and not hit.start for hit in head_gazetteer().find(words))


def _acronyms(text: str, defined: dict[str, _Hit]) -> Iterator[_Hit]:
    """All places of the acronyms that the text defines, and their names."""
    for acronym, name in defined.items():
        if name.label == "defined" and name.end - name.start > len(acronym):
            yield replace(name, label="lexicon" if name.code else "pattern")
        for match in re.finditer(rf"(?<![\w-]){re.escape(acronym)}(?!\w)", text):
            yield _Hit(match.start(), match.end(), "acronym", name.code)
