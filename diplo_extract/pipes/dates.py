"""The `diplo_dates` component: temporal expressions in the span group `diplo_dates`.

A span's `label_` is its TIMEX3 type (`DATE`, `TIME`, `DURATION`, `SET`), its `id_` the whole expression as compact
JSON; `read_dates` gives it back typed. The component needs no other: in a pipeline with a parser and a morphologizer
it asks them for the tense of the governing verb, in `spacy.blank("fr")` the endings of the verbs decide.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from diplo_extract.timex import Tense, TimeExpression, find_dates

__all__ = ["REFERENCE", "create_dates", "read_dates"]

GROUP = "diplo_dates"
REFERENCE = "diplo_reference_date"
"""Key of `Doc.user_data` under which the reference date of a document is given, as an ISO string."""

_AHEAD = frozenset(("attendre", "prévoir", "programmer", "planifier", "envisager"))
"""Verbs whose participle tells what is to come: `est attendu`, `prévue`."""

_FIELDS = ("type", "value", "mod", "range", "earliest", "latest")


@Language.factory("diplo_dates", default_config={"reference": None}, assigns=["doc.spans"])
def create_dates(nlp: Language, name: str, reference: str | None) -> Callable[[Doc], Doc]:
    """The component. `reference` is an ISO date, taken for documents that bring none in `Doc.user_data`."""

    def find(doc: Doc) -> Doc:
        given = doc.user_data.get(REFERENCE, reference)
        parsed = doc.has_annotation("DEP") and doc.has_annotation("MORPH")
        found = find_dates(
            doc.text, reference=given, tense=(lambda start, end: _tense(doc, start, end)) if parsed else None
        )
        doc.spans[GROUP] = [span for each in found if (span := _span(doc, each)) is not None]
        return doc

    return find


def read_dates(doc: Doc) -> tuple[TimeExpression, ...]:
    """The temporal expressions of a document that the component has seen, in order; offsets into `doc.text`."""
    return tuple(
        TimeExpression(**dict(zip(("start", "end", "text", *_FIELDS), json.loads(span.id_), strict=True)))
        for span in doc.spans.get(GROUP, ())
    )


def _span(doc: Doc, found: TimeExpression) -> Span | None:
    """The span of the tokens that an expression touches."""
    packed = json.dumps(
        [found.start, found.end, found.text, *(getattr(found, field) for field in _FIELDS)],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return doc.char_span(found.start, found.end, label=found.type, span_id=packed, alignment_mode="expand")


def _tense(doc: Doc, start: int, end: int) -> Tense | None:
    """The tense of the verb that governs the words at `start`..`end`, None where the parse shows none."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    for token in [span.root, *span.root.ancestors]:
        if token.pos_ in ("VERB", "AUX"):
            return _tense_of(token)
        if token.pos_ == "NOUN" and token.dep_ not in ("obl", "obl:mod", "obl:arg", "nmod", "conj", "appos", "obj"):
            return None
    return None


def _tense_of(verb: Token) -> Tense | None:
    """Where a verb with its auxiliaries looks; None where its form does not tell."""
    helpers = [child for child in verb.children if child.dep_ in ("aux", "aux:tense", "aux:pass", "cop")]
    forms = [token.morph for token in (verb, *helpers)]
    tenses = {tense for morph in forms for tense in morph.get("Tense", [])}
    moods = {mood for morph in forms for mood in morph.get("Mood", [])}
    if verb.lemma_ in _AHEAD and "Part" in verb.morph.get("VerbForm", []):
        return Tense.FUTURE
    perfect = any(helper.lemma_ == "avoir" for helper in helpers)
    if "Fut" in tenses or ("Cnd" in moods and not perfect):
        return Tense.FUTURE
    if "Sub" in moods and any(child.dep_ == "mark" for child in verb.children):
        return Tense.FUTURE  # without `que` a form such as `condamne` is no subjunctive, whatever the tagger says
    if any(helper.lemma_ in ("devoir", "aller", "pouvoir") for helper in (verb.head, *helpers)):
        return None
    if perfect or tenses & {"Past", "Imp"}:
        return Tense.PAST
    return Tense.PRESENT if "Pres" in tenses and moods & {"Ind", "Sub"} else None
