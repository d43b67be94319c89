"""Tells what kind of document a communiqué is."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from diplo_extract.lexicon import forms, read_rows
from diplo_extract.lexicon.gazetteer import Gazetteer
from diplo_extract.record import Genre

__all__ = ["genre_of"]

LEAD = 700
"""The genre shows in the title and in so many characters after it."""

FIRST_PERSON = re.compile(r"\b(?:je|j'|moi|mon|ma|mes)\b", re.IGNORECASE)
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
SPOKEN = 0.008
"""From this share of first-person words among all words outside quotations on, somebody is speaking."""

INSERTED = re.compile(
    r"\b(a|ont|est|sont|été)(?:\s+(?:\w{3,16}ment|aussi|ensuite|hier|aujourd'hui)|,[^,.;\n]{2,40},)\s+", re.IGNORECASE
)
"""An adverb or a date between the parts of a verb (`a successivement reçu`, `a, mardi, reçu`)."""

NUMBER = re.compile(r"\d+(?:er)?\b")
"""A day: `0` stands for it in the rows (`effectue du 0 au`)."""

AFTER_MARK = re.compile(r"\s?[:–—-]\s(?:les?\s|la\s|l')?$", re.IGNORECASE)
LABEL_WORDS = 7
"""A label of the kind of a text has so many words at the most."""

TITLE_WEIGHT = 3
PRECEDENCE: tuple[Genre, ...] = ("joint_text", "speech", "other", "announcement", "statement", "readout")
"""Which genre a tie goes to: the more particular before the more common."""


def genre_of(text: str, title: str | None) -> Genre:
    """The genre of an analysed text, by what its title and its first sentences say and by who speaks in it."""
    given = title or ""
    heading = " ".join(given.split())
    body = text[text.find(given) + len(given) :] if given and given in text else text
    scores: Counter[str] = Counter()
    for hit in _cues("title_forms").find(heading):
        scores[hit.key] += TITLE_WEIGHT
    for hit in _cues("weak_forms").find(heading):
        scores[hit.key] += 1
    opening = _opening(heading) or _labelled(text, given)
    if opening:
        scores[opening] += 2 * TITLE_WEIGHT
    lead = INSERTED.sub(r"\1 ", body.strip()[:LEAD])
    told = _cues("lead_forms").find(NUMBER.sub("0", lead))
    for hit in (*told[:1], *told[:1], *told):
        scores[hit.key] += 1
    if _spoken(body):
        scores["speech"] += 2 * TITLE_WEIGHT
    best = max(PRECEDENCE, key=lambda genre: (scores[genre], -PRECEDENCE.index(genre)))
    return best if scores[best] else "other"


def _labelled(text: str, title: str) -> Genre | None:
    """The kind that a short line at the top is a label of: a joint text near the title, a statement above it.

    `DÉCLARATION COMMUNE`, `Point de presse du 3 mai`: nothing is told of a statement by the headings below the title.
    """
    above = text.find(title) if title else 0
    at = 0
    for line in text.split("\n", 12)[:12]:
        label = line.strip()
        if label and len(label.split()) <= LABEL_WORDS and label[-1] not in ".:;,":
            hit = next((hit for hit in _cues("title_forms").find(label) if hit.start == 0), None)
            if hit is not None and hit.key == "joint_text":
                return "joint_text"
            if hit is not None and hit.key == "statement" and at < above:
                return "statement"
        at += len(line) + 1
    return None


def _opening(title: str) -> str | None:
    """The genre that a title names with its first words or those after a colon or dash (`… : l'acte final`)."""
    for hit in _cues("title_forms").find(title):
        if hit.key in ("joint_text", "speech", "other") and (not hit.start or AFTER_MARK.search(title, 0, hit.start)):
            return hit.key
    return None


def _spoken(body: str) -> bool:
    said = QUOTED.sub(" ", body)
    words = len(said.split())
    return words > 0 and len(FIRST_PERSON.findall(said)) > SPOKEN * words


@cache
def _cues(column: str) -> Gazetteer:
    return Gazetteer((form, row["code"]) for row in read_rows("genres") for form in forms(row[column]))
