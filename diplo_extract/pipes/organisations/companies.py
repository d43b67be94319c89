"""Companies and bodies that their names tell: a legal form behind, a capital inside, an English noun for a body."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from diplo_extract.lexicon.naming import words_of_kind
from diplo_extract.pipes.organisations.hits import LEADING, NameHit

__all__ = ["companies", "english_names", "joined_words"]


_JOINED = re.compile(r"(?<![\w.@/-])(?!Mc|Mac|De|Di|La|Le|Van|Fitz)[A-Z][a-zé]{2,}(?:[A-Z][a-zé]{2,}){1,3}(?![\w@/-])")


def joined_words(text: str) -> Iterator[NameHit]:
    """Words with a capital inside, as only companies and brands write themselves (`LuxProvide`)."""
    for match in _JOINED.finditer(text):
        if not re.search(r"[A-ZÉ][\w'-]+ $", text[max(0, match.start() - 20) : match.start()]):
            yield NameHit(match.start(), match.end(), "pattern")


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
