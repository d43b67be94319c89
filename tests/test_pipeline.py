"""The pipeline: its order, long texts, and that each component works alone in anybody's pipeline."""

from __future__ import annotations

import time

import pytest
import spacy
from spacy.language import Language

from diplo_extract import pipeline
from diplo_extract.errors import ModelMissing
from diplo_extract.pipeline import COMPONENTS, analyse


def test_the_order_of_the_pipes(nlp: Language) -> None:
    names = nlp.pipe_names
    assert names[0] == "diplo_paragraphs"
    assert tuple(names[-len(COMPONENTS) :]) == COMPONENTS
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"].values())


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_works_alone_in_a_blank_pipeline(name: str) -> None:
    blank = spacy.blank("fr")
    blank.add_pipe(name)
    doc = blank("Le président l’a rappelé à Dakar le 3 mai 2025 : l’Union africaine soutient l’accord sur l’énergie.")
    assert name in doc.spans


def test_a_long_text_keeps_every_character(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "PIECE", 120)
    text = "Le ministre a reçu l'ambassadeur. Ils ont parlé de commerce.\n\n" * 20 + "fin" * 400
    (doc,) = analyse(nlp, [(text, None)])
    assert doc.text == text
    assert doc.has_annotation("DEP")


@pytest.mark.parametrize("text", ["«" * 20_000, "a" * 200_000, "1er " * 5_000, "le le " * 3_000, "." * 10_000])
def test_no_text_takes_for_ever(nlp: Language, text: str) -> None:
    begin = time.perf_counter()
    assert analyse(nlp, [(text, None)])[0].text == text
    assert time.perf_counter() - begin < 60


def test_a_missing_model_is_told_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BASE_MODEL", "fr_no_such_model")
    with pytest.raises(ModelMissing, match="pip install fr-no-such-model"):
        pipeline.load()
