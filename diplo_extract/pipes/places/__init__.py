"""The `diplo_places` component: finds mentions of places and writes them to the span group of that name; and before it
`diplo_told_places`: the names behind a noun for a town or a region, which are none of persons.

The label is the kind of place (`city`, `region`, `site`, `water`, `continent`, `area`), the id the form under which the
gazetteer knows it (see `diplo_extract.lexicon.places.candidates`), empty where it does not. Three sources: the
gazetteer, phrases with a noun for a kind of place (`palais présidentiel d'Astana`, `province d'Idlib`) and roads by
their number, and what the model takes for a location. A name that might also be a person's or a common word needs words
around it that tell a place, or the model's consent. Capitals that `diplo_states` takes for governments are left alone.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.lexicon.gazetteer import level
from diplo_extract.pipes.places.hits import PlaceHit, overlap
from diplo_extract.pipes.places.names import contracted, in_region, named_places
from diplo_extract.pipes.places.phrases import described_places, lists, phrases, roads, told_names, unbroken
from diplo_extract.pipes.places.recognised import recognised

__all__ = ["find_places", "find_told_places"]


@Language.component("diplo_told_places", assigns=["doc.spans"])
def find_told_places(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_told_places`."""
    spans = (doc.char_span(start, end, label="place") for start, end in told_names(unbroken(level(doc.text))))
    doc.spans["diplo_told_places"] = [span for span in spans if span is not None]
    return doc


@Language.component("diplo_places", assigns=["doc.spans"])
def find_places(doc: Doc) -> Doc:
    """`doc` with the span group `diplo_places`."""
    text = level(doc.text)
    lines = unbroken(text)
    governments = [s for s in doc.spans.get("diplo_states", ()) if s.label_ in ("capital", "seat")]
    taken = {index for span in governments for index in range(span.start_char, span.end_char)}
    found: list[PlaceHit] = []
    told = [*phrases(lines), *lists(lines), *described_places(lines)]
    regions = {hit.form for hit in told if hit.kind == "region" and hit.form}
    towns = {hit.form for hit in told if hit.kind == "city"}
    named = (in_region(text, hit, regions - towns) for hit in named_places(doc, text))
    for hit in sorted(
        [*told, *roads(text), *contracted(doc, text), *named],
        key=lambda hit: (hit.start, -hit.end),
    ):
        if hit.start not in taken and (not found or hit.start >= found[-1].end):
            found.append(hit)
    for hit in recognised(doc, text):
        if not any(overlap(hit, other) for other in found) and taken.isdisjoint(range(hit.start, hit.end)):
            found.append(hit)
    spans = []
    for hit in sorted(found, key=lambda hit: hit.start):
        span = doc.char_span(hit.start, hit.end, label=hit.kind, span_id=hit.form)
        if span is not None:
            spans.append(span)
    doc.spans["diplo_places"] = spans
    return doc
