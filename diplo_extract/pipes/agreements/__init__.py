"""The `diplo_agreements` component: finds mentions of agreements and writes them to the span group of that name.

A mention runs from the noun that names the instrument (or from the quantity before a set) to the true end of its
title; its label is the type, its id the code of the row in agreement_types.csv. Uses that name no instrument (`d'un
commun accord`, `la résolution du conflit`) are left out; whether a loose noun names one is for the linking to say.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Span

from diplo_extract.lexicon.agreements import agreement_gazetteer, agreement_row
from diplo_extract.lexicon.gazetteer import Hit
from diplo_extract.pipes.agreements.titles import title_end

__all__ = ["find_agreements"]


@Language.component("diplo_agreements", assigns=["doc.spans"])
def find_agreements(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_agreements`."""
    text = doc.text
    heads: list[tuple[Hit, Span]] = []
    for hit in _hits(text):
        words = doc.char_span(hit.start, hit.end, alignment_mode="expand")
        if words is not None and not _is_other_sense(text, hit):
            heads.append((hit, words))
    starts = frozenset(words.start for _, words in heads)
    spans: list[Span] = []
    end = 0
    for number, (hit, words) in enumerate(heads):
        if words.start < end:
            continue
        row = agreement_row(hit.key)
        kind = "numbered" if row["type"] == "resolution" else row["kind"]
        end = title_end(doc, words.start, words.end, heads=starts, kind=kind)
        known = next((h for h, w in heads[number + 1 : number + 2] if w.start - words.end < 3 and w.end <= end), None)
        if known is not None and agreement_row(known.key)["kind"] == "named":
            hit = known  # `l'accord du JCPoA`
        label = agreement_row(hit.key)["type"]
        spans.append(Span(doc, _quantity(doc, text, words.start), end, label=label, span_id=hit.key))
    doc.spans["diplo_agreements"] = spans
    return doc


def _hits(text: str) -> list[Hit]:
    """The longest forms from left to right; `un accord nucléaire` is not the one known by that name."""
    hits: list[Hit] = []
    for hit in agreement_gazetteer().find_all(text):
        unknown = agreement_row(hit.key)["kind"] == "named" and _INDEFINITE.search(
            text[max(0, hit.start - 5) : hit.start]
        )
        if not unknown and (not hits or hit.start >= hits[-1].end):
            hits.append(hit)
    return hits


