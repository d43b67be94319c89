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
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.cover import Cover
from diplo_extract.lexicon.gazetteer import Gazetteer, Hit, level
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
    text = level(doc.text)
    groups = {row["code"]: row["group"] for row in read_rows("domains")}
    spans = []
    for start, end, code in sorted({*_sectors(doc, text), *_frameworks(text)}):
        span = doc.char_span(start, end, label=groups[code], span_id=code, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans["diplo_domains"] = spans
    return doc


# Sectors and initiatives ----------------------------------------------------------------------------------------------


@cache
def _domains_of(*columns: str) -> Mapping[str, tuple[str, ...]]:
    """The surface forms of some columns of domains.csv, each with the codes of the rows it stands in."""
    codes: dict[str, list[str]] = {}
    for row in read_rows("domains"):
        for form in dict.fromkeys(form for column in columns for form in forms(row[column])):
            codes.setdefault(form, []).append(row["code"])
    return {form: tuple(found) for form, found in codes.items()}


@cache
def _gazetteer(*columns: str) -> Gazetteer:
    return Gazetteer((form, form) for form in _domains_of(*columns))


def _sectors(doc: Doc, text: str) -> Iterator[tuple[int, int, str]]:
    """The places of the forms that count, with each domain that they are evidence for.

    A form that is strong for one domain is strong for all.
    """
    evidence = _evidence(text)
    hits = [hit for hit, _ in evidence]
    strong = _domains_of("forms")
    counted = [hit.key in strong or _is_cued(text, hit) for hit in hits]
    for step in (1, -1):
        _spread(doc, text, hits, counted, step)
    for (hit, codes), counts in zip(evidence, counted, strict=True):
        if counts:
            for code in codes:
                yield hit.start, hit.end, code


def _evidence(text: str) -> list[tuple[Hit, list[str]]]:
    """The forms found, each with the domains it may stand for; forms that stand for none are left out.

    An expression of the column `none` only looks like the domain of its row, and hides the forms of this row alone:
    `défense des droits de l'homme` is no `defence`, and is `human_rights`.
    """
    masks: dict[str, list[tuple[int, int]]] = {}
    for mask in _gazetteer("none").find_all(text):
        for code in _domains_of("none")[mask.key]:
            masks.setdefault(code, []).append((mask.start, mask.end))
    covers = {code: Cover(spans) for code, spans in masks.items()}
    evidence = []
    for hit in _gazetteer("forms", "weak").find(text):
        codes = _domains_of("forms", "weak")[hit.key]
        left = [code for code in codes if code not in covers or not covers[code].holds(hit.start, hit.end)]
        if left:
            evidence.append((hit, left))
    return evidence


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
