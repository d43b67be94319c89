"""Which holder of an office, or which side of a talk, a definite description may mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.linking.mentions import text_of
from diplo_extract.linking.reference.names import Ids, Names
from diplo_extract.linking.words import folded, is_form, plain
from diplo_extract.record import Organisation, Person

__all__ = [
    "OFFICES",
    "adopting_body",
    "anchored",
    "assembly",
    "body",
    "fits",
    "governs",
    "holders",
    "home",
    "listed",
    "named_body",
    "names_office",
    "titled",
]

OFFICES: dict[str, frozenset[str]] = {
    "preside": frozenset({"head_of_state", "parliament_head", "organisation_head"}),
    "ministr": frozenset({"foreign_minister", "defence_minister", "minister"}),
    "chancel": frozenset({"head_of_government", "foreign_minister"}),
    "souvera": frozenset({"head_of_state"}),
    "roi": frozenset({"head_of_state"}),
    "monarqu": frozenset({"head_of_state"}),
    "diploma": frozenset({"foreign_minister", "ambassador", "official", "envoy"}),
    "ambassa": frozenset({"ambassador"}),
    "emissai": frozenset({"envoy"}),
    "envoye": frozenset({"envoy"}),
    "envoyee": frozenset({"envoy"}),
    "porte p": frozenset({"spokesperson"}),
    "secreta": frozenset({"organisation_head", "foreign_minister", "minister", "official"}),
}
"""Offices that a description may mean, by the first seven letters of its noun."""
CHIEFS = {
    "etat": "head_of_state",
    "gouvernement": "head_of_government",
    "diplomatie": "foreign_minister",
    "departement": "foreign_minister",
}
"""`le chef de l'État`, `le chef du gouvernement`, `le chef de la diplomatie`."""
LEADING = frozenset(
    {"head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "minister"}
)
FRENCH = re.compile(r"l'elysee|ministere de l'europe et des affaires etrangeres|quai d'orsay|diplomatie\.gouv\.fr")
"""Institutions whose names alone show that France speaks."""
PRESIDENCY = re.compile(r"presidence de la republique|president de la republique")
"""The presidency without a country, as its own communiqués name it."""
SINGULAR_ARTICLES = frozenset({"le", "la", "l'", "ce", "cette", "cet", "notre", "du", "au"})
BODIES = frozenset({"ambassade", "secretariat"})
GATHERING = ("rassembl", "reuni", "particip", "pris part", "presents")


def stem(word: str) -> str:
    """The first seven letters of an office noun without its plural ending, which its genders share.

    A noun of the place or body is left whole: `l'ambassade` is no ambassador, `le secrétariat` no secretary.
    """
    if word.rstrip("s") in BODIES:
        return word
    return word.removeprefix("vice ").rstrip("s")[:7]


def offices_of(head: str) -> frozenset[str]:
    """The offices that a noun may name; empty for a noun that names none."""
    return OFFICES.get(stem(head), frozenset())


def fits(person: Person, description: Sequence[str]) -> bool:
    """Whether a person holds the office that a description names by its first words, folded."""
    head = description[0].rstrip("s")
    if head in {"chef", "cheffe"}:
        return any(person.office == office for noun, office in CHIEFS.items() if noun in description[1:5])
    if description[0] in folded("leader"):
        return person.office in LEADING
    if description[0] in folded("anyone"):
        return True
    if head == "premier" or head == "premiere":
        return person.office == "head_of_government"
    if person.office == "head_of_government" and head.startswith("ministr"):
        return False
    if stem(description[0]) == "secreta" or head.startswith("vice "):  # too many offices for any to be meant
        return titled(person, description)
    return titled(person, description) or person.office in offices_of(description[0])


def titled(person: Person, description: Sequence[str]) -> bool:
    """Whether the document gives a person a title with the noun of the description."""
    opening = fold(person.title or "").removeprefix("premier ").removeprefix("premiere ").split()[:2]
    return any(stem(word) == stem(description[0]) for word in opening)


def governs(description: Sequence[str]) -> bool:
    """Whether the holder of the office speaks for a state without its being named (`le président de la République`)."""
    return stem(description[0]) in {"preside", "ministr", "premier", "premiere", "chef", "cheffe"}


def names_office(description: Sequence[str]) -> bool:
    """Whether a description is of an office at all."""
    if description[0] in {"chef", "cheffe"}:
        return any(noun in description[1:5] for noun in CHIEFS)
    return bool(offices_of(description[0])) or description[0] in {"premier", "premiere"}


def holders(names: Names, description: Sequence[str], *, before: int, number: int | None) -> Ids:
    """The persons told before who hold the office; just the first `number` of them where a number is given."""
    known = [person.id for person in names.by_first_mention(before) if fits(person, description)]
    if number is None:
        return tuple(known)
    return tuple(known[:number]) if len(known) >= number else ()


def anchored(names: Names, head: str, number: int | None) -> Ids:
    """The states by which the document first says who the holders are (`les co-présidents français et russe`)."""
    doc = names.doc
    for i in names.tokens(head):
        stop = i + 1
        while stop < len(doc) and doc[stop].pos_ not in {"VERB", "AUX"} and doc[stop].text not in {".", ";", ":"}:
            if "\n" in doc[stop].text:
                break
            stop += 1
        states = names.within(i, stop, names.is_state)
        if len(states) >= 2 and number in {None, len(states)}:
            return states
    return ()


def assembly(names: Names, sentences: Sequence[tuple[int, int]]) -> Ids:
    """The states and organisations listed as those who met, where a sentence lists three or more of them."""
    best: Ids = ()
    for start, end in sentences:
        text = fold(names.doc[start:end].text)
        if any(word in text for word in GATHERING):
            verb = next((t.i for t in names.doc[start:end] if plain(t).startswith(GATHERING[:3])), start)
            found = names.within(verb, end, lambda id: not names.is_person(id))
            if len(found) > max(2, len(best)):
                best = found
    return best


def named_body(names: Names, start: int, end: int) -> Ids:
    """The organisation of an unnamed secretary-general: the one in the phrase, else the United Nations if told of."""
    inside = names.within(start, end, lambda id: isinstance(names.actors[id], Organisation))
    united = (a.id for a in names.actors.actors if isinstance(a, Organisation) and a.code == "un")
    return inside[:1] or tuple(united)[:1]


def body(names: Names, start: int, end: int) -> Ids:
    """The organisation that a short form means: the one named last before whose name opens with its words.

    `la Conférence` for `la Conférence des chefs d'État`, `le Forum` for `le Forum des îles du Pacifique`.
    """
    phrase = [plain(token) for token in names.doc[start:end] if not token.is_space]
    if len(phrase) < 2 or phrase[0] not in SINGULAR_ARTICLES:
        return ()
    for a, b, id in reversed(names.spans):
        if a < start and isinstance(names.actors[id], Organisation):
            opening = [plain(token) for token in names.doc[a : min(b, a + len(phrase) - 1)]]
            if opening == phrase[1:]:
                return (id,)
    return ()


def adopting_body(names: Names, sentences: Sequence[tuple[int, int]]) -> Ids:
    """The body whose resolution the document is: its name and a comma make a paragraph (`Le Conseil de paix,`)."""
    for start, end in sentences:
        if names.doc[end - 1].text == "," and not any(is_form(token, "Fin") for token in names.doc[start:end]):
            found = names.leading(start, end)
            if found and end - start < 14 and names.doc[start].pos_ == "DET":
                return found
    return ()


def listed(names: Names, head: str) -> Ids:
    """The persons whom a list gives as the holders of an office (`Les experts : M. A, rapporteur ; Mme B, membre`)."""
    doc = names.doc
    for at in names.tokens(head):
        colon = next((i for i in range(at + 1, min(at + 6, len(doc))) if doc[i].text == ":"), None)
        if colon is None or any(is_form(t, "Fin") for t in doc[at:colon]):
            continue
        stop = next(
            (i for i in range(colon + 2, len(doc)) if "\n\n" in doc[i].text or doc[i].text in {"«", "“"}), len(doc)
        )
        found = names.within(colon, stop, names.is_person)
        if len(found) > 1:
            return found
    return ()


def home(names: Names) -> Ids:
    """The state in whose name the document speaks, where its own institutions are left without a country.

    Of the states for which nobody named acts, the one that most often is the subject of a verb, then the one most told.
    """
    france = names.actors.state("FRA")
    if france and FRENCH.search(fold(text_of(names.doc))):
        return (france,)
    abroad = {person.country for person in names.persons if person.country}
    acting = Counter(id for a, b, id in names.spans if any(t.dep_.startswith("nsubj") for t in names.doc[a:b]))
    weights = {s.id: (acting[s.id], len(s.mentions)) for s in names.states if s.country not in abroad}
    if not weights:
        return ()
    heaviest = max(weights.values())
    most = [s for s in names.states if weights.get(s.id) == heaviest]
    if france and len(most) > 1 and any(s.id == france for s in most) and PRESIDENCY.search(fold(text_of(names.doc))):
        return (france,)
    return (most[0].id,) if len(most) == 1 else ()