_INDEFINITE = re.compile(r"\b(?:une?|tout)\s+$", re.IGNORECASE)
_BEFORE = {
    "accord": r"(?:\b(?:est|sont|être|étai\w+|soit|soient|tomb\w+|sommes|demeur\w+|bien|fait|mettre|mise?s?|[,.«])\s+"
    r"(?:\w+\s+)?d'|\bd'un\s+commun\s+|\ben\s+(?:plein\s+)?|\bnon[- ]|\b(?:son|leur|notre|votre)\s+"
    r"|\b(?:donn|exprim)\w+\s+(?:son|leur|un|l')\s*)$",
    "protocole": r"\b(?:chef|cheffe|direct(?:eur|rice|ion)|service|responsable)\s+(?:adjointe?\s+)?du\s+$",
    "traite": r"\b(?:a|ont|avait|avaient|aura|avoir|avons|avez|ayant|été|est|sont|être)\s+(?:\w+\s+)?$|\bmauvais\s+$",
    "programme": r"\bau\s+$",
    "plan": r"\b(?:sur\s+(?:le|les|un)|au|premier|second|arrière[- ]|gros|même|haut|tout\s+premier)\s+$",
    "cadre": r"\b(?:dans|hors)\s+(?:le|du|un|ce)\s+$",
    "convention": r"\b(?:centre|palais|salle)s?\s+(?:international\s+)?(?:de|des)\s+$",
    "declaration": r"\b(?:dans|par|selon|lors\s+d')\s*(?:une|cette|sa|ses|leurs?|des|la)\s+$",
    "charte": r"\b(?:vol|avion|compagnie)s?\s+$",
}
_AFTER = {
    "convention": r"\s+(?:collective|de\s+stage|nationale\s+(?:démocrate|républicaine)|citoyenne|d'affaires)",
    "accord": r"\s+(?:parfait|de\s+volonté)\b",
    "contrat": r"\s+(?:social|de\s+travail|de\s+mariage|à\s+durée)\b",
    "protocole": r"\s+(?:sanitaire|de\s+recherche|opératoire|d'État|de\s+la\s+(?:République|présidence))\b",
    "charte": r"\s+(?:graphique|éthique|de\s+bonne)\b",
    "entente": r"\s+(?:cordiale|mutuelle|parfaite)?\s*(?:entre\s+les\s+peuples|fraternelle)",
    "resolution": r"\s+(?:pacifique|rapide|durable|définitive|négociée|politique|amiable"
    r"|(?:du|des|de\s+la|de\s+l'|de\s+ce|de\s+cette|d'un|d'une)\s*"
    r"(?:conflits?|crises?|différends?|litiges?|question|problèmes?|situation|dossiers?|guerres?|tensions?))",
    "document": r"\s+(?:de\s+ratification|d'adhésion|d'acceptation|de\s+voyage|d'identité|internationaux)",
}
_REJECTED_BEFORE = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in _BEFORE.items()}
_REJECTED_AFTER = {code: re.compile(pattern, re.IGNORECASE) for code, pattern in _AFTER.items()}
_OF_PLACE = re.compile(r"\s+(?:de\s+|d['’])[A-ZÀ-Þ]")
_CONSENT = re.compile(r"\b(?:avec|sans|obtenu|obtenir|sous\s+réserve\s+de)\s+l'$", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s+(?:du|des|de\s+la|de\s+l'|préalable|unanime|exprès)\b")
_RESOLUTION = re.compile(
    r"s?\s+(?:n[°o]\s*)?(?:\w+\s+)?(?:\w*/)?(?:\w+/)?"
    r"(?:\d|\w/|\(?\d|adoptées?|(?:du|de\s+l'|des)\s*(?:Conseil|CSNU|ONU|Nations|Assemblée|AGNU|Parlement))"
)

_ON = re.compile(r"\s+(?:sur|relative|concernant|portant|condamnant|intitulée)\b")
"""What follows the name of a resolution without a number (`la Résolution sur l'Ukraine`)."""


def _is_other_sense(text: str, hit: Hit) -> bool:
    """Whether the words around a noun show that it names no instrument."""
    before, after = text[max(0, hit.start - 45) : hit.start], text[hit.end : hit.end + 60]
    family = hit.key
    if family == "resolution" and text[hit.end - 1] in "sS" and not re.search(r"\d", after[:40]):
        return True
    titled = text[hit.start : hit.start + 2] == "Ré" and _ON.match(after)
    if family == "resolution" and not titled and not _RESOLUTION.match(after.removeprefix("s")):
        return True
    if family == "declaration" and text[hit.start : hit.start + 2] == "Dé" and _OF_PLACE.match(after):
        return False  # `les engagements pris dans la Déclaration de Bamako`
    rejects = _REJECTED_BEFORE.get(family), _REJECTED_AFTER.get(family)
    if rejects[0] is not None and rejects[0].search(before):
        return True
    if rejects[1] is not None and rejects[1].match(after) is not None:
        return True
    return family == "accord" and _CONSENT.search(before) is not None and _OF_WHOM.match(after) is not None


_QUANTITY = re.compile(
    r"(?:\b(?:un\s+total\s+de\s+)?(?:plusieurs|divers|différents|de\s+nombreux|une\s+(?:série|\w+aine)\s+(?:de\s+|d')"
    r"|un\s+(?:certain\s+nombre|ensemble)\s+(?:de\s+|d')|\w+aine\s+(?:de\s+|d')"
    r"|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"
    r"|treize|quatorze|quinze|seize|vingt|trente|\d{1,3})\s*"
    r"(?:(?:autres|nouveaux|nouvelles|importants|importantes|grands)\s+)?)$",
    re.IGNORECASE,
)


def _quantity(doc: Doc, text: str, start: int) -> int:
    """The token at which the quantity before an instrument begins (`quatre protocoles`), else `start` itself."""
    left = max(0, doc[start].idx - 60)
    found = _QUANTITY.search(text[left : doc[start].idx])
    if found is None:
        return start
    words = doc.char_span(left + found.start(), doc[start].idx, alignment_mode="expand")
    return start if words is None else words.start
