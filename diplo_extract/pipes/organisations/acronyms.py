"""Acronyms that a text defines in parentheses after a name (`la Cour africaine … (CADHP)`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.gazetteer import fold
from diplo_extract.lexicon.organisations import organisation_forms
from diplo_extract.lexicon.places import candidates
from diplo_extract.pipes.organisations.heads import head_gazetteer, heads
from diplo_extract.pipes.organisations.hits import NameHit

__all__ = [
    "DEFINITION",
    "acronyms",
    "acronyms_defined",
    "acting",
    "is_spelt_behind",
    "opens_otherwise",
    "without_acronym",
]


DEFINITION = re.compile(
    r"\s{0,3}\(\s*(?:(?:ci-après|dit[es]?|ou)\s+)?[«\"“]?\s*([A-Z][\w/&+.-]{1,14}(?: \d{1,3})?)\s*[»\"”]?\s*[),;]"
)
_APPOSED = re.compile(r"\s([A-Z][A-Z&-]{1,9})$")
_LINKED = re.compile(r"\s(?:de|du|des|le|la|les|et|pour|sur|au|aux|à|en)$|'$")
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset((
    "le", "la", "les", "l", "de", "du", "des", "d", "et", "à", "au", "aux", "en", "pour", "sur", "par", "dans",
    "contre", "un", "une",
))  # fmt: skip


def without_acronym(text: str, hit: NameHit) -> NameHit:
    """The hit without an acronym at its end that the words before it spell (`Direction des routes et ponts DRP`)."""
    last = _APPOSED.search(text, hit.start, hit.end)
    spelt = (
        _spelt_out(text, last.start(), last[1]) if last and not _LINKED.search(text, hit.start, last.start()) else None
    )
    return replace(hit, end=last.start()) if last and spelt and spelt.start >= hit.start else hit


def _apposed(text: str, hit: NameHit) -> str | None:
    """The acronym that follows the hit without a parenthesis and is spelt by its words, or None."""
    follows = _FOLLOWING.match(text, hit.end)
    spelt = _spelt_out(text, hit.end, follows[1]) if follows else None
    return follows[1] if follows and spelt and spelt.start >= hit.start else None


_FOLLOWING = re.compile(r"\s([A-Z][A-Z&-]{1,9})(?![\w-])")


def _end_before(text: str, opening: int) -> int:
    """Where the words before a parenthesis end."""
    return opening - 3 + len(text[max(0, opening - 3) : opening].rstrip()) if opening >= 3 else opening


def acronyms_defined(doc: Doc, text: str, named: Iterable[NameHit]) -> tuple[dict[str, NameHit], frozenset[str]]:
    """The acronyms in parentheses after the name of an organisation, with that name; and those after something else."""
    ends = {hit.end: hit for hit in named if " " in text[hit.start : hit.end]}
    states = {span.text for span in doc.spans["diplo_states"]} if "diplo_states" in doc.spans else set()
    defined: dict[str, NameHit] = {}
    others: set[str] = set()
    for name in ends.values():
        if acronym := _apposed(text, name):
            defined.setdefault(acronym, replace(name, label="defined"))
    for opening in re.finditer(r"\(", text):
        end = _end_before(text, opening.start())
        match = DEFINITION.match(text, end)
        if match is None or match[1] in states:
            continue
        word = sum(letter.isupper() for letter in match[1]) < 2
        if word and not _is_pronounced(text, end, match[1], ends.get(end)):
            continue
        if not match[1].isupper() and not word and candidates(match[1]):
            continue  # where it lies (`hôpital Bégin (Saint-Mandé)`)
        spelt = _spelt_out(text, end, fold(match[1]).upper() if word else match[1])
        organisation = spelt is not None and (_is_known(match[1]) or _may_be_a_body(text[spelt.start : end]))
        hit = ends.get(end) or (spelt if organisation else None)
        if hit is not None and hit.code and _code_of(match[1]) not in (None, hit.code):
            continue  # the UA behind the Commission de l'Union africaine is not the Commission
        if hit is not None:
            defined.setdefault(match[1], replace(hit, label="defined"))
        elif spelt is not None or _names_another_thing(text, end):
            others.add(match[1])
    return defined, frozenset(others)


def _is_pronounced(text: str, end: int, word: str, hit: NameHit | None) -> bool:
    """Whether a word in parentheses is an acronym written as it is spoken (`l'Union africaine des postes (Uap)`).

    Its letters are the initials of the words before, or the acronym of the organisation named there.
    """
    if not word.isalpha() or not 3 <= len(word) <= 8:
        return False
    letters = fold(word).upper()
    known = hit is not None and bool(hit.code) and _code_of(letters) == hit.code
    return known or _spelt_out(text, end, letters) is not None


def _code_of(acronym: str) -> str | None:
    """The organisation that the lexicon knows by the acronym without further ado."""
    form = organisation_forms().get(acronym)
    return form.default if form is not None else None


def _is_known(acronym: str) -> bool:
    return _code_of(acronym) is not None


def _may_be_a_body(words: str) -> bool:
    """Whether words that spell an acronym may name an organisation: by a capital, or a head noun in small letters."""
    head = next((heads()[hit.key]["kind"] for hit in head_gazetteer().find(words) if not hit.start), None)
    return head != "none" and (words[0].isupper() or head is not None)


def is_spelt_behind(text: str, hit: NameHit) -> bool:
    """Whether the acronym in parentheses behind the hit spells it from its first word on."""
    match = DEFINITION.match(text, hit.end)
    spelt = _spelt_out(text, hit.end, match[1]) if match and match[1].isupper() else None
    return spelt is not None and spelt.start == hit.start


def _spelt_out(text: str, end: int, acronym: str) -> NameHit | None:
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
            return NameHit(word.start(), end, "pattern") if len(letters) > 1 else None
    return None


def _names_another_thing(text: str, end: int) -> bool:
    """Whether the words before `end` are the name of an agreement, a programme, a route."""
    clause = re.split(r"[.,;:()\n]", text[max(0, end - 100) : end])[-1]
    return any(opens_otherwise(word) for word in re.findall(r"\b[A-ZÉ][^\W\d_]+", clause))


def opens_otherwise(words: str) -> bool:
    """Whether the first of the words opens names of other things than organisations."""
    return any(heads()[hit.key]["kind"] == "none" and not hit.start for hit in head_gazetteer().find(words))


_ARTICLE = r"(?:(?:le|la|du|au)\s|l'\s?)"
_ACRONYM = r"[A-Z]{2,7}(?![\w'.-])"


@cache
def _agent() -> re.Pattern[str]:
    """An acronym with an article where only somebody stands: after `selon`, before a verb of speech."""
    rows = read_rows("reporting_verbs")
    finite = {form for row in rows for form in forms(row["finite"])}
    participles = {form for row in rows if row["auxiliary"] == "avoir" for form in forms(row["participle"])}
    verbs = "|".join(sorted(map(re.escape, finite), reverse=True))
    done = "|".join(sorted(map(re.escape, participles), reverse=True))
    return re.compile(
        rf"\b(?:selon|d'après|auprès\s+de|accuse|accusé)\s+{_ARTICLE}(?P<source>{_ACRONYM})"
        rf"|\b{_ARTICLE}(?P<speaker>{_ACRONYM})\s+(?:{verbs}|(?:a|avait)\s+(?:\w+ment\s+)?(?:{done}))\b",
        re.IGNORECASE,
    )


_NUMERAL = re.compile(r"[IVXLC]+")


def acting(text: str) -> Iterator[str]:
    """The acronyms that somewhere in the text act as only a body can (`selon la CFL`, `la CFL recommande`)."""
    for match in _agent().finditer(text):
        acronym = match["source"] or match["speaker"]
        if acronym.isupper() and not _NUMERAL.fullmatch(acronym):
            yield acronym


def acronyms(text: str, defined: dict[str, NameHit]) -> Iterator[NameHit]:
    """All places of the acronyms that the text defines, and their names."""
    for acronym, name in defined.items():
        if name.label == "defined" and name.end - name.start > len(acronym):
            yield replace(name, label="lexicon" if name.code else "pattern")
    if not defined:
        return
    either = "|".join(map(re.escape, sorted(defined, key=len, reverse=True)))
    for match in re.finditer(rf"(?<![\w-])(?:{either})(?!\w)", text):
        yield NameHit(match.start(), match.end(), "acronym", defined[match[0]].code)
