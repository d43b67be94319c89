"""The `diplo_domains` component: finds the words that tell what a document treats; writes the span group of that name.

The label is the group of the domain (`sector`, `initiative`, `framework`), the id its code. Sectors and initiatives
are the forms of domains.csv; frameworks are organisations of organisations.csv that are evidence for one, also inside
longer names (`Force unifiée de l'AES`). A weak form (`eau`, `culture`, `finance`) counts where the words around it
show that it names a field: after `domaine de`, `coopération en matière de`, `secteur`, in a heading, or in a list
with a form that counts by itself; not where a complement makes it another thing (`développement des relations`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.gazetteer import Gazetteer, Hit
from diplo_extract.lexicon.organisations import (
    framework_of,
    organisation_forms,
    organisation_gazetteer,
    resolve,
)

__all__ = ["find_domains"]


@Language.component("diplo_domains", assigns=["doc.spans"])
def find_domains(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_domains`."""
    text = _level(doc.text)
    groups = {row["code"]: row["group"] for row in read_rows("domains")}
    spans = []
    for start, end, code in sorted({*_sectors(doc, text), *_frameworks(text)}):
        span = doc.char_span(start, end, label=groups[code], span_id=code, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans["diplo_domains"] = spans
    return doc


_LEVEL = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


def _level(text: str) -> str:
    return text.translate(_LEVEL)


# Sectors and initiatives ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Form:
    """The domains that a surface form is evidence for, and whether it needs a context."""

    codes: tuple[str, ...]
    weak: bool


@cache
def _forms() -> Mapping[str, _Form]:
    """The surface forms of domains.csv. A form that is strong for one domain is strong for all.

    An expression of the column `none` only looks like its domain (`conférence de presse`): it has no code of its own.
    """
    codes: dict[str, list[str]] = {}
    strong: set[str] = set()
    for row in read_rows("domains"):
        for form in (*forms(row["forms"]), *forms(row["weak"])):
            codes.setdefault(form, []).append(row["code"])
        for form in forms(row["none"]):
            codes.setdefault(form, [])
        strong.update(forms(row["forms"]))
    return {form: _Form(tuple(dict.fromkeys(found)), form not in strong) for form, found in codes.items()}


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer((form, form) for form in _forms())


def _sectors(doc: Doc, text: str) -> Iterator[tuple[int, int, str]]:
    """The places of the forms that count, with each domain that they are evidence for."""
    known = _forms()
    hits = _gazetteer().find(text)
    counted = [not known[hit.key].weak or _is_cued(text, hit) for hit in hits]
    for step in (1, -1):
        _spread(doc, text, hits, counted, step)
    for hit, counts in zip(hits, counted, strict=True):
        if counts:
            for code in known[hit.key].codes:
                yield hit.start, hit.end, code


_CUE = re.compile(
    r"\b(?:domaines?|secteurs?|filières?|matière|champs?|volets?|titre|questions?|dossiers?|coopérations?"
    r"|collaborations?|partenariats?|échanges|accords?|conventions?|protocoles?|mémorandums?|ministres? chargée?s?"
    r"|porté|portant|porteront|relati(?:fs?|ves?)|spécialistes?|experts?|projets?|investir)"
    r"(?:\s+(?!de\b|du\b|des\b|sur\b|dans\b|en\b|à\b|et\b)\w+){0,3}\s+"
    r"(?:sur |dans |en matière |en |à |au |aux |pour )?(?:domaines? |secteurs? )?"
    r"(?:de |d'|du |des )?(?:la |le |les |l')?$",
    re.IGNORECASE,
)
_FIELD = re.compile(r"domaine|secteur|filière|matière|titre", re.IGNORECASE)
_COMPLEMENT = re.compile(r"\s+(?:de|du|des)\s|\s+d'")
_HEADING = re.compile(
    r"(?:^|\n)[^\S\n]*(?:\d{1,2}[.)]|[IVX]{1,4}\.|[—–-])?[^\S\n]*(?:[\w']+[^\S\n]+(?:et|,)[^\S\n]+)?$"
)
_HEADING_END = re.compile(r"(?:[^\S\n]+(?:et|,)[^\S\n]+[\w' ]{1,40})?[^\S\n]*:?[^\S\n]*(?:\n|$)")


def _is_cued(text: str, hit: Hit) -> bool:
    """Whether the words before make a weak form the name of a field, or it is (part of) a heading."""
    left = text[max(0, hit.start - 80) : hit.start]
    of_something = _COMPLEMENT.match(text, hit.end)
    cue = _CUE.search(left)
    if cue:
        return not of_something or bool(_FIELD.match(cue[0]))
    if of_something:
        return False
    return bool(_HEADING.search(left)) and bool(_HEADING_END.match(text[hit.end : hit.end + 50]))


_LIST_MARK = re.compile(r",|;| et | ou | ainsi que ")
_CLAUSE_END = re.compile(r"[.:!?()«»]|\n\s*\n")
LIST_GAP = 60
"""How many characters two members of a list may lie apart: one unknown member between them."""


def _spread(doc: Doc, text: str, hits: list[Hit], counted: list[bool], step: int) -> None:
    """Lets weak forms count that stand in a list beside one that counts; `step` is the direction of reading."""
    order = range(len(hits) - 1) if step > 0 else range(len(hits) - 1, 0, -1)
    for at in order:
        beside = hits[at + step]
        if counted[at] and not counted[at + step] and not _COMPLEMENT.match(text, beside.end):
            first, second = sorted((at, at + step))
            counted[at + step] = _in_one_list(doc, text, hits[first].end, hits[second].start)


def _in_one_list(doc: Doc, text: str, start: int, end: int) -> bool:
    """Whether the words between two forms are members and marks of a list only: no verb, no end of a clause."""
    between = text[start:end]
    if len(between) > LIST_GAP or not _LIST_MARK.search(between + " ") or _CLAUSE_END.search(between):
        return False
    span = doc.char_span(start, end, alignment_mode="contract")
    return span is None or not any(token.pos_ in ("VERB", "AUX", "PRON") for token in span)


# Frameworks -----------------------------------------------------------------------------------------------------------


def _frameworks(text: str) -> Iterator[tuple[int, int, str]]:
    """The names of organisations that are evidence for a framework, also those inside longer names."""
    known = organisation_forms()
    hits = organisation_gazetteer().find_all(text)
    named = {str(known[hit.key].default) for hit in hits if not known[hit.key].guarded}
    for hit in hits:
        code = resolve(hit.key, named)
        framework = framework_of(code) if code else None
        if framework:
            yield hit.start, hit.end, framework
