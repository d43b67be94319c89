"""Prints what each layer brings to the mentions of persons, organisations and places: F1 of exact spans on gold texts.

python models/layers.py [GOLD] [TEXTS]

The layers: the stock `ner`; the trained `ner`; its entities with the rows of the lexicons put over them; the whole
pipeline, with context and with agreement between the mentions of one document. States are no places here.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.document import Document
from diplo_extract.evaluate import Evaluation
from diplo_extract.evaluate.names import trim
from diplo_extract.evaluate.views import View, view_of_gold, view_of_record
from diplo_extract.extraction import record_of
from diplo_extract.pipeline import analyse, load

Spans = dict[str, set[tuple[int, int]]]
Layer = Callable[[Document], Spans]

KINDS = {"PER": "persons", "ORG": "organisations", "LOC": "places"}
GAZETTEERS = {"diplo_organisations": "organisations", "diplo_places": "places"}
ROOT = Path(__file__).parent.parent


def main() -> int:
    """Prints the table."""
    gold = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "gold" / "gold"
    texts = Path(sys.argv[2]) if len(sys.argv) > 2 else gold.parent / "texts"
    stock, trained = load(stock=True), load()
    layers: dict[str, Layer] = {
        "stock ner": lambda document: entities(document, _doc(stock, document)),
        "+ trained": lambda document: entities(document, _doc(trained, document)),
        "+ lexicons": lambda document: with_lexicons(document, _doc(trained, document)),
        "+ context and document": lambda document: whole(document, trained),
    }
    print(f"{'':24}" + "".join(f"{kind:>15}" for kind in KINDS.values()))
    for name, layer in layers.items():
        figures = score(sorted(gold.glob("*.json")), texts, layer)
        print(f"{name:24}" + "".join(f"{figures[kind]['f1']:15.1f}" for kind in KINDS.values()))
    return 0


def score(files: Iterable[Path], texts: Path, layer: Layer) -> dict[str, dict[str, float]]:
    """The figures of one layer over all gold files."""
    result = Evaluation()
    for file in files:
        text = (texts / f"{file.stem}.txt").read_bytes().decode("utf-8")
        expected = view_of_gold(json.loads(file.read_text("utf-8")), text)
        found = layer(Document.from_text(text, id=file.stem))
        for kind in KINDS.values():
            gold = {trim(text, span) for item in getattr(expected, kind) for span in item.spans}
            got = {trim(text, span) for span in found[kind]}
            result.add(kind, len(gold & got), len(got), len(gold))
    return result.figures()


def entities(document: Document, doc: Doc) -> Spans:
    """The model's entities as they come, but for those that are states."""
    states = {(span.start_char, span.end_char) for span in doc.spans["diplo_states"]}
    found: Spans = {kind: set() for kind in KINDS.values()}
    for entity in doc.ents:
        span = trim(doc.text, (entity.start_char, entity.end_char))
        if entity.label_ in KINDS and span not in states:
            found[KINDS[entity.label_]].add(document.span(*span))
    return found


def with_lexicons(document: Document, doc: Doc) -> Spans:
    """The entities, and what stands in the lexicons; an entity that shares words with a row gives way to it."""
    found = entities(document, doc)
    for group, kind in GAZETTEERS.items():
        rows = [span for span in doc.spans[group] if span.label_ in ("lexicon", "acronym") or span.id_]
        for row in rows:
            a, b = document.span(row.start_char, row.end_char)
            for spans in found.values():
                spans -= {(c, d) for c, d in spans if a < d and c < b}
            found[kind].add((a, b))
    return found


def whole(document: Document, nlp: Language) -> Spans:
    """The record of the whole pipeline."""
    doc = _doc(nlp, document)
    record = record_of(doc, document, nlp, reference_date=document.reference_date)
    view: View = view_of_record(record, document.text)
    return {kind: {span for item in getattr(view, kind) for span in item.spans} for kind in KINDS.values()}


def _doc(nlp: Language, document: Document) -> Doc:
    return analyse(nlp, [(document.analysed, document.reference_date)])[0]


if __name__ == "__main__":
    sys.exit(main())
