"""Companies and bodies that their names tell: a legal form behind, a capital inside, an English noun for a body, the
initials of a sports club; or the noun before (`l'entreprise émiratie Nordwind`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from diplo_extract.lexicon.countries import state_forms
from diplo_extract.lexicon.naming import words_of_kind
from diplo_extract.lexicon.places import candidates
from diplo_extract.pipes.organisations.hits import LEADING, NameHit

__all__ = ["branches", "clubs", "companies", "english_names", "introduced", "joined_words"]


_JOINED = re.compile(r"(?<![\w.@/-])(?!Mc|Mac|De|Di|La|Le|Van|Fitz)[A-Z][a-zé]{2,}(?:[A-Z][a-zé]{2,}){1,3}(?![\w@/-])")


def joined_words(text: str) -> Iterator[NameHit]:
    """Words with a capital inside, as only companies and brands write themselves (`LuxProvide`), or their endings."""
    ended = (match for match in _ended().finditer(text) if not candidates(match[0]))
    for match in (*_JOINED.finditer(text), *ended):
        if not re.search(r"[A-ZÉ][\w'-]{2,} $", text[max(0, match.start() - 20) : match.start()]):
            yield NameHit(match.start(), match.end(), "pattern")


@cache
def _ended() -> re.Pattern[str]:
    """A word that ends as names of companies do (`Norvabank`)."""
    return re.compile(rf"(?<![\w.@/-])[A-ZÀ-Þ][a-zà-ÿ]{{2,15}}(?:{'|'.join(words_of_kind('company_end'))})(?![\w@/-])")


@cache
def _english() -> re.Pattern[str]:
    """Words in capitals that an English noun for a body closes (`Prime Cotton Board`), or opens before `of`."""
    word, small = r"[A-ZÀ-Þ][\w'&-]*", r"(?:of|for|and|the|&|on)"
    noun = "|".join(sorted(words_of_kind("english"), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w'-])(?:(?P<words>{word}(?:\s(?:{small}\s){{0,2}}{word}){{0,5}}\s)?(?:{noun})"
        rf"(?P<of>(?:\s(?:of|for)(?:\sthe)?\s{word}(?:\s(?:{small}\s){{0,2}}{word}){{0,5}})?)(?![\w'-]))"
    )


def english_names(text: str) -> Iterator[NameHit]:
    """The names of bodies in English, of two words at least, on one line."""
    for match in _english().finditer(text):
        lead = LEADING.match(text, match.start(), match.end())
        start = lead.end() if lead else match.start()
        words = text[start : match.end()]
        if (match["words"] or match["of"]) and " " in words and "\n" not in words and not words.isupper():
            yield NameHit(start, match.end(), "pattern")


@cache
def _company() -> re.Pattern[str]:
    """Up to five words in capitals and a legal form (`Alstom Transport SA`)."""
    word = r"[A-ZÀ-Þ][\w'&-]*"
    either = "|".join(re.escape(form) for form in sorted(words_of_kind("legal"), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?P<name>{word}(?:\s(?:&\s|et\s)?{word}){{0,4}}?)\s(?:{either})(?![\w'-])")


def companies(text: str, known: Iterable[NameHit]) -> Iterator[NameHit]:
    """The names that a legal form closes, under the code of the known company that has nothing else behind its name."""
    codes = {(hit.start, hit.end): hit.code for hit in known}
    for match in _company().finditer(text):
        if match[0].isupper() and text[match.end() : match.end() + 2].strip().isupper():
            continue  # a headline in capitals (`LE MINISTRE PRÉSENTE SA FEUILLE DE ROUTE`)
        lead = LEADING.match(text, match.start(), match.end())
        start = lead.end() if lead else match.start()
        if start >= match.end("name"):
            continue  # nothing but an article before the legal form
        yield NameHit(start, match.end(), "pattern", codes.get((start, match.end("name")), ""))


_BRANCH = re.compile(r"(?:\s[A-ZÀ-Þ][\w-]*){0,2}\s&\s[A-ZÀ-Þ][\w-]*(?![\w-])")


def branches(text: str, known: Iterable[NameHit]) -> Iterator[NameHit]:
    """The parts of known companies that `&` names (`Petrobaran Trading & Services`)."""
    for hit in known:
        branch = _BRANCH.match(text, hit.end) if hit.code else None
        if branch:
            yield NameHit(hit.start, branch.end(), "pattern")


_NAME = r"[A-ZÀ-Þ][\w&+-]*(?:'[A-ZÀ-Þ][\w-]*)?"


@cache
def _club() -> re.Pattern[str]:
    """The initials of clubs before a name (groups: sure, town, name) or behind one."""
    sure, town = ("|".join(sorted(words_of_kind(kind), key=len, reverse=True)) for kind in ("club", "club_town"))
    behind, opener = r"(?:FC|AFC|AC|SC|CF|FK|BC|HC|RFC)", r"(?:[LD]es?|La|[DA]u|Aux)"
    return re.compile(
        rf"(?<![\w'.-])(?:(?:(?P<sure>{sure})|(?:{town}))\s(?P<name>{_NAME}(?:[\s-]{_NAME})?)|(?!{opener}\s){_NAME}(?:\s{_NAME})?\s{behind})"
        r"(?![\w'-])"
    )


def clubs(text: str) -> Iterator[NameHit]:
    """The sports clubs: sure initials, or others with the name of a town (`FC Norvik`, `MC Oran`, `Sanko AC`)."""
    for match in _club().finditer(text):
        lead = LEADING.match(text, match.start(), match.end())
        start = lead.end() if lead and lead.end() < match.end() else match.start()
        if match["sure"] or match["name"] is None or _is_town(match["name"]):
            yield NameHit(start, match.end(), "pattern")


def _is_town(name: str) -> bool:
    return not name.isupper() and any(place.kind == "city" for place in candidates(name))


@cache
def _introduced() -> re.Pattern[str]:
    """A noun for a firm, a medium or a movement, adjectives, and a name; groups: medium, adjectives, name."""
    medium, noun = ("|".join(sorted(words_of_kind(kind), key=len, reverse=True)) for kind in ("medium", "firm"))
    adjective = r"\s[a-zà-öø-ÿ-]{4,}"
    return re.compile(
        rf"(?<![\w-])(?:(?P<medium>{medium})|(?:{noun})(?P<adjectives>(?:{adjective}){{1,3}}))"
        rf"\s(?P<name>{_NAME}(?:\s{_NAME}){{0,3}})(?![\w'-])"
    )


def introduced(text: str, read: Mapping[int, int]) -> dict[int, NameHit]:
    """The names behind a noun and the people or the trade they are of, by where the noun begins: `l'entreprise émiratie
    Nordwind`, `la banque privée Al-Nour`; behind a noun for a medium also at once.

    `read` tells where the model's organisations end, by where they begin.
    """
    found = {}
    for match in _introduced().finditer(text):
        last = (match["adjectives"] or "").split()[-1:]
        state = state_forms().get(last[0]) if last else None
        of_people = state is not None and state.label == "demonym"
        told = match["medium"] or of_people or words_of_kind("sector").issuperset(last)
        name = match["name"]
        common = words_of_kind("common")
        if told and not candidates(name) and name not in state_forms() and name.split()[0] not in common:
            start = match.start("name")
            found[match.start()] = NameHit(start, max(match.end("name"), read.get(start, 0)), "pattern")
    return found
