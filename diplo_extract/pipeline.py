"""The pipeline: which components run, in which order."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import spacy
from spacy.language import Language

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

__all__ = ["BASE_MODEL", "COMPONENTS", "load"]

BASE_MODEL = "fr_core_news_md"

COMPONENTS = (
    "diplo_dates",
    "diplo_states",
    "diplo_titles",
    "diplo_persons",
    "diplo_organisations",
    "diplo_places",
    "diplo_agreements",
    "diplo_domains",
)
"""Our components, in the order in which they run, after those of the French model."""

MODULES = (agreements, dates, domains, organisations, paragraphs, persons, places, states, titles)
"""The modules whose import registers the components."""


def load(model: str | Path | None = None) -> Language:
    """The French pipeline with the `diplo_*` components.

    `model`: the path of a pipeline assembled by `make model`, or the name of an installed French spaCy pipeline to
    build on; None builds on `fr_core_news_md`. Raises `ModelMissing` where there is none.
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
    if weights is not None:
        nlp.get_pipe("ner").from_disk(weights, exclude=["vocab"])  # type: ignore[attr-defined]
    nlp.add_pipe("diplo_paragraphs", first=True)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


def trained_weights() -> Path | None:
    """The folder of the trained `ner` weights, or None where they are not shipped (the stock ones serve then)."""
    package = Path(str(files("diplo_extract")))
    for folder in (package / "models" / "ner", package.parent / "models" / "ner"):
        if (folder / "model").is_file():
            return folder
    return None
